"""Speculation rules: every page names them, they have the one type that browsers take, and none is for the sandbox."""

import json
from pathlib import Path

import pytest

from sandbox.web import prefetch
from tests.support.http_client import TestClient


def test_every_page_names_rules_that_are_there_and_are_kept_for_good(client: TestClient, site: Path) -> None:
    named = client.get("/security/").headers["Speculation-Rules"]
    answer = client.get(json.loads(named))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/speculationrules+json"
    assert "immutable" in answer.headers["Cache-Control"]
    assert f"Speculation-Rules: {named}" in (site / "_headers").read_text(encoding="utf-8")


def test_what_the_sandbox_answers_names_none(client: TestClient) -> None:
    """Its pages are rare, and are asked for anew each time."""
    assert "Speculation-Rules" not in client.get("/sandbox/walkthroughs/register-by-phone").headers


@pytest.mark.parametrize("path", ["", "/guide"])
def test_pages_of_the_site_alone_are_fetched_in_advance(path: str) -> None:
    (rule,) = json.loads(prefetch.rules(path))["prefetch"]
    assert rule["where"]["and"] == [{"href_matches": f"{path}/*"}, {"not": {"href_matches": f"{path}/sandbox/*"}}]
    assert rule["eagerness"] == "moderate", "not before the reader comes near a link"


def test_a_site_at_another_path_has_rules_of_another_name() -> None:
    assert prefetch.rules_file("") != prefetch.rules_file("/guide")
    assert prefetch.headers("/guide")["Speculation-Rules"].startswith('"/guide/assets/')
