"""What can be done with an SMS or a call that came unasked. The acts are the same whether it is genuine or forged.

Being genuine or forged shows by what can be checked, and by what follows: nothing here gives a verdict.
"""

from sandbox.account import guests, recovery
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_KINDS, Message
from sandbox.account.misfortunes import breach
from sandbox.account.recovery import (
    LINK,
    RESET_LINK_EXPIRED,
    RESET_LINK_OPENED,
    RESET_LINK_UNKNOWN,
    RESET_LINK_USED,
)
from sandbox.account.state import Account
from sandbox.engine.action import Action, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

NOBODY_TO_ANSWER = refused("nobody_to_answer")

SITE_FROM_LINK_OPENED = accepted("site_from_link_opened")
PHONE_NOT_AT_HAND = refused("phone_not_at_hand")


def open_message_link(press: Press[Account]) -> Result[Account]:
    """Follow a link in an SMS: the account's own, or one to some other site."""
    account, link = press.state, press.given["link"]
    if account.sim.lost:
        return Result(account, PHONE_NOT_AT_HAND())
    quoted = [message.values for message in account.inbox(press.now)]
    if link and any(link in (values.get("address"), values.get("false_link")) for values in quoted):
        opened = replace(account, visits=replace(account.visits, false_site=link))
        guest = next((each for each in account.visits.guests if each.waits and each.address == link), None)
        return Result(guests.changed(opened, guest, answer="opened") if guest else opened, SITE_FROM_LINK_OPENED())
    return recovery.open_reset_link(press)


PASSWORD_GIVEN = accepted("password_given")
NO_SITE_OPEN = refused("no_site_open")


def give_to_strangers(press: Press[Account]) -> Result[Account]:
    """Give the number and the password to the site behind a link. Whoever made it can open the account now."""
    account, site = press.state, press.state.visits.false_site
    if not site:
        return Result(account, NO_SITE_OPEN())
    given = replace(account.mishaps, passwords_given=account.mishaps.passwords_given + 1)
    account = replace(account, mishaps=given, visits=replace(account.visits, false_site=""))
    for guest in account.visits.guests:
        if guest.address == site and guest.answer == "opened":
            account = guests.changed(account, guest, answer="gave")
    return Result(breach(account, press.now) if account.exists else account, PASSWORD_GIVEN())


MONEY_SENT = accepted("money_sent_back", sent="kopecks")
NOTHING_TO_SEND = refused("nothing_to_send")


def send_money_back(press: Press[Account]) -> Result[Account]:
    """Send the money that the SMS speaks of to whoever wrote it."""
    account, guest = press.state, guests.newest(press.state)
    if guest is None:
        return Result(account, NOBODY_TO_ANSWER())
    about_money = guests.SUBJECTS[guest.subject].act == "send_money_back"
    speaks_of_sum = about_money and "sum" in MESSAGE_KINDS[guests.side(guest).kind]
    sent = min(guest.kopecks, account.money.balance) if speaks_of_sum else 0
    if sent <= 0:
        return Result(account, NOTHING_TO_SEND())
    paid = replace(account.mishaps, payments_to_strangers=account.mishaps.payments_to_strangers + 1)
    account = guests.changed(replace(account, mishaps=paid), guest, answer="paid")
    account = account.with_entry(Entry("sent_to_stranger", -sent, press.now))
    return Result(account.with_message(Message("money_sent", press.now, {"sum": str(sent)})), MONEY_SENT(sent=sent))


SENDER_BLOCKED = accepted("sender_blocked")


def block_sender(press: Press[Account]) -> Result[Account]:
    """Take no more SMS and calls from there. Whoever blocks the operator gets no codes either."""
    account, guest = press.state, guests.present(press.state)
    if guest is None:
        return Result(account, NOBODY_TO_ANSWER())
    who = guests.side(guest)
    account = guests.changed(account, guest, answer="blocked")
    blocked = tuple(dict.fromkeys((*account.visits.blocked, who.kind)))
    account = replace(account, visits=replace(account.visits, blocked=blocked))
    if who.from_operator and guest.genuine:
        account = replace(account, sim=replace(account.sim, mailings_refused=True))
    return Result(account, SENDER_BLOCKED())


PUT_ASIDE = accepted("message_put_aside")


def put_aside(press: Press[Account]) -> Result[Account]:
    """Do nothing about the newest SMS."""
    guest = guests.newest(press.state)
    if guest is None:
        return Result(press.state, NOBODY_TO_ANSWER())
    return Result(guests.changed(press.state, guest, answer="put_aside"), PUT_ASIDE())


CALL_ANSWERED = accepted("call_answered")


def pick_up(press: Press[Account]) -> Result[Account]:
    """Answer the call that rings."""
    guest = guests.ringing(press.state)
    if guest is None or guest.picked_up:
        return Result(press.state, NOBODY_TO_ANSWER())
    return Result(guests.changed(press.state, guest, picked_up=True), CALL_ANSWERED())


CODE_SAID = accepted("code_said")
CODE_NOT_WANTED = accepted("code_not_wanted")


def say_code(press: Press[Account]) -> Result[Account]:
    """Tell a code to whoever calls or writes. Whoever wanted it can open the account now."""
    account, guest = press.state, guests.present(press.state)
    if guest is None or (guests.calls(guest) and not guest.picked_up):
        return Result(account, NOBODY_TO_ANSWER())
    if guests.side(guest).wants != "code":
        return Result(account, CODE_NOT_WANTED())
    told = replace(account.mishaps, codes_told=account.mishaps.codes_told + 1)
    account = guests.changed(replace(account, mishaps=told), guest, answer="told").with_code_withdrawn()
    return Result(breach(account, press.now) if account.exists else account, CODE_SAID())


HUNG_UP = accepted("hung_up")


def hang_up(press: Press[Account]) -> Result[Account]:
    """End the call, whether it was answered or not."""
    guest = guests.ringing(press.state)
    if guest is None:
        return Result(press.state, NOBODY_TO_ANSWER())
    return Result(guests.changed(press.state, guest, answer="hung_up"), HUNG_UP())


WROTE_THEMSELVES = accepted("wrote_themselves")
DID_NOT_WRITE = accepted("did_not_write")


def call_back(press: Press[Account]) -> Result[Account]:
    """Call the number that one knows oneself, and ask. A call that lasts is ended first."""
    guest = guests.present(press.state)
    if guest is None:
        return Result(press.state, NOBODY_TO_ANSWER())
    outcome = WROTE_THEMSELVES if guest.genuine else DID_NOT_WRITE
    return Result(guests.changed(press.state, guest, answer="called_back"), outcome())


ACTIONS = (
    Action(
        "open_message_link",
        open_message_link,
        (
            SITE_FROM_LINK_OPENED,
            PHONE_NOT_AT_HAND,
            RESET_LINK_OPENED,
            RESET_LINK_UNKNOWN,
            RESET_LINK_USED,
            RESET_LINK_EXPIRED,
        ),
        (LINK,),
    ),
    Action("give_to_strangers", give_to_strangers, (PASSWORD_GIVEN, NO_SITE_OPEN)),
    Action("send_money_back", send_money_back, (MONEY_SENT, NOTHING_TO_SEND, NOBODY_TO_ANSWER)),
    Action("block_sender", block_sender, (SENDER_BLOCKED, NOBODY_TO_ANSWER)),
    Action("put_aside", put_aside, (PUT_ASIDE, NOBODY_TO_ANSWER)),
    Action("pick_up", pick_up, (CALL_ANSWERED, NOBODY_TO_ANSWER)),
    Action("say_code", say_code, (CODE_SAID, CODE_NOT_WANTED, NOBODY_TO_ANSWER)),
    Action("hang_up", hang_up, (HUNG_UP, NOBODY_TO_ANSWER)),
    Action("call_back", call_back, (WROTE_THEMSELVES, DID_NOT_WRITE, NOBODY_TO_ANSWER)),
)
