"""The minutes that a walkthrough takes follow from what there is to read, to type and to press."""

from dataclasses import replace

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.content import Content
from sandbox.content.duration import PRESSING, READING, TYPING, minutes
from sandbox.content.wording import ActionText, FieldText, OutcomeText
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import SIMULATION

MINUTE = 60


def grown(walkthrough: Walkthrough, **changes: object) -> Walkthrough:
    first = replace(walkthrough.steps[0], **changes)  # type: ignore[arg-type]
    return replace(walkthrough, steps=(first, *walkthrough.steps[1:]))


@pytest.mark.parametrize("slug", ["register-by-phone", "sign-in-by-gosuslugi"])
def test_more_to_read_takes_longer(content: Content, slug: str) -> None:
    walkthrough = content.walkthroughs[slug]
    before = minutes(walkthrough, content.wording, SIMULATION)
    say = f"{walkthrough.steps[0].say} {'слово ' * round(3 * MINUTE / READING)}"
    assert minutes(grown(walkthrough, say=say), content.wording, SIMULATION) == before + 3


def test_more_to_type_takes_longer(content: Content) -> None:
    walkthrough = content.walkthroughs["register-by-phone"]
    before = minutes(walkthrough, content.wording, SIMULATION)
    example = {"address": walkthrough.steps[0].example["address"] + "x" * round(2 * MINUTE / TYPING)}
    assert minutes(grown(walkthrough, example=example), content.wording, SIMULATION) == before + 2


def test_a_choice_is_pressed_and_not_typed(content: Content) -> None:
    walkthrough = content.walkthroughs["register-by-phone"]
    choosing = replace(walkthrough, steps=walkthrough.steps[1:2])
    long = grown(choosing, example={"method": "phone" * 1000})
    assert minutes(choosing, content.wording, SIMULATION) == minutes(long, content.wording, SIMULATION) == 1


def test_every_step_takes_a_press(content: Content) -> None:
    walkthrough = content.walkthroughs["sign-in-by-password"]
    silent = replace(walkthrough.steps[0], say="", hint=None, example={})
    wordless = replace(
        content.wording,
        actions={silent.action: ActionText("", "", None)},
        fields={field.name: FieldText("", None, {}) for field in ACTIONS[silent.action].fields},
        outcomes={outcome: OutcomeText("", "", None) for outcome in silent.then},
    )
    presses = int(5 * MINUTE / PRESSING)
    assert minutes(replace(walkthrough, steps=(silent,) * presses), wordless, SIMULATION) == 5


def test_every_walkthrough_is_a_matter_of_minutes(content: Content) -> None:
    for walkthrough in content.walkthroughs.values():
        assert 1 <= minutes(walkthrough, content.wording, SIMULATION) <= 10, walkthrough.slug
