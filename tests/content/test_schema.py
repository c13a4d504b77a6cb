"""The schemas of the editors' files are current, fit every file, explain every name, and underline mistakes."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from macros.editors.settings_file import settings_of
from macros.editors.source_files import KEPT
from macros.editors.stray_files import DATA
from macros.guide import Guide, read_guide
from macros.schema.__main__ import FILES, FOLDER, SETTINGS, files_of, outdated_schemas, schemas
from macros.schema.shapes import Schema
from tests.support.at_once import at_once
from tests.support.guide import SIMULATION
from tests.support.project import ROOT
from tests.support.yaml_core import mistakes

EVERY = [(name, path) for name, patterns in FILES.items() for each in patterns for path in sorted(ROOT.glob(each))]

Schemas = dict[str, Schema]
Validators = dict[str, jsonschema_rs.Draft7Validator]


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The project as a build reads it."""
    return read_guide(settings_of(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def made(guide: Guide) -> Schemas:
    """The schemas as they are made of it."""
    return schemas(guide, ROOT / "docs")


@pytest.fixture(scope="module")
def validators(made: Schemas) -> Validators:
    return {name: jsonschema_rs.Draft7Validator(schema) for name, schema in made.items()}


def test_the_schemas_that_are_kept_are_those_of_the_model(guide: Guide, made: Schemas) -> None:
    stale = [path for path, text in files_of(guide, ROOT / "docs").items() if (ROOT / path).read_text("utf-8") != text]
    assert stale == [], "run `make schema`"
    assert {path.name for path in (ROOT / FOLDER).iterdir()} == {f"{name}.json" for name in FILES}
    assert made.keys() == FILES.keys()


@at_once("name", FILES)
def test_each_schema_is_one(made: Schemas, name: str) -> None:
    jsonschema_rs.meta.validate(made[name])
    assert "'enum': []" not in str(made[name]), "yaml-language-server refuses the whole of such a schema"


def test_every_file_of_the_editors_has_one_schema() -> None:
    walkthroughs, data = (ROOT / "walkthroughs").rglob("*.yml"), (ROOT / "docs/_data").glob("*.yml")
    assert sorted(path for _, path in EVERY) == sorted([*walkthroughs, *data])


@at_once(("name", "path"), EVERY)
def test_every_file_fits_its_schema(validators: Validators, name: str, path: Path) -> None:
    assert mistakes(validators[name], path.read_text(encoding="utf-8")) == set()


def test_the_header_of_every_page_fits_its_schema(validators: Validators) -> None:
    wrong = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        header = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
        if found := mistakes(validators["page-header"], header):
            wrong[path.name] = found
    assert wrong == {}


def unexplained(schema: Schema, place: str = "") -> list[str]:
    """The keys of closed blocks without an explanation."""
    found: list[str] = []
    for key, value in schema.get("properties", {}).items():
        if isinstance(value, dict) and "description" not in value:
            found.append(f"{place}/{key}")
    for key, value in schema.items():
        each = value if isinstance(value, list) else [value]
        if key not in ("if", "then", "allOf", "anyOf", "not", "examples"):
            found += [name for one in each if isinstance(one, dict) for name in unexplained(one, f"{place}/{key}")]
    return found


NAMED_BY_THEMSELVES = ("/properties/texts/", "/definitions/action/", "/properties/fields/properties/")


@at_once("name", ["walkthrough", "task", "places", "claims", "article", "subjects", "page-header", "signs"])
def test_every_key_is_explained(made: Schemas, name: str) -> None:
    assert unexplained(made[name]) == [], "explain it in a table of docs/about/editors.md"


def test_every_action_outcome_start_and_wait_is_explained(made: Schemas) -> None:
    step = made["walkthrough"]["definitions"]["step"]
    assert all(step["properties"]["action"]["enumDescriptions"])
    assert all(made["walkthrough"]["properties"]["start"]["enumDescriptions"])
    assert all(step["properties"]["wait"]["enumDescriptions"])
    assert all(step["properties"]["visitors"]["items"]["enumDescriptions"])
    told: dict[str, Any] = {}
    for each in step["allOf"]:
        told |= each["then"]["properties"]["then"].get("properties", {}) if "action" in str(each["if"])[:40] else {}
    actions = SIMULATION.actions.values()
    assert {outcome for action in actions for outcome in action.outcome_names} <= told.keys()
    assert all(each["description"] for each in told.values() if each)


RIGHT = """\
title: Номер и код из SMS
source: "2.1"
start: new-subscriber
finish: Готово.
steps:
  - id: enter-number
    say: Введите номер
    action: request_code
    example: {phone: 79070000001}
    then: {code_sent: enter-code}
    mistakes:
      - name: Настоящий номер
        input: {phone: "79161234567"}
        gives: number_not_for_training

  - id: enter-code
    say: Введите код
    action: confirm_code
    also: [resend_code, take_back_number]
    wait: sms
    example: {code: "{code}"}
    then:
      code_accepted: done
      number_taken_back: enter-number
    mistakes:
      - name: Слишком рано
        action: resend_code
        times: 3
        gives: code_requested_too_soon
"""

WRONG = {
    "unknown key": ("    say: Введите код", "    sey: Введите код"),
    "unknown action": ("action: confirm_code", "action: confirm_kode"),
    "outcome of another action": ("      code_accepted: done", "      password_set: done"),
    "outcome that only an action in also has": ("also: [resend_code, take_back_number]", "also: [resend_code]"),
    "refusal of another action": ("gives: number_not_for_training", "gives: code_wrong"),
    "an outcome that is no refusal": ("gives: number_not_for_training", "gives: code_sent"),
    "refusal that the mistake's own action hasn't": ("gives: code_requested_too_soon", "gives: code_wrong"),
    "unknown field": ('example: {code: "{code}"}', 'example: {kode: "{code}", code: "1"}'),
    "unknown placeholder": ('example: {code: "{code}"}', 'example: {code: "{cod}"}'),
    "unknown start": ("start: new-subscriber", "start: newcomer"),
    "unknown moment": ("wait: sms", "wait: SMS"),
    "too often": ("times: 3", "times: 11"),
    "a name that is no address": ("id: enter-code", "id: Enter_code"),
    "a list that is none": ("also: [resend_code, take_back_number]", "also: resend_code"),
    "only_press where there are fields": ("    wait: sms", "    only_press: Нечего решать"),
    "an empty text": ("finish: Готово.", "finish:"),
    "a place in a step that is unknown": ("      code_accepted: done", "      code_accepted: Done!"),
}
LINE = {"outcome that only an action in also has": "number_taken_back: enter-number"}
"""Where it is told, if not on the line that was changed."""


def test_a_right_walkthrough_is_right(validators: Validators) -> None:
    assert mistakes(validators["walkthrough"], RIGHT) == set()


@at_once("name", WRONG)
def test_a_mistake_is_underlined_on_its_line(validators: Validators, name: str) -> None:
    old, new = WRONG[name]
    text = RIGHT.replace(old, new, 1)
    line = next(number for number, each in enumerate(text.split("\n"), 1) if LINE.get(name, new) in each)
    found = mistakes(validators["walkthrough"], text)
    assert line in found
    assert len(found) <= 2, "a key that is misspelt is missing, too"


OTHERS = [
    ("task", "tasks/fast-money.yml", "unasked_option_off:", "unasked_option_of:"),
    ("task", "tasks/fast-money.yml", "fact: unasked_charge_day", "fact: unasked_day"),
    ("task", "tasks/fast-money.yml", "start: with-options", "start: with-option"),
    ("task", "tasks/fast-money.yml", "{own_option: weekend_data}", "{option: weekend_data}"),
    ("places", "cabinet/places.yml", "    open_site: {site_opened: welcome}", "    open_site: {site_open: welcome}"),
    ("places", "cabinet/places.yml", "    request_code: {code_sent: code}", "    request_kode: {code_sent: code}"),
    ("wording", "wording/codes.yml", "  code_wrong:", "  code_rong:"),
]


@at_once(("name", "path", "old", "new"), OTHERS)
def test_so_it_is_in_the_other_files(validators: Validators, name: str, path: str, old: str, new: str) -> None:
    text = (ROOT / "walkthroughs" / path).read_text(encoding="utf-8")
    assert old in text
    wrong = text.replace(old, new, 1)
    assert next(number for number, each in enumerate(wrong.split("\n"), 1) if new in each) in mistakes(
        validators[name], wrong
    )


def test_the_check_tells_schemas_that_are_out_of_date(guide: Guide, tmp_path: Path) -> None:
    files = files_of(guide, ROOT / "docs")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert outdated_schemas(tmp_path, guide, ROOT / "docs") == []
    (tmp_path / FOLDER / "task.json").write_text("{}", encoding="utf-8")
    (tmp_path / FOLDER / "claims.json").unlink()
    told = [(error.path, error.kind) for error in outdated_schemas(tmp_path, guide, ROOT / "docs")]
    assert sorted(told) == [(f"{FOLDER}/{name}.json", "schema_outdated") for name in ("claims", "task")]


def test_editors_of_texts_are_told_where_the_schemas_are() -> None:
    settings = (ROOT / SETTINGS).read_text(encoding="utf-8")
    for name, patterns in FILES.items():
        assert (f'"./{FOLDER}/{name}.json"' in settings) == bool(patterns)


def test_the_data_that_are_read_are_those_with_a_schema() -> None:
    """A file by any other name is told as one that nothing reads."""
    described = {path for paths in FILES.values() for path in paths if path.startswith("docs/")}
    assert described == {f"docs/{KEPT}/{name}" for name in DATA}
