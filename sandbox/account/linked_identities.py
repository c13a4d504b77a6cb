"""Other sites that vouch for the subscriber: registering through a social network, signing in through Gosuslugi.

Nothing is typed there: on this side of the screen the other site is one button.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account import codes
from sandbox.account.outcomes import Outcome
from sandbox.account.registration import METHODS
from sandbox.account.state import Account, OtherSite
from sandbox.engine.action import Action, Field, Result, Secrets

NETWORKS = ("vk", "mail_ru")
"""The social networks of the article (section 1)."""

GOSUSLUGI = "gosuslugi"

SIGN_IN_WAYS = ("password", GOSUSLUGI)
"""Ways to sign in, in the article's order (section 3)."""

NUMBERS_TO_LINK = ("this_phone", "relatives_phone")
"""A closed choice, for a typed number could be somebody's own. The relative's belongs to another account."""

GOSUSLUGI_ACCOUNTS = ("confirmed", "unconfirmed", "without_number")
"""Training accounts at Gosuslugi. The account needs a proven person and a number to find them by."""


def choose_network(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go to the social network that shall vouch."""
    method = given["method"]
    if method not in NETWORKS:
        return Result(account, Outcome("phone_method_chosen"))
    return Result(replace(account, other_site=OtherSite(method)), Outcome("network_chosen"), {"method": method})


def sign_in_there(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Sign in at the other site, and let it say who has come."""
    if account.other_site is None:
        return Result(account, Outcome("identity_not_given"))
    return Result(replace(account, other_site=replace(account.other_site, vouches=True)), Outcome("identity_given"))


def leave_other_site(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go back from the other site without signing in."""
    return Result(replace(account, other_site=None), Outcome("identity_not_given"))


def link_number(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Choose the number to link, to which a code is sent. A number can't be linked to two accounts."""
    if given["number_to_link"] != "this_phone":
        return Result(account, Outcome("number_already_linked"))
    result = codes.send_code(account, now, secrets, "code_sent")
    return replace(result, kept={"number_to_link": "this_phone"})


def confirm_link(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Prove the number with its code. The identity is linked to it, and lets in from then on."""
    if not _vouched_for(account):
        return Result(account, Outcome("identity_not_given"))
    result = codes.confirm_code(account, given, now, secrets)
    if result.outcome.name != "code_accepted":
        return result
    return Result(_let_in(result.account), Outcome("identity_linked"))


def choose_sign_in_way(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Press the sign-in button and take one of the ways."""
    if given["sign_in_way"] != GOSUSLUGI:
        return Result(account, Outcome("password_way_chosen"))
    account = replace(account, other_site=OtherSite(GOSUSLUGI))
    return Result(account, Outcome("gosuslugi_chosen"), {"sign_in_way": GOSUSLUGI})


def sign_in_at_gosuslugi(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Sign in there with one of the training accounts."""
    chosen = given["gosuslugi_account"]
    if chosen == "unconfirmed":
        return Result(account, Outcome("gosuslugi_not_confirmed"))
    if chosen != "confirmed":
        return Result(account, Outcome("gosuslugi_without_number"))
    account = replace(account, other_site=OtherSite(GOSUSLUGI, vouches=True))
    return Result(account, Outcome("gosuslugi_signed_in"), {"gosuslugi_account": chosen})


def agree_to_share(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Let the other site hand over the name and the number. They open the account."""
    if not _vouched_for(account):
        return Result(account, Outcome("data_not_shared"))
    return Result(_let_in(account), Outcome("data_shared"))


def refuse_to_share(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Keep the data. The other site then says nothing, and the account stays closed."""
    return Result(replace(account, other_site=None), Outcome("data_not_shared"))


def _vouched_for(account: Account) -> bool:
    return account.other_site is not None and account.other_site.vouches


def _let_in(account: Account) -> Account:
    site = account.other_site
    new = (site.name,) if site and site.name not in account.identities else ()
    return replace(account, identities=(*account.identities, *new), other_site=None, signed_in=True)


ACTIONS = (
    Action(
        "choose_network",
        choose_network,
        ("network_chosen", "phone_method_chosen"),
        (Field("method", "choice", METHODS),),
    ),
    Action("sign_in_there", sign_in_there, ("identity_given", "identity_not_given")),
    Action("leave_other_site", leave_other_site, ("identity_not_given",)),
    Action(
        "link_number",
        link_number,
        ("code_sent", "number_already_linked", *codes.NOT_SENT),
        (Field("number_to_link", "choice", NUMBERS_TO_LINK),),
    ),
    Action(
        "confirm_link",
        confirm_link,
        ("identity_linked", "identity_not_given", *codes.REFUSALS),
        (Field("code", "code"),),
    ),
    Action(
        "choose_sign_in_way",
        choose_sign_in_way,
        ("gosuslugi_chosen", "password_way_chosen"),
        (Field("sign_in_way", "choice", SIGN_IN_WAYS),),
    ),
    Action(
        "sign_in_at_gosuslugi",
        sign_in_at_gosuslugi,
        ("gosuslugi_signed_in", "gosuslugi_not_confirmed", "gosuslugi_without_number"),
        (Field("gosuslugi_account", "choice", GOSUSLUGI_ACCOUNTS),),
    ),
    Action("agree_to_share", agree_to_share, ("data_shared", "data_not_shared")),
    Action("refuse_to_share", refuse_to_share, ("data_not_shared",)),
)
