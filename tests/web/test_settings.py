"""A wrong setting stops the start with one clear line."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.settings import Settings, SettingsError, sandbox_url
from sandbox.web.manifest import MANIFEST
from tests.support.at_once import at_once
from tests.support.processes import PATIENCE
from tests.support.project import ROOT


def test_without_any_setting_the_sandbox_serves_this_machine_alone() -> None:
    settings = Settings.from_environ({})
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.store == "sqlite:///var/learners.sqlite3"
    assert settings.site == Path("site")
    assert settings.allowed_origins == frozenset()
    assert settings.public_url == ""
    assert (settings.newcomers, settings.store_bytes) == (600, 2**30)


@at_once(
    "address",
    [
        "sqlite:////data/l.sqlite3",
        "redis://127.0.0.1",
        "redis://redis.internal:6380/2",
        "rediss://:secret@redis.example:6379/0",
        "rediss://sandbox:secret@[::1]:6379",
        "redis+cluster://redis.internal:6379",
        "rediss+cluster://sandbox:secret@redis.example",
        "unix:///run/redis.sock",
        "unix://:secret@/run/redis.sock?db=3",
    ],
)
def test_the_store_is_a_file_or_a_server(address: str) -> None:
    assert Settings.from_environ({"SANDBOX_STORE": address}).store == address


def test_the_password_of_a_store_is_never_shown() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({"SANDBOX_STORE": "redis://sandbox:sec@ret@redis.example:port/0"})
    assert "SANDBOX_STORE='redis://***@redis.example:port/0' is not a store" in str(error.value)
    assert "secret" not in repr(Settings.from_environ({"SANDBOX_STORE": "redis://:secret@redis.example"}))


@at_once(
    ("name", "value"),
    [
        ("SANDBOX_STORE", "postgres://db"),
        ("SANDBOX_STORE", "sqlite:///"),
        ("SANDBOX_STORE", "learners.sqlite3"),
        ("SANDBOX_STORE", "redis://"),
        ("SANDBOX_STORE", "redis://host:65536"),
        ("SANDBOX_STORE", "redis://host/first"),
        ("SANDBOX_STORE", "redis+cluster://host/0"),
        ("SANDBOX_STORE", "redis://host/0?socket_timeout=never"),
        ("SANDBOX_STORE", "redis://:pass/word@host"),
        ("SANDBOX_STORE", "unix://relative.sock"),
        ("SANDBOX_NEWCOMERS", "many"),
        ("SANDBOX_NEWCOMERS", "0"),
        ("SANDBOX_STORE_SIZE", "-1"),
        ("SANDBOX_STORE_SIZE", "1 GiB"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠٠٠"),
        ("WORKERS", "0"),
        ("WORKERS", "many"),
        ("WORKERS", "1000"),
        ("SANDBOX_ALLOWED_ORIGINS", "guide.example"),
        ("SANDBOX_ALLOWED_ORIGINS", "https://guide.example/path"),
        ("SANDBOX_ALLOWED_ORIGINS", "https://guide.example *"),
        ("SANDBOX_ALLOWED_ORIGINS", "https://guide.example"),
        ("SANDBOX_PUBLIC_URL", "guide.example"),
        ("SANDBOX_PUBLIC_URL", "https://guide.example/path?query"),
        ("SANDBOX_PUBLIC_URL", "https://guide.example//path"),
        ("SANDBOX_PUBLIC_URL", "https://guide.example/../path"),
        ("SANDBOX_PUBLIC_URL", "*"),
    ],
)
def test_a_wrong_value_is_named_with_its_remedy(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({name: value})
    message = str(error.value)
    assert message.startswith(f"{name}=")
    assert "; write " in message
    assert "\n" not in message


def test_another_site_can_use_the_sandbox_only_over_https() -> None:
    others = {"SANDBOX_ALLOWED_ORIGINS": "https://guide.example"}
    with pytest.raises(SettingsError, match=r"write SANDBOX_PUBLIC_URL=https://sandbox.example too"):
        Settings.from_environ(others | {"SANDBOX_PUBLIC_URL": "http://sandbox.example"})
    settings = Settings.from_environ(others | {"SANDBOX_PUBLIC_URL": "https://sandbox.example/"})
    assert settings.allowed_origins == {"https://guide.example"}
    assert settings.public_url == "https://sandbox.example"


def test_the_sandboxs_own_origin_is_no_other_site() -> None:
    own = "http://127.0.0.1:8000"
    assert Settings.from_environ({"SANDBOX_PUBLIC_URL": own, "SANDBOX_ALLOWED_ORIGINS": own}).allowed_origins == set()


def test_the_public_address_may_have_a_path_and_be_of_ip_version_6() -> None:
    settings = Settings.from_environ({"SANDBOX_PUBLIC_URL": "https://[2001:db8::1]:8443/help/guide/"})
    assert (settings.public_url, settings.public_path) == ("https://[2001:db8::1]:8443", "/help/guide")


@pytest.mark.parametrize("value", ["sandbox.example", "https://sandbox.example/?path", "javascript:alert()"])
def test_the_build_takes_only_an_address_for_the_sandbox(value: str) -> None:
    with pytest.raises(SettingsError, match=r"SANDBOX_URL=.*; write https://sandbox.example"):
        sandbox_url({"SANDBOX_URL": value})
    assert sandbox_url({}) == ""
    assert sandbox_url({"SANDBOX_URL": "https://sandbox.example/"}) == "https://sandbox.example"
    assert sandbox_url({"SANDBOX_URL": "https://host.example/practice/"}) == "https://host.example/practice"


def not_ours(host: str) -> str:
    return f"HOST={host!r} is no address of this machine; write 127.0.0.1 or 0.0.0.0"


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"PORT": "http"}, "PORT='http' is not a port; write a number from 1 to 65535"),
        ({"SITE_DIR": "/nowhere"}, "/nowhere holds no built site; run `mkdocs build` (or `make serve`) first"),
        (
            {"SANDBOX_STORE": "sqlite:////proc/learners.sqlite3"},
            "SANDBOX_STORE: the file can't be opened for writing (FileNotFoundError)",
        ),
        ({"HOST": "nonsense.invalid"}, not_ours("nonsense.invalid")),
        ({"HOST": "192.0.2.1"}, not_ours("192.0.2.1")),
        ({"HOST": f"{'long' * 20}.example"}, not_ours(f"{'long' * 20}.example")),
    ],
)
def test_the_process_ends_with_one_line_and_no_traceback(
    site: Path, tmp_path: Path, environ: dict[str, str], line: str
) -> None:
    assert start(site, tmp_path, environ) == (2, line + "\n")


@pytest.mark.parametrize("written", ["{}", "not JSON", '{"pages": 1}', None])
def test_a_site_that_another_edition_has_built_is_one_line_too(site: Path, tmp_path: Path, written: str | None) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    for page in ("trainer.html", "404.html"):
        shutil.copy(site / page, folder)
    if written is not None:
        (folder / MANIFEST).write_text(written, encoding="utf-8")
    line = f"{folder} holds no built site; run `mkdocs build` (or `make serve`) first\n"
    assert start(site, tmp_path, {"SITE_DIR": str(folder)}) == (2, line)


def test_a_port_that_is_taken_is_one_line_too(site: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = start(site, tmp_path, {"PORT": f"{port}"})
    assert (code, said) == (2, f"PORT={port} can't be used (Address already in use); free it, or write another\n")


def start(site: Path, folder: Path, environ: dict[str, str]) -> tuple[int, str]:
    """The exit code of a start that fails, and what it says."""
    store = f"sqlite:///{folder}/learners.sqlite3"
    defaults = {"SITE_DIR": str(site), "PATH": "", "PORT": "1", "SANDBOX_STORE": store}
    command, variables = [sys.executable, "-m", "sandbox"], defaults | environ
    process = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=PATIENCE)
    return process.returncode, process.stderr
