"""What a run may do, whatever the walkthrough says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sandbox.account.addresses import ADDRESS_UNKNOWN, SITE_OPENED
from sandbox.account.codes import CODE_SENT
from sandbox.account.fees import begin_subscription
from sandbox.account.starting_points import BEGINS_AT
from sandbox.account.state import Account
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.action import Action, Result
from sandbox.engine.outcome import Outcome
from sandbox.engine.performing import ImpossibleOutcomeError
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough
from tests.support.accounts import changed
from tests.support.guide import SIMULATION, turn, wait


@pytest.fixture
def walkthrough(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


@pytest.fixture
def secrets() -> PredictableSecrets:
    return PredictableSecrets()


def run_at(walkthrough: Walkthrough, step_id: str, secrets: PredictableSecrets) -> AnyRun:
    run = turn(walkthrough, secrets).begin()
    while run.step != step_id:
        step = walkthrough.step(run.step)
        assert step
        run = turn(walkthrough, secrets).follow_example(run, step)
    return run


def test_what_an_example_needs_is_waited_for_when_it_is_shown(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["change-tariff"]
    run = run_at(walkthrough, "see-next-fee", secrets)
    shown = turn(walkthrough, secrets).show_example(run, "see-next-fee")
    assert shown.clock(NOW) - run.clock(NOW) == timedelta(days=31), "a fee is charged each month"


def test_every_run_begins_at_noon_in_moscow(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    for now in (NOW, NOW + timedelta(days=400)):
        assert turn(walkthrough, secrets, now=now).begin().clock(now) == BEGINS_AT


def test_a_walkthrough_may_name_another_day(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    later = replace(walkthrough, day=date(2025, 11, 20))
    for now in (NOW, NOW + timedelta(days=400)):
        assert turn(later, secrets, now=now).begin().clock(now) == BEGINS_AT.replace(month=11, day=20)


def test_a_refusal_leaves_the_learner_on_the_step(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    after = turn(walkthrough, secrets).submit(run, "enter-number", "request_code", {"phone": "123"})
    assert (after.step, after.notice) == ("enter-number", Outcome("number_too_short", ("phone",), {"seen": 3}))


def test_what_was_refused_is_not_kept_anywhere(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    given = {"phone": "79031112233", "unknown": "79031112233"}
    after = turn(walkthrough, secrets).submit(run, "enter-number", "request_code", given)
    assert "9031112233" not in repr(after)


def test_a_password_is_kept_only_as_a_hash(walkthrough: Walkthrough) -> None:
    class HidingSecrets(PredictableSecrets):
        def hash_password(self, password: str) -> str:
            return f"{len(password)} signs"

    secrets = HidingSecrets()
    run = run_at(walkthrough, "set-password", secrets)
    given = {"password": "Тайный-зонтик-в-прихожей"}
    after = turn(walkthrough, secrets).submit(run, "set-password", "set_password", given)
    assert after.done
    assert "зонтик" not in repr(after)


def test_a_second_click_on_a_step_changes_nothing(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    given = {"phone": "79070000001"}
    once = turn(walkthrough, secrets).submit(run, "enter-number", "request_code", given)
    twice = turn(walkthrough, secrets).submit(once, "enter-number", "request_code", given)
    assert twice == replace(once, notice=Outcome("step_already_passed"))


def test_an_old_form_is_not_carried_out_at_another_step(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = wait(run_at(walkthrough, "enter-code", secrets), "resend")
    after = turn(walkthrough, secrets).submit(run, "wait-for-sms", "resend_code", {})
    assert after == replace(run, notice=Outcome("step_already_passed")), "though both steps offer the action"


def test_an_action_that_the_step_does_not_offer_is_not_done(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = turn(walkthrough, secrets).begin()
    password = {"password": "Синий-чайник-27"}
    after = turn(walkthrough, secrets).submit(run, run.step, "set_password", password)
    assert after == replace(run, notice=Outcome("step_already_passed"))


def test_an_undeclared_outcome_is_a_loud_error(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    rogue = Action[Account]("open_site", lambda press: Result(press.state, CODE_SENT()), (SITE_OPENED,))
    broken = replace(turn(walkthrough, secrets), simulation=replace(SIMULATION, actions={"open_site": rogue}))
    run = broken.begin()
    with pytest.raises(ImpossibleOutcomeError, match="'open_site' gave undeclared outcome 'code_sent'"):
        broken.submit(run, "open-site", "open_site", {})


def test_going_back_forgets_what_was_entered_there_and_after(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    assert run.entered["enter-number"] == {"phone": "79070000001"}
    back = turn(walkthrough, secrets).submit(run, "enter-code", "take_back_number", {})
    assert back.step == "enter-number"
    assert list(back.entered) == ["open-site", "choose-method"]


def test_a_step_that_was_jumped_over_is_not_done(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["keep-codes-secret"]
    run = run_at(walkthrough, "look-what-follows", secrets)
    ended = turn(walkthrough, secrets).submit(run, "look-what-follows", "look_no_further", {})
    assert ended.done
    assert [step.id for step in walkthrough.steps if ended.passed(step)][-1] == "look-what-follows"


def test_the_end_of_a_lesson_gives_its_time_back(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["keep-codes-secret"]
    run = run_at(walkthrough, "look-what-follows", secrets)
    told = turn(walkthrough, secrets).submit(run, run.step, "look_what_follows", {})
    assert told.clock(NOW) - run.clock(NOW) == timedelta(minutes=1)
    ended = turn(walkthrough, secrets).submit(wait(told, "minute"), told.step, "end_lesson", {})
    assert ended.done
    assert ended.clock(NOW) == run.clock(NOW)
    assert ended.state.money == run.state.money


def test_what_belongs_to_a_later_step_counts_there(content: Content, secrets: PredictableSecrets) -> None:
    """Whoever has waited out the cooling period does at its step what the next one is about."""
    walkthrough = content.walkthroughs["when-no-code-comes"]
    run = wait(run_at(walkthrough, "lift-cooling", secrets), "cooling_end")
    remedy = {"remedy": "allow_mailings"}
    after = turn(walkthrough, secrets).submit(run, "lift-cooling", "remove_obstacle", remedy)
    assert after.step == "ask-again"
    assert [step.id for step in walkthrough.steps if after.passed(step)] == [
        "check-number",
        "unblock-sim",
        "allow-mailings",
    ]
    assert after.entered["allow-mailings"] == remedy


def test_time_moves_only_forward_and_only_for_the_run(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    moved = wait(run, "code_expiry")
    assert moved.clock(NOW) - run.clock(NOW) == timedelta(minutes=5) - timedelta(seconds=5)
    assert moved.notice == Outcome("time_moved", values={"passed": 295})
    assert wait(moved, "code_expiry").clock(NOW) == moved.clock(NOW), "it has already expired"
    late = wait(moved, "no such lever")
    assert (late.clock(NOW), late.notice) == (moved.clock(NOW), Outcome("nothing_to_wait_for"))


@pytest.mark.parametrize(
    ("hour", "minute", "days"), [(9, 0, 6), (20, 59, 6), (21, 1, 5)], ids=["noon", "23:59", "after midnight"]
)
def test_days_that_pass_are_those_of_the_calendar(
    content: Content, secrets: PredictableSecrets, hour: int, minute: int, days: int
) -> None:
    """From 14 July to 20 July are six days, though the hours between them would be rounded to five or seven."""
    run = turn(content.walkthroughs["turn-options-on-and-off"], secrets).begin()
    tariff = begin_subscription("small", 250_00, datetime(2025, 6, 20, 18, 40, tzinfo=UTC))
    account = changed(run.state, services={"tariff": tariff, "options": ()})
    begun = datetime(2025, 7, 14, hour, minute, tzinfo=UTC)
    moved = wait(replace(run, state=account, clock_offset=begun - NOW), "next_fee")
    assert moved.notice == Outcome("time_moved", values={"passed": days * 86_400})


def test_an_action_that_takes_time_moves_the_clock_of_the_run(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    slow = Action[Account](
        "open_site",
        lambda press: Result(press.state, ADDRESS_UNKNOWN(), took=timedelta(days=1)),
        (ADDRESS_UNKNOWN,),
    )
    slowed = replace(turn(walkthrough, secrets), simulation=replace(SIMULATION, actions={"open_site": slow}))
    run = slowed.begin()
    after = slowed.submit(run, "open-site", "open_site", {})
    assert after.clock(NOW) - run.clock(NOW) == timedelta(days=1)


def test_an_example_is_shown_but_not_sent(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    shown = turn(walkthrough).show_example(run, "enter-code")
    assert run.state.one_time.code
    assert (shown.step, shown.prefill) == ("enter-code", {"code": run.state.one_time.code.digits})
    assert shown.state == run.state


def test_a_code_on_its_way_is_not_known_before_it_arrives(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = run_at(walkthrough, "wait-for-sms", secrets)
    assert SIMULATION.fill({"code": "{code}"}, run.state, run.clock(NOW)) == {"code": ""}


def test_an_unknown_mistake_is_not_made(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    after = turn(walkthrough, secrets).try_mistake(run, "enter-number", "Нет такой")
    assert after == replace(run, notice=Outcome("step_already_passed"))


def test_a_wait_charges_what_fell_due_meanwhile(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["change-tariff"]
    run = turn(walkthrough, secrets).begin()
    assert wait(run, "next_fee").state.money.balance == run.state.money.balance - 550_00


def test_an_action_finds_charged_what_fell_due_by_itself(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["change-tariff"]
    run = turn(walkthrough, secrets).begin()
    run = turn(walkthrough, secrets).submit(run, run.step, "open_tariffs", {"section": "tariffs"})
    later = NOW + timedelta(days=31)
    after = turn(walkthrough, secrets, now=later).submit(run, run.step, "change_tariff", {"tariff": "small"})
    assert after.notice == Outcome("tariff_too_expensive", values={"missing": 50_00})
    assert after.state.money.balance == run.state.money.balance - 550_00


def test_what_follows_from_an_action_is_settled_at_once(content: Content, secrets: PredictableSecrets) -> None:
    """A threshold above the balance pays as soon as it is turned on, and not only with the next press."""
    walkthrough = content.walkthroughs["set-up-autopay"]
    run = turn(walkthrough, secrets).begin()
    for action, given in (
        ("open_autopay", {"section": "autopay"}),
        ("choose_autopay", {"threshold": "1000", "autopay_kind": "threshold"}),
        ("set_autopay_sums", {"autopay_sum": "500", "monthly_limit": "500"}),
        ("agree_to_autopay", {"most_a_month": "500"}),
    ):
        run = turn(walkthrough, secrets).submit(run, run.step, action, given)
    assert run.state.money.balance == 1_250_00
