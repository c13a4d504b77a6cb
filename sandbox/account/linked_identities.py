"""Other sites that vouch for the subscriber: registering through a social network, signing in through Gosuslugi.

Nothing is typed there: on this side of the screen the other site is one button.
"""

from datetime import datetime

from sandbox.account import codes
from sandbox.account.access import OtherSite
from sandbox.account.admission import let_in
from sandbox.account.codes import CODE_ACCEPTED, CODE_SENT
from sandbox.account.registration import METHOD
from sandbox.account.sign_in import NUMBER_WITHOUT_ACCOUNT
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

NETWORKS = ("vk", "mail_ru")
"""The social networks of the article (section 1)."""

GOSUSLUGI = "gosuslugi"

SITES = (*NETWORKS, GOSUSLUGI)
"""Sites that can let in instead of the password."""

SIGN_IN_WAYS = ("password", GOSUSLUGI)
"""Ways to sign in, in the article's order (section 3)."""

NUMBERS_TO_LINK = ("this_phone", "relatives_phone")
"""A closed choice, for a typed number could be somebody's own. The relative's belongs to another account."""

GOSUSLUGI_ACCOUNTS = ("confirmed", "unconfirmed", "without_number")
"""Training accounts at Gosuslugi. The account needs a proven person and a number to find them by."""


PHONE_METHOD_CHOSEN = refused("phone_method_chosen")
NETWORK_CHOSEN = accepted("network_chosen")


def choose_network(press: Press[Account]) -> Result[Account]:
    """Go to the social network that is to vouch."""
    method = press.given["method"]
    if method not in NETWORKS:
        return Result(press.state, PHONE_METHOD_CHOSEN())
    return Result(_at(press.state, OtherSite(method)), NETWORK_CHOSEN(), {"method": method})


SITE_CHOSEN = accepted("site_chosen")
SITE_NOT_CHOSEN = refused("site_not_chosen")
GOSUSLUGI_CHOSEN = accepted("gosuslugi_chosen")


def choose_site(press: Press[Account]) -> Result[Account]:
    """Go to any of the other sites."""
    site = press.given["site"]
    if site not in SITES:
        return Result(press.state, SITE_NOT_CHOSEN())
    chosen = GOSUSLUGI_CHOSEN if site == GOSUSLUGI else SITE_CHOSEN
    return Result(_at(press.state, OtherSite(site)), chosen(), {"site": site})


IDENTITY_NOT_GIVEN = refused("identity_not_given")
IDENTITY_GIVEN = accepted("identity_given")
IDENTITY_LET_IN = accepted("identity_let_in")


def sign_in_there(press: Press[Account]) -> Result[Account]:
    """Sign in at the social network, which then vouches for the learner. One that was linked before lets in."""
    site, known = press.state.access.other_site, press.state.access.identities
    if site is None or site.name not in NETWORKS:
        return Result(press.state, IDENTITY_NOT_GIVEN())
    if site.name in known:
        return Result(let_in(press.state, press.now), IDENTITY_LET_IN())
    return Result(_at(press.state, replace(site, vouches=True)), IDENTITY_GIVEN())


def leave_other_site(press: Press[Account]) -> Result[Account]:
    """Go back from the other site without signing in."""
    return Result(_at(press.state, None), IDENTITY_NOT_GIVEN())


NUMBER_ALREADY_LINKED = refused("number_already_linked")


def link_number(press: Press[Account]) -> Result[Account]:
    """Choose the number to link, to which a code is sent. A number can't be linked to two accounts."""
    if press.given["number_to_link"] != "this_phone":
        return Result(press.state, NUMBER_ALREADY_LINKED())
    result = codes.send_code(press.state, press.now, press.secrets, CODE_SENT, "link")
    return replace(result, kept={"number_to_link": "this_phone"})


IDENTITY_LINKED = accepted("identity_linked")


def confirm_link(press: Press[Account]) -> Result[Account]:
    """Prove the number with its code. The identity is linked to it, and lets in from then on."""
    if not _vouched_for(press.state, NETWORKS):
        return Result(press.state, IDENTITY_NOT_GIVEN())
    result = codes.check_code(press.state, press.given["code"], press.now, "link")
    return (
        result if not result.outcome.is_a(CODE_ACCEPTED) else Result(_link(result.state, press.now), IDENTITY_LINKED())
    )


PASSWORD_WAY_CHOSEN = refused("password_way_chosen")


def choose_sign_in_way(press: Press[Account]) -> Result[Account]:
    """Press the sign-in button and take one of the ways."""
    if press.given["sign_in_way"] != GOSUSLUGI:
        return Result(press.state, PASSWORD_WAY_CHOSEN())
    return Result(_at(press.state, OtherSite(GOSUSLUGI)), GOSUSLUGI_CHOSEN(), {"sign_in_way": GOSUSLUGI})


GOSUSLUGI_NOT_CONFIRMED = refused("gosuslugi_not_confirmed")
GOSUSLUGI_WITHOUT_NUMBER = refused("gosuslugi_without_number")
GOSUSLUGI_SIGNED_IN = accepted("gosuslugi_signed_in")


def sign_in_at_gosuslugi(press: Press[Account]) -> Result[Account]:
    """Sign in there with one of the training accounts."""
    site = press.state.access.other_site
    if site and site.name != GOSUSLUGI:
        return Result(press.state, IDENTITY_NOT_GIVEN())
    chosen = press.given["gosuslugi_account"]
    if chosen == "unconfirmed":
        return Result(press.state, GOSUSLUGI_NOT_CONFIRMED())
    if chosen != "confirmed":
        return Result(press.state, GOSUSLUGI_WITHOUT_NUMBER())
    account = _at(press.state, OtherSite(GOSUSLUGI, vouches=True))
    return Result(account, GOSUSLUGI_SIGNED_IN(), {"gosuslugi_account": chosen})


ASKED_DATA = ("shares_name", "shares_number")
"""What the operator asks for."""

NAMED_DATA = ("shares_passport", ASKED_DATA[0], "shares_password", ASKED_DATA[1])
"""What the learner may name, in the order of the form."""

DATA_NOT_SHARED = refused("data_not_shared")
DATA_MISREAD = refused("data_misread")
DATA_SHARED = accepted("data_shared")


def agree_to_share(press: Press[Account]) -> Result[Account]:
    """Say what the operator asks for, and let Gosuslugi hand it over. It opens the account."""
    if not _vouched_for(press.state, (GOSUSLUGI,)):
        return Result(press.state, DATA_NOT_SHARED())
    named = tuple(name for name in NAMED_DATA if press.given[name])
    if named != ASKED_DATA:
        wrong = [name for name in NAMED_DATA if (name in named) != (name in ASKED_DATA)]
        right = {name: "on" for name in named if name in ASKED_DATA}
        return Result(press.state, DATA_MISREAD(wrong[0]), right)
    if not press.state.exists:
        return Result(press.state, NUMBER_WITHOUT_ACCOUNT())
    return Result(_link(press.state, press.now), DATA_SHARED(), dict.fromkeys(ASKED_DATA, "on"))


def refuse_to_share(press: Press[Account]) -> Result[Account]:
    """Keep the data. The other site then doesn't vouch, and the account stays closed."""
    return Result(_at(press.state, None), DATA_NOT_SHARED())


def _at(account: Account, site: OtherSite | None) -> Account:
    """The learner is at another site; or, with None, back at the operator's."""
    return replace(account, access=replace(account.access, other_site=site))


def _vouched_for(account: Account, sites: tuple[str, ...]) -> bool:
    """Whether the learner is at one of the sites, and it vouches for them."""
    site = account.access.other_site
    return site is not None and site.vouches and site.name in sites


def _link(account: Account, now: datetime) -> Account:
    """The account open, and the other site linked to it."""
    site, known = account.access.other_site, account.access.identities
    new = (site.name,) if site and site.name not in known else ()
    return let_in(replace(account, access=replace(account.access, identities=(*known, *new))), now)


ACTIONS = (
    Action(
        "choose_network",
        choose_network,
        (NETWORK_CHOSEN, PHONE_METHOD_CHOSEN),
        (METHOD,),
    ),
    Action(
        "choose_site", choose_site, (SITE_CHOSEN, GOSUSLUGI_CHOSEN, SITE_NOT_CHOSEN), (Field("site", "choice", SITES),)
    ),
    Action("sign_in_there", sign_in_there, (IDENTITY_GIVEN, IDENTITY_LET_IN, IDENTITY_NOT_GIVEN)),
    Action("leave_other_site", leave_other_site, (IDENTITY_NOT_GIVEN,)),
    Action(
        "link_number",
        link_number,
        (CODE_SENT, NUMBER_ALREADY_LINKED, *codes.NOT_SENT),
        (Field("number_to_link", "choice", NUMBERS_TO_LINK),),
    ),
    Action(
        "confirm_link",
        confirm_link,
        (IDENTITY_LINKED, IDENTITY_NOT_GIVEN, *codes.REFUSALS),
        (Field("code", "code"),),
    ),
    Action(
        "choose_sign_in_way",
        choose_sign_in_way,
        (GOSUSLUGI_CHOSEN, PASSWORD_WAY_CHOSEN),
        (Field("sign_in_way", "choice", SIGN_IN_WAYS, menu=True),),
    ),
    Action(
        "sign_in_at_gosuslugi",
        sign_in_at_gosuslugi,
        (GOSUSLUGI_SIGNED_IN, GOSUSLUGI_NOT_CONFIRMED, GOSUSLUGI_WITHOUT_NUMBER, IDENTITY_NOT_GIVEN),
        (Field("gosuslugi_account", "choice", GOSUSLUGI_ACCOUNTS),),
    ),
    Action(
        "agree_to_share",
        agree_to_share,
        (DATA_SHARED, DATA_MISREAD, DATA_NOT_SHARED, NUMBER_WITHOUT_ACCOUNT),
        tuple(Field(name, "switch", required=False) for name in NAMED_DATA),
    ),
    Action("refuse_to_share", refuse_to_share, (DATA_NOT_SHARED,)),
)
