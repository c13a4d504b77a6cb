"""A draft of a page: its file, and all files that must name it."""

import posixpath
from collections.abc import Mapping
from string import Template

from macros.drafts.insertion import quoted
from macros.drafts.placing import HOME, Card, Section, named_in_menu, with_card, with_subject
from macros.drafts.project import Project
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Answers:
    """What an editor says of the new page. ``answer`` is its first sentence, ``claim`` what it stands on."""

    name: str
    title: str
    section: Section
    answer: str
    claim: str


def files_of(project: Project, answers: Answers, words: Mapping[str, str]) -> dict[str, str]:
    """All files of the draft, path within the project → text; the page itself comes first."""
    page = answers.section.page(answers.name)
    written = Template(words["page_md"]).substitute(
        title=quoted(answers.title),
        description=quoted(answers.answer),
        heading=answers.title,
        answer=answers.answer,
        claim=answers.claim,
        home=posixpath.relpath(HOME, posixpath.dirname(page) or "."),
    )
    card = Card(words["card_md"], answers.title, page, f"{answers.answer}[^{answers.claim}]")
    return {
        f"{project.docs.name}/{page}": written,
        **named_in_menu(project, answers.section, answers.title, page),
        **with_card(project, answers.section, card),
        **with_subject(project, answers.section, page),
    }
