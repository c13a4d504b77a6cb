"""The browser of the tests draws with the fonts that the tests bring, whatever else the machine has."""

from playwright.sync_api import Page

from tests.support.browser_steps import only_with_javascript

pytestmark = only_with_javascript


def test_every_text_is_drawn_with_the_fonts_of_the_tests(page: Page) -> None:
    page.goto("/registration/by-phone/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    used = set()
    for text in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "h1, p, code, button"})["nodeIds"]:
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": text})["fonts"]
        used |= {font["familyName"] for font in fonts}
    assert used
    assert {family for family in used if not family.startswith("Liberation ")} == set()
