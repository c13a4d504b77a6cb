"""What is written for Zensical, and what is taken from it. `make builders` compares the whole site that it builds."""

import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from markdown import Markdown
from mkdocs.config import load_config

from macros.build import Build
from macros.plugin import site_settings
from macros.zensical import settings
from macros.zensical.extension import as_it_was, with_links_kept
from macros.zensical.project import write_project
from tests.support.at_once import at_once
from tests.support.project import ROOT

FILLED_LATER = ("shared", "foot", "data", "sections")
"""Templates of the theme that the builder doesn't read."""
THEME = sorted(path for path in (ROOT / "macros/theme").rglob("*.html") if path.stem not in FILLED_LATER)
CALLED = {"wording.text", "lang.t"}


@pytest.fixture(scope="module")
def build() -> Build:
    return settings.begin(settings.read(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def project(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zensical")
    write_project(folder, settings.read(ROOT / "mkdocs.yml"), build)
    return folder


@pytest.mark.parametrize("address", ["", "https://example.org/guide"])
def test_the_settings_are_read_as_mkdocs_reads_them(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", address) if address else monkeypatch.delenv("SITE_URL", raising=False)
    read = settings.settings_of(settings.read(ROOT / "mkdocs.yml"))
    assert read == site_settings(load_config(str(ROOT / "mkdocs.yml")))


def test_settings_are_written_again_with_what_is_python_in_them(project: Path) -> None:
    written = (project / "mkdocs.yml").read_text(encoding="utf-8")
    kept = re.findall(r"!!python/\S+", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert kept
    assert re.findall(r"!!python/\S+", written) == kept
    said = settings.read(project / "mkdocs.yml")
    assert (said["docs_dir"], said["plugins"]) == (str(project / "docs"), ["search"])
    assert said["nav"] == settings.read(ROOT / "mkdocs.yml")["nav"]
    extensions = [next(iter(each)) if isinstance(each, dict) else each for each in said["markdown_extensions"]]
    assert "macros.zensical.extension" in extensions
    assert "macros.markdown.glossary" not in extensions
    assert extensions.index("macros.markdown.tables") < extensions.index("macros.zensical.extension")


def test_pages_are_in_the_order_in_which_mkdocs_reads_them(site: Path, project: Path, build: Build) -> None:
    index = json.loads((site / "assets/search/index.json").read_text(encoding="utf-8"))
    metas = write_project(project / "again", settings.read(ROOT / "mkdocs.yml"), build)
    addresses = [name.removesuffix(".md").removesuffix("index").removesuffix("/") for name in metas]
    listed = [page["url"].removesuffix("/") for page in index["pages"]]
    assert [address for address in addresses if address in listed] == listed


def test_no_macro_is_left_on_a_page_and_what_is_shown_of_them_stays(project: Path) -> None:
    trainer = (project / "docs/registration/by-phone.md").read_text(encoding="utf-8")
    assert 'data-walkthrough="register-by-phone" data-step="open-site"' in trainer
    assert "{{" not in trainer
    header = (ROOT / "docs/registration/by-phone.md").read_text(encoding="utf-8").split("---\n")[1]
    assert trainer.startswith(f"---\n{header}---\n")
    editors = (project / "docs/about/editors.md").read_text(encoding="utf-8")
    assert "{{ walkthrough(" in editors
    assert "{% raw %}" not in editors


def test_links_in_html_keep_what_they_lead_to() -> None:
    written = '<p><a class="a" href="../b/">b</a></p>\n\n[c](c.md)'
    kept = Markdown().convert(with_links_kept(written))
    assert 'href="../b/"' not in kept.replace("data-kept-href", "")
    assert ' href="c.md"' in kept
    assert as_it_was(kept) == Markdown().convert(written)


@at_once("path", THEME)
def test_the_theme_calls_nothing_that_only_python_has(path: Path) -> None:
    """MiniJinja has no methods of texts, and nobody gives it functions."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    called = {
        f"{call.node.node.name if isinstance(call.node.node, nodes.Name) else '…'}.{call.node.attr}"
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Getattr)
    }
    assert called <= CALLED


def test_texts_of_the_theme_are_data(project: Path, build: Build) -> None:
    texts = settings.read(project / "mkdocs.yml")["extra"]["texts"]
    assert texts == dict(build.guide.materials.content.wording.texts)
    for path in (project / "theme").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "config.extra.wording" not in text
        assert ("wording." in text) == ('import "words.html" as wording' in text) or path.name == "words.html", path
