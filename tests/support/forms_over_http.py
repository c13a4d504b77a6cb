"""What tests over HTTP share: addresses, what a plain browser sends, and how its pages are read."""

from bs4 import BeautifulSoup

from tests.support.http_client import TestClient

MOUNT = "/sandbox/walkthroughs"
REGISTER = f"{MOUNT}/register-by-phone"
FRAGMENT = {"X-Walkthrough": "fragment"}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


def widget(html: str) -> BeautifulSoup:
    """The one trainer of a page or of a part of one, alone. What stands above it needn't be read."""
    _, begin, rest = html.partition('<section class="walkthrough')
    page = BeautifulSoup(begin + rest, "html.parser")
    (found,) = page.select("section.walkthrough")
    page.clear()
    page.append(found)
    return page


def step_of(html: str) -> str:
    return str(widget(html).section["data-step"])  # type: ignore[index]


def version_of(html: str) -> int:
    return int(str(widget(html).section["data-version"]))  # type: ignore[index]


def plain(html: str) -> str:
    """With ordinary spaces, so that tests needn't know where the lines mustn't break."""
    return html.replace("\u00a0", " ")


def post(client: TestClient, action: str, step: str, **given: str) -> str:
    """Send a form as a plain browser does, and follow to the page."""
    response = client.post(f"{REGISTER}/{action}", data={"step": step, **given}, headers=OUR_PAGE)
    assert response.status_code == 200
    return response.text


def code_on_the_phone(html: str) -> str:
    mark = widget(html).select_one("aside.phone li.message mark")
    assert mark
    return mark.text
