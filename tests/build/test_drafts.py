"""A new walkthrough or page after four questions: everything that must name it does, or nothing is written.

tests/build/test_guide_commands.py gives the answers through a pipe, checks the project after both, and builds its site.
"""

import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import ndiff
from itertools import takewhile
from pathlib import Path

import pytest

from macros.cache import CACHE
from macros.check import check_project
from macros.drafts.__main__ import main
from macros.drafts.chain import Drafted, chain
from macros.drafts.insertion import quoted, tree_of, with_item
from macros.drafts.interview import check_name
from macros.drafts.patterns import patterns
from macros.drafts.project import open_project, write_all
from sandbox.content.errors import ErrorList
from sandbox.content.yaml_tree import Block, Series
from sandbox.engine.walkthrough import Walkthrough
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, SIMULATION
from tests.support.project import ROOT, copy_tree, environment

WALKTHROUGH = ["Номер и код из SMS", "Регистрация", "new-subscriber", "request_code confirm_code"]
PAGE = [
    "Два номера в одном кабинете",
    "5",
    "У каждого номера свой кабинет, и войти в него можно только кодом с этого номера.",
    "create-by-number",
]


def draft(tree: Path, what: str, name: str, answers: Iterable[str]) -> int:
    """Answer the questions one by one, as somebody at a terminal does."""
    left = iter(answers)

    def read(prompt: str) -> str:
        answer = next(left, None)
        if answer is None:
            raise EOFError
        return answer

    return main([what, name], tree, read)


def state(tree: Path) -> dict[str, bytes]:
    """All files that a person writes."""
    made = {"__pycache__", CACHE}
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and made.isdisjoint(path.parts)
    }


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return copy_tree(tmp_path)


@dataclass(frozen=True)
class Written:
    """A tree in which the walkthrough was drafted, what was said, and what stood there before. It is only read."""

    tree: Path
    said: str
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    tree = copy_tree(tmp_path_factory.mktemp("written"))
    before = state(tree)
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert draft(tree, "walkthrough", "confirm-number", WALKTHROUGH) == 0, said.getvalue()
    return Written(tree, said.getvalue(), before)


def test_a_walkthrough_is_written_with_all_that_names_it(written: Written) -> None:
    before, after = written.before, state(written.tree)
    changed = [path for path, content in after.items() if before.get(path) != content]
    assert sorted(changed) == [
        "docs/_data/article.yml",
        "docs/_data/subjects.yml",
        "docs/index.md",
        "docs/registration/confirm-number.md",
        "mkdocs.yml",
        "walkthroughs/confirm-number.yml",
        "walkthroughs/tasks/first-sign-in.yml",
    ]
    for path in changed:
        old, new = before.get(path, b"").splitlines(), after[path].splitlines()
        gone = [line for line in old if line not in new]
        assert len(gone) <= 1, f"{path}: an item was added to one list, and nothing else changed"


def test_a_walkthrough_passes_the_tests_of_walkthroughs_at_once(tree: Path) -> None:
    draft(tree, "walkthrough", "top-up", ["Пополнение с карты", "4", "signed-in", "start_top_up choose_way top_up"])
    for name in ("tests", "pyproject.toml"):
        (tree / name).symlink_to(ROOT / name)
    parts = ["words", "tasks", "decisions", "judgement"]
    # These practise keep-codes-secret alone, for most of the time.
    of_another = [f"tests/content/test_judgement.py::test_{each}" for each in ("nobody_comes", "whoever_never_learns")]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *(f"tests/content/test_{each}.py" for each in parts),
            *(f"--deselect={each}" for each in of_another),
        ],
        cwd=tree,
        env=environment(tree),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_a_page_is_written_with_all_that_names_it_after_a_claim_that_is_to_be_written_first(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(tree)
    status = draft(tree, "page", "two-numbers", [*PAGE[:3], "two-numbers", *PAGE[3:]])
    said = capsys.readouterr().out
    assert status == 0, said
    assert "нет утверждения «two-numbers»; возьмите имя из списка или сначала допишите" in said
    changed = sorted(path for path, content in state(tree).items() if before.get(path) != content)
    assert changed == ["docs/_data/subjects.yml", "docs/index.md", "docs/security/two-numbers.md", "mkdocs.yml"]


WRONG = [
    [
        ("Код", "в названии 3 знака, а нужно"),
        ("код из SMS", "в названии не пишут «к»"),
        ("Что вы хотите сделать?", "такое название уже есть: index.md"),
    ],
    [("Регистрацыя", "можно написать: Регистрация"), ("7", "в меню нет раздела «7»")],
    [("new-subscriber2", "можно написать: new-subscriber")],
    [
        ("", "не названо ни одного действия"),
        ("request_kode confirm_code", "можно написать: request_code"),
        ("confirm_code", "получился исход «code_missing»; перед ним бывает: enter_new_number, "),
        ("resend_code", "для действия «resend_code» нет готового шага"),
        ("show_details find_charge", "тренировка из этого состояния не начинается: получился исход «nothing_found»"),
    ],
]


def test_a_wrong_answer_is_told_at_once_and_asked_again(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = [each for wrong, right in zip(WRONG, WALKTHROUGH, strict=True) for each in (*dict(wrong), right)]
    assert draft(tree, "walkthrough", "confirm-number", answers) == 0
    said = capsys.readouterr().out
    for wrong in WRONG:
        for _, told in wrong:
            before, found, said = said.partition(told)
            assert found, f"{told} isn't said of its answer: {before}"
    assert (tree / "walkthroughs/confirm-number.yml").exists()


def test_below_a_long_list_the_question_does_not_announce_it_again(written: Written) -> None:
    announced, _, listed = written.said.partition("Вот те, у которых есть готовый шаг:")
    assert announced
    assert "готовый шаг" not in listed
    assert "Имена — в списке выше." in listed


def keys(file: str) -> list[str]:
    """The lines without their values: words come from other walkthroughs, where editors may change them."""
    return [re.sub(r"^( *(?:- )?(?:(?!name)\w+:|(?=[А-Я]))).*", r"\1", line) for line in file.split("\n")]


def test_the_editors_guide_shows_what_is_written_and_two_mistakes_more(written: Written, tmp_path: Path) -> None:
    """And whoever pastes it, walkthrough and page, has no mistakes; the mistakes that the guide makes are told so."""
    guide = (ROOT / "docs/about/editors.md").read_text(encoding="utf-8")
    shown = next(each for each in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if "title: Номер и код" in each)
    page = next(each for each in re.findall(r"```markdown\n(.*?)```", guide, re.DOTALL) if "confirm-number" in each)
    tree = shutil.copytree(written.tree, tmp_path / "tree", symlinks=True)
    file = tree / "walkthroughs/confirm-number.yml"
    more = [line for line in ndiff(keys(file.read_text("utf-8")), keys(shown)) if line[0] != " "]
    assert {line[0] for line in more} == {"+"}
    assert [line.partition("name: ")[2] for line in more if "name:" in line] == [
        "Верный код после трёх неверных",
        "Код устарел",
    ]
    file.write_text(shown, encoding="utf-8")
    (tree / "docs/registration/confirm-number.md").write_text(page, encoding="utf-8")
    assert check_project(tree) == []
    for wrong in ("code_rong", "code_too_short"):
        file.write_text(shown.replace("gives: code_wrong", f"gives: {wrong}", 1), encoding="utf-8")
        assert [f"`{error}`" for error in check_project(tree) if f"`{error}`" not in guide] == []


def test_a_name_that_can_not_be_is_refused() -> None:
    project = open_project(ROOT)
    told = {}
    for name in ("Confirm_number", "confirm-number.yml", "register-by-phone", "no-code", "fraud", "confirm-number"):
        errors = ErrorList("")
        check_name(project, name, errors)
        told[name] = [error.message.partition(";")[0] for error in errors.errors]
    assert told == {
        "Confirm_number": ["имя «Confirm_number» не годится для адреса"],
        "confirm-number.yml": ["имя «confirm-number.yml» не годится для адреса"],
        "register-by-phone": ["имя «register-by-phone» уже занято: walkthroughs/register-by-phone.yml"],
        "no-code": ["имя «no-code» уже занято: walkthroughs/tasks/no-code.yml"],
        "fraud": ["имя «fraud» уже занято: docs/security/fraud.md"],
        "confirm-number": [],
    }


def test_a_name_is_refused_before_any_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walkthrough", ""], tmp_path) == 1
    assert "make walkthrough NAME=confirm-number" in capsys.readouterr().out
    assert draft(ROOT, "walkthrough", "fraud", WALKTHROUGH) == 1
    assert "1 из 4" not in capsys.readouterr().out


def test_nothing_is_written_if_the_answers_end_or_the_project_has_mistakes(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(tree)
    assert draft(tree, "walkthrough", "confirm-number", WALKTHROUGH[:3]) == 1
    assert "Ничего не записано" in capsys.readouterr().out
    assert state(tree) == before
    page = tree / "docs/deceived.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# ", "#", 1), encoding="utf-8")
    before = state(tree)
    assert draft(tree, "walkthrough", "confirm-number", WALKTHROUGH) == 1
    assert "docs/deceived.md:" in capsys.readouterr().out
    assert state(tree) == before


def test_nothing_is_written_if_one_file_can_not_be(tree: Path) -> None:
    (tree / "docs/closed.md").mkdir()
    before = state(tree)
    with pytest.raises(OSError, match="closed"):
        write_all(tree, {"docs/new/page.md": "# Новая\n", "mkdocs.yml": "nav: []\n", "docs/closed.md": "# Нет\n"})
    assert state(tree) == before


KNOWN = patterns(ROOT / "walkthroughs", CONTENT.walkthroughs, SIMULATION)


@at_once("walkthrough", CONTENT.walkthroughs.values())
def test_the_steps_of_each_walkthrough_can_be_drafted_again(walkthrough: Walkthrough) -> None:
    """Up to one that only asks to press a button: no more of them are wanted."""
    fields = (SIMULATION.actions[step.action].fields for step in walkthrough.steps)
    actions = [step.action for step, _ in zip(walkthrough.steps, takewhile(bool, fields), strict=False)]
    drafted = chain(SIMULATION, CONTENT.wording, KNOWN, walkthrough.start, actions)
    assert isinstance(drafted, list), drafted
    assert [each.step.action for each in drafted] == actions
    assert all(isinstance(each, Drafted) and len(each.step.mistakes) <= 2 for each in drafted)


@at_once(
    ("text", "expected"),
    [
        ("# о\na: [x, y]  # ё\nb: !ENV [Z, '']\n", "# о\na: [x, y, new]  # ё\nb: !ENV [Z, '']\n"),
        ("a:\n  - x\n  - y: [1]\n\n# конец\n", "a:\n  - x\n  - y: [1]\n  - new\n\n# конец\n"),
        ("a: [x,\n    y]\n", "a: [x,\n    y, new]\n"),
        ("a:\n- x: 'Да'\n", "a:\n- x: 'Да'\n- new\n"),
    ],
)
def test_an_item_is_added_and_nothing_else_changes(text: str, expected: str) -> None:
    tree = tree_of(text)
    assert isinstance(tree, Block)
    assert isinstance(tree.items["a"], Series)
    assert with_item(text, tree.items["a"], "new") == expected


@at_once(
    ("text", "written"),
    [("Номер и код", "Номер и код"), ("Вход: два способа", '"Вход: два способа"'), ("2.1", '"2.1"'), ("on", '"on"')],
)
def test_a_text_is_in_quotes_if_yaml_needs_them(text: str, written: str) -> None:
    assert quoted(text) == written
