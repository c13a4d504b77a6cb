"""Scripts are joined into one as the browser would run them apart; what can't be joined stops the build."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from macros.publish.javascript import code_of
from macros.publish.modules import ModuleError, join, join_as_module
from tests.support.project import ROOT, copy_tree, environment

SHARED = "export const word = 'да';\nexport function twice(n) {\n  return 2 * n;\n}\n"


def modules(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return [folder / f"{name}.js" for name in texts]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """An empty page: a new one for each script would cost more than all scripts."""
    tab = browser.new_page()
    yield tab
    tab.close()


def run(script: str, tab: Page) -> list[object]:
    """What a module has pushed to ``results``."""
    tab.goto("about:blank")
    tab.evaluate("window.results = []")
    tab.add_script_tag(content=f"{script}\nwindow.isDone = true;", type="module")
    tab.wait_for_function("window.isDone")
    results: list[object] = tab.evaluate("window.results")
    return results


# Joined


def test_joined_modules_keep_their_names_to_themselves(tmp_path: Path, tab: Page) -> None:
    paths = modules(
        tmp_path, one="const name = 1;\nresults.push(name);\n", two="const name = 2;\nresults.push(name);\n"
    )
    assert run(join(paths), tab) == [1, 2]


def test_what_a_module_imports_runs_once_and_before_it(tmp_path: Path, tab: Page) -> None:
    _, *users = modules(
        tmp_path,
        shared=f"results.push('shared');\n{SHARED}",
        one='import { twice, word } from "./shared.js";\n\nresults.push(word, twice(2));\n',
        two='import { word } from "./shared.js";\n\nresults.push(word);\n',
    )
    assert run(join(users), tab) == ["shared", "да", 4, "да"]


def test_a_module_that_is_loaded_later_still_exports(tmp_path: Path, tab: Page) -> None:
    modules(tmp_path, inner="export const seven = 7;\n")
    (outer,) = modules(
        tmp_path, outer='import { seven } from "./inner.js";\n\nexport function answer() {\n  return seven;\n}\n'
    )
    address = json.dumps(f"data:text/javascript,{quote(join_as_module(outer))}")
    assert run(f"const later = await import({address});\nresults.push(later.answer());", tab) == [7]


@pytest.mark.parametrize(
    "line",
    [
        "import { word, twice } from './shared.js';",
        'import {\n  twice, // a comment\n  word,\n} from "./shared.js";',
        'import { word } from "./shared.js"; import { twice } from "./shared.js"',
        'import { word as first, twice as double } from "./shared.js";\nconst [word, twice] = [first, double];',
        'import { word, twice } from "../folder/shared.js";',
    ],
)
def test_an_import_may_be_written_in_each_of_these_forms(line: str, tmp_path: Path, tab: Page) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    _, user = modules(folder, shared=SHARED, user=f"{line}\nresults.push(word, twice(2));\n")
    assert run(join([user]), tab) == ["да", 4]


def test_each_kind_of_export_is_taken(tmp_path: Path, tab: Page) -> None:
    _, user = modules(
        tmp_path,
        many="export class Box {}\nexport class Large extends Box {}\nexport function* one() {\n  yield 1;\n}\n"
        "export async function two() {\n  return 2;\n}\nexport const three = 3;\n",
        user='import { Box, Large, one, two, three } from "./many.js";\n'
        "results.push(new Large() instanceof Box, [...one()][0], typeof two, three);\n",
    )
    assert run(join([user]), tab) == [True, 1, "function", 3]


def test_a_file_that_is_imported_later_gets_its_new_name(tmp_path: Path) -> None:
    (path,) = modules(tmp_path, one="const load = () => import('./later.js');\n")
    assert 'import("./later.1234.js")' in join([path], {"./later.js": "./later.1234.js"})


LOOKS_LIKE_ONE = [
    '// import x from "./x.js"; export default 1',
    "/* export { a };\n import './x.js' */",
    "results.push('import * as x from \"./x.js\"'.length);",
    "results.push(`export default ${`import ${1}`} export`.length);",
    "results.push(/['\"`]export{1}[/'\"]/.test('x'));",
    "const test = () => { return /export/.test('x'); }; results.push(test());",
    "const half = 4 / 2; results.push(half / 1, 'export'.length / 2);",
    "const object = { import: 1, export: 2 }; results.push(object.import, object.export);",
    "const $import = 1; results.push($import, import.meta.url.length > 0);",
]


@pytest.mark.parametrize("line", LOOKS_LIKE_ONE)
def test_what_only_looks_like_an_import_or_export_is_left_alone(line: str, tmp_path: Path, tab: Page) -> None:
    (path,) = modules(tmp_path, one=f"{line}\nresults.push('end');\n")
    assert line in join([path])
    assert run(join([path]), tab)[-1] == "end"


# Refused

IMPORT = 'this form of import can\'t be joined; write import { name } from "./file.js"'
EXPORT = "this form of export can't be joined; write export before a function, a class or a const of one name"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('import * as x from "./shared.js";', 1, IMPORT),
        ('// first\nimport x from "./shared.js";', 2, IMPORT),
        ('import x, { word } from "./shared.js";', 1, IMPORT),
        ('\n\nimport "./shared.js";', 3, IMPORT),
        ('import { word } from "./shared.js" with { type: "json" };', 1, IMPORT),
        ("const load = (name) => import(name);", 1, IMPORT),
        ("const load = () => import(`./shared.js`);", 1, IMPORT),
        (
            'const all = [...import("./shared.js")];',
            1,
            'the build doesn\'t know the file of import("./shared.js"); import it at the top, or',
        ),
        ("export default function () {}", 1, EXPORT),
        ("const a = 1;\nexport { a };", 2, EXPORT),
        ('export * from "./shared.js";', 1, EXPORT),
        ('export { word } from "./shared.js";', 1, EXPORT),
        ("export let count = 0;", 1, EXPORT),
        ("export const { a } = { a: 1 };", 1, EXPORT),
        ("const text = `\n${/`/}\n`;\nexport default text;", 4, EXPORT),
        ('import { word } from "./absent.js";', 1, 'there is no file "./absent.js"; write its path from this file'),
        ('import { word } from "shared.js";', 1, 'there is no file "shared.js"; write its path from this file'),
        ('import { word } from "./shared";', 1, 'there is no file "./shared"; write its path from this file'),
        ('\nimport { word, thrice } from "./shared.js";', 2, "shared.js has no thrice; it exports: word, twice"),
        ('import { x } from "./user.js";', 1, "user.js imports this file too; move what both use into a third file"),
        ('\nimport { a } from "./circle.js";', 2, "circle.js imports"),
    ],
)
def test_what_cannot_be_joined_is_named_with_its_line_and_the_remedy(
    text: str, line: int, problem: str, tmp_path: Path
) -> None:
    _, circle, user = modules(
        tmp_path, shared=SHARED, circle='import { x } from "./user.js";\nexport const a = 1;\n', user=f"{text}\n"
    )
    with pytest.raises(ModuleError) as caught:
        join([user])
    at = f"{circle}:1" if "circle.js" in text else f"{user}:{line}"
    told = str(caught.value)
    assert told.startswith(f"{at}: ")
    assert "\n" not in told
    assert problem.replace("circle.js", "user.js") in told


def test_two_modules_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (other,) = modules(tmp_path / "other", **{"the-name": "export const a = 1;\n"})
    (path,) = modules(tmp_path, the_name='import { a } from "./other/the-name.js";\n')
    with pytest.raises(ModuleError, match=f"^{re.escape(f'{path}:1: {other} has the same name; rename')}"):
        join([path])


# The site's own


def test_all_places_of_the_code_are_those_of_the_script() -> None:
    scripts = [*ROOT.glob("docs/assets/**/*.js"), ROOT / "macros/publish/register.js"]
    assert len(scripts) > 20
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        code = code_of(text)
        assert [len(line) for line in code.split("\n")] == [len(line) for line in text.split("\n")], path


def test_a_script_that_cannot_be_joined_stops_the_build(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    script = tree / "docs/assets/feedback.js"
    script.write_text(f'import * as requests from "./requests.js";\n{script.read_text("utf-8")}', encoding="utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=tree,
        env=environment(tree),
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode != 0
    assert f"assets/feedback.js:1: {IMPORT}" in built.stderr
    assert "Traceback" not in built.stderr
