"""Where the account is open: other sessions are ended, one's own goes on."""

from datetime import UTC, datetime

from sandbox.account import sessions
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
OPEN_ELSEWHERE = STARTING_POINTS["weak-password"](SECRETS)


def end(account: Account) -> Result[Account]:
    return sessions.end_other_sessions(Press(account, {}, NOW, SECRETS))


def check(account: Account) -> Result[Account]:
    return sessions.check_sessions(Press(account, {}, NOW, SECRETS))


def test_ended_sessions_are_ended_and_the_own_one_goes_on() -> None:
    result = end(OPEN_ELSEWHERE)
    assert result.outcome == Outcome("other_sessions_ended", values={"ended": 2})
    assert [session.kind for session in result.state.access.sessions] == ["this_browser"]
    assert result.state.access.signed_in


def test_there_is_nothing_to_end_twice() -> None:
    account = end(OPEN_ELSEWHERE).state
    again = end(account)
    assert (again.outcome, again.state) == (Outcome("no_other_sessions"), account)


def test_others_in_the_list_are_counted_and_stay() -> None:
    result = check(OPEN_ELSEWHERE)
    assert result.outcome == Outcome("other_sessions_left", values={"left": 2})
    assert result.state == OPEN_ELSEWHERE


def test_when_the_others_are_gone_the_check_is_passed() -> None:
    assert check(end(OPEN_ELSEWHERE).state).outcome == Outcome("only_own_session_left")


def end_chosen(*fields: str, account: Account = OPEN_ELSEWHERE) -> Result[Account]:
    given = {name: "on" if name in fields else "" for name in sessions.ENDS}
    return sessions.end_chosen_sessions(Press(account, given, NOW, SECRETS))


OTHERS = ("end_old_phone", "end_unknown_computer")


def test_the_chosen_sessions_are_ended() -> None:
    result = end_chosen(*OTHERS)
    assert result.outcome == Outcome("other_sessions_ended", values={"ended": 2})
    assert result.kept == dict.fromkeys(OTHERS, "on")
    assert [session.kind for session in result.state.access.sessions] == ["this_browser"]
    assert end_chosen(*OTHERS, account=result.state).outcome == Outcome("no_other_sessions")


def test_whoever_chooses_too_little_has_some_left_and_can_go_on() -> None:
    assert end_chosen() == Result(OPEN_ELSEWHERE, Outcome("sessions_not_chosen", ("end_old_phone",)))
    half = end_chosen("end_old_phone")
    assert half.outcome == Outcome("other_sessions_left", values={"left": 1})
    assert end_chosen("end_unknown_computer", account=half.state).outcome.name == "other_sessions_ended"


def test_ones_own_session_is_not_ended() -> None:
    result = end_chosen(*OTHERS, "end_this_browser")
    kept = dict.fromkeys(OTHERS, "on")
    assert result == Result(OPEN_ELSEWHERE, Outcome("own_session_chosen", ("end_this_browser",)), kept)


@at_once(
    ("typed", "outcome"),
    [
        ("1", Outcome("only_own_session_left")),
        ("один", Outcome("only_own_session_left")),
        ("3", Outcome("sessions_miscounted", ("sessions_left",))),
        ("", Outcome("count_missing", ("sessions_left",))),
    ],
)
def test_what_is_left_is_counted(typed: str, outcome: Outcome) -> None:
    account = end(OPEN_ELSEWHERE).state
    result = sessions.count_sessions(Press(account, {"sessions_left": typed}, NOW, SECRETS))
    assert (result.state, result.outcome) == (account, outcome)
    assert result.kept == ({} if outcome.fields else {"sessions_left": "1"})


def test_as_long_as_others_are_there_no_number_is_right() -> None:
    for typed in ("1", "3"):
        result = sessions.count_sessions(Press(OPEN_ELSEWHERE, {"sessions_left": typed}, NOW, SECRETS))
        assert result == Result(OPEN_ELSEWHERE, Outcome("other_sessions_left", values={"left": 2}))
