"""A library reader's card: borrowing a book, renewing the loan, paying what an overdue book costs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sandbox.engine.action import Action, Field, Press, Result, Secrets
from sandbox.engine.outcome import accepted, refused
from sandbox.engine.simulation import Screens, Simulation, Timeline

LOAN = timedelta(days=14)
FINE = 10_00
"""Kopecks for an overdue book, whatever its delay."""

SHELF = ("fairy_tales", "atlas")


@dataclass(frozen=True)
class Card:
    """A reader's card: the book that is at the reader's home, and until when."""

    number: str = "1234"
    book: str | None = None
    due: datetime | None = None
    fine: int = 0


BORROWED = accepted("borrowed")
BOOK_NOT_CHOSEN = refused("book_not_chosen")
CARD_NUMBER_WRONG = refused("card_number_wrong")
CARD_READ = accepted("card_read")
RENEWED = accepted("renewed")
OVERDUE = refused("overdue", fine="kopecks")
NOTHING_BORROWED = refused("nothing_borrowed")


def show_card(press: Press[Card]) -> Result[Card]:
    """Read the number aloud to the librarian."""
    number = "".join(press.given["card_number"].split())
    if number != press.state.number:
        return Result(press.state, CARD_NUMBER_WRONG("card_number"))
    return Result(press.state, CARD_READ(), {"card_number": number})


def borrow(press: Press[Card]) -> Result[Card]:
    """Take a book home."""
    book = press.given["book"]
    if book not in SHELF:
        return Result(press.state, BOOK_NOT_CHOSEN())
    return Result(replace(press.state, book=book, due=press.now + LOAN), BORROWED(), {"book": book})


def renew(press: Press[Card]) -> Result[Card]:
    """Keep the book for two weeks more. An overdue one must be paid for."""
    card = press.state
    if card.due is None:
        return Result(card, NOTHING_BORROWED())
    if card.fine:
        return Result(card, OVERDUE(fine=card.fine))
    return Result(replace(card, due=card.due + LOAN), RENEWED())


def settle(card: Card, now: datetime) -> Card:
    return replace(card, fine=FINE) if card.due and now >= card.due else card


def ahead(card: Card, now: datetime) -> Mapping[str, datetime]:
    moments = {"day": now + timedelta(days=1), **({"due": card.due} if card.due else {})}
    return {name: moment for name, moment in moments.items() if moment > now}


def elapsed(begin: datetime, end: datetime) -> int:
    return (end - begin) // timedelta(seconds=1)


def _with_nothing(_secrets: Secrets) -> Card:
    return Card()


def _with_a_book(_secrets: Secrets) -> Card:
    return Card(book="atlas", due=datetime(2025, 3, 10, 9, 0, tzinfo=UTC))


ACTIONS = (
    Action("show_card", show_card, (CARD_READ, CARD_NUMBER_WRONG), (Field("card_number", "code"),)),
    Action("borrow", borrow, (BORROWED, BOOK_NOT_CHOSEN), (Field("book", "choice", SHELF),)),
    Action("renew", renew, (RENEWED, OVERDUE, NOTHING_BORROWED)),
)

SIMULATION = Simulation(
    state=Card,
    actions=MappingProxyType({action.name: action for action in ACTIONS}),
    starts=MappingProxyType({"new-reader": _with_nothing, "with-a-book": _with_a_book}),
    timeline=Timeline(
        begins_at=datetime(2025, 3, 3, 9, 0, tzinfo=UTC),
        settle=settle,
        waits=("day", "due"),
        ahead=ahead,
        elapsed=elapsed,
    ),
    screens=Screens(package="tests.second_guide", labels={"books": SHELF}),
)
