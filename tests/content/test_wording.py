"""Every name of the code has its Russian words, no other has, and numbers in them are spoken as Russians speak."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_KINDS, Message
from sandbox.account.options import OPTIONS
from sandbox.account.simulation import SIMULATION
from sandbox.account.words import entry_label, message_parts
from sandbox.content import Content
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.wording import (
    FEEDBACK,
    PROBLEMS,
    PROGRESS,
    FieldText,
    MessageText,
    OutcomeText,
    ProblemText,
    Wording,
)
from sandbox.content.wording_reader import WordingReader
from sandbox.content.yaml_tree import Block, Text, Value
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

OUTCOMES = SIMULATION.outcomes
TEXTS = {"trainer.step": ("number", "total"), "lost.title": ()}
"""What templates say, in these tests."""

Tree = dict[str, Any]
NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
FIELDS = {field.name: field for action in ACTIONS.values() for field in action.fields}


def plain() -> Tree:
    """The shortest wording that has a word for everything."""
    return {
        "fields": {
            name: {"label": "поле", "choices": dict.fromkeys(field.choices, "выбор")} for name, field in FIELDS.items()
        },
        "actions": {name: {"screen": "экран", "button": "кнопка"} for name in ACTIONS},
        "outcomes": {name: {"title": "исход", "text": "объяснение"} for name in OUTCOMES},
        "messages": {
            kind: {"sender": "Оператор", "text": " ".join(f"{{{name}}}" for name in values) or "SMS"}
            for kind, values in MESSAGE_KINDS.items()
        },
        "waits": dict.fromkeys(SIMULATION.waits, "до чего-то"),
        **{section: dict.fromkeys(names, "строка") for section, names in SIMULATION.screens.labels.items()},
        "texts": dict.fromkeys(TEXTS, "текст"),
        "problems": {name: {"title": "беда", "text": "объяснение"} for name in PROBLEMS},
        "progress": dict.fromkeys(PROGRESS, "успехи"),
        "feedback": {name: {"title": "ответ", "text": "объяснение"} for name in FEEDBACK},
    }


def source(tree: Tree | str) -> Value:
    if isinstance(tree, str):
        return Text(tree, 1)
    return Block({name: source(value) for name, value in tree.items()}, dict.fromkeys(tree, 1), 1)


def read(tree: Tree) -> tuple[Wording, list[ContentError]]:
    errors = ErrorList("wording.yml")
    wording = WordingReader([(errors, source(tree))], SIMULATION, TEXTS, ["sign-in"]).read()
    return wording, errors.errors


def kinds(tree: Tree) -> list[tuple[str, str]]:
    return [(error.kind, dict(error.values)["name"]) for error in read(tree)[1]]


def test_a_word_for_everything_is_enough() -> None:
    assert kinds(plain()) == []


@at_once("section", plain())
def test_each_name_must_be_worded(section: str) -> None:
    """Every second one is missing, then every other one: each is told, and none beside them."""
    names = list(plain()[section])
    for missing in (names[::2], names[1::2]):
        tree = plain()
        for name in missing:
            del tree[section][name]
        assert sorted(kinds(tree)) == sorted(("unworded", name) for name in missing)


@at_once("section", plain())
def test_nothing_else_may_be_worded(section: str) -> None:
    tree = plain()
    tree[section]["surprise"] = next(iter(tree[section].values()))
    assert kinds(tree) == [("unknown_wording", "surprise")]


@at_once("section", plain())
def test_each_section_must_be_there(section: str) -> None:
    tree = plain()
    del tree[section]
    assert ("missing_key", section) in kinds(tree)


def test_a_section_may_be_spread_over_files_and_a_name_is_worded_once() -> None:
    first, second = plain(), {"progress": {"page": "успехи"}}
    both = ErrorList("a.yml"), ErrorList("b.yml")
    del first["progress"]["page"]
    files = [(both[0], source(first)), (both[1], source(second))]
    assert WordingReader(files, SIMULATION, TEXTS, []).read().progress["page"] == "успехи"
    assert both[0].errors == both[1].errors == []
    first["progress"]["page"] = "дважды"
    files = [(both[0], source(first)), (both[1], source(second))]
    WordingReader(files, SIMULATION, TEXTS, []).read()
    assert [error.kind for error in both[1].errors] == ["duplicate_wording"]


def test_a_text_of_a_template_quotes_only_what_the_template_gives() -> None:
    tree = plain()
    tree["texts"]["trainer.step"] = "Шаг {number} из {total:шага|шагов|шагов}"
    wording, errors = read(tree)
    assert errors == []
    assert wording.text("trainer.step", number=1, total=5) == "Шаг 1 из 5 шагов"
    tree["texts"]["trainer.step"] = "Шаг {place}"
    assert kinds(tree) == [("unknown_value", "place")]


def test_an_unknown_section_is_named() -> None:
    assert kinds(plain() | {"greetings": {}}) == [("unknown_key", "greetings")]


@at_once(
    ("section", "name", "key"),
    [
        ("fields", "phone", "label"),
        ("actions", "request_code", "screen"),
        ("actions", "request_code", "button"),
        ("outcomes", "code_sent", "title"),
        ("outcomes", "code_sent", "text"),
        ("messages", "code", "sender"),
        ("messages", "code", "text"),
        ("problems", "not_found", "title"),
        ("problems", "not_found", "text"),
        ("feedback", "reason_counted", "title"),
    ],
)
def test_what_belongs_to_a_name_must_be_there_and_not_be_empty(section: str, name: str, key: str) -> None:
    tree = plain()
    del tree[section][name][key]
    assert ("missing_key", key) in kinds(tree)
    tree[section][name][key] = ""
    assert ("text_empty", key) in kinds(tree)


@at_once("section", [name for name in plain() if isinstance(next(iter(plain()[name].values())), dict)])
def test_what_does_not_belong_to_a_name_is_named(section: str) -> None:
    tree = plain()
    next(iter(tree[section].values()))["colour"] = "красный"
    assert kinds(tree) == [("unknown_key", "colour")]


def test_an_outcome_may_send_to_a_walkthrough_that_there_is() -> None:
    tree = plain()
    tree["outcomes"]["sign_in_locked"]["walkthrough"] = "sign-in"
    wording, errors = read(tree)
    assert errors == []
    assert wording.outcome(Outcome("sign_in_locked"), OUTCOMES["sign_in_locked"]).walkthrough == "sign-in"
    tree["outcomes"]["sign_in_locked"]["walkthrough"] = "sign-out"
    assert kinds(tree) == [("unknown_walkthrough", "sign-out")]


def test_each_choice_must_be_worded_and_no_other() -> None:
    tree = plain()
    del tree["fields"]["method"]["choices"]["vk"]
    tree["fields"]["method"]["choices"]["ok"] = "Одноклассники"
    assert sorted(kinds(tree)) == [("unknown_wording", "ok"), ("unworded", "vk")]


def test_a_button_without_a_word_is_a_mistake() -> None:
    tree = plain()
    tree["waits"]["sms"] = ""
    tree["fields"]["method"]["choices"]["vk"] = ""
    assert sorted(kinds(tree)) == [("text_empty", "sms"), ("text_empty", "vk")]


@at_once(
    ("name", "text"),
    [
        ("code_wrong", "Осталось {attempts_left:попытка|попытки|попыток}."),
        ("code_wrong", "Попыток осталось: {attempts_left}."),
        ("code_wrong", "Без числа."),
        ("code_requested_too_soon", "Ждите {retry_in}, ещё {retry_in}."),
        ("code_sent", "Скобки {{пишут}} дважды."),
    ],
)
@at_once("key", ["title", "text", "field"])
def test_a_text_may_quote_the_numbers_of_its_outcome(name: str, text: str, key: str) -> None:
    tree = plain()
    tree["outcomes"][name][key] = text
    assert kinds(tree) == []


@at_once(
    ("name", "text", "mistake"),
    [
        ("code_wrong", "{retry_in}", ("unknown_value", "retry_in")),
        ("code_wrong", "{attempts_lfet}", ("unknown_value", "attempts_lfet")),
        ("code_sent", "{attempts_left}", ("no_values", "attempts_left")),
        ("code_sent", "{}", ("no_values", "")),
        ("code_wrong", "{attempts_left.real}", ("unknown_value", "attempts_left.real")),
        ("code_wrong", "{attempts_left:попытка|попыток}", ("bad_braces", "")),
        ("code_wrong", "{attempts_left:а|б|в|г}", ("bad_braces", "")),
        ("code_requested_too_soon", "{retry_in:секунда|секунды|секунд}", ("bad_braces", "")),
        ("code_wrong", "{attempts_left:{x}|а|б}", ("bad_braces", "")),
        ("code_wrong", "{attempts_left!x}", ("bad_braces", "")),
        ("code_requested_too_soon", "{retry_in!r}", ("bad_braces", "")),
        ("code_wrong", "{attempts_left", ("bad_braces", "")),
        ("code_wrong", "attempts_left}", ("bad_braces", "")),
    ],
)
@at_once("key", ["title", "text", "field"])
def test_a_text_that_could_not_be_filled_in_is_a_mistake(
    name: str, text: str, mistake: tuple[str, str], key: str
) -> None:
    tree = plain()
    tree["outcomes"][name][key] = text
    assert kinds(tree) == [mistake]


@at_once(("kind", "needed"), MESSAGE_KINDS.items())
def test_an_sms_must_quote_what_it_brings(kind: str, needed: tuple[str, ...]) -> None:
    tree = plain()
    tree["messages"][kind]["text"] = "Здравствуйте!"
    assert kinds(tree) == [("missing_value", name) for name in needed]


def test_an_sms_quotes_nothing_else() -> None:
    tree = plain()
    tree["messages"]["code"]["text"] = "{code} {link}"
    assert kinds(tree) == [("unknown_value", "link")]


def test_texts_are_set_without_bad_breaks() -> None:
    tree = plain()
    words, set_words = "Код — в письме", "Код\u00a0— в\u00a0письме"
    tree["fields"]["phone"] |= {"label": words, "hint": words}
    tree["fields"]["method"]["choices"]["vk"] = words
    tree["actions"]["request_code"] = {"screen": words, "button": words, "intro": words}
    tree["messages"]["code"]["text"] = words + " {code}"
    tree["waits"]["sms"] = words
    tree["problems"]["broken"] = {"title": words, "text": words}
    wording, _ = read(tree)
    assert wording.fields["phone"] == FieldText(set_words, set_words, {})
    assert wording.fields["method"].choices == {"phone": "выбор", "vk": set_words, "mail_ru": "выбор"}
    action = wording.actions["request_code"]
    assert (action.screen, action.button, action.intro) == (set_words, set_words, set_words)
    assert wording.messages["code"] == MessageText("Оператор", set_words + " {code}")
    assert wording.waits["sms"] == set_words
    assert wording.problems["broken"] == ProblemText(set_words, set_words)


def test_what_may_be_left_out_is_none() -> None:
    wording, _ = read(plain())
    assert wording.fields["phone"].hint is None
    assert wording.actions["request_code"].intro is None
    assert wording.outcome(Outcome("code_sent"), OUTCOMES["code_sent"]) == OutcomeText("исход", "объяснение", None)


@pytest.mark.parametrize(("left", "text"), [(1, "1\u00a0попытка"), (2, "2\u00a0попытки"), (5, "5\u00a0попыток")])
def test_a_count_inflects_its_noun(left: int, text: str) -> None:
    tree = plain()
    tree["outcomes"]["code_wrong"] = dict.fromkeys(
        ("title", "text", "field"), "{attempts_left:попытка|попытки|попыток}"
    )
    wording, _ = read(tree)
    assert wording.outcome(
        Outcome("code_wrong", values={"attempts_left": left}), OUTCOMES["code_wrong"]
    ) == OutcomeText(text, text, text)


def test_a_duration_is_said_in_its_unit() -> None:
    tree = plain()
    tree["outcomes"]["sign_in_locked"] = dict.fromkeys(("title", "text", "field"), "Ждите {retry_in}")
    wording, _ = read(tree)
    text = "Ждите 5\u00a0мин"
    assert wording.outcome(
        Outcome("sign_in_locked", values={"retry_in": 300}), OUTCOMES["sign_in_locked"]
    ) == OutcomeText(text, text, text)


def test_an_sms_is_told_in_parts() -> None:
    tree = plain()
    tree["messages"]["code"]["text"] = "Код: {code}. Это {{тайна}}."
    wording, _ = read(tree)
    parts = list(message_parts(wording, Message("code", NOW, {"code": "482913"})))
    assert ("code", "482913") in parts
    assert "".join(part for _, part in parts) == "Код: 482913. Это {тайна}."
    assert {kind for kind, _ in parts} == {"text", "code"}


def test_an_sms_may_be_its_value_alone() -> None:
    wording, _ = read(plain())
    assert list(message_parts(wording, Message("reset_link", NOW, {"link": "token"}))) == [("link", "token")]


def test_an_sms_says_a_sum_as_money() -> None:
    wording, _ = read(plain())
    receipt = Message("receipt", NOW, {"sum": "100050"})
    assert list(message_parts(wording, receipt)) == [("value", "1\u00a0000,50\u00a0₽")]


def test_an_sms_says_a_day_and_a_tariff_in_words() -> None:
    tree = plain()
    tree["fields"]["tariff"]["choices"]["small"] = "Малый"
    tree["messages"]["tariff_changed"]["text"] = "{tariff}, {day}, {sum}"
    wording, _ = read(tree)
    values = {"tariff": "small", "day": NOW.isoformat(), "sum": "100"}
    said = "".join(part for _, part in message_parts(wording, Message("tariff_changed", NOW, values)))
    assert said == "Малый, 1\u00a0мая 2026, 1,00\u00a0₽"


def test_an_sms_and_the_history_call_an_option_by_its_name() -> None:
    tree = plain()
    tree["fields"]["own_option"]["choices"]["horoscope"] = "Гороскоп"
    tree["entries"]["option_fee"] = "Плата"
    wording, _ = read(tree)
    assert ("value", "Гороскоп") in message_parts(wording, Message("option_turned_off", NOW, {"option": "horoscope"}))
    assert entry_label(wording, Entry("option_fee", -100, NOW, "horoscope")) == "Плата «Гороскоп»"
    assert entry_label(wording, Entry("opening", 100, NOW)) == "строка"


def test_an_option_has_one_name_wherever_it_stands(content: Content) -> None:
    own, offered = (content.wording.fields[name].choices for name in ("own_option", "option"))
    assert own.keys() | offered.keys() == set(OPTIONS)
    assert all(own[name] == offered[name] for name in own.keys() & offered.keys())
