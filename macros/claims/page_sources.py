"""The sources of a page: those of the claims that its sentences carry."""

from collections.abc import Iterable, Mapping
from datetime import date

from macros.claims.claim import Claim, Status
from macros.claims.marks import Mark
from sandbox.frozen import dataclass

ARTICLE = "статья"
"""How a source begins that is the article or one of its sections."""


@dataclass(frozen=True)
class PageSources:
    """``names`` are sources beside the article. ``checked`` is the day on which the oldest claim was last checked."""

    from_article: bool
    names: tuple[str, ...]
    only_article: tuple[str, ...]
    ours: tuple[str, ...]
    checked: date


def claims_of_pages(marks: Iterable[Mark], claims: Mapping[str, Claim]) -> dict[str, list[Claim]]:
    """The claims of each page (its path within the project), each once, in the order of the text."""
    found: dict[str, dict[str, Claim]] = {}
    for mark in marks:
        if mark.claim in claims:
            found.setdefault(mark.path, {})[mark.claim] = claims[mark.claim]
    return {path: list(each.values()) for path, each in found.items()}


def sources_of(claims: Iterable[Claim]) -> PageSources | None:
    """What to say of them under the page; None if it claims nothing."""
    claims = list(claims)
    if not claims:
        return None
    stated = [claim for claim in claims if claim.status is not Status.OUR_ADVICE]
    sources = dict.fromkeys(source for claim in stated for source in claim.sources)
    return PageSources(
        from_article=any(source.startswith(ARTICLE) for source in sources),
        names=tuple(source for source in sources if not source.startswith(ARTICLE)),
        only_article=tuple(claim.what for claim in claims if claim.status is Status.ONLY_ARTICLE),
        ours=tuple(claim.what for claim in claims if claim.status is Status.OUR_ADVICE),
        checked=min(claim.checked for claim in claims),
    )
