"""Which wrong addresses may be shown again, with their wrong part marked.

What was typed could be anything, somebody's name or number too. So an address is shown only if it is made of nothing
but the words below and look-alikes of the genuine ones: a closed set.
"""

import re

from sandbox.account.addresses import FAKES, judge_address

_LOOKALIKES = (
    r"(?:m|м|rn|nn)(?:t|т|7)(?:s|c|с|ѕ|5|z|\$)s?",  # mts
    r"(?:l|1|i|і|ӏ)(?:o|о|0)(?:g|9|q)(?:i|1|l|і|j|и)(?:n|п|и)",  # login
    r"(?:r|г)(?:u|и)|логин|мтс|ру|рф|вход|кабинет",
)
_WORDS = """
    ru com net org info online site shop store xyz top club pro app dev io su by kz ua eu me cc tk biz uk de web
    example test invalid https http www xn p1ai 80a login log in lk id my me the e
    account auth bank bonus cabinet cashback center check client code confirm enter evil fake free gift help home
    kabinet lichniy lichny lk mail mobile money net new office official pay payment personal phone portal premium
    prize promo real reset safe secure security service services servis shop sign signin sms support tarif user
    verify verification vhod vip vxod web win yandex google gosuslugi
"""
# Patterns are texts here: each is compiled when it is first needed, and not at the start of every server.
_MADE_OF_THEM = rf"(?:{'|'.join((*_LOOKALIKES, *sorted(_WORDS.split(), key=len, reverse=True)))}|[0-9])+"
_MOST_DIGITS, _MOST_SIGNS = 4, 48


def may_be_shown(typed: str) -> bool:
    """Whether the address is made of known words alone."""
    if len(typed) > _MOST_SIGNS:
        return False
    words = re.findall(r"[^\s./\\?#@:=&_-]+", typed.lower())
    few_digits = sum(sign.isdigit() for sign in typed) <= _MOST_DIGITS
    return few_digits and all(re.fullmatch(_MADE_OF_THEM, word) for word in words)


def address_parts(text: str) -> tuple[tuple[str, bool], ...]:
    """A fake address in parts, each with whether it gives the fake away; empty for any other address."""
    judged = judge_address(text)
    if judged.outcome not in FAKES:
        return ()
    start, end = judged.start, judged.end
    parts = ((judged.typed[:start], False), (judged.typed[start:end], True), (judged.typed[end:], False))
    return tuple(part for part in parts if part[0])
