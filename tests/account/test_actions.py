"""What holds for every action: it gives only the outcomes it declares and keeps only training data."""

import importlib
import pkgutil
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

import pytest

import sandbox.account
from sandbox.account import (
    autopay_in_use,
    call_details,
    calls,
    codes,
    delivery,
    guests,
    linked_identities,
    lost_sim,
    options,
    profile,
    recovery,
    salon,
    sessions,
    visitors,
)
from sandbox.account.access import OneTimeCode, OtherSite, Purpose, ResetLink
from sandbox.account.actions import ACTIONS, OUTCOMES
from sandbox.account.fees import settle
from sandbox.account.ledger import AUTOPAY_KINDS, Autopay, Entry
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.account.navigation import SECTION, SIGN_IN_BUTTON
from sandbox.account.options import OFFERED
from sandbox.account.salon import NEW_NUMBER
from sandbox.account.simulation import known_to_the_learner
from sandbox.account.starting_points import BEGINS_AT, NUMBER, PASSWORD, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.state import Account, PersonalData
from sandbox.account.visits import Call, Guest, Visit, Visits
from sandbox.account.waits import waits
from sandbox.content.rehearsal import NOW as REHEARSED_AT
from sandbox.content.rehearsal import PredictableSecrets, runs_at_each_step
from sandbox.engine.action import Action, Press, Result
from tests.support.accounts import changed
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, SIMULATION, turn, wait
from tests.support.random_seed import SEED

NOW = BEGINS_AT

HOSTILE = {
    "empty": "",
    "a real number": "79161234567",
    "a real name": "Пётр",
    "a real address": "petrov@mail.ru",
    "a NUL": "\x00",
    "foreign digits": "٧٩٠٧٠٠٠٠٠٠١",
    "5,000 digits": "7" * 5_000,
    "markup": "<script>alert(1)</script>",
}

WEAK = (
    "12345678",
    "Иванов1950",
    "Солнышко2024",
    "Кабинет-МТС-2024",
    "12.03.1950",
    "ромашка-ромашка",
    "gfhjkm2024",
    "P@ssw0rd-2024",
    "7304918265",
)
"""Passwords, each weak in a way of its own."""

FAKE_ADDRESSES = (
    "login-mts.example",
    "login.mtc.example",
    "login.mts.ru.example",
    "login.mtc.ru",
    "login.mts.online",
    "login.mts.ru@site.example",
    "site.example/login.mts.ru",
)
"""Made of known words alone, so that they may be shown again."""

TRAINING = {
    "address": (
        "login.mts.ru",
        "id.mts.ru",
        "логин.мтс.ру",
        "login mts ru",
        "дщпшт.ьеы.кг",
        *FAKE_ADDRESSES,
    ),
    "method": ("phone", "vk"),
    "phone": (NUMBER, "+7 907 000-00-01", "79070000002", "7907000000", "790700000011", "7907000000O"),
    "code": ("{code}", "{code}", "000001", "12345", "1234567", "12345О", "код", "123456 и 654321"),
    "link": ("{link}", "{link}", "{false_link}", "token-0"),
    "password": (PASSWORD, f"{PASSWORD} ", "Тёплый-валенок-35", "кот-7", NUMBER, "длинный " * 9, *WEAK),
    "last_name": ("иванов", "Иванов"),
    "first_name": ("Иван",),
    "middle_name": ("Иванович",),
    "email": ("ivanov@mail.example", "ivanov"),
    "code_at_sign_in": ("on",),
    "message_on_sign_in": ("on",),
    "site": linked_identities.SITES,
    "new_phone": (NUMBER, NEW_NUMBER, "7907000000", "790700000021", "7907000000O"),
    "number_to_link": ("this_phone", "relatives_phone"),
    "sign_in_way": ("password", "gosuslugi"),
    "gosuslugi_account": ("confirmed", "unconfirmed", "without_number"),
    # changing the password
    "current_password": (PASSWORD, WEAK_PASSWORD, f"{PASSWORD} ", "не тот пароль"),
    "new_password": (
        PASSWORD,
        WEAK_PASSWORD,
        "Тёплый-валенок-35 ",
        "Тёплый-валенок-35",
        "кот-7",
        NUMBER,
        "длинный " * 9,
        *WEAK,
    ),
    # the lost phone
    "line": ("short", "long"),
    "control_word": ("Ромашка", "ромашка", "Василёк"),
    "way": ("card", "sbp", "link"),
    "own_way": ("card", "sbp"),
    "sum": ("300", "1 000,50 ₽", "50", "20 000", "0000 0000 0000 0000"),
    "tariff": ("small", "medium", "large", "full"),
    # options
    "own_option": tuple(options.OPTIONS),
    "option": OFFERED,
    # the call details
    "begin": ("01.06.2025", "1 июня 2025", "01.05.2025", "01.12.2024", "31.06.2025", "30.07.2025", "12.03.1950"),
    "end": ("30.06.2025", "2025-06-30", "31.05.2025", "31.12.2024", "31.07.2025", "июнь"),
    "details_of": call_details.WHAT,
    "charge": call_details.CHARGES,
    "remedy": tuple(delivery.REMEDIES),
    "verdict": visitors.ANSWERS,
    "call_answer": calls.ANSWERS,
    "blocked": lost_sim.WHAT_IS_BLOCKED,
    "threshold": ("300", "1 000", "50", "0000 0000 0000 0000"),
    "autopay_kind": AUTOPAY_KINDS,
    "autopay_sum": ("500", "100 ₽", "50", "20 000"),
    "monthly_limit": ("1 000", "15 000", "100", "20 000", "0000 0000 0000 0000"),
    # what is to be found
    "section": SECTION.choices,
    "sign_in_button": SIGN_IN_BUTTON.choices,
    "sender": codes.SENDERS,
    "balance": ("{balance}", "{balance} ₽", "1", "0000 0000 0000 0000"),
    "most_a_month": ("{most_a_month}", "1", "0000 0000 0000 0000"),
    "next_fee_day": ("{next_fee_day}", "{next_fee_day}", "12.03.1950", "скоро"),
    "autopay_day": ("{autopay_day}", "{autopay_day}", "12.03.1950", "скоро"),
    "charge_day": ("{charge_day}", "{charge_day}", "12 марта", "12.03.1950", "скоро"),
    "sessions_left": ("{sessions_left}", "7", "много"),
    "new_option": options.NEW_OPTIONS,
    "autopay_end": autopay_in_use.AUTOPAY_ENDS,
    "document": salon.DOCUMENTS,
    "request": salon.REQUESTS,
    "email_code": ("{code}", "{code}", "000001"),
    "protection_seen": profile.PROTECTION,
    "profile_end": profile.PROFILE_ENDS,
    **dict.fromkeys((*linked_identities.NAMED_DATA, *sessions.ENDS), ("on",)),
}

KINDS = {
    "address": "address",
    "method": "choice",
    "phone": "phone",
    "code": "code",
    "link": "link",
    "password": "password",
    "last_name": "name",
    "first_name": "name",
    "middle_name": "name",
    "email": "email",
    "code_at_sign_in": "switch",
    "message_on_sign_in": "switch",
    "site": "choice",
    "new_phone": "phone",
    "number_to_link": "choice",
    "sign_in_way": "choice",
    "gosuslugi_account": "choice",
    "current_password": "password",
    "new_password": "password",
    "line": "choice",
    "control_word": "name",
    "way": "choice",
    "own_way": "choice",
    "sum": "sum",
    "tariff": "choice",
    "own_option": "choice",
    "option": "choice",
    "begin": "date",
    "end": "date",
    "details_of": "choice",
    "charge": "choice",
    "remedy": "choice",
    "verdict": "choice",
    "call_answer": "choice",
    "blocked": "choice",
    "threshold": "sum",
    "autopay_kind": "choice",
    "autopay_sum": "sum",
    "monthly_limit": "sum",
    "section": "choice",
    "sign_in_button": "choice",
    "sender": "choice",
    "balance": "sum",
    "most_a_month": "sum",
    "next_fee_day": "day",
    "autopay_day": "day",
    "charge_day": "day",
    "sessions_left": "count",
    "new_option": "choice",
    "autopay_end": "choice",
    "document": "choice",
    "request": "choice",
    "email_code": "code",
    "protection_seen": "choice",
    "profile_end": "choice",
    **dict.fromkeys((*linked_identities.NAMED_DATA, *sessions.ENDS), "switch"),
}

OPTIONAL = {"threshold", "middle_name", *(name for name, kind in KINDS.items() if kind == "switch")}

MAY_BE_KEPT = {
    "address": {"login.mts.ru", *FAKE_ADDRESSES},
    "method": {"phone", "vk"},
    "phone": {NUMBER, NEW_NUMBER},
    "last_name": {"Иванов"},
    "first_name": {"Иван"},
    "middle_name": {"Иванович"},
    "email": {"ivanov@mail.example"},
    "code_at_sign_in": {"on"},
    "message_on_sign_in": {"on"},
    "site": set(linked_identities.SITES),
    "new_phone": {NUMBER, NEW_NUMBER},
    "number_to_link": {"this_phone"},
    "sign_in_way": {"gosuslugi"},
    "gosuslugi_account": {"confirmed"},
    "line": {"short", "long"},
    "control_word": {"Ромашка"},
    "way": {"card", "sbp"},
    "own_way": {"card", "sbp"},
    "sum": {"300", "1 000,50"},
    "tariff": {"small", "medium", "large", "full"},
    "own_option": set(options.OPTIONS),
    "option": set(OFFERED),
    "begin": {"01.06.2025", "01.05.2025", "01.07.2025", "30.07.2025", "30.06.2025"},
    "end": {"30.06.2025", "31.05.2025", "10.07.2025", "31.07.2025"},
    "details_of": set(call_details.WHAT),
    "charge": {"horoscope"},
    "remedy": set(delivery.REMEDIES),
    "verdict": {"trust", "distrust"},
    "call_answer": {"hang_up", "trust"},
    "blocked": {"sim"},
    "threshold": {"300", "1 000"},
    "autopay_kind": set(AUTOPAY_KINDS),
    "autopay_sum": {"500", "100"},
    "monthly_limit": {"1 000", "15 000", "100"},
    "section": set(SECTION.choices),
    "sign_in_button": {"by_sms", "forgotten"},
    "sender": {"operator"},
    "new_option": {"more_data", "ringtone"},
    "autopay_end": set(autopay_in_use.AUTOPAY_ENDS),
    "document": {"passport"},
    "request": {"move"},
    "protection_seen": {"code", "notice"},
    "profile_end": {"save"},
    **{name: {"on"} for name in (*linked_identities.ASKED_DATA, *sessions.ENDS)},
}


PAYS_TOMORROW = Autopay("day_15", amount=500_00, monthly_limit=1_000_00, on=True, next_at=BEGINS_AT + timedelta(days=1))
VOUCHING = OtherSite("vk", vouches=True)
VISITS = [Visit(kind, visitors.ANSWERS, address="https://1k.example/", kopecks=300_00) for kind in visitors.KINDS]
GUESTS = [
    Guest(subject, genuine, BEGINS_AT, kopecks=300_00, came=True)
    for subject in guests.SUBJECTS
    for genuine in (True, False)
]
CALLS = [Call(kind) for kind in calls.CALLERS]
LONG_PAST = (
    Entry("autopay", 500_00, BEGINS_AT - timedelta(days=60)),
    Entry("option_fee", -149_00, BEGINS_AT - timedelta(days=60), options.UNASKED),
)
ASKED_THRICE = tuple(BEGINS_AT - timedelta(seconds=ago) for ago in (180, 120, 61))
"""What a chance learner would set up too seldom."""
LINK = ResetLink("token-0", NOW - timedelta(minutes=1))
PURPOSES: tuple[Purpose, ...] = ("register", "sign_in", "link")


@dataclass(frozen=True)
class Deed:
    """An action of a chance learner, and what it led to."""

    action: Action[Account]
    given: Mapping[str, str]
    now: datetime
    before: Account
    result: Result[Account]


@pytest.fixture(scope="module", params=[40_000, pytest.param(160_000, marks=pytest.mark.soak)])
def deeds(request: pytest.FixtureRequest) -> list[Deed]:
    """What learners do by chance, others in each run, what the walkthroughs' files do, and what is rare."""
    return [*wander(request.param, random.Random(SEED)), *follow_the_files(), *do_what_is_rare()]


def do_what_is_rare() -> Iterator[Deed]:
    """What hardly anybody comes to by chance: it takes several things at once."""
    secrets = PredictableSecrets()
    new, registered = STARTING_POINTS["new-subscriber"](secrets), STARTING_POINTS["registered"](secrets)
    at_vk = {"other_site": VOUCHING}
    at_gosuslugi = {"other_site": OtherSite("gosuslugi", vouches=True)}
    cooling = {"cooling_until": NOW + timedelta(hours=1)}
    known = changed(registered, proofs={"control_word": True, "passport": True})
    careful = changed(registered, profile={"saved": PersonalData(code_at_sign_in=True)})
    shared = dict.fromkeys(linked_identities.ASKED_DATA, "on")

    def awaiting(purpose: Purpose, account: Account) -> Account:
        return account.with_code(OneTimeCode("123456", NOW, purpose=purpose))

    for name, account, typed in (
        ("use_code", awaiting("link", changed(new, access=at_vk)), {"code": "123456"}),
        ("use_code", awaiting("register", new), {"code": "123456"}),
        ("confirm_link", awaiting("register", changed(registered, access=at_vk)), {"code": "123456"}),
        ("ask_for_remedy", changed(known, sim=cooling), {"remedy": "lift_cooling"}),
        ("ask_for_remedy", changed(known, sim={"mailings_refused": True}), {"remedy": "allow_mailings"}),
        ("ask_for_remedy", changed(known, sim={"blocked": True}), {"remedy": "unblock_sim"}),
        ("ask_for_remedy", known, {"remedy": "unblock_sim"}),
        ("restore_sim", changed(known, sim={"blocked": True}), {}),
        *(
            ("open_message_link", changed(registered, one_time={"link": link}), {"link": LINK.token})
            for link in (LINK, replace(LINK, opened=True))
        ),
        *(
            ("take_call", changed(registered, visits={"calls": (Call(kind, answered=True),)}), {"call_answer": answer})
            for kind in calls.CALLERS
            for answer in calls.offered(Call(kind, answered=True))
        ),
        ("give_to_strangers", changed(registered, visits={"false_site": "https://1k.example/"}), {}),
        ("agree_to_share", changed(new, access=at_gosuslugi), shared),
        ("enter_password", changed(careful, one_time={"requests": ASKED_THRICE}), {"password": PASSWORD}),
        ("enter_password", changed(careful, one_time={"requests": (NOW,)}), {"password": PASSWORD}),
        *(("set_password", new.with_number_confirmed(), {"password": password}) for password in TRAINING["password"]),
    ):
        action = ACTIONS[name]
        given = {field.name: typed.get(field.name, "") for field in action.fields}
        yield Deed(action, given, NOW, account, action.rule(Press(account, given, NOW, secrets)))


def follow_the_files() -> Iterator[Deed]:
    """Every example and every mistake: chance alone comes to some steps too seldom."""
    for walkthrough in CONTENT.walkthroughs.values():
        for step, before, _ in runs_at_each_step(turn(walkthrough)):
            inputs = [(step.action, step.example, step.wait)]
            inputs += [(mistake.action, mistake.input, mistake.wait) for mistake in step.mistakes]
            for name, values, until in inputs:
                run = wait(before, until) if until else before
                action, now = ACTIONS[name], run.clock(REHEARSED_AT)
                filled = SIMULATION.fill(values, run.state, now)
                given = {field.name: filled.get(field.name, "") for field in action.fields}
                result = action.rule(Press(run.state, given, now, PredictableSecrets()))
                yield Deed(action, given, now, run.state, result)


def wander(
    steps: int, chance: random.Random, sought: Callable[[], Iterable[Action[Account]]] = ACTIONS.values
) -> Iterator[Deed]:
    """What learners press and type by chance, with the clock running; of all actions somewhat more of those sought."""
    secrets = PredictableSecrets()
    typed = {name: (*texts * 3, *HOSTILE.values()) for name, texts in TRAINING.items()}
    account, now = STARTING_POINTS["registered"](secrets), BEGINS_AT
    action = chance.choice(list(ACTIONS.values()))
    for step in range(steps):
        if step % 40 == 0:
            account, now = STARTING_POINTS[chance.choice(list(STARTING_POINTS))](secrets), BEGINS_AT
            account = changed(
                account,
                money={
                    "autopay": chance.choice((None, PAYS_TOMORROW)),
                    "history": (*account.money.history, *chance.choice(((), LONG_PAST))),
                },
                access={
                    "other_site": chance.choice((None, VOUCHING)),
                    "identities": chance.choice((account.access.identities, ("vk",))),
                },
                profile={"saved": PersonalData(code_at_sign_in=chance.choice((False, True)))},
                password={"renew_at": chance.choice((None, BEGINS_AT))},
                services={"former_tariff": chance.choice((None, "full"))},
                one_time={"requests": chance.choice(((), (), ASKED_THRICE))},
            )
            account = changed(
                account, visits=Visits(calls=tuple(chance.sample(CALLS, 4)), guests=tuple(chance.sample(GUESTS, 4)))
            )
            account = visitors.await_visits(account, tuple(chance.sample(VISITS, 4)), now)
            account = codes.resend_code(Press(account, {}, now, secrets)).state
            if code := account.one_time.code:
                account = account.with_code(replace(code, purpose=chance.choice(PURPOSES)))
        if chance.random() < 0.3:
            now = chance.choice([now, *waits(account, now).values()])
        else:
            now += timedelta(seconds=chance.random())
        account = settle(account, now)
        what_next = chance.random()  # sometimes the same once more: a link opens only once, a word is said again
        if what_next < 0.4:
            action = chance.choice(list(sought() if what_next < 0.2 else ACTIONS.values()))
        elif what_next < 0.7:  # of the same subject: what is begun is gone on with
            subject = action.rule.__module__
            action = chance.choice([each for each in ACTIONS.values() if each.rule.__module__ == subject])
        known = known_to_the_learner(account, now) if action.fields else {}
        given = {field.name: chance.choice(typed[field.name]).format(**known) for field in action.fields}
        result = action.rule(Press(account, given, now, secrets))
        yield Deed(action, given, now, account, result)
        account = result.state


def test_the_actions_of_every_subject_are_known_by_their_names() -> None:
    modules = [
        importlib.import_module(f"sandbox.account.{found.name}")
        for found in pkgutil.iter_modules(sandbox.account.__path__)
    ]
    subjects = [module for module in modules if isinstance(getattr(module, "ACTIONS", None), tuple)]
    assert sorted(ACTIONS) == sorted(action.name for subject in subjects for action in subject.ACTIONS)
    assert all(name == action.name == action.rule.__name__ for name, action in ACTIONS.items())


def test_an_outcome_is_one_and_the_same_wherever_an_action_gives_it() -> None:
    for action in ACTIONS.values():
        for outcome in action.outcomes:
            assert OUTCOMES[outcome.name] is outcome


def test_a_field_is_of_one_kind_wherever_it_stands() -> None:
    for action in ACTIONS.values():
        for field in action.fields:
            assert field.kind == KINDS[field.name]
            assert field.required == (field.name not in OPTIONAL)


def test_a_field_is_worded_with_all_that_it_offers_in_any_action() -> None:
    for action in ACTIONS.values():
        for field in action.fields:
            assert set(field.choices) <= set(SIMULATION.fields[field.name].choices), action.name


def test_the_lesson_offers_only_the_options_that_were_on_at_its_start() -> None:
    (field,) = ACTIONS["turn_off_option"].fields
    assert set(field.choices) == STARTING_POINTS["with-options"](PredictableSecrets()).services.option_names


@at_once("action", ACTIONS.values())
def test_an_action_declares_each_outcome_and_field_once(action: Action[Account]) -> None:
    names = [field.name for field in action.fields]
    assert len(set(action.outcome_names)) == len(action.outcomes)
    assert len(set(names)) == len(names)
    assert all(bool(field.choices) == (field.kind == "choice") for field in action.fields)


@at_once("action", ACTIONS.values())
def test_a_field_is_found_by_its_name(action: Action[Account]) -> None:
    for field in action.fields:
        assert action.field(field.name) is field
    assert action.field("no such field") is None


@at_once("action", ACTIONS.values())
def test_an_outcome_is_found_by_its_name(action: Action[Account]) -> None:
    for outcome in action.outcomes:
        assert action.outcome(outcome.name) is outcome
    assert action.outcome("no such outcome") is None


def test_whatever_happens_was_declared_with_its_numbers_and_fields(deeds: list[Deed]) -> None:
    for deed in deeds:
        outcome = deed.result.outcome
        assert outcome.name in deed.action.outcome_names
        assert set(outcome.values) == set(OUTCOMES[outcome.name].values)
        assert all(value >= 1 for value in outcome.values.values())
        assert set(outcome.fields) <= {field.name for field in deed.action.fields}


LONG_ENOUGH = 400_000
"""Presses of whoever seeks the outcomes that are left. They are the same in each run; a tenth of them was enough."""


def test_every_declared_outcome_does_come() -> None:
    never = {(name, outcome) for name, action in ACTIONS.items() for outcome in action.outcome_names}

    def sought() -> list[Action[Account]]:
        """The actions whose outcomes are left, with what else is done there."""
        subjects = {ACTIONS[name].rule.__module__ for name, _ in never}
        return [action for action in ACTIONS.values() if action.rule.__module__ in subjects]

    for deed in chain(follow_the_files(), do_what_is_rare(), wander(LONG_ENOUGH, random.Random(2026), sought)):
        never.discard((deed.action.name, deed.result.outcome.name))
        if not never:
            break
    assert never == set()


def test_every_sms_brings_what_its_text_quotes(deeds: list[Deed]) -> None:
    sent = [message for deed in deeds for message in deed.result.state.messages]
    assert {(message.kind, *message.values) for message in sent} <= {
        (kind, *values) for kind, values in MESSAGE_KINDS.items()
    }
    assert {"code", "reset_link"} <= {message.kind for message in sent}


def test_only_training_data_is_ever_kept(deeds: list[Deed]) -> None:
    for deed in (deed for deed in deeds if deed.result.kept):
        found = known_to_the_learner(deed.before, deed.now)
        for name, value in deed.result.kept.items():
            assert value == found.get(name) or value in MAY_BE_KEPT[name], deed


def test_a_refused_field_is_never_kept_but_for_a_fake_address(deeds: list[Deed]) -> None:
    for deed in deeds:
        refused = set(deed.result.outcome.fields) & set(deed.result.kept)
        assert not refused or deed.result.kept["address"] in FAKE_ADDRESSES, deed


def test_what_is_foreign_does_not_get_into_the_account(deeds: list[Deed]) -> None:
    for deed in deeds:
        if OUTCOMES[deed.result.outcome.name].foreign:
            assert deed.result.state == deed.before, deed


def test_every_lever_leads_forward(deeds: list[Deed]) -> None:
    for deed in deeds:
        assert all(moment > deed.now for moment in waits(deed.result.state, deed.now).values())


@at_once("action", [action for action in ACTIONS.values() if action.fields])
@at_once("text", [*HOSTILE.values(), "\ud800"])
def test_hostile_text_is_answered_with_an_outcome(action: Action[Account], text: str) -> None:
    secrets = PredictableSecrets()
    account = STARTING_POINTS["registered"](secrets)
    account = codes.resend_code(Press(account, {}, NOW, secrets)).state
    account = recovery.resend_reset_link(Press(account, {}, NOW + timedelta(minutes=1), secrets)).state
    given = {field.name: text for field in action.fields}
    result = action.rule(Press(account, given, NOW + timedelta(minutes=2), secrets))
    assert result.outcome.name in action.outcome_names
    assert not text or text not in result.kept.values()


@at_once("action", ACTIONS.values())
def test_an_empty_form_is_answered_from_every_start(action: Action[Account]) -> None:
    secrets = PredictableSecrets()
    for start in STARTING_POINTS.values():
        given = {field.name: "" for field in action.fields}
        assert action.rule(Press(start(secrets), given, NOW, secrets)).outcome.name in action.outcome_names
