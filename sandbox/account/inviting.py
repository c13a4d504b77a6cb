"""Guests as tasks invite them: who comes is drawn or chosen, and what is told of each in the end."""

from datetime import datetime

from sandbox.account import guests
from sandbox.account.draws import Draws
from sandbox.account.state import Account
from sandbox.account.visits import Guest
from sandbox.engine.inviting import Chosen, Invitation, Inviting, Presses, Visitor


def _draw(account: Account, invitation: Invitation, begins_at: datetime, seed: str) -> Account:
    return guests.invite(account, guests.draw(invitation.subjects, invitation.come, begins_at, seed))


def _invite(account: Account, chosen: Chosen, begins_at: datetime, seed: str) -> Account:
    return guests.invite(account, guests.expect(chosen, begins_at, Draws(seed)))


def _visitors(account: Account) -> tuple[Visitor, ...]:
    return tuple(_visitor(account, guest) for guest in account.visits.guests)


def _visitor(account: Account, guest: Guest) -> Visitor:
    who, well = guests.side(guest), guests.well_handled(guest)
    return Visitor(
        subject=guest.subject,
        kind=who.kind,
        genuine=guest.genuine,
        came=guest.came,
        answer=guest.answer,
        well=well,
        harmed=not well and (guest.answer != "blocked" or (who.from_operator and account.sim.mailings_refused)),
        dealt=guest.picked_up + bool(guest.answer) + (guest.answer == "gave"),
    )


def _prudent(account: Account) -> Presses:
    guest = guests.present(account)
    return () if guest is None else (("hang_up" if guests.calls(guest) else "put_aside", {}),)


def _wrong(account: Account, subject: str) -> Presses:
    """Refuse what is genuine, and give a forgery what it wants."""
    guest = guests.present(account)
    if guest is None or guest.subject != subject:
        return ()
    if guest.genuine:
        return (("block_sender", {}),)
    match guests.side(guest).wants:
        case "link":
            return ("open_message_link", {"link": guest.address}), ("give_to_strangers", {})
        case "money":
            return (("send_money_back", {}),)
    return (*((("pick_up", {}),) if guests.calls(guest) else ()), ("say_code", {}))


INVITING = Inviting(
    subjects=tuple(guests.SUBJECTS),
    fits=guests.fits,
    draw=_draw,
    invite=_invite,
    visitors=_visitors,
    bring_all=guests.bring_all,
    prudent=_prudent,
    wrong=_wrong,
)
