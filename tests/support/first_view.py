"""What a first view may move, and the files of the site that each page's first view is made of."""

import gzip
from pathlib import Path

MOST_BYTES = 40 * 1024
"""Of a first view, compressed by gzip."""

FILES = ("assets/style.*.css", "assets/script.*.js", "assets/prefetch.*.speculationrules", "service-worker.js")
"""What every page loads besides itself; with it that makes five requests."""


def files_of_every_page(site: Path) -> list[Path]:
    """One for each of `FILES`."""
    found = [list(site.glob(each)) for each in FILES]
    assert [len(each) for each in found] == [1] * len(FILES)
    return [path for (path,) in found]


def weight(content: bytes) -> int:
    """Bytes by gzip."""
    return len(gzip.compress(content, 9, mtime=0))
