"""Where the account is open: other sessions are ended, one's own goes on."""

from datetime import UTC, datetime

from sandbox.account import sessions
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome

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
