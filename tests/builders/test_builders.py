"""Other builders make the same site: the way out when the theme is maintained no longer (DESIGN.md, decision 4)."""

import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.project import ROOT, copy_tree, environment
from tests.support.site_comparison import differences, facts_of


@dataclass(frozen=True)
class Builder:
    """``module`` builds, in an environment of its own; ``edits`` are the changes of mkdocs.yml that it needs."""

    package: str
    module: str
    edits: tuple[tuple[str, str], ...] = ()

    @property
    def python(self) -> Path:
        """Where ``make builders`` installs it."""
        return ROOT / ".venv" / self.package.removeprefix("mkdocs-") / "bin/python"


BUILDERS = {
    "ProperDocs": Builder("properdocs", "properdocs"),
    "MaterialX": Builder(
        "mkdocs-materialx",
        "mkdocs",
        (("\n  name: material\n", "\n  name: materialx\n"), ("\n  - search:\n      lang: ru\n", "\n  - search\n")),
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
        [str(builder.python), "-m", builder.module, "build", "--strict", "-f", "mkdocs.yml", "-d", str(other)],
        cwd=tree,
        env=environment(tree) | {"SITE_URL": f"http://127.0.0.1:{port}/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    found = list(differences(site, other))
    print(f"{name}: {len(list(site.rglob('*.html')))} pages, {len(found)} differences")
    assert found == [], "\n".join(found)


def test_the_readme_lists_each_builder_with_its_version_and_its_edits() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    pinned = dict(each.split("==") for group in ("properdocs", "materialx") for each in groups[group])
    listed = {row["name"]: row for row in ROW.finditer(README)}
    assert listed.keys() == BUILDERS.keys()
    for name, builder in BUILDERS.items():
        assert listed[name]["version"] == pinned[builder.package]
        assert (listed[name]["edits"] == "none") == (not builder.edits)
        for _, new in builder.edits:
            assert f"`{new.strip().removeprefix('- ')}`" in listed[name]["edits"]
        assert listed[name]["differences"] == "none", "or `differences` must leave out what is listed"


PAGE = """<title>Вход</title><meta name="description" content="Как войти">
<nav class="md-nav--primary"><a href="a/">А</a></nav>
<script type="application/ld+json">{"a": 1}</script>
<article><h2 id="first">Первое</h2><p data-step="a">Текст <a href="b/">ссылка</a></p>
<form action="/x" data-action="go"><input name="phone"><button>Дальше</button></form></article>"""


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<title>Вход", "<title>Выход", "title"),
        ("Как войти", "Как выйти", "descriptions"),
        ('{"a": 1}', '{"a": 2}', "data"),
        ('<a href="a/">', '<a href="c/">', "menu"),
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


def test_the_comparison_sees_files_that_are_missing_or_more_whatever_their_hash(tmp_path: Path) -> None:
    for name, files in {
        "one": ("a.html", "assets/style.12345678.css"),
        "two": ("assets/style.9abcdef0.css", "b.txt"),
    }.items():
        for file in (*files, ".guide.json"):
            (tmp_path / name / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / file).write_text("{}", encoding="utf-8")
    assert list(differences(tmp_path / "one", tmp_path / "two")) == ["no file: a.html", "another file: b.txt"]
