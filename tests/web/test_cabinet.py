"""The cabinet over HTTP: links change nothing, presses are forms, and what is kept is small."""

import re

import pytest

from sandbox.rendering.addresses import CABINET_ADDRESS
from sandbox.storage.codec import RunCodec
from tests.support.cabinet import lives
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient

MOST_BYTES = 16 * 1024


def press(client: TestClient, action: str, **given: str) -> str:
    answer = client.post(f"{CABINET_ADDRESS}/{action}", data=given, headers=OUR_PAGE | FRAGMENT)
    assert answer.status_code == 200
    return answer.text


def data(html: str, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', html)
    assert found
    return found[1]


def open_site(client: TestClient) -> str:
    return press(client, "open_site", step="entry", presses="0", address="login.mts.ru")


def test_a_fresh_cabinet_is_at_its_entry(client: TestClient) -> None:
    html = client.get(CABINET_ADDRESS, headers=FRAGMENT).text
    assert (data(html, "place"), data(html, "version"), data(html, "status")) == ("entry", "0", "todo")


def test_a_press_leads_on_and_a_link_changes_nothing(client: TestClient) -> None:
    html = open_site(client)
    assert (data(html, "place"), data(html, "version")) == ("welcome", "1")
    moved = client.get(f"{CABINET_ADDRESS}/register", headers=FRAGMENT).text
    assert (data(moved, "place"), data(moved, "version")) == ("register", "1")
    assert data(client.get(CABINET_ADDRESS, headers=FRAGMENT).text, "place") == "welcome"


def test_without_a_script_a_press_is_followed_by_a_whole_page_that_says_what_happened(client: TestClient) -> None:
    given = {"step": "entry", "presses": "0", "address": "login.mts.ru"}
    answer = client.post(f"{CABINET_ADDRESS}/open_site", data=given, headers=OUR_PAGE)
    assert [each.status_code for each in answer.history] == [303]
    assert str(answer.url).endswith(f"{CABINET_ADDRESS}/welcome?sent#cabinet")
    assert '<header class="md-header' in answer.text
    assert "Сайт открыт" in answer.text
    assert "Сайт открыт" not in client.get(f"{CABINET_ADDRESS}/welcome").text


def test_a_place_that_no_link_leads_to_is_not_opened_by_its_address(client: TestClient) -> None:
    for place in ("home", "new-password", "options"):
        assert data(client.get(f"{CABINET_ADDRESS}/{place}", headers=FRAGMENT).text, "place") == "entry"


@pytest.mark.parametrize("place", ["phone", "no-such-place", "open"])
def test_what_is_no_place_is_not_found(place: str, client: TestClient) -> None:
    assert client.get(f"{CABINET_ADDRESS}/{place}").status_code == 404


@pytest.mark.parametrize("command", ["wait_a_day", "show_example", "no_such_action"])
def test_what_no_place_offers_is_not_found(command: str, client: TestClient) -> None:
    assert client.post(f"{CABINET_ADDRESS}/{command}", headers=OUR_PAGE).status_code == 404


def test_a_form_that_is_sent_twice_is_done_once(client: TestClient) -> None:
    open_site(client)
    again = open_site(client)
    assert data(again, "place") == "welcome"
    assert "уже покинули" in again


def test_what_was_kept_comes_back(client: TestClient) -> None:
    assert "Запомненного нет" in press(client, "recall", step="entry", presses="0")
    press(client, "keep", step="entry", presses="0")
    html = press(client, "open_site", step="entry", presses="0", address="login.mts.ru")
    assert data(html, "place") == "welcome"
    assert f"{CABINET_ADDRESS}/recall" in html
    assert data(press(client, "recall"), "place") == "entry"


def test_what_was_kept_outlasts_a_restart(client: TestClient) -> None:
    open_site(client)
    press(client, "keep", step="welcome", presses="1")
    html = press(client, "restart")
    assert (data(html, "place"), f"{CABINET_ADDRESS}/recall" in html) == ("entry", True)
    assert data(press(client, "recall"), "place") == "welcome"


def test_a_restart_asks_first_and_can_be_taken_back(client: TestClient) -> None:
    html = open_site(client)
    assert re.search(r'<details class="restart">.*action="[^"]*/restart"', html, re.DOTALL)
    assert data(press(client, "restart"), "place") == "entry"
    assert data(press(client, "undo"), "place") == "welcome"


def test_the_file_of_the_details_is_a_file_only_when_there_are_lines(client: TestClient) -> None:
    answer = client.get(f"{CABINET_ADDRESS}/details.csv")
    assert [each.status_code for each in answer.history] == [303]


def test_a_life_stays_small_however_long_it_goes_on() -> None:
    codec = RunCodec(SIMULATION)
    largest = max(len(codec.encode(after)) for _, _, after in lives(150, seed=5))
    print(f"the largest cabinet run has {largest} bytes")
    assert largest < MOST_BYTES
