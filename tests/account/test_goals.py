"""Goals, harms and facts: none is so when a life begins, each can come to be, and each means what its name says."""

from collections.abc import Callable
from datetime import timedelta

from sandbox.account.actions import ACTIONS
from sandbox.account.course import settle
from sandbox.account.goals import GOALS
from sandbox.account.guests import invite
from sandbox.account.harms import HARMS
from sandbox.account.messages import MESSAGE_DELIVERY
from sandbox.account.moments import add_month
from sandbox.account.starting_points import BEGINS_AT, NUMBER, PASSWORD, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.visits import Guest
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.at_once import at_once

DAY = timedelta(days=1)


class Life:
    """An account in which things are done one after the other, half a minute apart."""

    def __init__(self, start: str) -> None:
        self.secrets = PredictableSecrets()
        self.account, self.now = STARTING_POINTS[start](self.secrets), BEGINS_AT

    def do(self, name: str, outcome: str = "", **given: str) -> "Life":
        self.wait(timedelta(seconds=30))
        known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
        result = ACTIONS[name].rule(Press(self.account, known, self.now, self.secrets))
        assert not outcome or result.outcome.name == outcome, result.outcome
        self.account = settle(result.state, self.now)
        return self

    def wait(self, time: timedelta) -> "Life":
        self.now += time
        self.account = settle(self.account, self.now)
        return self

    def wait_a_month(self) -> "Life":
        return self.wait(add_month(self.now) - self.now)

    @property
    def code(self) -> str:
        assert self.account.one_time.code
        return self.account.one_time.code.digits

    @property
    def link(self) -> str:
        assert self.account.one_time.link
        return self.account.one_time.link.token

    def registered(self) -> "Life":
        self.do("request_code", phone=NUMBER)
        return self.do("use_code", code=self.code).do("set_password", password=PASSWORD)

    def signed_in(self) -> "Life":
        return self.do("enter_password", "signed_in", password=PASSWORD)

    def reset(self) -> "Life":
        self.do("request_reset_link", "reset_link_sent", phone=self.account.sim.number)
        self.do("open_message_link", "reset_link_opened", link=self.link)
        return self.do("set_password", "password_set", password="Тёплый-валенок-35")

    def renewed(self, old: str = PASSWORD) -> "Life":
        self.do("enter_current_password", "current_password_accepted", current_password=old)
        return self.do("change_password", "password_changed", new_password="Тёплый-валенок-35")

    def with_autopay(self) -> "Life":
        self.do("choose_autopay", autopay_kind="threshold", threshold="100")
        self.do("set_autopay_sums", autopay_sum="300", monthly_limit="1000")
        return self.do("confirm_autopay", "autopay_turned_on")

    def with_number_back(self) -> "Life":
        self.do("call_support", "support_answered", line="long")
        self.do("name_control_word", control_word="Ромашка").do("block_sim", "sim_blocked")
        return self.do("show_passport").do("restore_sim", "sim_restored")

    def moved(self) -> "Life":
        self.do("show_passport").do("ask_to_move", "account_moved")
        self.do("sign_in_by_sms", "code_sent")
        return self.do("use_code", "code_let_in", code=self.code)

    def linked(self) -> "Life":
        self.do("choose_site", site="vk").do("sign_in_there").do("link_number", number_to_link="this_phone")
        return self.do("use_code", "identity_linked", code=self.code)

    def with_email(self) -> "Life":
        self.do("fill_email", email="ivanov@mail.example").wait(MESSAGE_DELIVERY)
        self.do("confirm_email", "email_confirmed", email_code=self.account.profile.letter_code)
        return self.do("save_profile")


REACHED: dict[str, tuple[str, Callable[[Life], Life]]] = {
    "registered": ("new-subscriber", Life.registered),
    "network_linked": ("new-subscriber", Life.linked),
    "email_saved": ("signed-in", Life.with_email),
    "told_of_sign_ins": ("signed-in", lambda life: life.do("set_security", message_on_sign_in="on")),
    "signed_in": ("registered", Life.signed_in),
    "signed_out": ("registered", lambda life: life.signed_in().do("sign_out")),
    "signed_in_by_code": (
        "registered",
        lambda life: life.do("sign_in_by_sms", "code_sent").do("use_code", "code_let_in", code=life.code),
    ),
    "password_renewed": ("locked-out", Life.reset),
    "only_own_session": (
        "weak-password",
        lambda life: life.renewed(WEAK_PASSWORD).do("end_other_sessions", "other_sessions_ended"),
    ),
    "topped_up_once": ("signed-in", lambda life: life.do("top_up", "topped_up", sum="300")),
    "unasked_option_off": ("with-options", lambda life: life.do("switch_option_off", own_option="horoscope")),
    "cheapest_that_fits": ("with-tariff", lambda life: life.do("take_tariff", "tariff_changed", tariff="medium")),
    "more_data_on": ("with-options", lambda life: life.do("switch_option_on", option="more_data")),
    "autopay_paid": ("autopay-refused", lambda life: life.do("use_other_card")),
    "limit_kept": ("with-tariff", Life.with_autopay),
    "autopay_off": ("autopay-on", lambda life: life.do("turn_off_autopay", "autopay_turned_off")),
    "month_paid": ("with-tariff", Life.wait_a_month),
    "number_back": ("phone-lost", Life.with_number_back),
    "on_new_number": ("registered", Life.moved),
}


@at_once("goal", GOALS)
def test_each_goal_is_not_so_at_first_and_can_be_reached(goal: str) -> None:
    start, reach = REACHED[goal]
    life = Life(start)
    assert not GOALS[goal](life.account, life.now)
    life = reach(life)
    assert GOALS[goal](life.account, life.now)


HARMED: dict[str, tuple[str, Callable[[Life], Life]]] = {
    "password_changed": ("registered", Life.reset),
    "draft_lost": (
        "signed-in",
        lambda life: life.do("fill_email", email="ivanov@mail.example").do("leave_profile"),
    ),
    "account_left_open": ("registered", lambda life: life.signed_in().wait(DAY)),
    "stranger_stays": ("weak-password", lambda life: life.renewed(WEAK_PASSWORD).wait(DAY)),
    "stranger_back": ("breached", lambda life: life.do("end_other_sessions", "stranger_came_back")),
    "paid_twice": ("signed-in", lambda life: life.do("top_up", sum="100").do("top_up", sum="200")),
    "needed_option_off": ("with-options", lambda life: life.do("switch_option_off", own_option="weekend_data")),
    "dearer_tariff": (
        "with-tariff",
        lambda life: life.do("add_training_money").do("take_tariff", "tariff_changed", tariff="full"),
    ),
    "too_small": ("with-tariff", lambda life: life.do("take_tariff", "tariff_changed", tariff="small")),
    "link_cut": ("with-tariff", lambda life: life.wait_a_month().wait_a_month()),
    "money_stolen": ("phone-lost", lambda life: life.wait(DAY)),
    "rescuer_believed": (
        "breached",
        lambda life: life.wait(DAY / 24).do("pick_up", "call_answered").do("say_code", "code_said"),
    ),
}
"""The harms of what visitors want are in the tests of the guests."""


@at_once("harm", HARMED)
def test_each_harm_is_not_so_at_first_and_can_come_of_what_is_done(harm: str) -> None:
    start, do = HARMED[harm]
    life = Life(start)
    assert not HARMS[harm](life.account, life.now)
    life = do(life)
    assert HARMS[harm](life.account, life.now)


def test_three_requests_within_ten_minutes_are_too_many() -> None:
    life = Life("registered")
    for _ in range(3):
        assert not HARMS["asked_too_often"](life.account, life.now)
        life.do("sign_in_by_sms", "code_sent").wait(timedelta(minutes=1))
    assert HARMS["asked_too_often"](life.account, life.now)


@at_once("start", STARTING_POINTS)
def test_no_start_is_harmed(start: str) -> None:
    account = STARTING_POINTS[start](PredictableSecrets())
    assert [name for name, harm in HARMS.items() if harm(account, BEGINS_AT)] == []


def test_every_harm_is_tried_somewhere() -> None:
    by_guests = {"code_told", "data_given", "money_sent", "genuine_refused"}
    assert {*HARMED, *by_guests, "asked_too_often"} == set(HARMS)


def test_a_solution_harms_nothing_while_it_is_under_way() -> None:
    """A harm that was seen once is noted for good."""
    for start, old in (("weak-password", WEAK_PASSWORD), ("breached", PASSWORD)):
        life = Life(start).renewed(old)
        seen = {name for name, harm in HARMS.items() if harm(life.account, life.now)}
        life.do("end_other_sessions", "other_sessions_ended")
        seen |= {name for name, harm in HARMS.items() if harm(life.account, life.now)}
        assert seen == {"password_changed"}


def test_a_year_in_the_life_of_ivan() -> None:
    """From nothing to an account, a month paid, a phone lost, and all of it back."""
    life = Life("new-subscriber").registered().do("add_training_money").do("take_tariff", tariff="small")
    life.do("top_up", "topped_up", sum="1000").wait_a_month()
    assert GOALS["month_paid"](life.account, life.now)
    life.do("lose_phone", "phone_lost").with_number_back().reset()
    assert all(GOALS[goal](life.account, life.now) for goal in ("registered", "month_paid", "number_back"))
    assert life.account.money.balance == sum(entry.amount for entry in life.account.money.history)
    assert not HARMS["money_stolen"](life.account, life.now)


def test_a_number_that_was_never_lost_is_not_back() -> None:
    life = Life("registered").with_number_back()
    assert life.account.sim.renewed_at
    assert not GOALS["number_back"](life.account, life.now)


def test_money_that_somebody_else_paid_in_is_no_top_up() -> None:
    gift = Guest("receipt", genuine=True, at=BEGINS_AT, kopecks=300_00)
    account = settle(invite(STARTING_POINTS["signed-in"](PredictableSecrets()), (gift,)), BEGINS_AT)
    assert account.money.history[-1].amount == 300_00
    assert not GOALS["topped_up_once"](account, BEGINS_AT)
