"""Settings from the environment. A wrong value stops the start with one line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
    """How the sandbox runs.

    ``store`` is the address of the store, with its password if it has one.
    ``workers`` is the number of processes that share the port.
    ``allowed_origins`` may send forms besides the site's own origin.
    """

    store: str = field(repr=False)
    allowed_origins: frozenset[str]
    host: str
    port: int
    workers: int
    site: Path

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables that README.md documents. Raises `SettingsError`."""
        return cls(
            store=_store(environ.get("SANDBOX_STORE", f"sqlite:///{ROOT / 'var' / 'learners.sqlite3'}")),
            allowed_origins=_origins(environ.get("SANDBOX_ALLOWED_ORIGINS", "")),
            host=environ.get("HOST", "127.0.0.1"),
            port=_port(environ.get("PORT", "8000")),
            workers=_workers(environ.get("WORKERS", "1")),
            site=Path(environ.get("SITE_DIR", ROOT / "site")),
        )


def _store(value: str) -> str:
    found = _STORE.fullmatch(value)
    if not found or not 0 < int(found["port"] or 1) < 65536:
        shown = _PASSWORD.sub("***@", value)
        raise SettingsError(
            f"SANDBOX_STORE={shown!r} is not a store; write sqlite:////absolute/path.sqlite3 or redis://host:6379/0"
        )
    return value


def _origins(value: str) -> frozenset[str]:
    origins = frozenset(value.split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"SANDBOX_ALLOWED_ORIGINS={origin!r} is not an origin; write https://guide.example")
    return origins


def _port(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 0 < int(value) < 65536:
        raise SettingsError(f"PORT={value!r} is not a port; write a number from 1 to 65535")
    return int(value)


def _workers(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or not 0 < int(value) <= 100:
        raise SettingsError(f"WORKERS={value!r} is not a number of processes; write one from 1 to 100")
    return int(value)
