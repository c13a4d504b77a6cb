"""Nobody's own data can get in: no field asks for it, every form is visibly a training one, nothing is logged."""

import ast
import contextlib
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.account.actions import ACTIONS
from sandbox.application import create_app
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.action import Field
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.random_secrets import RandomSecrets
from sandbox.settings import Settings
from tests.support import nginx
from tests.support.forms_over_http import OUR_PAGE, REGISTER
from tests.support.guide import RENDERER, SIMULATION, turn
from tests.support.html_kinds import unlike_all_before
from tests.support.html_tags import tags_of_pages
from tests.support.http_client import NO_CERTIFICATES, PlainClient, TestClient
from tests.support.processes import PATIENCE, free_port, wait_until_up
from tests.support.project import ROOT

REAL = "79161112233"
"""A number that could be somebody's."""

BANNER = "Учебный тренажёр"
CABINET_BANNER = "Учебный кабинет"


def states(content: Content) -> Iterator[tuple[Walkthrough, AnyRun]]:
    """Every step of every walkthrough: fresh, after its example is shown, after each mistake, and the end."""
    for walkthrough in content.walkthroughs.values():
        secrets = PredictableSecrets()
        for step, before, after in runs_at_each_step(turn(walkthrough, secrets)):
            yield walkthrough, before
            yield walkthrough, turn(walkthrough).show_example(before, step.id)
            for mistake in step.mistakes:
                yield walkthrough, play_mistake(turn(walkthrough, secrets), before, mistake)
            yield walkthrough, after


@pytest.fixture(scope="module")
def widgets(content: Content) -> list[tuple[str, Tag]]:
    """The widget of every state that is unlike all before or refuses something, with a name for it."""
    found: dict[str, str] = {}
    for walkthrough, run in states(content):
        html = RENDERER.widget(content.wording, walkthrough, run, NOW, version=1)
        found.setdefault(html, f"{walkthrough.slug} {run.step}")
    unlike = set(unlike_all_before((html, html) for html in found))
    shown = {html: name for html, name in found.items() if html in unlike or "notice--refusal" in html}
    return [(name, BeautifulSoup(html, "html.parser")) for html, name in shown.items()]


def test_every_form_says_that_it_is_a_training_one_inside_its_own_frame(widgets: list[tuple[str, Tag]]) -> None:
    for state, widget in widgets:
        for form in widget.select("form"):
            typed = form.select("input:not([type=hidden])")
            frame = form.find_parent(class_="screen" if typed else ["screen", "walkthrough"])
            assert frame, f"{state}: {form['data-action']} has no frame"
            banner = frame.select_one(".screen__bar, .walkthrough__badge")
            assert banner, state
            assert BANNER in banner.text.replace("\u00a0", " "), state
            hidden = [tag for tag in (banner, *banner.parents) if isinstance(tag, Tag) and tag.has_attr("hidden")]
            assert not hidden
            assert banner.name != "template"


def test_the_banner_is_in_the_pages_as_built(site: Path, content: Content) -> None:
    found = 0
    for path in site.rglob("index.html"):
        _, begin, rest = path.read_text(encoding="utf-8").partition('<section class="walkthrough')
        trainer = BeautifulSoup(begin + rest.partition("</article>")[0], "html.parser")
        for screen in trainer.select("section.walkthrough .screen"):
            assert BANNER in screen.text or CABINET_BANNER in screen.text
            found += 1
    free_practice = 1
    assert found == len(content.walkthroughs) + len(content.tasks) + free_practice


ALLOWED = {
    # everything a learner can type, and why it is nobody's own
    "address": "an address of a site, compared with the only right one",
    "phone": "only +7 907 000-XX-XX",
    "new_phone": "only +7 907 000-XX-XX",
    "code": "six digits from a simulated SMS",
    "password": "a new one for the trainer; kept as a hash",
    "current_password": "the training account's",
    "new_password": "a new one for the trainer; kept as a hash",
    "last_name": "only the training card's",
    "first_name": "only the training card's",
    "middle_name": "only the training card's",
    "email": "only the training card's",
    "control_word": "only the training one",
    "sum": "money of the simulation",
    "threshold": "money of the simulation",
    "autopay_sum": "money of the simulation",
    "monthly_limit": "money of the simulation",
    "begin": "a date of the training's years",
    "end": "a date of the training's years",
    "balance": "only that of the simulated account",
    "most_a_month": "only that of the simulated autopay",
    "next_fee_day": "only that of the simulated account",
    "autopay_day": "only that of the simulated account",
    "charge_day": "only that of the simulated account",
    "sessions_left": "only that of the simulated account",
    "email_code": "six digits from a simulated letter",
}


def test_there_is_no_field_for_anything_else() -> None:
    typed = {field.name for field in all_fields() if field.kind not in ("choice", "switch", "link")}
    assert typed == set(ALLOWED)


def test_no_page_has_a_field_of_its_own(site: Path, widgets: list[tuple[str, Tag]]) -> None:
    others = {
        "": "the search, which sends nothing",
        "query": "the search, which sends nothing",
        "answer": "to a task's question, compared with the simulated account; only that it was right is kept",
    }
    found = {
        tag.get("name", "")
        for _, tags in tags_of_pages(site)
        for tag in tags
        if tag.name in ("textarea", "select")
        or (tag.name == "input" and tag.get("type") not in ("hidden", "radio", "checkbox"))
    }
    for _, widget in widgets:
        fields = widget.select("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select")
        found |= {str(field.get("name", "")) for field in fields}
    assert found <= {*ALLOWED, *others}
    templates = [path for path in ROOT.glob("*/**/*.html") if "<textarea" in path.read_text(encoding="utf-8")]
    assert templates == [], "nobody can write freely anywhere"


def all_fields() -> list[Field]:
    return [field for action in ACTIONS.values() for field in action.fields]


def test_no_field_is_called_after_a_document_or_a_card(content: Content) -> None:
    forbidden = re.compile(r"паспорт|серия|снилс|инн\b|карт[аыуе]\b|cvc|cvv|пин-код|дата рождения", re.IGNORECASE)
    for field in all_fields():
        if field.kind not in ("choice", "switch"):
            text = content.wording.fields[field.name]
            assert not forbidden.search(f"{text.label} {text.hint}"), field.name


def test_other_sites_and_the_salon_are_buttons(widgets: list[tuple[str, Tag]]) -> None:
    for action in ("sign_in_there", "sign_in_at_gosuslugi", "agree_to_share", "show_document", "get_new_sim"):
        forms = [form for _, widget in widgets for form in widget.select(f"form[data-action={action}]")]
        assert forms
        for form in forms:
            assert form.select("input:not([type=hidden], [type=checkbox]), textarea, select") == []


def test_the_page_refuses_what_could_be_somebodys_with_the_servers_words(widgets: list[tuple[str, Tag]]) -> None:
    compared = set()
    for state, widget in widgets:
        for field in widget.select("[data-refuses]"):
            baked = widget.select_one(f".screen__refusal[data-kind={field['data-refuses']}]")
            assert baked, state
            assert baked.p
            said = widget.select_one(".screen__body > .notice--refusal p")
            if said and "мы не сохранили" in said.text.replace("\u00a0", " "):
                assert str(said) == str(baked.p), state
                compared.add(str(field["data-refuses"]))
    assert compared == {"phone", "name", "email", "sum"}


def test_every_field_that_could_take_somebodys_is_watched_by_the_page(widgets: list[tuple[str, Tag]]) -> None:
    refusing = {name for name in SIMULATION.outcomes if SIMULATION.outcomes[name].foreign} - {"control_word_wrong"}
    expected = {
        field.name
        for action in ACTIONS.values()
        for field in action.fields
        if refusing & set(action.outcome_names) and field.kind in ("phone", "email", "name", "sum")
    }
    assert {str(field["name"]) for _, widget in widgets for field in widget.select("[data-refuses]")} == expected


SETTINGS = {
    "SANDBOX_NEWCOMERS": "60",
    "SANDBOX_STORE_SIZE": "64",
    "HOST": "0.0.0.0",
    "METRICS": "192.0.2.1:9100",  # no machine's address: nothing listens
    "PORT": "1",
    "WORKERS": "2",
    "SITE_DIR": "site",
    "SANDBOX_STORE": "sqlite:////nowhere",
    "SANDBOX_PUBLIC_URL": "https://sandbox.example",
    "SANDBOX_ALLOWED_ORIGINS": "https://guide.example",
    "SANDBOX_URL": "https://sandbox.example",
    "SANDBOX_COUNTERS": "off",
    "SANDBOX_EDITORS": "Тёплый-валенок-35",
}


def test_no_setting_turns_any_of_it_off(site: Path, tmp_path: Path, content: Content) -> None:
    source = (ROOT / "sandbox/settings.py").read_text(encoding="utf-8")
    known = set(re.findall(r'environ\.get\("([A-Z_]+)"', source))
    assert known == set(SETTINGS), "give each setting another value here than its default"
    for path in (ROOT / "sandbox").rglob("*.py"):
        rest = path.read_text(encoding="utf-8").replace("Settings.from_environ(os.environ)", "")
        assert not re.search(r"os\.environ|getenv", rest), f"{path} reads a setting that is hidden from this test"
    store = {"SANDBOX_STORE": f"sqlite:///{tmp_path / 'learners.sqlite3'}"}
    settings = replace(Settings.from_environ(SETTINGS | store), site=site)
    with TestClient(create_app(settings, SIMULATION, lambda: content), base_url="https://sandbox.example") as client:
        client.post(f"{REGISTER}/open_site", data={"address": "login.mts.ru"}, headers=OUR_PAGE)
        client.post(f"{REGISTER}/choose_method", data={"method": "phone"}, headers=OUR_PAGE)
        answer = client.post(f"{REGISTER}/request_code", data={"phone": REAL}, headers=OUR_PAGE).text
    notice = BeautifulSoup(answer, "html.parser").select_one(".screen__body > .notice")
    assert notice
    assert "Это не\u00a0учебный номер" in notice.text
    assert BANNER in answer
    assert REAL not in answer


CALLING_OUT = {
    "socket",
    "http",
    "urllib.request",
    "smtplib",
    "ftplib",
    "ssl",
    "subprocess",
    "httpx",
    "httpx2",
    "requests",
}
CALLING_OUT_BY = {"open_connection", "create_connection", "create_subprocess_exec", "create_subprocess_shell", "system"}
"""Of modules that do other things too."""


def test_the_server_has_nothing_to_call_out_or_send_an_sms_with() -> None:
    for path in (ROOT / "sandbox").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
            assert not (isinstance(node, ast.Attribute) and node.attr in CALLING_OUT_BY), path
            for name in names:
                assert name not in CALLING_OUT, path
                assert name.split(".")[0] not in CALLING_OUT, path


def test_while_a_password_is_hashed_others_are_served(
    site: Path, tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashing, served = threading.Event(), threading.Event()
    real_hash = RandomSecrets.hash_password

    def slow_hash(self: RandomSecrets, password: str) -> str:
        hashing.set()
        assert served.wait(PATIENCE), "nobody was served while a password was hashed"
        return real_hash(self, password)

    monkeypatch.setattr(RandomSecrets, "hash_password", slow_hash)
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{tmp_path}/learners.sqlite3")
    change = "/sandbox/walkthroughs/reset-forgotten-password"
    with TestClient(create_app(settings, SIMULATION, lambda: content)) as client:

        def send(action: str, **given: str) -> str:
            return client.post(f"{change}/{action}", data=given, headers=OUR_PAGE).text

        send("start_reset", sign_in_button="forgotten")
        send("request_reset_link", phone="79070000001")
        page = BeautifulSoup(send("wait", until="sms"), "html.parser")
        link = page.select_one('aside.phone input[name=link]:not([value^="https"])')
        assert link
        send("open_reset_link", link=str(link["value"]))
        slow = threading.Thread(target=send, args=("set_password",), kwargs={"password": "Тёплый-валенок-35"})
        slow.start()
        assert hashing.wait(PATIENCE)
        assert client.get("/healthz").text == "ok\n"
        served.set()
        slow.join()
        assert "Новый пароль работает" in client.get(change).text.replace("\u00a0", " ")


def test_a_kept_password_is_a_memory_hard_hash() -> None:
    kept = RandomSecrets().hash_password("Тёплый-валенок-35")
    assert re.match(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$", kept)
    assert "валенок" not in kept


def test_the_server_logs_nothing_that_anybody_sends(site: Path, tmp_path: Path) -> None:
    port, secret, visitor = free_port(), f"tayna-{REAL}", "203.0.113.7"
    environ = {"PORT": str(port), "SITE_DIR": str(site), "SANDBOX_STORE": f"sqlite:///{tmp_path / 'l.sqlite3'}"}
    address, log = f"http://127.0.0.1:{port}", tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "sandbox"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
        try:
            wait_until_up(f"{address}/healthz", process)
            send_everywhere(address, secret, visitor)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
    said = log.read_text(encoding="utf-8")
    assert "Application startup complete" in said, "the log was looked at"
    assert "upgrade" not in said, "nobody fills the log by asking for a WebSocket"
    for private in (secret, REAL, visitor, "phone=", "register-by-phone"):
        assert private not in said
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("l.sqlite3*"))
    assert kept
    assert REAL.encode() not in kept


def test_nginx_before_it_logs_nothing_either(
    server: str, site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The shipped one, with one sandbox that lives and one that doesn't: nginx has much to complain of."""
    secret, visitor = f"tayna-{REAL}", "203.0.113.7"
    with nginx.shipped(tmp_path, site, (urlsplit(server).netloc, f"127.0.0.1:{free_port()}")) as port:
        address = f"http://127.0.0.1:{port}"
        send_everywhere(address, secret, visitor)
        with contextlib.suppress(httpx2.TransportError):  # it may hang up before all of it is sent
            httpx2.post(f"{address}{REGISTER}/{secret}", content=secret * 2000, verify=NO_CERTIFICATES)
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(f"{address}/{secret * 1000}", verify=NO_CERTIFICATES)
    said = capfd.readouterr().err
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) > 3, "at least its configuration was looked at"
    for private in (secret, REAL, visitor, "client:", "GET /"):
        assert private not in said
    for private in (secret, REAL, visitor):
        assert not any(private.encode() in each for each in kept)


def send_everywhere(address: str, secret: str, visitor: str) -> None:
    """In the path, the query, the headers and the body of requests of every kind, good and bad."""
    common = {"User-Agent": secret, "Referer": f"{address}/{secret}", "X-Forwarded-For": visitor}
    with PlainClient(address, headers=common, timeout=PATIENCE) as client:
        for method in ("GET", "HEAD", "POST", "PUT"):
            for path in ("/", f"/{secret}", REGISTER, f"{REGISTER}/request_code", f"{REGISTER}/{secret}"):
                for headers in (OUR_PAGE, OUR_PAGE | {"Cookie": f"learner={secret}"}, {"Origin": f"https://{secret}"}):
                    client.request(method, f"{path}?phone={secret}", headers=headers, data={"phone": secret})
        client.post(f"{REGISTER}/restart", content=b"\xff" + secret.encode(), headers=OUR_PAGE)
        client.get("/", headers={"Connection": "Upgrade", "Upgrade": "websocket"})
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.sendall(f"NOT HTTP {secret}\r\n\r\n".encode())
        assert b"400" in connection.recv(1000)
