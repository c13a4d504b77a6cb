"""Structured data of a page for search engines (schema.org), made from the page and its walkthrough's file.

It isn't a script that browsers run, so the Content-Security-Policy needn't allow it.
"""

from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from macros.pages.content import Question
from sandbox.engine.walkthrough import Walkthrough

Thing = dict[str, Any]

SHOWN = "shown_walkthroughs"
"""The key in a page's ``meta`` of the walkthroughs that its macros have put on it."""


def describe(page: Page, config: MkDocsConfig, questions: Iterable[Question], picture: str) -> Thing:
    """The page's place on the site, its steps and its questions."""
    things: list[Thing] = []
    if page.is_homepage:
        things.append(_site(page, config))
    else:
        things.append(_breadcrumbs(page, config))
    things += [_how_to(page, walkthrough, picture) for walkthrough in page.meta.get(SHOWN, ())]
    if answered := [_question(question) for question in questions]:
        things.append({"@type": "FAQPage", "inLanguage": "ru", "mainEntity": answered})
    return {"@context": "https://schema.org", "@graph": things}


def heading_of(page: Page) -> str:
    """The page's first heading, as it stands on it."""
    return str(page.toc.items[0].title) if page.toc.items else str(page.title)


def _site(page: Page, config: MkDocsConfig) -> Thing:
    return {
        "@type": "WebSite",
        "name": config.site_name,
        "url": page.canonical_url,
        "description": page.meta["description"],
        "inLanguage": "ru",
    }


def _breadcrumbs(page: Page, config: MkDocsConfig) -> Thing:
    """From the first page through the section's first page down to this one."""
    path = [(config.site_name, config.site_url)]
    for section in reversed(list(page.ancestors)):
        first = _first_page(section.children if isinstance(section, Section) else ())
        if first and first is not page:
            path.append((section.title or heading_of(first), first.canonical_url))
    path.append((heading_of(page), page.canonical_url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(path, 1)
        ],
    }


def _first_page(children: Iterable[object]) -> Page | None:
    return next((child for child in children if isinstance(child, Page)), None)


def _how_to(page: Page, walkthrough: Walkthrough, picture: str) -> Thing:
    return {
        "@type": "HowTo",
        "name": heading_of(page),
        "description": page.meta["description"],
        "inLanguage": "ru",
        "image": picture,
        "step": [
            {
                "@type": "HowToStep",
                "position": position,
                "name": step.say,
                "text": step.hint or step.say,
                "url": f"{page.canonical_url}#{walkthrough.slug}-{step.id}",
            }
            for position, step in enumerate(walkthrough.steps, 1)
        ],
    }


def _question(question: Question) -> Thing:
    return {
        "@type": "Question",
        "name": question.name,
        "acceptedAnswer": {"@type": "Answer", "text": question.answer},
    }
