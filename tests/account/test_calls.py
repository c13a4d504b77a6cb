"""Calls: hanging up always ends them, and nothing said to a caller costs anything."""

from datetime import UTC, datetime

from sandbox.account.calls import CALLERS, FIELD, take_call
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visits import Call
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once
from tests.support.guide import SIMULATION

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["registered"](SECRETS)


def called(kind: str, *, answered: bool = False) -> Account:
    return changed(START, visits={"calls": (Call(kind, answered=answered), Call("salon"))})


def answer(account: Account, choice: str) -> Result[Account]:
    return take_call(Press(account, {"call_answer": choice}, NOW, SECRETS))


@at_once("answered", [False, True])
@at_once("kind", CALLERS)
def test_hanging_up_always_works_and_ends_the_call(kind: str, answered: bool) -> None:
    account = called(kind, answered=answered)
    ended = answer(account, "hang_up")
    assert ended.state.visits.calls == (Call("salon"),)
    assert not SIMULATION.outcomes[ended.outcome.name].refusal
    assert SIMULATION.screens.choices(account, FIELD)[0] == "hang_up", "the first, while it rings and while they talk"


@at_once("kind", CALLERS)
def test_before_an_answer_nobody_is_believed_or_heard(kind: str) -> None:
    ringing = called(kind)
    assert SIMULATION.screens.choices(ringing, FIELD) == ("hang_up", "pick_up")
    for choice in ("listen", "trust", "", "tell_code"):
        assert answer(ringing, choice) == Result(ringing, Outcome("nothing_decided"))
    talking = answer(ringing, "pick_up")
    assert (talking.outcome, talking.state) == (Outcome("call_picked_up"), called(kind, answered=True))


@at_once(
    ("kind", "listened", "trusted"),
    [
        ("security", "caller_hurries", "caller_trusted"),
        ("salon", "salon_says_it_again", "salon_trusted"),
        ("thief", "caller_hurries", "caller_hurries"),
        ("rescuer", "caller_hurries", "rescuer_believed"),
    ],
)
def test_listening_and_believing_cost_nothing(kind: str, listened: str, trusted: str) -> None:
    account = called(kind, answered=True)
    assert answer(account, "listen") == Result(account, Outcome(listened))
    believed = answer(account, "trust")
    assert believed.outcome == Outcome(trusted)
    assert (believed.state.money, believed.state.access) == (account.money, account.access)
    ended = not SIMULATION.outcomes[trusted].refusal
    assert len(believed.state.visits.calls) == (1 if ended else 2), "who asks for nothing says goodbye by themselves"


def test_who_called_is_not_told_to_whoever_did_not_listen() -> None:
    outcomes = {answer(called(kind), "hang_up").outcome.name for kind in ("security", "salon")}
    assert outcomes == {"call_declined"}


def test_without_a_call_there_is_nothing_to_answer() -> None:
    assert answer(START, "hang_up") == Result(START, Outcome("nothing_decided"))
