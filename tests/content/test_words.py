"""Words that a learner reads: each refusal says which button to press, one thing has one name, and nobody is a «he»."""

import re
from collections.abc import Mapping
from dataclasses import replace

from macros.editors.named_buttons import missing, pressed
from macros.editors.walkthrough_words import MOST_ONLY_PRESSED, check_walkthrough_words
from macros.language.names import check_names_of_things, masculine
from sandbox.account.messages import MESSAGE_ON_THE_WAY
from sandbox.engine.place import BESIDE, Place
from sandbox.engine.walkthrough import Walkthrough
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, SIMULATION
from tests.support.project import ROOT

WORDING = CONTENT.wording
REFUSALS = [name for name, kind in SIMULATION.outcomes.items() if kind.refusal]

_PRESS = re.compile(r"нажм(?:ите|ёте)|нажимать ничего не нужно", re.IGNORECASE)


@at_once("name", REFUSALS)
def test_each_refusal_says_what_to_press(name: str) -> None:
    assert _PRESS.search(WORDING.outcomes[name].text), WORDING.outcomes[name].text


def test_each_walkthrough_says_what_a_learner_needs_and_names_buttons_that_are_there() -> None:
    """A hint, how it is in life, what to remember; the buttons of hints, and those of refusals where they are read."""
    assert [str(error) for error in check_walkthrough_words(ROOT, CONTENT, SIMULATION)] == []


def test_a_refusal_that_names_a_button_of_old_is_told_with_the_place_of_its_text() -> None:
    """And of the hint only buttons of the step are offered, not those of the clock."""
    walkthrough = CONTENT.walkthroughs["change-password"]
    step = next(each for each in walkthrough.steps if each.id == "renew")
    asks = replace(walkthrough, steps=(replace(step, hint="Нажмите «Новый код»."),))
    button = replace(WORDING.actions[step.action], button="Новое имя")
    renamed = replace(WORDING, actions={**WORDING.actions, step.action: button})
    content = replace(CONTENT, wording=renamed, walkthroughs={walkthrough.slug: asks})
    told = {error.kind: error.message for error in check_walkthrough_words(ROOT, content, SIMULATION)}
    assert told["button_not_there"].endswith("можно назвать: Новое имя")
    lines = (ROOT / "walkthroughs/wording/password.yml").read_text(encoding="utf-8").split("\n")
    at = lines.index("  password_still_new:") + 3
    assert lines[at - 1].startswith("    text: ")
    assert f"(walkthroughs/wording/password.yml:{at})" in told["refusal_names_no_button"]


SAYS_WHERE = {
    "data_not_shared": "на странице входа",
    "identity_not_given": "на странице входа",
    "phone_already_lost": "Позвоните в поддержку",
    "phone_not_at_hand": "в салоне",
    "reset_link_expired": "Там, где вы её просили",
    "reset_link_used": "Если здесь просят новый пароль",
    "sim_still_works": "Позвоните в поддержку",
}
"""What names a button of another place of the cabinet says so."""


def there(place: Place) -> set[str]:
    """What can be pressed at a place or on the phone beside it."""
    names = (*place.offers, *CONTENT.places[BESIDE].offers)
    fields = [field for name in names for field in SIMULATION.actions[name].fields]
    choices = [WORDING.choice(field.name, choice) for field in fields for choice in field.choices]
    labels = {*choices, *WORDING.waits.values(), *(WORDING.actions[name].button for name in names)}
    return {label.replace("\N{NO-BREAK SPACE}", " ") for label in labels}


@at_once("place", CONTENT.places.values())
def test_in_the_cabinet_too_what_is_named_is_there_or_it_is_said_where(place: Place) -> None:
    for action, then in place.offers.items():
        for outcome in SIMULATION.actions[action].outcomes:
            target, text = CONTENT.places[then.get(outcome.name, place.id)], WORDING.outcomes[outcome.name].text
            if outcome.name in SAYS_WHERE:
                assert SAYS_WHERE[outcome.name] in text
                continue
            assert missing(text, there(target)) == [], f"{outcome.name}: {text}"
            if target is not place and outcome.refusal:
                assert not re.search(r"ажмите (?!«|ту же)", text), "what was to be pressed is left behind"


def test_a_mistyped_date_is_not_answered_with_another_button_than_was_pressed() -> None:
    for outcome in SIMULATION.actions["look_at_details"].outcomes:
        shown = WORDING.fields["details_of"].choices.values()
        assert not set(pressed(WORDING.outcomes[outcome.name].text)) & {*shown}, outcome.name


def kinds_told(walkthroughs: Mapping[str, Walkthrough]) -> list[str]:
    content = replace(CONTENT, walkthroughs=walkthroughs)
    return [error.kind for error in check_walkthrough_words(ROOT, content, SIMULATION)]


def test_a_refusal_that_names_a_button_of_another_step_is_told() -> None:
    whole = CONTENT.walkthroughs["register-by-phone"]
    assert kinds_told({whole.slug: whole}) == []
    alone = tuple(
        replace(step, also=(), mistakes=tuple(each for each in step.mistakes if each.action == step.action))
        for step in whole.steps
    )
    assert "refusal_names_no_button" in kinds_told({whole.slug: replace(whole, steps=alone)})


def test_walkthroughs_that_only_ask_to_press_are_told() -> None:
    whole = CONTENT.walkthroughs["keep-codes-secret"]
    button = next(step for step in whole.steps if step.id == "end-sessions")
    only = replace(whole, start="weak-password", steps=(replace(button, then={"other_sessions_ended": "done"}),))
    told = kinds_told({f"{whole.slug}-{number}": only for number in range(MOST_ONLY_PRESSED + 1)})
    assert told.count("too_many_only_pressed") == told.count("passed_by_enter") == MOST_ONLY_PRESSED + 1
    assert "too_many_only_pressed" not in kinds_told({whole.slug: only})


def test_a_named_button_is_told_from_a_heading() -> None:
    assert pressed("Под словом «Войти» нажмите «А» или «Б». Потом «В».") == ["А", "Б"]
    assert pressed("Нажмите «А» под словом «Войти».") == ["А"]
    assert pressed("Прочитайте «Историю».") == []


def test_one_thing_has_one_name_money_one_sign_and_the_reader_is_not_taken_for_a_man() -> None:
    assert [str(error) for error in check_names_of_things(ROOT, ROOT / "docs")] == []


@at_once("text", ["Вы отключил опцию", "я уже ответил", "Код попросил я", "Пополните и самому"])
def test_a_masculine_form_is_noticed(text: str) -> None:
    assert masculine(text)


@at_once("text", ["Вы ввели", "Иван сам выбрал", "чего Иван не знал", "вы не просили", "Вы сами"])
def test_other_forms_are_not(text: str) -> None:
    assert not masculine(text)


def test_whoever_has_told_a_code_finds_the_order_in_one_place() -> None:
    """What comes first depends on whose code it was: the end of the training leads to the page that says so."""
    title = re.search(r"^title: (.+)$", (ROOT / "docs/deceived.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert title
    end = CONTENT.walkthroughs["keep-codes-secret"].finish
    assert f"«{title[1]}»" in end.replace("\N{NO-BREAK SPACE}", " ")
    assert not re.search("банк|пароль", end)


def test_whoever_answered_before_the_sms_came_is_not_told_to_press_the_same_answer() -> None:
    """It may have been a wrong one."""
    early = MESSAGE_ON_THE_WAY.name
    answered = [
        name
        for name, action in SIMULATION.actions.items()
        if early in {each.name for each in action.outcomes} and any(field.kind == "choice" for field in action.fields)
    ]
    assert answered
    assert "ту же кнопку" not in WORDING.outcomes[early].text
