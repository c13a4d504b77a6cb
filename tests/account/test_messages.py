"""What is said of an SMS holds as long as it is true."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes
from sandbox.account.messages import bring_up_to_date
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from sandbox.engine.outcome import Outcome

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)
SENT = codes.resend_code(Press(NEW, {}, NOW, SECRETS)).state
EARLY = codes.read_message(Press(SENT, {"sender": "operator"}, NOW, SECRETS)).outcome


@pytest.mark.parametrize(("seconds", "said"), [(4, EARLY), (5, Outcome("message_arrived"))])
def test_an_sms_is_on_its_way_until_it_arrives(seconds: int, said: Outcome) -> None:
    assert EARLY.name == "message_on_the_way"
    assert bring_up_to_date(EARLY, SENT.messages, NOW + timedelta(seconds=seconds)) == said


def test_an_sms_that_was_never_sent_does_not_arrive() -> None:
    assert bring_up_to_date(EARLY, NEW.messages, NOW + timedelta(days=1)) == EARLY


def test_everything_else_stays_said() -> None:
    said = Outcome("code_resent")
    assert bring_up_to_date(said, SENT.messages, NOW + timedelta(days=1)) == said
