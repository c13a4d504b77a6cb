"""A class of learners behind one address: the limits that we ship let all of them finish."""

from pathlib import Path

from tests.support import nginx
from tests.support.script_learners import Learner, at_once


def test_thirty_learners_behind_one_address_all_finish(server: str, site: Path, tmp_path: Path) -> None:
    with nginx.limited(tmp_path, site, server) as address:

        def learn(_: int) -> str:
            with Learner(address) as learner:
                for asset in ("/registration/by-phone/", "/sitemap.xml", "/assets/search/index.json"):
                    assert learner.client.get(asset).status_code == 200
                learner.register()
                return learner.step

        assert at_once(30, learn) == ["done"] * 30
