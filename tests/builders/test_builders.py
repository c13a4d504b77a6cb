"""Other builders make the same site: the way out when the theme ends (README.md, "Other builders")."""

import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.support.at_once import at_once
from tests.support.project import ROOT, copy_tree, environment
from tests.support.site_comparison import Known, differences, facts_of


@dataclass(frozen=True)
class Builder:
    """``command`` builds, in an environment of its own; ``edits`` are the changes of mkdocs.yml that it needs.

    ``known`` are the differences that its pages have, ``unstyled`` the classes for which its theme has no rules.
    """

    package: str
    command: str
    edits: tuple[tuple[str, str], ...] = ()
    known: tuple[Known, ...] = ()
    unstyled: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """Where ``make builders`` installs it."""
        return ROOT / ".venv" / self.package.removeprefix("mkdocs-") / "bin/python"


DIFFERENCES = "tests/builders/zensical.yml"
SEARCH_BOX = (
    "md-search-result",
    "md-search-result__item",
    "md-search-result__link",
    "md-search-result__list",
    "md-search__form",
    "md-search__icon",
    "md-search__inner",
    "md-search__input",
    "md-search__scrollwrap",
)
"""What Zensical has another search for."""
BUILDERS = {
    "ProperDocs": Builder("properdocs", "properdocs build --strict --site-dir"),
    "MaterialX": Builder(
        "mkdocs-materialx",
        "mkdocs build --strict --site-dir",
        (("\n  name: material\n", "\n  name: materialx\n"), ("\n  - search:\n      lang: ru\n", "\n  - search\n")),
        unstyled=("md-nav__button",),
    ),
    "Zensical": Builder(
        "zensical",
        "macros.zensical --site-dir",
        known=tuple(Known(**each) for each in yaml.safe_load((ROOT / DIFFERENCES).read_text(encoding="utf-8"))),
        unstyled=SEARCH_BOX,
    ),
}
README = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Other builders\n")[1].split("\n## ")[0]
ROW = re.compile(
    r"^\| (?P<name>\w+), [^|]+ \| (?P<version>[\d.]+) \| (?P<edits>[^|]+) \| (?P<differences>[^|]+) \|$", re.MULTILINE
)


@pytest.mark.builders
@pytest.mark.parametrize("name", BUILDERS)
def test_another_builder_makes_the_same_site(name: str, site: Path, port: int, tmp_path: Path) -> None:
    builder, tree, other = BUILDERS[name], copy_tree(tmp_path), tmp_path / "site"
    settings = (tree / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in builder.edits:
        assert settings.count(old) == 1, old
        settings = settings.replace(old, new)
    (tree / "mkdocs.yml").write_text(settings, encoding="utf-8")
    built = subprocess.run(
        [str(builder.python), "-m", *builder.command.split(), str(other)],
        cwd=tree,
        env=environment(tree) | {"SITE_URL": f"http://127.0.0.1:{port}/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    found = list(differences(site, other, builder.known))
    pages, known = len(list(site.rglob("*.html"))), len(builder.known)
    print(f"{name}: {pages} pages, {known} known differences, {len(found)} others")
    assert found == [f"without its style: {each}" for each in builder.unstyled], "\n".join(found)


def test_the_readme_lists_each_builder_with_its_version_and_its_edits() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    pinned = dict(each.split("==") for group in ("properdocs", "materialx", "zensical") for each in groups[group])
    listed = {row["name"]: row for row in ROW.finditer(README)}
    assert listed.keys() == BUILDERS.keys()
    for name, builder in BUILDERS.items():
        assert listed[name]["version"] == pinned[builder.package]
        assert (listed[name]["edits"] == "none") == (not builder.edits)
        for _, new in builder.edits:
            assert f"`{new.strip().removeprefix('- ')}`" in listed[name]["edits"]
        known = [f"{len(builder.known)}: `{DIFFERENCES}`"] if builder.known else []
        unstyled = [f"no style for {', '.join(f'`{each}`' for each in builder.unstyled)}"] if builder.unstyled else []
        assert listed[name]["differences"] == ("; ".join([*known, *unstyled]) or "none")


PAGE = """<title>Вход</title><meta name="description" content="Как войти">
<header class="md-header"><a href="c/">В</a></header>
<nav class="md-nav--primary"><a href="a/">А</a></nav>
<script type="application/ld+json">{"a": 1}</script>
<article><h2 id="first">Первое</h2><p data-step="a">Текст <a href="b/">ссылка</a></p>
<form action="/x" data-action="go"><input name="phone"><button>Дальше</button></form></article>"""


@at_once(
    ("old", "new", "kind"),
    [
        ("<title>Вход", "<title>Выход", "title"),
        ("Как войти", "Как выйти", "descriptions"),
        ('{"a": 1}', '{"a": 2}', "data"),
        ('<a href="a/">', '<a href="c/">', "menu"),
        ('<a href="c/">В', '<a href="c/">Г', "frame"),
        ("<h2", "<h3", "headings"),
        ('id="first"', 'id="second"', "ids"),
        ('<a href="b/">', '<a href="c/">', "links"),
        ('name="phone"', 'name="code"', "forms"),
        ('data-step="a"', 'data-step="b"', "attributes"),
        ("<p data-step", "<p>Ещё</p><p data-step", "text"),
    ],
)
def test_the_comparison_sees_a_change_of_each_kind(old: str, new: str, kind: str) -> None:
    assert PAGE.count(old) == 1
    before, after = facts_of(PAGE), facts_of(PAGE.replace(old, new))
    assert before[kind] != after[kind]


SAID = {
    ".guide.json": "{}",
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a/b/</loc></url></urlset>',
    "assets/search/index.json": "{}",
}


def write_site(site: Path, **files: str) -> Path:
    for name, text in (SAID | files).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


def test_the_comparison_sees_files_that_are_missing_or_more_whatever_their_hash(tmp_path: Path) -> None:
    one = write_site(tmp_path / "one", **{"a.html": "", "assets/style.12345678.css": ""})
    two = write_site(tmp_path / "two", **{"b.txt": "", "assets/style.9abcdef0.css": ""})
    assert list(differences(one, two)) == ["no file: a.html", "another file: b.txt"]


@pytest.mark.parametrize("name", SAID)
def test_the_comparison_sees_what_files_say(name: str, tmp_path: Path) -> None:
    other = write_site(tmp_path / "two", **{name: SAID[name].replace("{}", '{"a": 1}').replace("/b/", "/c/")})
    assert list(differences(write_site(tmp_path / "one"), other)) == [f"data: {name}"]


def test_the_comparison_sees_a_style_that_is_missing(tmp_path: Path) -> None:
    one = write_site(tmp_path / "one", **{"assets/style.12345678.css": ".a{width:.5em}.b:hover{color:red}"})
    two = write_site(tmp_path / "two", **{"assets/style.9abcdef0.css": ".a{width:1em}.c{background:url(a.b)}"})
    assert list(differences(one, two)) == ["without its style: b"]


def test_a_known_difference_is_passed_over_only_where_it_is_and_told_of_when_it_is_gone(tmp_path: Path) -> None:
    ours = write_site(tmp_path / "one", **{"a.html": PAGE})
    theirs = write_site(tmp_path / "two", **{"a.html": PAGE.replace("Текст", "Слово")})
    known = Known("a word", "Слово", "Текст", within="<p.*</p>")
    assert list(differences(ours, theirs)) == ["a.html: text"]
    assert list(differences(ours, theirs, [known])) == []
    assert list(differences(ours, ours, [known])) == ["no difference any more: a word"]
    assert list(differences(ours, theirs, [Known("elsewhere", "Слово", "Текст", within="<h2.*</h2>")])) == [
        "a.html: text",
        "no difference any more: elsewhere",
    ]
