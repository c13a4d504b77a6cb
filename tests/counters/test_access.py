"""Who may see the editors' page: whoever knows the password; without one, only who sits at the machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.counters.access import WRONG_A_MINUTE
from sandbox.settings import LEAST_PASSWORD, Settings, SettingsError
from tests.support import nginx
from tests.support.at_once import at_once
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.sandbox_process import SandboxProcess, get

PAGE, TABLE = "/sandbox/stumbles", "/sandbox/stumbles.csv"
PASSWORD = "Лодка и три весла"
HERE = ("127.0.0.1", 4711)


@pytest.fixture
def settings(site: Path, store_path: Path) -> Settings:
    return replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store_path}")


def opened(settings: Settings, content: Content, client: tuple[str, int] = HERE, editors: str = "") -> TestClient:
    app = create_app(replace(settings, editors=editors or settings.editors), SIMULATION, lambda: content)
    return TestClient(app, client=client, raise_server_exceptions=False)


@pytest.fixture
def with_password(settings: Settings, content: Content) -> Iterator[TestClient]:
    with opened(settings, content, ("203.0.113.5", 4711), editors=PASSWORD) as client:
        yield client


@pytest.mark.parametrize("path", [PAGE, TABLE])
def test_whoever_knows_the_password_sees_it_and_nobody_keeps_or_finds_it(with_password: TestClient, path: str) -> None:
    answer = with_password.get(path, auth=("кто угодно", PASSWORD))
    assert answer.status_code == 200
    assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", [PAGE, TABLE])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Basic 0J/RgNC40LLQtdGC"},
        {"Authorization": "Basic ???"},
        {"Authorization": f"Bearer {PASSWORD.encode().hex()}"},
        {"Authorization": "Basic OmxvY2Fs"},
    ],
    ids=["nothing", "no colon", "no base64", "another scheme", "the word for this machine"],
)
def test_anybody_else_is_asked_for_it_in_russian(with_password: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = with_password.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic realm=")
    heading = BeautifulSoup(answer.text, "html.parser").h1
    assert heading
    assert "для редакторов" in heading.text.replace("\u00a0", " ")


def test_guessing_ends_after_ten_wrong_ones_a_minute_for_the_right_one_too(with_password: TestClient) -> None:
    wrong = [with_password.get(PAGE, auth=("", f"{PASSWORD}{number}")) for number in range(WRONG_A_MINUTE)]
    assert {answer.status_code for answer in wrong} == {401}
    answer = with_password.get(PAGE, auth=("", PASSWORD))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert "Слишком много неверных паролей" in answer.text.replace("\u00a0", " ")
    assert with_password.get(PAGE).status_code == 401, "whoever tries none is only asked"
    assert with_password.get("/sandbox/progress").status_code == 200


def test_without_the_setting_there_is_no_such_page(settings: Settings, content: Content) -> None:
    off = replace(settings, editors="local", counters=False)
    for each in (settings, off):
        with opened(each, content) as client:
            assert {client.get(path).status_code for path in (PAGE, TABLE)} == {404}


def test_on_this_machine_no_password_is_needed(settings: Settings, content: Content) -> None:
    with opened(settings, content, editors="local") as client:
        assert {client.get(path).status_code for path in (PAGE, TABLE)} == {200}


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        (("192.168.1.7", 1), {}),
        (("203.0.113.5", 1), {"Host": "127.0.0.1"}),
        (HERE, {"X-Forwarded-For": "127.0.0.1"}),
        (HERE, {"Forwarded": "for=127.0.0.1"}),
        (HERE, {"X-Real-IP": "127.0.0.1"}),
        (HERE, {"Via": "1.1 proxy"}),
        (HERE, {"Host": "192.168.1.5:8000"}),
    ],
    ids=lambda value: str(value),
)
def test_elsewhere_there_is_no_such_page(
    settings: Settings, content: Content, client: tuple[str, int], headers: dict[str, str]
) -> None:
    with opened(settings, content, client, editors="local") as there:
        assert there.get(PAGE, headers=headers).status_code == 404


def test_behind_our_nginx_nobody_is_of_this_machine(site: Path, tmp_path: Path) -> None:
    """There everybody comes from 127.0.0.1, and can name any host."""
    store = f"sqlite:///{tmp_path}/learners.sqlite3"
    with SandboxProcess(site, store, SANDBOX_EDITORS="local") as sandbox:
        assert sandbox.status(PAGE) == 200
        with nginx.shipped(tmp_path, site, (sandbox.place, sandbox.place)) as port:
            assert get(f"http://127.0.0.1:{port}{PAGE}")[0] == 404
            assert get(f"http://127.0.0.1:{port}/sandbox/progress")[0] == 200


@at_once(
    "environ",
    [
        {"SANDBOX_EDITORS": "x" * (LEAST_PASSWORD - 1)},
        {"SANDBOX_EDITORS": "local", "HOST": "0.0.0.0"},
        {"SANDBOX_EDITORS": "local", "SANDBOX_PUBLIC_URL": "https://guide.example"},
        {"SANDBOX_COUNTERS": "no"},
    ],
)
def test_a_wrong_setting_stops_the_start(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="write "):
        Settings.from_environ(environ)


def test_the_password_is_never_shown() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environ({"SANDBOX_EDITORS": "short"})
    assert "short;" not in str(error.value)
    assert PASSWORD not in repr(Settings.from_environ({"SANDBOX_EDITORS": PASSWORD}))
