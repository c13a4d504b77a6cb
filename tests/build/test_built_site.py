"""What the build tells the sandbox of the pages that it has made."""

import base64
import hashlib

from macros.publish.built_site import inline_scripts


def test_a_script_is_hashed_as_a_browser_does_it() -> None:
    # the example of the Content Security Policy specification, level 2, section 7.17.1
    html = "<script>alert('Hello, world.');</script>"
    expected = {"'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"}
    assert inline_scripts(html) == expected
    others = "<script src='a.js'></script><script type='application/json'>{}</script>"
    assert inline_scripts(html + others) == expected
    awkward = "if(a<b&&c</d/.test(e))f('&amp;')"
    digest = base64.b64encode(hashlib.sha256(awkward.encode()).digest()).decode()
    assert inline_scripts(f"<p><script>{awkward}</script></p>") == {f"'sha256-{digest}'"}
