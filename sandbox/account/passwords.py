"""What a new password must be.

Length and a list of common ones, no rules of composition, as NIST SP 800-63B-4 (3.1.1.2) advises.
"""

import re
import unicodedata
from dataclasses import replace

from sandbox.account.state import Account, Person
from sandbox.engine.action import Secrets
from sandbox.engine.outcome import Outcome, refused
from sandbox.text.comparison import comparable

MIN_LENGTH, MAX_LENGTH = 8, 64
"""Characters (training values, FACTS.md)."""

_COMMON = frozenset(
    """
    12345678 123456789 1234567890 0123456789 0987654321 87654321 11111111 00000000 22222222 12341234 11223344
    12344321 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 asdfghjk
    asdfghjkl zxcvbnm1 password password1 password123 passw0rd parol123 parolparol iloveyou sunshine princess
    football baseball superman starwars trustno1 letmein1 welcome1 admin123 abcd1234 abcdefgh a1234567 aa123456
    пароль12 пароль123 парольпароль йцукенгш йцукен123 йцукенгшщз привет123 любовь123 наташа123 россия123
    спартак1 максим123 марина123 солнышко любимая1 здравствуй
    """.split()
)
"""A short list for training: what learners would try first. A real site checks against millions."""

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
    new = replace(account.password.unlocked(), hash=secrets.hash_password(password))
    return replace(account, password=new)


PASSWORD_MISSING = refused("password_missing")
PASSWORD_TOO_SHORT = refused("password_too_short")
PASSWORD_TOO_LONG = refused("password_too_long")
PASSWORD_TOO_COMMON = refused("password_too_common")
PASSWORD_EQUALS_NUMBER = refused("password_equals_number")
PASSWORD_HAS_NAME = refused("password_has_name")

OUTCOMES = (
    PASSWORD_MISSING,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_TOO_COMMON,
    PASSWORD_EQUALS_NUMBER,
    PASSWORD_HAS_NAME,
    PASSWORD_SAME_AS_BEFORE,
)
"""The refusals of `set_new_password`."""


def refuse_password(password: str, account: Account, field: str = "password") -> Outcome | None:
    """The first fault of a new password for the account, or None."""
    if not password:
        return PASSWORD_MISSING(field)
    if len(password) < MIN_LENGTH:
        return PASSWORD_TOO_SHORT(field)
    if len(password) > MAX_LENGTH:
        return PASSWORD_TOO_LONG(field)
    if any(_is_number(password, number) for number in (account.sim.number, account.sim.former_number) if number):
        return PASSWORD_EQUALS_NUMBER(field)
    if password.casefold() in _COMMON or len(set(password)) == 1:
        return PASSWORD_TOO_COMMON(field)
    if _has_name(password, account.person):
        return PASSWORD_HAS_NAME(field)
    return None


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
