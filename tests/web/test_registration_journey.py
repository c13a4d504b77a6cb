"""The journey that `make bench` measures is a whole one: a change of its steps is noticed here."""

from urllib.parse import urlsplit

from tests.support.registration_journey import WALKTHROUGH, journey


def test_the_journey_that_is_measured_comes_to_its_end(server: str) -> None:
    address = urlsplit(server)
    assert address.port
    assert len(journey(address.port, str(address.hostname))) > len(WALKTHROUGH.steps)
