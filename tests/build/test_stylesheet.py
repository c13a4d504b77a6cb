"""The published stylesheet has every rule that a page can use, and few others."""

import re

from macros.publish.stylesheet import bundle, names_in
from tests.support.at_once import at_once
from tests.support.project import ROOT

NAMES = names_in(["md-nav md-nav--open", '<p class="step step--now" id="here" hidden data-md-color-scheme="slate">'])


@at_once(
    "rule",
    [
        "p{color:red}",
        ".step{color:red}",
        ".step--now .md-nav{color:red}",
        "#here{color:red}",
        ".step:not(.unknown){color:red}",
        ".step:hover:before{color:red}",
        "[dir=ltr] .step{color:red}",
        "[data-md-color-scheme=slate]{color:red}",
        "[data-md-color-scheme]{color:red}",
        "[hidden]{color:red}",
        "@media print{.step{color:red}}",
        "@media print{@supports (color:red){.step{color:red}}}",
        "html{color:red}",
        "@keyframes turn{0%{opacity:0}to{opacity:1}}p{animation:1s turn}",
    ],
)
def test_a_rule_that_may_match_stays(rule: str) -> None:
    assert bundle([rule], NAMES) == rule


@at_once(
    "rule",
    [
        ".unknown{color:red}",
        ".step .unknown{color:red}",
        ".step.unknown{color:red}",
        "#nowhere{color:red}",
        "kbd{color:red}",
        ".step>kbd{color:red}",
        "[aria-sort]{color:red}",
        "p[title^=a]{color:red}",
        "@keyframes turn{0%{opacity:0}to{opacity:1}}",
        "[dir=rtl] .step{color:red}",
        "[data-md-color-scheme=pink]{color:red}",
        "@media print{.unknown{color:red}}",
    ],
)
def test_a_rule_that_cannot_match_goes(rule: str) -> None:
    assert bundle([rule], NAMES) == ""


def test_of_several_selectors_those_stay_that_may_match() -> None:
    assert bundle([".step,.unknown,p:is(.a,.b){color:red}"], NAMES) == ".step,p:is(.a,.b){color:red}"


def test_the_order_of_the_sheets_decides() -> None:
    assert bundle(["p{color:red}", "p{color:#00f}"], NAMES) == "p{color:#00f}"


def test_a_property_that_nothing_reads_goes_and_so_does_what_only_it_read() -> None:
    sheet = ":root{--a:red;--b:var(--a);--c:url('data:x;y');--d:1px}p{margin:var(--d)}"
    assert bundle([sheet], NAMES) == ":root{--d:1px}p{margin:var(--d)}"


# The site's own sheets

STYLES = sorted((ROOT / "docs/assets/styles").glob("*.css"))


def test_every_sheet_is_listed_and_print_comes_last() -> None:
    listed = re.findall(
        r"^  - assets/styles/(.*)\.css$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(path.stem for path in STYLES if path.stem not in ("memo", "show"))
    assert listed[-1] == "print", "what is printed wins over what is shown"


def test_every_token_is_declared_once_and_read() -> None:
    declared, read = set(), set()
    for path in STYLES:
        text = path.read_text(encoding="utf-8")
        own = set(re.findall(r"^ *(--(?:site|wt)-[\w-]+):", text, re.MULTILINE))
        assert not own or path.stem == "tokens", f"{path.name} declares {own}"
        declared |= own
        read |= set(re.findall(r"var\((--(?:site|wt)-[\w-]+)", text))
    assert read == declared
