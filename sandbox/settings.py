"""Settings from the environment. A wrong value stops the start with one line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")
_STORE = re.compile(
    r"sqlite:///.+"
    r"|rediss?://([^@/?#]*@)?([a-zA-Z0-9._-]+|\[[0-9a-fA-F:.]+\])(:(?P<port>[0-9]{1,5}))?(/[0-9]*)?"
    r"|unix://([^@/?#]*@)?/[^?#]+(\?db=[0-9]+)?"
)
_PASSWORD = re.compile(r"(?<=://).*@")


class SettingsError(Exception):
    """One line: the setting, what is wrong with it, what to write."""


@dataclass(frozen=True)
class Settings:
    """How the sandbox runs. Relative paths begin at the current directory.

    ``store`` is the address of the store, with its password if it has one.
    ``workers`` is the number of processes that share the port.
    ``public_url`` is the origin under which browsers reach the sandbox, or empty if that is where it listens.
    ``allowed_origins`` are further sites whose pages use it.
    """

    store: str = field(repr=False)
    public_url: str
    allowed_origins: frozenset[str]
    host: str
    port: int
    workers: int
    site: Path

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables that README.md documents. Raises `SettingsError`."""
        public_url = _origin("SANDBOX_PUBLIC_URL", environ.get("SANDBOX_PUBLIC_URL", ""))
        return cls(
            store=_store(environ.get("SANDBOX_STORE", "sqlite:///var/learners.sqlite3")),
            public_url=public_url,
            allowed_origins=_origins(environ.get("SANDBOX_ALLOWED_ORIGINS", ""), public_url),
            host=environ.get("HOST", "127.0.0.1"),
            port=_port(environ.get("PORT", "8000")),
            workers=_workers(environ.get("WORKERS", "1")),
            site=Path(environ.get("SITE_DIR", "site")),
        )


def _store(value: str) -> str:
    found = _STORE.fullmatch(value)
    if not found or not 0 < int(found["port"] or 1) < 65536:
        shown = _PASSWORD.sub("***@", value)
        raise SettingsError(
            f"SANDBOX_STORE={shown!r} is not a store; write sqlite:////absolute/path.sqlite3 or redis://host:6379/0"
        )
    return value


def sandbox_url(environ: Mapping[str, str]) -> str:
    """For the build: the origin that pages send their forms to, or empty if it is their own. Raises `SettingsError`."""
    return _origin("SANDBOX_URL", environ.get("SANDBOX_URL", ""))


def _origin(name: str, value: str) -> str:
    origin = value.removesuffix("/")
    if origin and not _ORIGIN.fullmatch(origin):
        raise SettingsError(f"{name}={value!r} is not an origin; write https://sandbox.example")
    return origin


def _origins(value: str, public_url: str) -> frozenset[str]:
    origins = frozenset(value.split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"SANDBOX_ALLOWED_ORIGINS={origin!r} is not an origin; write https://guide.example")
    others = origins - {public_url}
    if others and not public_url.startswith("https://"):  # else browsers keep no cookie for another site's page
        raise SettingsError(
            f"SANDBOX_ALLOWED_ORIGINS={value!r} needs the sandbox's own address; "
            "write SANDBOX_PUBLIC_URL=https://sandbox.example too"
        )
    return others


def _port(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 0 < int(value) < 65536:
        raise SettingsError(f"PORT={value!r} is not a port; write a number from 1 to 65535")
    return int(value)


def _workers(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or not 0 < int(value) <= 100:
        raise SettingsError(f"WORKERS={value!r} is not a number of processes; write one from 1 to 100")
    return int(value)
