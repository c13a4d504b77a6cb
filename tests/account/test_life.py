"""Lives by chance, 10,000 presses in all: nothing breaks, the balance is right, and the account stays small."""

import random
from datetime import timedelta

import msgspec

from sandbox.account import guests
from sandbox.account.actions import ACTIONS
from sandbox.account.course import settle
from sandbox.account.folding import MOST_LINES, fold
from sandbox.account.living import LESSONS_OWN
from sandbox.account.moments import add_month
from sandbox.account.recognition import recognises
from sandbox.account.salon import NEW_NUMBER
from sandbox.account.simulation import known_to_the_learner
from sandbox.account.starting_points import BEGINS_AT, NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.waits import waits
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Field, Press

TYPED = {
    "phone": (NUMBER, NEW_NUMBER),
    "new_phone": (NUMBER, NEW_NUMBER),
    "code": ("{code}", "{code}", "000000"),
    "email_code": ("{code}", "000000"),
    "link": ("{link}", "{false_link}", "https://1k.example/vhod"),
    "password": (PASSWORD, "Тёплый-валенок-35", "Смелый-огурец-48"),
    "current_password": (PASSWORD, "Тёплый-валенок-35", "Смелый-огурец-48"),
    "new_password": (PASSWORD, "Тёплый-валенок-35", "Смелый-огурец-48"),
    "last_name": ("Иванов",),
    "first_name": ("Иван",),
    "middle_name": ("Иванович", ""),
    "email": ("ivanov@mail.example",),
    "control_word": ("Ромашка", "Василёк"),
    "sum": ("100", "300", "2000"),
    "threshold": ("100", "1000"),
    "autopay_sum": ("300", "5000"),
    "monthly_limit": ("1000", "15000"),
    "begin": ("01.06.2025", "01.07.2025"),
    "end": ("30.06.2025", "13.07.2025"),
    "address": ("login.mts.ru", "login.mtc.ru"),
}


def typed(field: Field, account: Account, chance: random.Random, known: dict[str, str]) -> str:
    if field.kind == "switch":
        return chance.choice(("", "on"))
    return chance.choice(field.choices or TYPED.get(field.name, ("1",))).format(**known)


def test_lives_by_chance() -> None:
    seen = {outcome for seed in range(4) for outcome in live(seed, presses=2_500)}
    assert {"signed_in", "signed_out", "password_set", "account_moved", "sim_restored", "topped_up"} <= seen


def live(seed: int, presses: int) -> set[str]:
    """Press what comes, and see after each press that the account is still sound. Returns all that happened."""
    chance, secrets = random.Random(seed), PredictableSecrets(seed)
    account, now = STARTING_POINTS["new-subscriber"](secrets), BEGINS_AT
    names = [name for name in ACTIONS if name not in LESSONS_OWN]
    seen: set[str] = set()
    for press in range(presses):
        if press % 100 == 0 and all(guest.came for guest in account.visits.guests):
            drawn = guests.draw(tuple(guests.SUBJECTS), 3, now, f"{seed}/{press}")
            account = guests.invite(account, drawn)
        lever = chance.random()
        if lever < 0.02:
            now = add_month(now)
        elif lever < 0.1:
            now = chance.choice([now, *waits(account, now).values()])
        now += timedelta(seconds=chance.randint(1, 40))
        account = settle(account, now)
        action = ACTIONS[
            chance.choice(guests.acts(account) or names) if chance.random() < 0.1 else chance.choice(names)
        ]
        known = dict(known_to_the_learner(account, now))
        given = {field.name: typed(field, account, chance, known) for field in action.fields}
        result = action.rule(Press(account, given, now, secrets))
        before, account = account, fold(settle(result.state, now), now)
        seen.add(result.outcome.name)
        assert account.money.balance == sum(entry.amount for entry in account.money.history) >= 0, action.name
        assert account.money.card_balance >= 0
        assert len(account.money.history) <= MOST_LINES
        assert len([guest for guest in account.visits.guests if guest.waits and guests.calls(guest)]) <= 1
        assert account.access.signed_in == any(session.own for session in account.access.sessions), action.name
        assert not account.access.signed_in or account.exists or before.access.signed_in
    assert recognises(account)
    assert len(msgspec.json.encode(account)) < 11_500
    return seen
