"""Forms are taken from our own pages alone, and from those of listed sites."""

import pytest
from starlette.testclient import TestClient

from tests.support.forms_over_http import FRAGMENT, REGISTER, plain
from tests.support.origins import GUIDE, PROXIED, SANDBOX, TWO_ORIGINS, Start

FORM = {"step": "open-site", "address": "login.mts.ru"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver.evil.example"},
        {"Referer": "http://testserver/"},
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
    origin = {"Origin": "http://testserver"}
    assert client.post(f"{REGISTER}/open_site", data=form, headers=origin, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": SANDBOX}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://testserver"}, 403),
        ({"Origin": "https://evil.example", "Host": "evil.example"}, 403),
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
