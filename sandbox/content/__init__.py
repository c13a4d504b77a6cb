"""The editors' files: read, checked and played through, with file, line and remedy of every error.

`Content` is defined apart from the readers: a server takes it from the built site, and needs no YAML.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.content.wording import Wording
from sandbox.engine.walkthrough import Walkthrough


@dataclass(frozen=True)
class Content:
    """All that the editors wrote for the trainer."""

    walkthroughs: Mapping[str, Walkthrough]
    wording: Wording
