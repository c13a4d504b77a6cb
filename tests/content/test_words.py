"""Words that a learner reads: each refusal says which button to press, one thing has one name, and nobody is a «he»."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sandbox.account.actions import ACTIONS
from sandbox.engine.walkthrough import Step, Walkthrough
from tests.support.guide import CONTENT, SIMULATION
from tests.support.project import ROOT

WORDING = CONTENT.wording
REFUSALS = [name for name, kind in SIMULATION.outcomes.items() if kind.refusal]
ON_ANY_SCREEN = {*WORDING.waits.values(), WORDING.text("trainer.restart"), WORDING.text("details.download")}
"""The buttons that stand beside the screen or on it, whatever the step."""
STEPS = [(walkthrough, step) for walkthrough in CONTENT.walkthroughs.values() for step in walkthrough.steps]

NAMES = ROOT / "docs/_data/names.yml"
FOR_EDITORS = {"docs/about/editors.md", "docs/about/load.md", "docs/about/threats.md"}
LEARNERS_READ = [
    path
    for pattern in ("docs/**/*.md", "walkthroughs/**/*.yml")
    for path in sorted(ROOT.glob(pattern))
    if path.relative_to(ROOT).as_posix() not in FOR_EDITORS
]

_PRESS = re.compile(r"нажм(?:ите|ёте)|нажимать ничего не нужно", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*")
_QUOTED = re.compile(r"«([^»]+)»")
_MASCULINE = re.compile(
    r"\b(?:я|вы)\s+(?:(?:не|уже|только|сам|сами)\s+)*[а-яё]+(?:л|лся|шёл)\b|\bпопросил я\b|\bсамому\b|\bвы сам\b",
    re.IGNORECASE,
)
"""«Вы отключил», «я не просил», «можно и самому»: a reader may be a woman."""
STRANGER_SPEAKS = "Я отправил вам новый код"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def pressed(text: str) -> list[str]:
    """The labels that a text tells to press: what is quoted in a sentence after «нажмите», but for headings."""
    found = []
    for sentence in _SENTENCE.findall(plain(text)):
        _, press, rest = sentence.partition("ажмите")
        if press:
            before_headings = re.sub(r"под (?:словом|словами|вопросом) «[^»]+»", "", rest)
            found += [label for label in _QUOTED.findall(before_headings) if "словами" not in before_headings]
    return found


def buttons(step: Step) -> set[str]:
    """All that can be pressed at a step."""
    fields = [field for name in (step.action, *step.also) for field in ACTIONS[name].fields]
    choices = {WORDING.choice(field.name, choice) for field in fields for choice in field.choices}
    labels = choices | {WORDING.actions[name].button for name in (step.action, *step.also)} | ON_ANY_SCREEN
    return {plain(label) for label in labels}


def after(walkthrough: Walkthrough, step: Step, outcome: str) -> Step:
    """Where a learner stands who has got this outcome."""
    return walkthrough.step(step.then.get(outcome, step.id)) or step


@pytest.mark.parametrize("name", REFUSALS)
def test_each_refusal_says_what_to_press(name: str) -> None:
    assert _PRESS.search(WORDING.outcomes[name].text), WORDING.outcomes[name].text


def test_each_button_that_a_refusal_names_is_there_when_it_is_read() -> None:
    missing = [
        f"{walkthrough.slug}#{step.id}, {mistake.gives}: «{label}»"
        for walkthrough, step in STEPS
        for mistake in step.mistakes
        for label in pressed(WORDING.outcomes[mistake.gives].text)
        if label not in buttons(after(walkthrough, step, mistake.gives))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("walkthrough", "step"), STEPS, ids=lambda each: getattr(each, "slug", getattr(each, "id", ""))
)
def test_each_step_has_a_hint_whose_buttons_are_there(walkthrough: Walkthrough, step: Step) -> None:
    assert step.hint, "say what to press"
    assert [label for label in pressed(step.hint) if label not in buttons(step)] == [], walkthrough.slug


def test_each_walkthrough_says_what_to_remember() -> None:
    assert [slug for slug, each in CONTENT.walkthroughs.items() if not each.learnt] == []


def test_each_step_says_how_it_is_in_life() -> None:
    assert [f"{walkthrough.slug}#{step.id}" for walkthrough, step in STEPS if not step.in_life] == []


def test_a_named_button_is_told_from_a_heading() -> None:
    assert pressed("Под словом «Войти» нажмите «А» или «Б». Потом «В».") == ["А", "Б"]
    assert pressed("Нажмите «А» под словом «Войти».") == ["А"]
    assert pressed("Прочитайте «Историю».") == []


def lines() -> Iterator[tuple[str, str]]:
    for path in LEARNERS_READ:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", plain(line)


def test_the_reader_is_not_taken_for_a_man() -> None:
    assert [
        f"{place}: {line}" for place, line in lines() if _MASCULINE.search(line) and STRANGER_SPEAKS not in line
    ] == []


def test_money_is_written_one_way() -> None:
    assert [f"{place}: {line}" for place, line in lines() if re.search(r"\d\s*рубл", line)] == []


def read_names(path: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return names


def test_one_thing_has_one_name() -> None:
    found = [
        f"{place}: «{wrong}», write «{right}»"
        for right, several in read_names(NAMES).items()
        for wrong in several
        for place, line in lines()
        if re.search(rf"(?<![\w-]){re.escape(wrong)}", line, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Вы отключил опцию", "я уже ответил", "Код попросил я", "Пополните и самому"])
def test_a_masculine_form_is_noticed(text: str) -> None:
    assert _MASCULINE.search(text)


@pytest.mark.parametrize("text", ["Вы ввели", "Иван сам выбрал", "чего Иван не знал", "вы не просили", "Вы сами"])
def test_other_forms_are_not(text: str) -> None:
    assert not _MASCULINE.search(text)
