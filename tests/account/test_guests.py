"""Who comes unannounced: half genuine, half forged, by the clock, and what each act does to them."""

from datetime import timedelta

import pytest

from sandbox.account import guests
from sandbox.account.access import ResetLink
from sandbox.account.actions import ACTIONS
from sandbox.account.calls import CALLERS
from sandbox.account.course import settle
from sandbox.account.harms import HARMS
from sandbox.account.inviting import INVITING
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.account.starting_points import BEGINS_AT, NUMBER, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visits import Guest
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = BEGINS_AT
HOUR = timedelta(hours=1)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)
ALL = tuple(guests.SUBJECTS)


def act(name: str, account: Account, **given: str) -> Result[Account]:
    known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
    return ACTIONS[name].rule(Press(account, known, NOW, SECRETS))


def visited(subject: str, *, genuine: bool, account: Account = SIGNED_IN) -> Account:
    """The account to which one guest has come just now."""
    address = "" if genuine else "https://1k.example/vhod"
    return settle(guests.invite(account, (Guest(subject, genuine, NOW, address, kopecks=300_00),)), NOW)


def harmed(account: Account) -> set[str]:
    return {name for name, harm in HARMS.items() if harm(account, NOW)}


@at_once("count", [1, 2, 3, 8])
def test_half_of_the_guests_are_genuine(count: int) -> None:
    for seed in range(100):
        drawn = guests.draw(ALL, count, NOW, f"{seed}")
        assert len({guest.subject for guest in drawn}) == count
        assert sum(guest.genuine for guest in drawn) in {count // 2, (count + 1) // 2}


def test_a_seed_always_draws_the_same_and_another_other_guests() -> None:
    assert guests.draw(ALL, 3, NOW, "a") == guests.draw(ALL, 3, NOW, "a")
    assert len({guests.draw(ALL, 3, NOW, f"{seed}") for seed in range(50)}) > 40


@at_once("subject", ALL)
def test_a_subject_is_genuine_or_forged_as_often(subject: str) -> None:
    genuine = sum(guests.draw((subject,), 1, NOW, f"{seed}")[0].genuine for seed in range(400))
    assert 150 < genuine < 250


def test_the_senders_line_proves_nothing() -> None:
    forged = [pair.forged for pair in guests.SUBJECTS.values()]
    assert sum(side.from_operator for side in forged) * 2 >= len(forged)


def test_every_guest_has_its_words() -> None:
    for pair in guests.SUBJECTS.values():
        for side in (pair.genuine, pair.forged):
            assert side.kind in (CALLERS if pair.call else MESSAGE_KINDS)
            assert not side.wants or side is pair.forged, "nothing genuine wants anything"


def test_guests_come_by_the_clock_one_after_the_other() -> None:
    drawn = guests.draw(ALL, 3, NOW, "x")
    account = guests.invite(SIGNED_IN, drawn)
    assert settle(account, drawn[0].at - timedelta(seconds=1)) == account
    assert [guest.came for guest in settle(account, drawn[0].at).visits.guests] == [True, False, False]
    assert all(guest.came for guest in guests.bring_all(account, NOW).visits.guests)


def test_there_is_never_more_than_one_call() -> None:
    two = (Guest("call", genuine=True, at=NOW), Guest(guests.RESCUER, genuine=False, at=NOW))
    account = guests.bring_all(settle(guests.invite(SIGNED_IN, two), NOW + HOUR), NOW)
    assert [guest.came for guest in account.visits.guests].count(True) == 1
    after = settle(act("hang_up", account).state, NOW)
    assert all(guest.came for guest in after.visits.guests)


def test_a_genuine_receipt_has_its_line_and_a_forged_one_has_none() -> None:
    genuine, forged = visited("receipt", genuine=True), visited("receipt", genuine=False)
    assert genuine.money.history[-1].amount == 300_00
    assert forged.money.history == SIGNED_IN.money.history


@at_once("genuine", [True, False])
@at_once("subject", ALL)
@at_once("prudent", ["put_aside", "call_back", "hang_up"])
def test_putting_aside_hanging_up_and_calling_back_never_harm(subject: str, genuine: bool, prudent: str) -> None:
    account = visited(subject, genuine=genuine)
    if prudent == ("put_aside" if guests.ringing(account) else "hang_up"):
        assert act(prudent, account).outcome.name == "nobody_to_answer"
        return
    after = act(prudent, account).state
    assert harmed(settle(after, NOW + HOUR)) == set()
    assert guests.ringing(after) is guests.newest(after) is None


@at_once("subject", ALL)
def test_the_acts_are_the_same_whether_a_guest_is_genuine_or_forged(subject: str) -> None:
    genuine, forged = (set(guests.acts(visited(subject, genuine=genuine))) for genuine in (True, False))
    assert genuine ^ forged <= {"open_message_link"}, "only a link that isn't there can't be opened"
    assert {"call_back", "block_sender"} < genuine
    assert genuine | forged <= set(ACTIONS)
    assert guests.acts(SIGNED_IN) == ()


def test_a_call_is_answered_before_anything_is_said() -> None:
    for genuine in (True, False):
        rings = visited("call", genuine=genuine)
        assert guests.acts(rings) == ("pick_up", "hang_up", "call_back", "block_sender")
        assert guests.acts(act("pick_up", rings).state) == ("say_code", "hang_up", "call_back", "block_sender")


def test_each_act_that_is_offered_can_be_done() -> None:
    for subject in ALL:
        for genuine in (True, False):
            account = visited(subject, genuine=genuine)
            guest = guests.ringing(account) or guests.newest(account)
            assert guest
            for name in guests.acts(account):
                assert act(name, account, link=guest.address).outcome.name != "nobody_to_answer"


def trust(account: Account) -> Account:
    """Do all that a guest wants; if it wants nothing, let it be."""
    guest = guests.ringing(account) or guests.newest(account)
    assert guest
    wants = guests.side(guest).wants
    if wants == "link":
        opened = act("open_message_link", account, link=guest.address)
        assert opened.outcome.name == "site_from_link_opened"
        return act("give_to_strangers", opened.state).state
    if wants == "money":
        return act("send_money_back", account).state
    if guests.calls(guest):
        account = act("pick_up", account).state
    if wants == "code":
        return act("say_code", account).state
    return act("hang_up" if guests.calls(guest) else "put_aside", account).state


def refuse(account: Account) -> Account:
    return act("block_sender", account).state


@at_once("subject", ALL)
def test_trusting_harms_with_a_forgery_and_refusing_with_what_is_genuine(subject: str) -> None:
    for genuine in (True, False):
        account = visited(subject, genuine=genuine)
        assert bool(harmed(trust(account))) is not genuine
        assert bool(harmed(refuse(account))) is genuine
        assert harmed(account) == set()


def test_whoever_always_trusts_or_always_refuses_fails_half_of_the_guests() -> None:
    failed = {"trusting": 0, "refusing": 0}
    for seed in range(200):
        for guest in guests.draw(ALL, 2, NOW, f"{seed}"):
            account = visited(guest.subject, genuine=guest.genuine)
            failed["trusting"] += bool(harmed(trust(account)))
            failed["refusing"] += bool(harmed(refuse(account)))
    shares = {player: count / 400 for player, count in failed.items()}
    print(shares)
    assert all(0.4 < share < 0.6 for share in shares.values())


def test_whoever_blocks_the_operator_gets_no_codes_until_the_support_helps() -> None:
    account = refuse(visited("fee-reminder", genuine=True))
    assert act("request_code", account, phone=NUMBER).outcome.name == "sms_not_delivered"
    helped = act("remove_obstacle", account, remedy="allow_mailings").state
    assert act("request_code", helped, phone=NUMBER).outcome.name == "code_sent"
    assert not refuse(visited("fee-reminder", genuine=False)).sim.mailings_refused


@pytest.mark.parametrize(
    ("subject", "harm"), [("call", "code_told"), ("code", "code_told"), ("sim-card", "data_given")]
)
def test_a_trusted_forgery_lets_a_stranger_in(subject: str, harm: str) -> None:
    account = trust(visited(subject, genuine=False))
    assert harm in harmed(account)
    assert [session.kind for session in settle(account, NOW + HOUR).access.sessions][-1] == "unknown_computer"


def test_without_an_account_there_is_nothing_to_break_into() -> None:
    new = STARTING_POINTS["new-subscriber"](SECRETS)
    account = settle(trust(visited("call", genuine=False, account=new)), NOW + HOUR)
    assert (account.access.sessions, account.mishaps.codes_told) == ((), 1)


def test_looking_at_a_forged_site_harms_nobody() -> None:
    account = act("open_message_link", visited("sim-card", genuine=False), link="https://1k.example/vhod").state
    assert (harmed(account), account.visits.false_site) == (set(), "https://1k.example/vhod")
    assert act("give_to_strangers", SIGNED_IN).outcome.name == "no_site_open"


def test_the_accounts_own_link_is_opened_by_the_same_act() -> None:
    account = changed(SIGNED_IN, one_time={"link": ResetLink("token", NOW - HOUR / 6)})
    assert act("open_message_link", account, link="token").outcome.name == "reset_link_opened"
    assert act("open_message_link", account, link="").outcome.name == "reset_link_unknown"


def test_a_link_on_a_lost_phone_is_out_of_reach() -> None:
    account = changed(SIGNED_IN, one_time={"link": ResetLink("token", NOW - HOUR / 6)}, sim={"lost": True})
    assert act("open_message_link", account, link="token").outcome.name == "phone_not_at_hand"


def test_a_code_is_told_to_nobody_who_does_not_ask() -> None:
    account = act("pick_up", visited("call", genuine=True)).state
    said = act("say_code", account)
    assert (said.outcome.name, said.state) == ("code_not_wanted", account)
    assert act("say_code", visited("call", genuine=False)).outcome.name == "nobody_to_answer", "it only rings"


def test_money_goes_only_where_the_sms_speaks_of_it_and_only_as_much_as_there_is() -> None:
    assert act("send_money_back", visited("sim-card", genuine=True)).outcome.name == "nothing_to_send"
    poor = changed(SIGNED_IN, money={"history": ()})
    assert act("send_money_back", visited("receipt", genuine=False, account=poor)).outcome.name == "nothing_to_send"
    sent = act("send_money_back", visited("receipt", genuine=False))
    assert (sent.outcome.values, sent.state.money.balance) == ({"sent": 300_00}, 50_00)


def test_asking_oneself_tells_who_it_was() -> None:
    assert act("call_back", visited("relative", genuine=True)).outcome.name == "wrote_themselves"
    assert act("call_back", visited("relative", genuine=False)).outcome.name == "did_not_write"


def test_of_several_sms_the_newest_is_dealt_with_first() -> None:
    two = (Guest("sim-card", genuine=True, at=NOW), Guest("relative", genuine=True, at=NOW + timedelta(seconds=9)))
    account = act("put_aside", settle(guests.invite(SIGNED_IN, two), NOW + HOUR)).state
    assert [guest.answer for guest in account.visits.guests] == ["", "put_aside"]


def test_money_sent_to_a_genuine_one_is_gone_too_and_a_block_harms_as_long_as_codes_are_lost() -> None:
    paid = act("send_money_back", visited("receipt", genuine=True)).state
    blocked = act("block_sender", visited("receipt", genuine=True)).state
    helped = act("remove_obstacle", blocked, remedy="allow_mailings").state
    stranger = act("block_sender", visited("relative", genuine=True)).state
    met = [INVITING.visitors(account)[-1] for account in (paid, blocked, helped, stranger)]
    assert [(each.well, each.harmed) for each in met] == [(False, True), (False, True), (False, False), (False, False)]
