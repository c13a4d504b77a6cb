"""The way to a new account: the site, the method, the first password."""

from sandbox.account import addresses, passwords
from sandbox.account.addresses import ADDRESS_LOOKS_ALIKE, SITE, SITE_OPENED, judge_address
from sandbox.account.admission import let_in
from sandbox.account.shown_addresses import may_be_shown
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.frozen import replace

METHODS = ("phone", "vk", "mail_ru")
"""Ways to register, in the article's order (section 1)."""

METHOD = Field("method", "choice", METHODS, menu=True)
"""«Войти» → one of the ways: two presses, as in the article (2.1, step 2)."""


def open_site(press: Press[Account]) -> Result[Account]:
    """Type the address of the site."""
    judged = judge_address(press.given["address"])
    if judged.outcome is SITE_OPENED:
        return Result(press.state, SITE_OPENED(), {"address": SITE})
    shown = {"address": judged.typed} if judged.typed and may_be_shown(judged.typed) else {}
    place = {"place": judged.start + 1} if judged.outcome is ADDRESS_LOOKS_ALIKE else {}
    return Result(press.state, judged.outcome("address", **place), shown)


METHOD_CHOSEN = accepted("method_chosen")
OTHER_METHOD_CHOSEN = refused("other_method_chosen")


def choose_method(press: Press[Account]) -> Result[Account]:
    """Press «Войти» and take one of the methods."""
    if press.given["method"] != "phone":
        return Result(press.state, OTHER_METHOD_CHOSEN())
    return Result(press.state, METHOD_CHOSEN(), {"method": "phone"})


PASSWORD_SET = accepted("password_set")
NUMBER_NOT_CONFIRMED = refused("number_not_confirmed")


def set_password(press: Press[Account]) -> Result[Account]:
    """Set a password, once a code or a link has proved the number. It lets in at once and ends a lock."""
    if not _number_proved(press.state):
        return Result(press.state, NUMBER_NOT_CONFIRMED())
    return sign_in_by_new_password(press, PASSWORD_SET)


def _number_proved(account: Account) -> bool:
    """Whether a code or a link has just proved the number. A code of an earlier edition has left no other trace than
    that it was used.
    """
    one_time, link = account.one_time, account.one_time.link
    earlier = not account.exists and bool(one_time.used)
    return one_time.number_confirmed or (link is not None and link.opened and not link.spent) or earlier


def sign_in_by_new_password(press: Press[Account], done: OutcomeType) -> Result[Account]:
    """Set the password that was typed in the field ``password``, and let in. ``done`` is the outcome of success."""
    changed = passwords.set_new_password(press.state, press.given["password"], press.secrets)
    if isinstance(changed, Outcome):
        return Result(press.state, changed)
    link = changed.one_time.link
    spent = replace(changed.one_time, number_confirmed=False, link=link and replace(link, spent=link.opened))
    password = replace(changed.password, set_at=press.now)
    return Result(let_in(replace(changed, one_time=spent, password=password), press.now), done())


ACTIONS = (
    Action(
        "open_site",
        open_site,
        addresses.OUTCOMES,
        (Field("address", "address"),),
    ),
    Action(
        "choose_method",
        choose_method,
        (METHOD_CHOSEN, OTHER_METHOD_CHOSEN),
        (METHOD,),
    ),
    Action(
        "set_password",
        set_password,
        (PASSWORD_SET, NUMBER_NOT_CONFIRMED, *passwords.OUTCOMES),
        (Field("password", "password"),),
    ),
)
