"""Everything that a build takes from the editors' files besides the pages themselves."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from macros.cache import Cache
from macros.claims.claim import Claim, load_claims
from macros.claims.marks import marks_on_pages, read_text, unknown_claims
from macros.claims.page_sources import claims_of_pages
from macros.editors.checked_days import CheckedDays, checked_days
from macros.editors.embeddings import Embedding, find_embeddings, find_tasks, read_calls
from macros.editors.pages import check_pages
from macros.editors.placement import check_places, check_reread
from macros.editors.source_files import check_page_files, read_pages
from macros.markdown.terms import Glossary, check_terms
from macros.pages.article import ARTICLE, TEASERS, Instruction, Teaser, load_instructions, load_teasers
from macros.pages.sources import check_sources
from macros.pages.subjects import Subject, load_subjects
from macros.rehearsals import rehearse_changed
from macros.search.synonyms import SYNONYMS, Synonym, load_synonyms
from macros.search.urgent import Urgent, load_urgent
from sandbox.content import Content
from sandbox.content.cabinet_check import forgotten_actions
from sandbox.content.errors import ContentErrors
from sandbox.content.file_text import telling
from sandbox.content.loader import TASKS, LoadedContent, load_content, slugs_in
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import dataclass

_T = TypeVar("_T")


@dataclass(frozen=True)
class Materials:
    """The files' content.

    ``called`` says which pages call which macro, ``embeddings`` which page shows which walkthrough, ``task_pages``
    which shows which task, ``claims`` what each page claims, ``checked_days`` when facts in walkthroughs were checked.
    """

    content: Content
    called: Mapping[str, Collection[str]]
    embeddings: dict[str, Embedding]
    task_pages: dict[str, str]
    teasers: list[Teaser]
    instructions: list[Instruction]
    subjects: list[Subject]
    synonyms: list[Synonym]
    urgent: list[Urgent]
    claims: dict[str, list[Claim]]
    checked_days: CheckedDays


def load_materials(
    docs: Path,
    walkthroughs: Path,
    simulation: AnySimulation,
    texts: Mapping[str, Collection[str]],
    screens: Collection[str],
    cache: Cache,
    glossary: str = "",
) -> Materials:
    """Read all of it; the teasers if a page shows them, the claims if one names any.

    ``texts`` are those that the templates use, ``screens`` the templates that a place may show, ``cache`` knows what
    has passed before, ``glossary`` is the page with the terms, if there is one.

    Raises `ContentErrors` with every mistake of files and pages at once.
    """
    pages = read_pages(docs)
    calls = read_calls(pages)
    embeddings, wrong = find_embeddings(calls, slugs_in(walkthroughs))
    tasks, wrong_tasks = find_tasks(calls, slugs_in(walkthroughs / TASKS))
    errors = [*calls.errors, *wrong, *wrong_tasks, *check_page_files(docs, pages)]

    def read(load: Callable[..., _T], *given: Any) -> _T | None:
        try:
            return load(*given)
        except ContentErrors as found:
            errors.extend(found.errors)
            return None

    teasers = read(load_teasers, docs / TEASERS) if "related_articles" in calls.called else []
    subjects = read(load_subjects, docs)
    synonyms = read(load_synonyms, docs / SYNONYMS)
    urgent = read(load_urgent, docs)
    marks = marks_on_pages(pages)
    claims = read(load_claims, docs) if marks else {}
    errors += unknown_claims(marks, claims) if claims is not None else []
    instructions = None
    if loaded := read(load_content, walkthroughs, simulation, texts, screens):
        errors += [*rehearse_changed(loaded, simulation, cache), *forgotten_actions(loaded, simulation)]
        errors += check_reread(loaded, pages)
        instructions = read(load_instructions, docs / ARTICLE, loaded.content.walkthroughs)
        errors += check_sources(loaded, instructions) if instructions else []
    errors += check_terms(pages[glossary].text, pages[glossary].shown) if glossary in pages else []
    errors += check_places(docs, embeddings, subjects, instructions)
    errors = telling([*errors, *check_pages(docs, pages, _anchors(embeddings, loaded, docs, glossary), cache)])
    if (
        errors
        or loaded is None
        or teasers is None
        or instructions is None
        or subjects is None
        or synonyms is None
        or urgent is None
    ):
        raise ContentErrors(errors)
    return Materials(
        content=loaded.content,
        called=calls.called,
        embeddings=embeddings,
        task_pages={slug: each.page for slug, each in tasks.items()},
        teasers=teasers,
        instructions=instructions,
        subjects=subjects,
        synonyms=synonyms,
        urgent=urgent,
        claims=claims_of_pages(marks, claims or {}),
        checked_days=checked_days(loaded),
    )


def _anchors(
    embeddings: Mapping[str, Embedding], loaded: LoadedContent | None, docs: Path, glossary: str
) -> dict[str, list[str]] | None:
    """The places of steps and terms, by the pages on which they stand; None where walkthroughs can't be read."""
    if loaded is None:
        return None
    terms = Glossary.of(read_text(docs / glossary)).terms if glossary else ()
    found = {glossary: [term.anchor for term in terms]}
    for slug, embedding in embeddings.items():
        steps = loaded.content.walkthroughs[slug].steps
        found[embedding.page] = [*found.get(embedding.page, ()), *(f"{slug}-{step.id}" for step in steps)]
    return found
