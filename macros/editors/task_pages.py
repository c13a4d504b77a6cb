"""Which page shows which task: each task stands on exactly one."""

from collections.abc import Collection
from pathlib import Path

from macros.editors.embeddings import calls_on, slug_of
from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList

CALL = "task("
"""What a page must hold to be read for it."""


def find_tasks(docs: Path, slugs: Collection[str]) -> tuple[dict[str, str], list[ContentError]]:
    """The page of each task, relative to the docs folder, and what is wrong."""
    found: dict[str, str] = {}
    errors: list[ContentError] = []
    lost: set[str] = set()  # on pages that can't be read
    for path in pages_of(docs):
        page = path.relative_to(docs).as_posix()
        mistakes, unread = ErrorList(f"{docs.name}/{page}"), ErrorList(page)  # whose errors `find_embeddings` names
        calls = calls_on(path, unread, lost) if CALL in path.read_text(encoding="utf-8", errors="replace") else {}
        for call in calls.get("task", ()):
            slug = slug_of(call)
            if slug not in slugs:
                mistakes.add(call.lineno, "unknown_task", name=slug, among=slugs)
            elif first := found.get(slug):
                mistakes.add(call.lineno, "task_embedded_twice", name=slug, first=f"{docs.name}/{first}")
            else:
                found[slug] = page
        errors += mistakes.errors
    for slug in sorted(set(slugs) - found.keys() - lost):
        missing = ErrorList(f"walkthroughs/tasks/{slug}.yml")
        missing.add(1, "task_not_embedded", name=slug)
        errors += missing.errors
    return found, errors
