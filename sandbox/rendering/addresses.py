"""Where forms are sent and states are shown, below the path of the site."""

from urllib.parse import urlsplit

from sandbox.engine.place import CABINET

SANDBOX = "/sandbox/"
"""All addresses of the sandbox begin so."""

WALKTHROUGHS = f"{SANDBOX}walkthroughs"
"""Below it, each walkthrough's state is shown and its forms are sent."""

CABINET_ADDRESS = f"{SANDBOX}{CABINET}"
"""The learner's life in the cabinet is shown here, each place below it, where its forms are sent too."""

TASKS = f"{SANDBOX}tasks"
"""Below it, each task has what the cabinet has below its address."""

PROGRESS = f"{SANDBOX}progress"
"""The learner's progress in all walkthroughs is shown and reset here."""

FEEDBACK = f"{SANDBOX}feedback"
"""Readers answer here whether a page was useful."""

STUMBLES = f"{SANDBOX}stumbles"
"""Editors see here what learners stumble on."""

MEMO = "memo/"
"""Below it, from the root of the site, each walkthrough has its card to print."""


def memo_of(slug: str) -> str:
    """The address of a walkthrough's card, from the root of the site."""
    return f"{MEMO}{slug}.html"


SHOW = "show/"
"""Below it, from the root of the site, each walkthrough and the solution of each task is shown in pictures."""


def show_of(slug: str) -> str:
    """The address of the pictures, from the root of the site. ``slug`` is what the runs are kept under."""
    return f"{SHOW}{slug}.html"


def path_of(url: str) -> str:
    """The path of a site's address as others are put after it: ``/guide`` for https://host/guide/, empty for a host."""
    return urlsplit(url).path.rstrip("/")


def origin_of(url: str) -> str:
    """The address without its path; empty if it is a path alone."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
