"""The file of the call details: a Russian spreadsheet program reads it, and nothing in it is a formula."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.account.call_records import Line
from sandbox.account.details_file import write_details
from sandbox.content import Content
from sandbox.content.wording import Wording

AT = datetime(2025, 7, 11, 21, 33, tzinfo=UTC)
LINES = (
    Line("outgoing_call", AT, -36_00, "79070000011", 200),
    Line("incoming_message", AT, 0, "0001"),
    Line("internet", AT, 0, "", 350),
    Line("option_fee", AT, -149_00, service="horoscope"),
    Line("top_up_by_card", AT, 1_000_50),
)


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def wording(content: Content) -> Wording:
    return content.wording


def test_each_line_is_a_row_under_the_headings_of_the_wording(wording: Wording) -> None:
    assert read(write_details(LINES, wording)) == [
        ["Дата", "Время", "Что", "Номер", "Сколько", "Сумма, ₽"],
        ["12.07.2025", "00:33", "Исходящий звонок", "7 907 000-00-11", "3 мин 20 с", "-36,00"],
        ["12.07.2025", "00:33", "Входящее SMS", "0001", "", "0,00"],
        ["12.07.2025", "00:33", "Интернет", "", "350 МБ", "0,00"],
        ["12.07.2025", "00:33", "Плата за опцию «Гороскоп дня»", "", "", "-149,00"],
        ["12.07.2025", "00:33", "Пополнение с карты", "", "", "1000,50"],
    ]


def relabelled(wording: Wording, **sections: dict[str, str]) -> Wording:
    labels = {name: {**wording.labels[name], **labels} for name, labels in sections.items()}
    return replace(wording, labels={**wording.labels, **labels})


def test_the_file_begins_with_the_mark_of_utf_8_and_has_the_line_ends_of_its_format(wording: Wording) -> None:
    body = write_details(LINES, wording)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == body.count(b"\n") == len(LINES) + 1


@pytest.mark.parametrize("text", ["=1+1", "+7", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(wording: Wording, text: str) -> None:
    hostile = relabelled(wording, entries={"internet": text}, columns={"day": text})
    heading, row = read(write_details(LINES[2:3], hostile))
    assert heading[0] == row[2] == f"'{text}"


def test_what_divides_cells_may_stand_in_a_text(wording: Wording) -> None:
    hostile = relabelled(wording, entries={"internet": 'a;"b"\nc'})
    assert read(write_details(LINES[2:3], hostile))[1][2] == 'a;"b"\nc'
