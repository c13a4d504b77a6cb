"""Which pages are about the same subject, from the editors' one file of subjects."""

from collections.abc import Collection, Iterable
from itertools import zip_longest
from pathlib import Path

from macros.editors.data_file import read_data
from macros.editors.source_files import pages_of
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Keys, Reader, as_list, as_text
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass
from sandbox.text.typography import no_break

SUBJECTS = "_data/subjects.yml"
KEYS = Keys(("subject", "pages"))


@dataclass(frozen=True)
class Subject:
    """A Russian name, and its pages (paths within the docs folder), the most useful first."""

    name: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class RelatedPage:
    """A page to read next, and the subject that it shares."""

    page: str
    subject: str


def load_subjects(docs: Path) -> list[Subject]:
    """Read the file. Raises `ContentErrors`, also for a page that doesn't exist."""
    return read_data(docs / SUBJECTS, lambda tree, errors: _subjects(tree, errors, pages_of(docs)))


def _subjects(tree: Value | None, errors: ErrorList, known: Collection[str]) -> list[Subject]:
    subjects: list[Subject] = []
    for item in as_list(tree, errors, "subjects"):
        reader = Reader(item, errors, "subjects", required=KEYS.required)
        name = no_break(reader.text("subject"))
        if name in {subject.name for subject in subjects}:
            errors.add(reader.line("subject"), "duplicate_subject", name=name)
        pages = [(value.line, as_text(value, errors, "pages")) for value in reader.list("pages")]
        for line, page in pages:
            if page and page not in known:
                errors.add(line, "unknown_page", name=page, among=known)
        subjects.append(Subject(name, tuple(page for _, page in pages)))
    return subjects


def related_to(page: str, subjects: Iterable[Subject], already_linked: Collection[str], most: int) -> list[RelatedPage]:
    """At most ``most`` other pages of the page's subjects, each once.

    The page's subjects take turns, so that each has some. What the page already links to at its end comes last.
    """
    rows = [
        [RelatedPage(other, subject.name) for other in subject.pages if other != page]
        for subject in subjects
        if page in subject.pages
    ]
    found: dict[str, RelatedPage] = {}
    for turn in zip_longest(*rows):
        for related in filter(None, turn):
            found.setdefault(related.page, related)
    return sorted(found.values(), key=lambda related: related.page in already_linked)[:most]
