"""The walkthroughs that people need most are done, and seen whole, in Firefox and in WebKit as in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.web.site import Site
from tests.support.firefox import firefox
from tests.support.guide import CONTENT
from tests.support.tab import Tab
from tests.support.walk import walk
from tests.support.webkit import webkit

MOST_NEEDED = ("register-by-phone", "reset-forgotten-password", "keep-codes-secret", "check-balance-and-top-up")

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module", params=["Firefox", "WebKitGTK"])
def tab(request: pytest.FixtureRequest, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    engine = firefox(server, tmp_path_factory.mktemp("profile")) if request.param == "Firefox" else webkit(server)
    with engine as tab:
        yield tab


@pytest.mark.parametrize("slug", MOST_NEEDED)
def test_a_walkthrough_is_done_to_its_end_and_seen_whole(tab: Tab, site: Path, slug: str) -> None:
    tab.open(Site(site).trainers()[slug])
    print(tab.evaluate("() => `${innerWidth}×${innerHeight} ${navigator.userAgent}`"))
    views = walk(tab, CONTENT.walkthroughs[slug])
    assert [f"{place}: {fault}" for place, view in views for fault in view.faults] == []
