"""The order of a choice's values: another in each run, so that a place in it tells nothing about the answer."""

from hashlib import sha256

from sandbox.engine.action import Field
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough


def choices_in_order(field: Field, walkthrough: Walkthrough, run: AnyRun) -> tuple[str, ...]:
    """The values of a choice as the learner sees them at the step where the run stands.

    The first step is built into its page before there is a run: its order is the same for everybody, or the buttons
    would change places at the first press.
    """
    if field.ordered:
        return field.choices
    seed = "page" if run.step == walkthrough.steps[0].id else run.seed
    place = f"{seed}/{walkthrough.slug}/{run.step}/{field.name}"
    return tuple(sorted(field.choices, key=lambda value: sha256(f"{place}/{value}".encode()).digest()))
