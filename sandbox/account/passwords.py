"""What a new password must be: long enough, and not among those that are guessed first.

No rules of composition, as NIST SP 800-63B-4 (3.1.1.2) advises.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account.guessing import Weakness, weakness_of
from sandbox.account.state import Account, Person
from sandbox.engine.action import Secrets
from sandbox.engine.outcome import Outcome, OutcomeType, refused
from sandbox.frozen import replace
from sandbox.text.comparison import comparable

MIN_LENGTH, MAX_LENGTH = 8, 64
"""Characters (training values)."""

_OF_THE_SERVICE = """
    мтс кабинет личный пароль логин вход войти оператор абонент тариф связь телефон номер код смс сайт мой моимтс
    mts kabinet cabinet lichniy lichny lk parol password passw pass login vhod account admin user sms my mymts
"""
_OF_EVERYBODY = "letmein iloveyou trustno1 starwars superman"
_TRIED_FIRST: Mapping[str, Weakness] = MappingProxyType(
    {
        **dict.fromkeys(comparable(_OF_EVERYBODY).split(), "word"),
        **dict.fromkeys(comparable(_OF_THE_SERVICE).split(), "service"),
    }
)
"""Before all others; in lower case and with е for ё."""

_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
            strict=True,
        )
    )
)
"""How a name is usually written in Latin letters."""

_WORD = re.compile(r"[^\W\d_]+")


def normalise_password(text: str) -> str:
    """One form for what looks the same, so that another keyboard types the same password."""
    return unicodedata.normalize("NFC", text)


PASSWORD_SAME_AS_BEFORE = refused("password_same_as_before")


def set_new_password(account: Account, text: str, secrets: Secrets, field: str = "password") -> Account | Outcome:
    """The account with the password that was typed in ``field``, and without a lock; or the refusal."""
    password = normalise_password(text)
    if password and account.password.hash and secrets.password_matches(password, account.password.hash):
        # told before any other fault: an old password is often a weak one too, and this reason is the more useful
        return PASSWORD_SAME_AS_BEFORE(field)
    if refusal := refuse_password(password, account, field):
        return refusal
    new = replace(
        account.password.unlocked(), hash=secrets.hash_password(password), times_set=account.password.times_set + 1
    )
    return replace(account, password=new)


def trim_password(text: str) -> str:
    """The password without blanks and other unseen signs at its ends: a keyboard that completes words adds them."""
    seen = [place for place, sign in enumerate(text) if not (sign.isspace() or unicodedata.category(sign) == "Cf")]
    return text[seen[0] : seen[-1] + 1] if seen else ""


PASSWORD_MISSING = refused("password_missing")
PASSWORD_HAS_OUTER_BLANK = refused("password_has_outer_blank")
PASSWORD_TOO_SHORT = refused("password_too_short")
PASSWORD_TOO_LONG = refused("password_too_long")
PASSWORD_TOO_COMMON = refused("password_too_common")
PASSWORD_EQUALS_NUMBER = refused("password_equals_number")
PASSWORD_HAS_NAME = refused("password_has_name")
PASSWORD_HAS_SERVICE_WORD = refused("password_has_service_word")
PASSWORD_HAS_DATE = refused("password_has_date")
PASSWORD_REPEATS = refused("password_repeats")
PASSWORD_FOLLOWS_KEYS = refused("password_follows_keys")
PASSWORD_IN_OTHER_LAYOUT = refused("password_in_other_layout")
PASSWORD_HAS_LOOKALIKES = refused("password_has_lookalikes")
PASSWORD_ONLY_DIGITS = refused("password_only_digits")

_WEAK: Mapping[Weakness, OutcomeType] = MappingProxyType(
    {
        "word": PASSWORD_TOO_COMMON,
        "name": PASSWORD_HAS_NAME,
        "service": PASSWORD_HAS_SERVICE_WORD,
        "number": PASSWORD_EQUALS_NUMBER,
        "date": PASSWORD_HAS_DATE,
        "repeat": PASSWORD_REPEATS,
        "row": PASSWORD_FOLLOWS_KEYS,
        "layout": PASSWORD_IN_OTHER_LAYOUT,
        "lookalike": PASSWORD_HAS_LOOKALIKES,
        "digits": PASSWORD_ONLY_DIGITS,
    }
)

OUTCOMES = (
    PASSWORD_MISSING,
    PASSWORD_HAS_OUTER_BLANK,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    *_WEAK.values(),
    PASSWORD_SAME_AS_BEFORE,
)
"""The refusals of `set_new_password`."""


def refuse_password(password: str, account: Account, field: str = "password") -> Outcome | None:
    """The first fault of a new password for the account, or None."""
    if not password:
        return PASSWORD_MISSING(field)
    inside = trim_password(password)
    if not inside:
        return PASSWORD_HAS_OUTER_BLANK(field)
    if len(inside) < MIN_LENGTH:
        return PASSWORD_TOO_SHORT(field)
    if len(inside) > MAX_LENGTH:
        return PASSWORD_TOO_LONG(field)
    numbers = [number for number in (account.sim.number, account.sim.former_number) if number]
    if any(_is_number(inside, number) for number in numbers):
        return PASSWORD_EQUALS_NUMBER(field)
    if _has_name(inside, account.person):
        return PASSWORD_HAS_NAME(field)
    if weakness := weakness_of(inside, _known_of(numbers)):
        return _WEAK[weakness](field)
    return PASSWORD_HAS_OUTER_BLANK(field) if inside != password else None


def _known_of(numbers: list[str]) -> Mapping[str, Weakness]:
    own = (spelled for number in numbers for spelled in (number, "8" + number[1:], number[1:]))
    return {**_TRIED_FIRST, **dict.fromkeys(own, "number")}


def _has_name(password: str, person: Person) -> bool:
    """Whether a word of the password is made of the subscriber's names alone: «иванов», but not «диван»."""
    names = [comparable(name) for name in (person.last_name, person.first_name, person.middle_name)]
    known = "|".join(re.escape(name) for name in (*names, *(name.translate(_LATIN) for name in names)) if name)
    made_of_names = re.compile(f"(?:{known})+")
    return any(made_of_names.fullmatch(word) for word in _WORD.findall(comparable(password)))


def _is_number(password: str, number: str) -> bool:
    digits = "".join(sign for sign in password if sign in "0123456789")
    only_a_number = all(sign in "0123456789+()- \u00a0" for sign in password)
    return only_a_number and digits[-10:] == number[-10:]
