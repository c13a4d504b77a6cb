"""Settings from the environment. A wrong value stops the start with one line."""

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from sandbox.frozen import dataclass

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_ADDRESS = re.compile(rf"(?P<origin>{_ORIGIN.pattern})(?P<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)")
_STORE = re.compile(
    r"sqlite:///.+"
    r"|rediss?(?P<cluster>\+cluster)?://([^@/?#]*@)?([a-zA-Z0-9._-]+|\[[0-9a-fA-F:.]+\])(:(?P<port>[0-9]{1,5}))?"
    r"(?(cluster)|(/[0-9]*)?)"
    r"|unix://([^@/?#]*@)?/[^?#]+(\?db=[0-9]+)?"
)
_LISTENING = re.compile(r"(?:\[(?P<ipv6>[0-9a-fA-F:.]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>[0-9]{1,5})")
_PASSWORD = re.compile(r"(?<=://).*@")
_OWN_HOSTS = ("127.0.0.1", "::1", "localhost")

LOCAL = "local"
"""In the place of a password: the editors' page is shown on the machine that serves it, and nowhere else."""

LEAST_PASSWORD = 12
"""Characters of the editors' password. At ten guesses a minute nobody finds one of them."""


class SettingsError(Exception):
    """One line: the setting, what is wrong with it, what to write."""


@dataclass(frozen=True)
class Settings:
    """How the sandbox runs. Relative paths begin at the current directory.

    ``store`` is the address of the store, with its password if it has one.
    ``workers`` is the number of processes that share the port.
    ``newcomers`` is how many learners may begin in a minute, in each process; ``store_bytes`` is the size of the store
    from which on none may.
    ``public_url`` is the origin under which browsers reach the sandbox, or empty if that is where it listens;
    ``public_path`` is the path after it, such as ``/guide``, or empty if none is set.
    ``allowed_origins`` are further sites whose pages use it.
    ``metrics`` is the host and the first port at which each process shows its numbers, or None.
    ``counters`` says whether it is counted what learners stumble on. ``editors`` is the password of the page that shows
    it, or `LOCAL`, or empty if there is no such page.
    """

    store: str = field(repr=False)
    public_url: str
    public_path: str
    allowed_origins: frozenset[str]
    host: str
    port: int
    workers: int
    site: Path
    newcomers: int
    store_bytes: int
    metrics: tuple[str, int] | None = None
    counters: bool = True
    editors: str = field(default="", repr=False)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables that README.md documents. Raises `SettingsError`."""
        public_url, public_path = _address("SANDBOX_PUBLIC_URL", environ.get("SANDBOX_PUBLIC_URL", ""))
        return cls(
            store=_store(environ.get("SANDBOX_STORE", "sqlite:///var/learners.sqlite3")),
            public_url=public_url,
            public_path=public_path,
            allowed_origins=_origins(environ.get("SANDBOX_ALLOWED_ORIGINS", ""), public_url),
            host=environ.get("HOST", "127.0.0.1"),
            port=_port(environ.get("PORT", "8000")),
            workers=_workers(environ.get("WORKERS", "1")),
            site=Path(environ.get("SITE_DIR", "site")),
            newcomers=_positive("SANDBOX_NEWCOMERS", environ.get("SANDBOX_NEWCOMERS", "600"), "learners a minute"),
            store_bytes=_positive("SANDBOX_STORE_SIZE", environ.get("SANDBOX_STORE_SIZE", "1024"), "MiB") * 1024 * 1024,
            metrics=_listening("METRICS", environ.get("METRICS", "")),
            counters=_switch("SANDBOX_COUNTERS", environ.get("SANDBOX_COUNTERS", "on")),
            editors=_editors(environ.get("SANDBOX_EDITORS", ""), environ.get("HOST", "127.0.0.1"), public_url),
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
    """For the build: where pages send their forms if not to their own origin, without a slash in the end; else empty.

    Raises `SettingsError`.
    """
    return "".join(_address("SANDBOX_URL", environ.get("SANDBOX_URL", "")))


def _address(name: str, value: str) -> tuple[str, str]:
    """Origin and path."""
    address = value.removesuffix("/")
    found = _ADDRESS.fullmatch(address)
    if not found and address:
        raise SettingsError(f"{name}={value!r} is no address; write https://sandbox.example or https://host/guide")
    return (found["origin"], found["path"]) if found else ("", "")


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


def _listening(name: str, value: str) -> tuple[str, int] | None:
    found = _LISTENING.fullmatch(value)
    if not value:
        return None
    if not found or not 0 < int(found["port"]) < 65536:
        raise SettingsError(f"{name}={value!r} is no address to listen on; write 127.0.0.1:9100")
    return found["ipv6"] or found["host"], int(found["port"])


def _switch(name: str, value: str) -> bool:
    if value not in ("on", "off"):
        raise SettingsError(f"{name}={value!r} is neither on nor off; write one of them")
    return value == "on"


def _editors(value: str, host: str, public_url: str) -> str:
    """The value is never shown: it may be a password."""
    if value == LOCAL and (public_url or host not in _OWN_HOSTS):
        raise SettingsError(
            f"SANDBOX_EDITORS={LOCAL} is for a machine that nobody else can reach, with no SANDBOX_PUBLIC_URL and with "
            f"HOST=127.0.0.1; write a password of {LEAST_PASSWORD} characters or more"
        )
    if value not in ("", LOCAL) and len(value) < LEAST_PASSWORD:
        raise SettingsError(
            f"SANDBOX_EDITORS is too short for a password; write {LEAST_PASSWORD} characters or more, or {LOCAL}"
        )
    return value


def _positive(name: str, value: str, of: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value) or not int(value):
        raise SettingsError(f"{name}={value!r} is not a number of {of}; write one from 1 on")
    return int(value)
