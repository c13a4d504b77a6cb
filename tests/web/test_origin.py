"""Forms are taken from our own pages alone, and from those of listed sites."""

from itertools import product

import pytest

from tests.support.at_once import at_once
from tests.support.forms_over_http import FRAGMENT, REGISTER, plain
from tests.support.http_client import TestClient
from tests.support.origins import GUIDE, PROXIED, SANDBOX, TWO_ORIGINS, Start

FORM = {"step": "open-site", "address": "login.mts.ru"}


@at_once(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Referer": "http://127.0.0.1/"},
        {},
    ],
)
def test_a_form_from_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    form = {"step": "open-site", "address": "login.mts.ru"}
    response = client.post(f"{REGISTER}/open_site", data=form, headers=headers, follow_redirects=False)
    assert response.status_code == 403
    assert "Форма отправлена с другого сайта" in plain(response.text)
    assert "set-cookie" not in response.headers


def test_an_old_browser_is_known_by_its_origin(client: TestClient) -> None:
    form = {"step": "open-site", "address": "login.mts.ru"}
    origin = {"Origin": "http://127.0.0.1"}
    assert client.post(f"{REGISTER}/open_site", data=form, headers=origin, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": SANDBOX}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": SANDBOX, "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://evil.example", "Host": "evil.example"}, 421),
        ({"Origin": "http://sandbox.example"}, 403),
        ({"Origin": f"{SANDBOX}:8443"}, 403),
        ({"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
        ({"Origin": "http://sandbox.example", "X-Forwarded-Proto": "http"}, 403),
        ({"Origin": GUIDE, "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_behind_a_proxy_only_the_setting_says_what_is_our_own(
    start: Start, headers: dict[str, str], status: int
) -> None:
    assert start(PROXIED).post(f"{REGISTER}/open_site", data=FORM, headers=headers).status_code == status


@pytest.mark.parametrize("origin", [GUIDE, "https://preview.example"])
def test_a_listed_site_may_send_forms_and_read_the_answers(start: Start, origin: str) -> None:
    client = start(TWO_ORIGINS)
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-walkthrough",
    }
    preflight = client.options(f"{REGISTER}/open_site", headers=asked)
    assert preflight.status_code == 200
    assert "X-Walkthrough" in preflight.headers["access-control-allow-headers"]
    headers = FRAGMENT | {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"{REGISTER}/open_site", data=FORM, headers=headers)
    assert 'data-step="choose-method"' in answer.text
    for response in (preflight, answer, client.get(f"{REGISTER}-no-such", headers=headers)):
        assert response.headers["access-control-allow-origin"] == origin
        assert response.headers["access-control-allow-credentials"] == "true"
        assert "Origin" in response.headers["vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", f"{GUIDE}.evil.example", f"{GUIDE}:8443", "null"])
def test_no_other_site_may(start: Start, origin: str) -> None:
    client = start(TWO_ORIGINS)
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    preflight = client.options(f"{REGISTER}/open_site", headers=asked)
    form = client.post(f"{REGISTER}/open_site", data=FORM, headers=headers)
    assert (preflight.status_code, form.status_code) == (400, 403)
    for response in (preflight, form, client.get(REGISTER, headers=headers)):
        assert "access-control-allow-origin" not in response.headers
        assert "Origin" in response.headers["vary"]


def test_on_one_origin_no_other_may_read_anything(start: Start) -> None:
    answer = start({}).get(REGISTER, headers={"Origin": GUIDE})
    assert not [name for name in answer.headers if name.startswith("access-control")]


# To which names anything is sent

ELSEWHERE = ["evil.example", "sandbox.example.evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]


@pytest.mark.parametrize("environ", [{}, PROXIED], ids=["here", "proxied"])
def test_to_a_name_that_is_not_ours_nothing_is_sent(start: Start, environ: dict[str, str]) -> None:
    client = start(environ)
    hosts = (*ELSEWHERE, "evil.example:8000", "[::1", "a b", "127.0.0.1@evil.example", "guide")
    for host, path in product(hosts, ("/", "/healthz", REGISTER, "/assets/no-such.css")):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421, f"{host}{path}"
        assert "У нашего сайта другой адрес" in plain(answer.text)
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    ("environ", "host"),
    [
        ({}, "127.0.0.1"),
        ({}, "192.168.1.5:8000"),
        ({}, "[::1]:8000"),
        ({}, "[2001:db8::5]"),
        ({}, "localhost"),
        ({}, "LocalHost:8000"),
        ({"HOST": "classroom"}, "classroom:8000"),
        (PROXIED, "sandbox.example"),
        (PROXIED, "SANDBOX.example:443"),
        (PROXIED, "10.0.0.7:8001"),
    ],
)
def test_an_address_of_the_network_and_our_own_name_are_served(
    start: Start, environ: dict[str, str], host: str
) -> None:
    """So that a classroom can use the sandbox on its own network."""
    assert start(environ).get(REGISTER, headers={"Host": host}).status_code == 200


def test_a_form_to_a_name_that_is_not_ours_makes_no_learner(start: Start) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}
    answer = start({}).post(f"{REGISTER}/open_site", data=FORM, headers=headers)
    assert (answer.status_code, "set-cookie" in answer.headers) == (421, False)
