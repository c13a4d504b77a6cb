"""Editors' mistakes stop the build with a line for each; the preview shows their edits with a working trainer."""

import re
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.installed_tree import MKDOCS, installed_tree
from tests.support.preview_edits import previewing
from tests.support.processes import PATIENCE
from tests.support.project import build_site, copy_tree

BADGE = '{{ wording.text("trainer.badge") }}'
TEMPLATE = "sandbox/rendering/templates/head.html"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project, to be broken or edited."""
    return copy_tree(tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def place(tree: Path, file: str, text: str) -> str:
    """How a message names the first line with the text."""
    lines = (tree / file).read_text(encoding="utf-8").splitlines()
    return f"{file}:{next(number for number, line in enumerate(lines, 1) if text in line)}:"


def test_all_mistakes_of_all_files_stop_the_build_at_once(tree: Path) -> None:
    edit(tree / "walkthroughs/register-by-phone.yml", "action: choose_method", "action: chose_method")
    edit(tree / "walkthroughs/set-up-profile.yml", "name_filled: fill-email", "name_fillled: fill-email")
    edit(tree / "walkthroughs/sign-in-by-password.yml", "example: {phone:", "example: {fone:")
    edit(tree / "walkthroughs/reset-forgotten-password.yml", "start:", 'source: "4.1"\nstart:')
    edit(tree / "docs/registration/profile.md", 'walkthrough("set-up-profile")', 'walkthrough("setup-profile")')
    edit(tree / "docs/index.md", "# Что вы", "{{ misspelt }}\n\n# Что вы")
    edit(tree / "docs/security/index.md", "\n# ", "\n[куда](nowhere.md)\n\n# ")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        build_site(tree, tree / "site", "http://127.0.0.1:1/")
    said = [line.strip() for line in failed.value.stderr.splitlines() if ".yml:" in line or ".md:" in line]
    assert [line.split(" ")[0] for line in said] == [
        place(tree, "docs/index.md", "{{ misspelt }}"),
        place(tree, "docs/registration/profile.md", "setup-profile"),
        place(tree, "docs/security/index.md", "nowhere.md"),
        place(tree, "walkthroughs/register-by-phone.yml", "chose_method"),
        "walkthroughs/reset-forgotten-password.yml:3:",
        "walkthroughs/set-up-profile.yml:1:",
        place(tree, "walkthroughs/set-up-profile.yml", "name_fillled"),
        *[place(tree, "walkthroughs/sign-in-by-password.yml", "{fone:")] * 2,
    ]
    assert "можно написать: choose_method" in said[3]
    assert "Traceback" not in failed.value.stderr


def test_an_example_and_a_mistake_that_do_something_else_stop_the_build(tree: Path) -> None:
    edit(tree / "walkthroughs/set-up-profile.yml", "example: {email: ivanov@mail.example}", "example: {email: ivanov}")
    edit(tree / "walkthroughs/set-up-profile.yml", "input: {email: ivanov.mail.example}", 'input: {email: ""}')
    with pytest.raises(subprocess.CalledProcessError) as failed:
        build_site(tree, tree / "site", "http://127.0.0.1:1/")
    assert "пример шага «fill-email» не ведёт дальше: получился исход «email_malformed»" in failed.value.stderr
    assert "ошибка «Без собачки» даёт исход «email_missing», а не «email_malformed»" in failed.value.stderr


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, which is previewed while it is edited."""
    return installed_tree(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def preview(edited: Path) -> Iterator[str]:
    """The address of the preview in that copy, which an editor starts as the guide says."""
    with previewing(edited, MKDOCS) as address:
        yield address


def shown(preview: str, address: str) -> str:
    """A page as the preview has it now. The server holds the answer back while it rebuilds."""
    with urllib.request.urlopen(f"{preview}{address}", timeout=PATIENCE) as page:
        return str(page.read().decode())


def registration(preview: str) -> str:
    return shown(preview, "/registration/by-phone/")


def fragment(preview: str) -> str:
    address = f"{preview}/sandbox/walkthroughs/register-by-phone"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"X-Walkthrough": "fragment"})) as answer:
        return str(answer.read().decode())


Missing = Callable[[str, str], list[str]]
"""What is still missing on a page and in an answer of the sandbox."""


def await_build(preview: str, missing: Missing) -> None:
    """Wait for the build after which nothing is missing, as the preview's own script waits: a minute, and again."""
    deadline = time.monotonic() + PATIENCE
    while absent := missing(page := registration(preview), fragment(preview)):
        assert time.monotonic() < deadline, f"there was no new build that shows {absent}"
        epoch = page.split("livereload(")[1].split(",")[0]
        with urllib.request.urlopen(f"{preview}/livereload/{epoch}/1", timeout=PATIENCE) as answer:
            answer.read()


def test_the_preview_shows_the_site(preview: str) -> None:
    assert "Назвали код" in shown(preview, "/")


def test_the_preview_has_a_working_sandbox_on_the_same_address(preview: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{preview}/registration/by-phone/")
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "choose-method")
    page.close()


def test_a_plain_form_comes_back_as_a_whole_page_in_the_preview_too(preview: str) -> None:
    form = urllib.parse.urlencode({"step": "open-site", "address": "login.mts.ru"}).encode()
    address = f"{preview}/sandbox/walkthroughs/register-by-phone/open_site"
    with urllib.request.urlopen(urllib.request.Request(address, form, {"Origin": preview})) as answer:
        page = answer.read().decode()
    assert "md-header" in page


EDITS = (
    ("docs/registration/by-phone.md", "\n# ", "\nНовый абзац.\n\n# ", "Новый абзац.", ""),
    ("walkthroughs/register-by-phone.yml", "Наберите адрес сами", "Напишите адрес сами", *["Напишите адрес"] * 2),
    ("walkthroughs/wording/registration.yml", "button: Перейти", "button: Открыть сайт", *["Открыть сайт"] * 2),
    (TEMPLATE, BADGE, f"Пробный тренажёр. {BADGE}", *["Пробный тренажёр"] * 2),
)
"""Of each kind of file: what is edited, and what then stands on the page and in the sandbox's answer."""


def test_edits_of_every_kind_of_file_show_without_a_restart(edited: Path, preview: str) -> None:
    def missing(page: str, answer: str) -> list[str]:
        return [file for file, _, _, in_page, in_answer in EDITS if in_page not in page or in_answer not in answer]

    for file, old, new, _, _ in EDITS:
        edit(edited / file, old, new)
    await_build(preview, missing)


def alert(page: str) -> str:
    """What the page says to be wrong; nothing if all is right."""
    found = re.search(r'<section role="alert".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def untold(*words: str) -> Missing:
    """What the page doesn't say yet of a mistake."""
    return lambda page, _: [each for each in words if each not in alert(page)]


def test_mistakes_stand_on_the_last_good_page_until_they_are_mended(edited: Path, preview: str) -> None:
    """Whatever is wrong, and whether or not MkDocs could read its own settings."""
    page, settings = edited / "docs/registration/by-phone.md", edited / "mkdocs.yml"
    walkthrough, template = edited / "walkthroughs/register-by-phone.yml", edited / TEMPLATE
    for path, old, new, kind in (
        (walkthrough, "action: open_site", "action: open_sight", "нет действия «open_sight»"),
        (page, "\n# ", "\nЗря.\n\n[Нет](nowhere.md)\n\n# ", "ссылка ведёт на страницу, которой нет"),
        (settings, "\ntheme:", "\ntheme: [", "здесь открыта скобка"),
        (template, BADGE, "{% if %}", "шаблон не читается"),
    ):
        right = path.read_bytes()
        edit(path, old, new)
        line = place(edited, path.relative_to(edited).as_posix(), new.strip().splitlines()[-3 if "#" in new else 0])
        await_build(preview, untold(line.removesuffix(":"), kind))
        assert "Зря." not in registration(preview)
        path.write_bytes(right)
        await_build(preview, lambda page, _: [alert(page)] if alert(page) else [])


def test_a_mistake_made_during_the_preview_keeps_the_last_good_version(edited: Path, preview: str) -> None:
    edit(edited / "walkthroughs/register-by-phone.yml", "action: open_site", "action: open_sight")
    edit(edited / "docs/registration/by-phone.md", "\n# ", "\nЕщё один абзац.\n\n# ")
    await_build(preview, untold("open_sight"))
    assert "Ещё один абзац." not in registration(preview)
    assert 'data-action="open_site"' in fragment(preview)
    edit(edited / "walkthroughs/register-by-phone.yml", "action: open_sight", "action: open_site")
    await_build(preview, lambda page, _: [text for text in ("Ещё один абзац.",) if text not in page])
    assert 'data-action="open_site"' in fragment(preview)
