"""Links from a walkthrough to the others."""

from collections.abc import Mapping

from sandbox.content import Content
from sandbox.rendering.onward import WalkthroughLink


class Links:
    """Links to all walkthroughs, made once for a build."""

    def __init__(self) -> None:
        self._made: tuple[Content, Mapping[str, str], Mapping[str, WalkthroughLink]] | None = None

    def __call__(self, content: Content, pages: Mapping[str, str]) -> Mapping[str, WalkthroughLink]:
        """By slug. ``pages`` are their addresses."""
        made = self._made
        if made is None or made[0] is not content or made[1] is not pages:
            known = content.walkthroughs
            links = {slug: WalkthroughLink(known[slug].title, at) for slug, at in pages.items() if slug in known}
            self._made = made = content, pages, links
        return made[2]
