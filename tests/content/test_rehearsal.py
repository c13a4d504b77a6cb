"""How often a walkthrough is played before it is shown: with several seeds where a rule draws, else once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sandbox.account.addresses import ADDRESS_MISSING, SITE_OPENED
from sandbox.content.rehearsal import SEEDS, rehearse
from sandbox.engine.action import Press, Result
from tests.support.guide import SIMULATION, SOURCE

SLUG, ACTION = "register-by-phone", "open_site"
OPENS = SIMULATION.actions[ACTION].rule


def played_with(rule: Callable[[Press[Any]], Result[Any]]) -> set[str]:
    """What is wrong with the walkthrough if its first action has this rule."""
    action = replace(SIMULATION.actions[ACTION], rule=rule)
    simulation = replace(SIMULATION, actions={**SIMULATION.actions, ACTION: action})
    one = replace(SOURCE.content, walkthroughs={SLUG: SOURCE.content.walkthroughs[SLUG]})
    return {error.kind for error in rehearse(replace(SOURCE, content=one), simulation)}


def test_what_goes_wrong_only_with_some_draws_is_found() -> None:
    def opens_at_times(press: Press[Any]) -> Result[Any]:
        is_late = int(press.secrets.token().removeprefix("token-")) > 3_000
        return Result(press.state, ADDRESS_MISSING("address")) if is_late else OPENS(press)

    assert "example_leads_nowhere" in played_with(opens_at_times)


def test_where_nothing_is_drawn_once_is_enough() -> None:
    opened: list[str] = []

    def counted(press: Press[Any]) -> Result[Any]:
        result = OPENS(press)
        opened.extend([SITE_OPENED.name] if result.outcome.is_a(SITE_OPENED) else [])
        return result

    def drawing(press: Press[Any]) -> Result[Any]:
        press.secrets.token()
        return counted(press)

    assert played_with(counted) == set()
    once = len(opened)
    assert played_with(drawing) == set()
    assert len(opened) == once + once * len(SEEDS)
