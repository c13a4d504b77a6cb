"""What the build tells the sandbox of the pages that it has made."""

import base64
import hashlib

from macros.publish.built_site import read_page


def test_a_script_is_hashed_as_a_browser_does_it() -> None:
    # the example of the Content Security Policy specification, level 2, section 7.17.1
    html = "<script>alert('Hello, world.');</script>"
    expected = {"'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"}
    assert read_page(html).scripts == expected
    others = "<script src='a.js'></script><script type='application/json'>{}</script>"
    assert read_page(html + others).scripts == expected
    awkward = "if(a<b&&c</d/.test(e))f('&amp;')"
    digest = base64.b64encode(hashlib.sha256(awkward.encode()).digest()).decode()
    assert read_page(f"<p><script>{awkward}</script></p>").scripts == {f"'sha256-{digest}'"}


def test_only_what_a_style_can_name_is_a_name() -> None:
    """A word of a text would keep a rule that styles nothing."""
    page = read_page(
        '<p class="step now" id="here" title="tip" hidden data-md-color-scheme="slate" lang="ru">words</p>'
    )
    names = {"html", "head", "body", "p", "class", "id", "title", "hidden", "data-md-color-scheme", "lang"}
    assert page.names == names | {"step now", "here", "slate"}
