"""Every command in the editors' guide does what the guide says: it is really run, in a tree of its own.

What the README says of a new walkthrough is done before them, so that one build shows both.
"""

import re
import textwrap
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import nginx
from tests.support.browser_steps import search
from tests.support.guide_commands import (
    ELSEWHERE,
    ELSEWHERE_SERVES,
    GUIDE,
    PATH,
    PATH_SERVES,
    run,
    serving,
)
from tests.support.installed_tree import MKDOCS, installed_tree
from tests.support.processes import free_port
from tests.support.project import ROOT

TEXT = (ROOT / "docs/about/editors.md").read_text(encoding="utf-8")
BLOCKS = [
    text for kind, text in re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL) if kind in ("", "sh")
]
COMMAND = re.compile(r"(?:[A-Z_]+=|make |\.venv/bin/|cp |mv |mkdir ).*")
NAMED = {line for block in BLOCKS for line in block.split("\n") if COMMAND.fullmatch(line)}
NAMED |= set(re.findall(r"`((?:make |\.venv/bin/)[^`]+)`", TEXT))

EDITING = {
    "make venv": "",
    "make walkthrough NAME=confirm-number": "Номер и код из SMS\nРегистрация\nnew-subscriber\n"
    "request_code confirm_code\n",
    "make page NAME=two-numbers": "Два номера в одном кабинете\nБезопасность\n"
    "У каждого номера свой кабинет, и войти в него можно только кодом с этого номера.\ncreate-by-number\n",
    "make schema": "",
    "make check": "",
    "make check TODAY=2027-11-27": "",
    ".venv/bin/python -m sandbox.feedback": "",
    ".venv/bin/mkdocs build --strict": "",
    ".venv/bin/python -m sandbox.counters": "",
}
"""What an editor runs, in this order, with what is typed."""

ONE_PROCESS = f"SITE_URL={GUIDE}/ .venv/bin/mkdocs build --strict"
ONE_PROCESS_SERVES = f"SANDBOX_PUBLIC_URL={GUIDE} .venv/bin/python -m sandbox"
AGAIN = (
    "cp -a site site.new && .venv/bin/mkdocs build --strict --site-dir site.new",
    "mv site site.old && mv site.new site && rm -r site.old",
)
TWO = ("PORT=8001 .venv/bin/python -m sandbox", "PORT=8002 .venv/bin/python -m sandbox")
BEFORE_THEM = 'mkdir -p var && nginx -p "$PWD" -c "$PWD/sandbox/deploy/nginx.conf" -g "daemon off;"'
PREVIEW = (f"{MKDOCS} serve", f"{MKDOCS} serve -a 127.0.0.1:8001")
"""They differ in the port alone, which is the test's own: the second is run."""

RUN = {*EDITING, ONE_PROCESS, ONE_PROCESS_SERVES, *AGAIN, *TWO, BEFORE_THEM, ELSEWHERE, ELSEWHERE_SERVES}
RUN |= {PATH, PATH_SERVES, *PREVIEW, "make test", "make serve", "SANDBOX_EDITORS=local make serve"}
"""The site elsewhere is built and served for tests/browser/test_two_origins.py, that in a folder of another site for
tests/browser/test_sub_path.py. The preview is run by tests/build/test_build.py. Of the last three, one runs these
tests; tests/project/test_makefile.py runs `make serve`, and tests/counters what the setting opens.
"""


def test_every_command_of_the_guide_is_run_here_and_no_other() -> None:
    assert NAMED == RUN


def follow_the_readme(tree: Path) -> None:
    """Add the walkthrough that it shows, with all that names it."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").split("## Add a walkthrough")[1].split("\n## ")[0]
    names = re.findall(r"`((?:walkthroughs|docs)/[\w/.-]*open[\w.-]+)`", chapter)
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", chapter, re.DOTALL)
    assert len(names) == len(blocks) == 2
    for name, block in zip(names, blocks, strict=True):
        (tree / name).write_text(textwrap.dedent(block), encoding="utf-8")
    entry = re.search(r"`(- .+\.md)`", chapter)
    assert entry
    page, step = "registration/open-the-site.md", "open-the-site#open-site"
    neighbour = "      - По номеру телефона: registration/by-phone.md\n"
    for file, old, new in (
        ("mkdocs.yml", neighbour, f"{neighbour}      {entry[1]}\n"),
        ("docs/index.md", "</div>\n", f"-   **[Открыть сайт]({page})**\n\n    Набрать адрес.\n\n</div>\n"),
        ("docs/_data/subjects.yml", "  pages:\n", f"  pages:\n    - {page}\n"),
        ("docs/_data/article.yml", "register-by-phone#open-site", f"register-by-phone#open-site, {step}"),
    ):
        text = (tree / file).read_text(encoding="utf-8")
        assert old in text
        (tree / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the walkthrough of the README, in which an editor has run everything."""
    tree = installed_tree(tmp_path_factory.mktemp("edited"))
    follow_the_readme(tree)
    said = {command: run(tree, command, typed) for command, typed in EDITING.items()}
    assert "docs/security/two-numbers.md" in said["make page NAME=two-numbers"]
    return tree


def built(tree: Path, page: str) -> str:
    return (tree / "site" / page / "index.html").read_text(encoding="utf-8")


def test_what_an_editor_runs_ends_well(edited: Path) -> None:
    assert 'data-walkthrough="confirm-number"' in built(edited, "registration/confirm-number")
    assert "Источники" in built(edited, "security/two-numbers")
    assert 'href="registration/confirm-number/"' in built(edited, "")
    for table in ("counts", "reasons"):
        run(edited, f".venv/bin/python -m sandbox.feedback --csv {table}")


def test_whoever_follows_the_readme_gets_a_working_walkthrough(edited: Path) -> None:
    assert 'data-walkthrough="open-the-site"' in built(edited, "registration/open-the-site")


def test_a_tab_that_outlives_a_publication_works_and_then_says_that_the_page_is_old(
    edited: Path, browser: Browser
) -> None:
    """The last build's files stay one build longer. Without them the true cause is said, and a press on it helps."""
    site, port = edited / "site", free_port()
    address = f"http://127.0.0.1:{port}"
    ours = {GUIDE: address}
    alone: dict[str, Any] = {"service_workers": "block"}  # a worker would have kept the files for a reader of two pages
    with (
        serving(edited, ONE_PROCESS_SERVES, port, "/readyz", ours),
        browser.new_context(**alone) as one,
        browser.new_context(**alone) as another,
    ):
        page, older = one.new_page(), another.new_page()
        for tab in (page, older):
            tab.goto(f"{address}/registration/by-phone/")
        before = set(site.glob("assets/**/*.js*"))
        for script in ("walkthrough.js", "search/box.js"):
            with (edited / "docs/assets" / script).open("a", encoding="utf-8") as file:
                file.write('\ndocument.body.dataset.published = "anew";\n')
        for command in AGAIN:  # with the setting of the first time, as it says below them
            run(edited, command.replace(".venv/bin/mkdocs build --strict", ONE_PROCESS), ours=ours)
        assert before < (after := set(site.glob("assets/**/*.js*")))
        assert len(after - before) == 6, "two scripts and their compressed copies"
        assert f'href="{address}/registration/by-phone/"' in built(edited, "registration/by-phone")

        search(page, "паролей")
        expect(page.locator("#search-results [role=status]")).to_contain_text("Наш")
        type_the_address(page)
        expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")

        for path in before:  # as by the next publication
            if path.name.startswith(("script.", "box.")):
                path.unlink()
        search(older, "паролей")
        expect(older.locator("#search-results [role=status]")).to_contain_text("Обновите страницу")
        older.keyboard.press("Escape")
        older.route("**/sandbox/**", lambda route: route.fulfill(body="<p>not a trainer</p>", content_type="text/html"))
        type_the_address(older)
        expect(older.get_by_role("alert")).to_contain_text("Сайт обновился")
        older.unroute_all()
        with older.expect_event("load"):
            older.get_by_role("button", name="Обновить страницу").click()
        expect(older.get_by_label("Адрес сайта")).to_have_value("login.mts.ru")
        type_the_address(older)
        expect(older.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
        search(older, "паролей")
        expect(older.locator("#search-results [role=status]")).to_contain_text("Наш")


def type_the_address(page: Page) -> None:
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()


def test_nginx_stands_before_two_processes(edited: Path) -> None:
    front, *behind = (free_port() for _ in range(3))
    changes = {"listen 8000;": f"listen {front};"}
    changes |= {f"127.0.0.1:{8001 + number} ": f"127.0.0.1:{port} " for number, port in enumerate(behind)}
    nginx.change(edited / "sandbox/deploy", changes)
    with (
        serving(edited, TWO[0], behind[0], "/readyz"),
        serving(edited, TWO[1], behind[1], "/readyz"),
        serving(edited, BEFORE_THEM, front, "/deceived/"),
        urllib.request.urlopen(f"http://127.0.0.1:{front}/sandbox/walkthroughs/register-by-phone") as answer,
    ):
        assert "data-walkthrough" in answer.read().decode()
