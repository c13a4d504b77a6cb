"""The genuine address is taken however it is typed; a slip is called a slip, a fake a fake, with the place marked."""

import itertools
import random
from datetime import UTC, datetime

from sandbox.account.addresses import FAKES, SITE, SLIPS, judge_address
from sandbox.account.registration import open_site
from sandbox.account.shown_addresses import address_parts, may_be_shown
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.text.keyboard import other_layout
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)

GENUINE = (
    SITE,
    " Login.MTS.ru ",
    "LOGIN.MTS.RU",
    "https://login.mts.ru",
    "http://login.mts.ru/",
    "HTTPS://LOGIN.MTS.RU/",
    "https:login.mts.ru",
    "https: //login.mts.ru",
    "login.mts.ru.",
    "login.mts.ru,",
    "«login.mts.ru»",
    "<https://login.mts.ru>",
    "login.mts.ru:443",
    "login.mts.ru///",
    "\ufefflogin.mts.ru\u200b",
    "login.\u00admts.ru",
    "https://login.mts.ru/sign-in?next=/@home#top",
    "login.mts.ru\\@example.com",
)
OPERATORS = (
    "mts.ru",
    "www.mts.ru",
    "id.mts.ru",
    "lk.mts.ru",
    "https://LK.MTS.RU:443/tariff/?from=mts",
    "www.login.mts.ru",
    "xn--80a.mts.ru.",
)
"""Whoever owns ``mts.ru`` gives out all the names before it."""

CYRILLIC = ("логин.мтс.ру", "вход-МТС.рф", "https://логин.мтс.ру/вход", "мтс", "логин мтс ру", "вход, мтс, рф")

UNKNOWN = (
    "login.mst.ru",
    "login.mtr.ru",
    "example.com",
    "petrova@mail.ru",
    "login",
    "login.mts",
    "https://http://login.mts.ru.",
    "+7 916 123-45-67",
    "\ud800\x00",
    "?",
)

FAKE = {
    "address_looks_alike": (
        "login.mt[c].ru",
        "LOGIN.MT[C].RU",
        "https://login.mt[c].ru/vhod",
        "login.m[7]s.ru",
        "login.mt[5].ru",
        "login.[rnts].ru",
        "l[0]gin.mts.online",
        "[1]ogin-mts.ru",
        "l[\u043e]gin.mts.ru",
        "login.m[\u0442]s.ru",
        "login.m[\u0442\u0441].example",
        "[\u043c]ts.ru",
        "[мтс].ru",
        "login.mts.[рф]",
        "login.mts.[ру]",
        "login.mts.[xn--p1ai]",
        "[xn--mts-5cd].ru",
        "login.mt[\u017f].ru\u3002mts.example",
        "login.mts.ru[\u2215].example",
    ),
    "address_has_extra_words": (
        "[login-mts].ru",
        "[login-mts].example",
        "[mts-login].ru",
        "[mymts].ru",
        "[loginmts].ru",
        "https://[lk-mts].online/",
        "[evilmts].ru",
        "login.[mts-bonus].ru",
        "[mts24].ru",
        "[login-mts-ru].com",
    ),
    "address_has_another_ending": (
        "login.mts.[com]",
        "login.mts.[online]",
        "login,mts,[com]",
        "mts.[su]",
        "login.mts.ru.[com]",
        "login.mts.ru.[example]",
        "mts.ru.[example.com]",
        "https://login.mts.ru.[verify.xyz]/login",
        "mts.[login.ru]",
    ),
    "address_before_at": (
        "[login.mts.ru@]example.com",
        "https://[login.mts.ru:443@]example.com/",
        "[mts.ru@]evil.example",
        "[логин.мтс.ру@]example.com",
        "[example.com@]login.mts.ru",
    ),
    "address_after_slash": (
        "example.com[/login.mts.ru]",
        "https://example.com[#.mts.ru]",
        "https://evil.example[?x=login.mts.ru/]",
        "example.com[\\.mts.ru]",
    ),
}
"""With the place that gives each away in brackets."""


def typed(address: str) -> Result[object]:
    return open_site(Press(NEW, {"address": address}, NOW, SECRETS))  # type: ignore[return-value]


@at_once("address", GENUINE)
def test_the_address_may_be_typed_in_every_usual_way(address: str) -> None:
    result = typed(address)
    assert (result.outcome.name, result.kept) == ("site_opened", {"address": SITE})


def test_spaces_commas_and_the_like_for_dots_are_a_slip() -> None:
    between = (" ", ",", ", ", " . ", ". ", " .", "..", ";", "  ", "\u00a0", "_", "…")
    pairs = [*itertools.product(between, between), ("-", "-"), ("", ""), (".", "")]
    for scheme, (one, other) in itertools.product(("", "https://"), pairs):
        address = f"{scheme}login{one}mts{other}ru"
        assert judge_address(address).outcome.name == "address_without_dots", address
    assert judge_address("login.mts ru/").outcome.name == "address_without_dots"
    assert judge_address("id mts ru").outcome.name == "address_without_dots"


@at_once("genuine", [SITE, "id.mts.ru", "https://login.mts.ru", "логин.мтс.ру", "вход.мтс.рф"])
def test_the_right_keys_with_the_other_letters_are_a_slip(genuine: str) -> None:
    switched = other_layout(genuine)
    for address in (switched, switched.upper(), f" {switched} ", switched.replace("ю", ".")):
        assert judge_address(address).outcome.name == "address_in_other_layout", address


def test_the_layout_may_be_switched_to_type_the_dots() -> None:
    for address in ("дщпшт.ьеы.кг", "Дщпшт ьеы кг", "дщпшт,ьеы,кг", "дщпштюьеыюкг", "kjuby.vnc.he", "kjuby vnc he"):
        assert judge_address(address).outcome.name == "address_in_other_layout", address


@at_once(
    ("address", "outcome"),
    [
        *((address, "address_missing") for address in ("", " ", "\u00a0\u200b", "https://", "«»")),
        *((address, "address_of_operator") for address in OPERATORS),
        *((address, "address_in_cyrillic") for address in CYRILLIC),
        *((address, "address_unknown") for address in UNKNOWN),
    ],
)
def test_a_slip_is_not_called_a_fake(address: str, outcome: str) -> None:
    result = typed(address)
    assert (result.outcome.name, result.outcome.fields, result.kept) == (outcome, ("address",), {})
    assert address_parts(address) == ()


@at_once(("name", "marked"), [(name, marked) for name, all_of_it in FAKE.items() for marked in all_of_it])
def test_a_fake_is_named_with_the_place_that_gives_it_away(name: str, marked: str) -> None:
    address = marked.replace("[", "").replace("]", "")
    assert judge_address(address).outcome.name == name
    shown = "".join(f"[{text}]" if wrong else text for text, wrong in address_parts(address))
    place = marked[marked.index("[") : marked.index("]") + 1]
    assert place.lower() in shown.lower()
    outcome = typed(address).outcome
    if name == "address_looks_alike":
        assert outcome.values == {"place": shown.index("[") + 1}


def test_every_outcome_is_tried_above() -> None:
    slips = {"address_missing", "address_without_dots", "address_in_other_layout"}
    assert {outcome.name for outcome in SLIPS} - slips == {
        "address_of_operator",
        "address_in_cyrillic",
        "address_unknown",
    }
    assert {outcome.name for outcome in FAKES} == set(FAKE)


def test_whatever_is_changed_in_the_name_of_the_owner_opens_another_site() -> None:
    chance = random.Random(2)
    signs = "abcmnstr015-.@/сmтѕо "
    for _ in range(20_000):
        text = list(SITE)
        for _ in range(chance.randint(1, 2)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 1)] = chance.choices(signs, k=chance.randint(0, 2))
        address = "".join(text)
        outcome = judge_address(address).outcome.name
        if outcome in ("site_opened", "address_of_operator"):
            host = address.strip().lower().split("/")[0].rstrip(".")
            assert host == SITE or host.endswith(".mts.ru") or host == "mts.ru", address


@at_once(
    "address",
    [
        "petrova.mts.ru.example.com",
        "login.mts.ru@petrova.example",
        "89161234567.mts.com",
        "mts-89161234567.ru",
        "petrova@login-mts.ru",
        "example.com/petrova/login.mts.ru",
        "мария-mts.ru",
        "login.mts.com" + ".login" * 10,
    ],
)
def test_a_fake_that_could_hold_somebodys_data_is_not_shown_again(address: str) -> None:
    result = typed(address)
    assert result.outcome.name in {outcome.name for outcome in FAKES}
    assert result.kept == {}
    assert not may_be_shown(address)


@at_once("address", ["login.mtc.ru", "login-mts.online", "mts.ru.example.com", "login.mts.ru@site.example"])
def test_a_fake_of_known_words_stays_in_its_field(address: str) -> None:
    assert typed(address).kept == {"address": address}
