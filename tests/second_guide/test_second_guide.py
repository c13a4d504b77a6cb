"""Another guide is built, served and practised by the same code as this one, as README.md says, without the account."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser_steps import at_step, fill, make_mistake, press, restart, unfold, widget
from tests.support.page_pool import PagePool
from tests.support.processes import free_port, running
from tests.support.project import ROOT, copy_tree, environment

SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## Make another guide")[1].split("\n## ")[0]
PARTS = re.findall(r"^\d\. `([\w.]+)`", SECTION, re.MULTILINE)
(COMMANDS,) = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
*BUILDING, SERVING = COMMANDS.strip().splitlines()

NOT_OURS = "print(*(name for name in sys.modules if name.startswith('sandbox.account') or name == 'sandbox.guide'))"


def follow(tree: Path, site_url: str) -> subprocess.CompletedProcess[str]:
    """Run the commands of README.md up to the one that serves."""
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(BUILDING)],
        cwd=tree,
        env=environment(tree) | {"SITE_URL": site_url},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """The project without the account, and in it the second guide with the parts that README.md names, built."""
    tree = copy_tree(tmp_path_factory.mktemp("tree"))
    shutil.rmtree(tree / "sandbox/account")
    (tree / "sandbox/guide.py").unlink()
    (tree / ".venv").symlink_to(sys.prefix)
    guide = tree / "tests/second_guide"
    guide.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / "tests/second_guide" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, guide / part)
    built = follow(tree, f"http://127.0.0.1:{port}/")
    assert built.returncode == 0, built.stderr
    return tree


@pytest.fixture(scope="module")
def library(tree: Path, port: int) -> Iterator[str]:
    """The address at which it is served, with its learners in SQLite."""
    address = f"http://127.0.0.1:{port}"
    settings = {"PORT": f"{port}", "SANDBOX_STORE": f"sqlite:///{tree / 'learners.sqlite3'}"}
    with running(["sh", "-c", f"exec env {SERVING}"], tree, settings, f"{address}/healthz"):
        yield address


@pytest.fixture(scope="module")
def pool(browser: Browser, library: str) -> Iterator[PagePool]:
    pool = PagePool(browser, library)
    yield pool
    pool.close()


@pytest.fixture
def page(pool: PagePool, javascript: bool) -> Iterator[Page]:
    with pool.faultless_page(java_script_enabled=javascript) as page:
        yield page


def finish(page: Page) -> None:
    expect(widget(page)).to_have_attribute("data-status", "done")


def test_both_walkthroughs_are_practised_to_their_end(page: Page) -> None:
    alert, facts = page.locator(".screen [role=alert]"), page.locator(".screen .facts")

    page.goto("/borrow/")
    make_mistake(page, "Чужой билет")
    expect(alert).to_contain_text("Это не ваш билет.")
    press(page, "Вернуть как было")
    fill(page, "Номер билета", "1234")
    press(page, "Назвать номер")
    at_step(page, "borrow")
    press(page, "Атлас")
    finish(page)
    expect(page.locator(".finish")).to_contain_text("Книга у вас.")

    page.goto("/renew/")
    expect(facts).to_contain_text("Атлас")
    expect(facts).to_contain_text("10 марта 2025")
    make_mistake(page, "Слишком поздно")
    expect(alert).to_contain_text("Сначала заплатите 10,00 ₽.")
    press(page, "Вернуть как было")
    expect(page.locator(".screen .notice")).to_contain_text("Всё снова как было.")
    restart(page)
    expect(page.locator(".screen .notice")).to_contain_text("Начали заново.")
    press(page, "Продлить")
    finish(page)

    page.goto("/sandbox/progress")
    expect(page.locator(".overview__count")).to_have_text("Пройдено 2 из 2")
    unfold(page.get_by_text("Удалить мои данные", exact=True))
    page.get_by_role("link", name="Подробнее о том, что хранит сайт").click()
    expect(page).to_have_url(re.compile("/#kept$"))


def test_its_pages_say_and_link_to_nothing_of_the_first_guide(tree: Path) -> None:
    for path in (tree / "tests/second_guide/site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"оператор|МТС|SIM|deceived/|practice/|about/|registration/", page), path


def test_it_imports_nothing_of_the_account() -> None:
    """Nor do the engine, the content, the rendering, the storage, the web and the build, whose modules these are."""
    code = f"import sys, tests.second_guide.__main__, sandbox.web.protocol, macros.plugin, macros.preview\n{NOT_OURS}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(ROOT), check=True, capture_output=True, text=True
    )
    assert done.stdout == "\n"


def test_its_editor_reads_what_is_wrong_and_where(tree: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tree, tmp_path / "tree", symlinks=True)
    walkthrough = copy / "tests/second_guide/walkthroughs/borrow-a-book.yml"
    lines = walkthrough.read_text(encoding="utf-8").splitlines()
    line = lines.index("    action: borrow")
    lines[line] = "    action: borow"
    walkthrough.write_text("\n".join(lines), encoding="utf-8")
    built = follow(copy, "http://127.0.0.1:1/")
    assert built.returncode == 1
    assert (
        f"walkthroughs/borrow-a-book.yml:{line + 1}: нет действия «borow»; можно написать: borrow"
    ) in built.stderr + built.stdout
