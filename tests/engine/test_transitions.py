"""What a run may do, whatever the walkthrough says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.addresses import ADDRESS_UNKNOWN, SITE_OPENED
from sandbox.account.codes import CODE_SENT
from sandbox.account.fees import begin_subscription
from sandbox.account.state import Account
from sandbox.content.loader import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_example
from sandbox.engine import transitions
from sandbox.engine.action import Action, Result
from sandbox.engine.outcome import Outcome
from sandbox.engine.placeholders import fill
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import Walkthrough
from tests.support.accounts import changed


@pytest.fixture
def walkthrough(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


@pytest.fixture
def secrets() -> PredictableSecrets:
    return PredictableSecrets()


def run_at(walkthrough: Walkthrough, step_id: str, secrets: PredictableSecrets) -> Run:
    run = transitions.begin(walkthrough, NOW, secrets)
    while run.step != step_id:
        step = walkthrough.step(run.step)
        assert step
        run = play_example(walkthrough, run, step, secrets)
    return run


def test_every_run_begins_at_noon_in_moscow(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    for now in (NOW, NOW + timedelta(days=400)):
        assert transitions.begin(walkthrough, now, secrets).clock(now) == transitions.STARTS_AT


def test_a_refusal_leaves_the_learner_on_the_step(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    after = transitions.submit(walkthrough, run, "enter-number", "request_code", {"phone": "123"}, NOW, secrets)
    assert (after.step, after.notice) == ("enter-number", Outcome("number_too_short", ("phone",)))


def test_what_was_refused_is_not_kept_anywhere(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    given = {"phone": "79031112233", "unknown": "79031112233"}
    after = transitions.submit(walkthrough, run, "enter-number", "request_code", given, NOW, secrets)
    assert "9031112233" not in repr(after)


def test_a_password_is_kept_only_as_a_hash(walkthrough: Walkthrough) -> None:
    class HidingSecrets(PredictableSecrets):
        def hash_password(self, password: str) -> str:
            return f"{len(password)} signs"

    secrets = HidingSecrets()
    run = run_at(walkthrough, "set-password", secrets)
    given = {"password": "Очень-личный-пароль"}
    after = transitions.submit(walkthrough, run, "set-password", "set_password", given, NOW, secrets)
    assert after.done
    assert "личный" not in repr(after)


def test_a_second_click_on_a_step_changes_nothing(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    given = {"phone": "79070000001"}
    once = transitions.submit(walkthrough, run, "enter-number", "request_code", given, NOW, secrets)
    twice = transitions.submit(walkthrough, once, "enter-number", "request_code", given, NOW, secrets)
    assert twice == replace(once, notice=Outcome("step_already_passed"))


def test_an_old_form_is_not_carried_out_at_another_step(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = transitions.wait(run_at(walkthrough, "enter-code", secrets), "resend", NOW)
    after = transitions.submit(walkthrough, run, "wait-for-sms", "resend_code", {}, NOW, secrets)
    assert after == replace(run, notice=Outcome("step_already_passed")), "though both steps offer the action"


def test_an_action_that_the_step_does_not_offer_is_not_done(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = transitions.begin(walkthrough, NOW, secrets)
    password = {"password": "Синий-чайник-27"}
    after = transitions.submit(walkthrough, run, run.step, "set_password", password, NOW, secrets)
    assert after == replace(run, notice=Outcome("step_already_passed"))


def test_an_undeclared_outcome_is_a_loud_error(
    walkthrough: Walkthrough, secrets: PredictableSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    rogue = Action[Account]("open_site", lambda press: Result(press.state, CODE_SENT()), (SITE_OPENED,))
    monkeypatch.setattr(transitions, "ACTIONS", {"open_site": rogue})
    run = transitions.begin(walkthrough, NOW, secrets)
    with pytest.raises(transitions.ImpossibleOutcomeError, match="'open_site' gave undeclared outcome 'code_sent'"):
        transitions.submit(walkthrough, run, "open-site", "open_site", {}, NOW, secrets)


def test_going_back_forgets_what_was_entered_there_and_after(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    assert run.entered["enter-number"] == {"phone": "79070000001"}
    back = transitions.submit(walkthrough, run, "enter-code", "take_back_number", {}, NOW, secrets)
    assert back.step == "enter-number"
    assert list(back.entered) == ["open-site", "choose-method"]


def test_a_step_that_was_jumped_over_is_not_done(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["keep-codes-secret"]
    run = transitions.wait(run_at(walkthrough, "answer-call", secrets), "sms", NOW)
    told = transitions.submit(
        walkthrough, run, "answer-call", "answer_call", {"call_answer": "tell_code"}, NOW, secrets
    )
    assert told.step == "stop-talking"
    assert [step.id for step in walkthrough.steps if told.passed(step)][-1] == "answer-call"


def test_what_belongs_to_a_later_step_counts_there(content: Content, secrets: PredictableSecrets) -> None:
    """Whoever has waited out the cooling period does at its step what the next one is about."""
    walkthrough = content.walkthroughs["when-no-code-comes"]
    run = transitions.wait(run_at(walkthrough, "lift-cooling", secrets), "cooling_end", NOW)
    remedy = {"remedy": "allow_mailings"}
    after = transitions.submit(walkthrough, run, "lift-cooling", "remove_obstacle", remedy, NOW, secrets)
    assert after.step == "ask-again"
    assert [step.id for step in walkthrough.steps if after.passed(step)] == [
        "check-number",
        "unblock-sim",
        "allow-mailings",
    ]
    assert after.entered["allow-mailings"] == remedy


def test_time_moves_only_forward_and_only_for_the_run(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    moved = transitions.wait(run, "code_expiry", NOW)
    assert moved.clock(NOW) - run.clock(NOW) == timedelta(minutes=5) - timedelta(seconds=5)
    assert moved.notice == Outcome("time_moved", values={"passed": 295})
    assert transitions.wait(moved, "code_expiry", NOW).clock(NOW) == moved.clock(NOW), "it has already expired"
    late = transitions.wait(moved, "no such lever", NOW)
    assert (late.clock(NOW), late.notice) == (moved.clock(NOW), Outcome("nothing_to_wait_for"))


@pytest.mark.parametrize(
    ("hour", "minute", "days"), [(9, 0, 6), (20, 59, 6), (21, 1, 5)], ids=["noon", "23:59", "after midnight"]
)
def test_days_that_pass_are_those_of_the_calendar(
    content: Content, secrets: PredictableSecrets, hour: int, minute: int, days: int
) -> None:
    """From 14 July to 20 July are six days, though the hours between them would be rounded to five or seven."""
    run = transitions.begin(content.walkthroughs["turn-options-on-and-off"], NOW, secrets)
    tariff = begin_subscription("small", 250_00, datetime(2025, 6, 20, 18, 40, tzinfo=UTC))
    account = changed(run.account, services={"tariff": tariff, "options": ()})
    begun = datetime(2025, 7, 14, hour, minute, tzinfo=UTC)
    moved = transitions.wait(replace(run, account=account, clock_offset=begun - NOW), "next_fee", NOW)
    assert moved.notice == Outcome("time_moved", values={"passed": days * 86_400})


def test_an_action_that_takes_time_moves_the_clock_of_the_run(
    walkthrough: Walkthrough, secrets: PredictableSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Action[Account](
        "open_site",
        lambda press: Result(press.state, ADDRESS_UNKNOWN(), took=timedelta(days=1)),
        (ADDRESS_UNKNOWN,),
    )
    monkeypatch.setattr(transitions, "ACTIONS", {"open_site": slow})
    run = transitions.begin(walkthrough, NOW, secrets)
    after = transitions.submit(walkthrough, run, "open-site", "open_site", {}, NOW, secrets)
    assert after.clock(NOW) - run.clock(NOW) == timedelta(days=1)


def test_an_example_is_shown_but_not_sent(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-code", secrets)
    shown = transitions.show_example(walkthrough, run, "enter-code", NOW)
    assert run.account.one_time.code
    assert (shown.step, shown.prefill) == ("enter-code", {"code": run.account.one_time.code.digits})
    assert shown.account == run.account


def test_a_code_on_its_way_is_not_known_before_it_arrives(
    walkthrough: Walkthrough, secrets: PredictableSecrets
) -> None:
    run = run_at(walkthrough, "wait-for-sms", secrets)
    assert fill({"code": "{code}"}, run.account, run.clock(NOW)) == {"code": ""}


def test_a_tried_mistake_is_remembered_once(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    for _ in range(2):
        run = transitions.try_mistake(walkthrough, run, "enter-number", "Настоящий номер", NOW, secrets)
    assert run.mistakes_tried == (("enter-number", "Настоящий номер"),)
    assert run.tried == "Настоящий номер"
    assert run.prefill == {"phone": "79161234567"}, "the file's own example may be shown"


def test_an_unknown_mistake_is_not_made(walkthrough: Walkthrough, secrets: PredictableSecrets) -> None:
    run = run_at(walkthrough, "enter-number", secrets)
    after = transitions.try_mistake(walkthrough, run, "enter-number", "Нет такой", NOW, secrets)
    assert after == replace(run, notice=Outcome("step_already_passed"))


def test_a_wait_charges_what_fell_due_meanwhile(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["change-tariff"]
    run = transitions.begin(walkthrough, NOW, secrets)
    assert transitions.wait(run, "next_fee", NOW).account.money.balance == run.account.money.balance - 550_00


def test_an_action_finds_charged_what_fell_due_by_itself(content: Content, secrets: PredictableSecrets) -> None:
    walkthrough = content.walkthroughs["change-tariff"]
    run = transitions.begin(walkthrough, NOW, secrets)
    run = transitions.submit(walkthrough, run, run.step, "open_tariffs", {}, NOW, secrets)
    later = NOW + timedelta(days=31)
    after = transitions.submit(walkthrough, run, run.step, "change_tariff", {"tariff": "small"}, later, secrets)
    assert after.notice == Outcome("tariff_too_expensive", values={"missing": 50_00})
    assert after.account.money.balance == run.account.money.balance - 550_00


def test_what_follows_from_an_action_is_settled_at_once(content: Content, secrets: PredictableSecrets) -> None:
    """A threshold above the balance pays as soon as it is turned on, and not only with the next press."""
    walkthrough = content.walkthroughs["set-up-autopay"]
    run = transitions.begin(walkthrough, NOW, secrets)
    for action, given in (
        ("open_autopay", {}),
        ("choose_autopay", {"threshold": "1000", "autopay_kind": "threshold"}),
        ("set_autopay_sums", {"autopay_sum": "500", "monthly_limit": "500"}),
        ("confirm_autopay", {}),
    ):
        run = transitions.submit(walkthrough, run, run.step, action, given, NOW, secrets)
    assert run.account.money.balance == 1_250_00
