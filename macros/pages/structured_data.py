"""Structured data of a page for search engines (schema.org), made from the page and its walkthrough's file.

It isn't a script that browsers run, so the Content-Security-Policy needn't allow it.
"""

from collections.abc import Mapping
from typing import Any

from macros.pages.content import Question
from macros.pages.site_page import SitePage, SiteSettings
from sandbox.engine.walkthrough import Walkthrough

Thing = dict[str, Any]


def describe(page: SitePage, site: SiteSettings, pages: Mapping[str, SitePage], picture: str) -> Thing:
    """The page's place on the site, its steps and its questions. ``pages`` are all, by their source files."""
    things = [_site(page, site) if page.is_homepage else _breadcrumbs(page, site, pages)]
    things += [_how_to(page, site, walkthrough, picture) for walkthrough in page.shown]
    if answered := [_question(question) for question in page.content.questions]:
        things.append({"@type": "FAQPage", "mainEntity": answered})
    return {"@context": "https://schema.org", "@graph": things}


def _site(page: SitePage, site: SiteSettings) -> Thing:
    return {
        "@type": "WebSite",
        "name": site.name,
        "url": page.canonical(site),
        "description": page.meta["description"],
        "inLanguage": "ru",
    }


def _breadcrumbs(page: SitePage, site: SiteSettings, pages: Mapping[str, SitePage]) -> Thing:
    """From the first page through the section's first page down to this one."""
    path: list[tuple[str, str | None]] = [(site.name, site.url)]
    for chapter in page.menu.chapters:
        first = pages.get(chapter.first) if chapter.first else None
        if first and first.source != page.source:
            path.append((chapter.title or first.heading, first.canonical(site)))
    path.append((page.heading, page.canonical(site)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(path, 1)
        ],
    }


def _how_to(page: SitePage, site: SiteSettings, walkthrough: Walkthrough, picture: str) -> Thing:
    return {
        "@type": "HowTo",
        "name": page.heading,
        "image": picture,
        "step": [
            {
                "@type": "HowToStep",
                "name": step.say,
                "text": step.hint or step.say,
                "url": f"{page.canonical(site)}#{walkthrough.slug}-{step.id}",
            }
            for step in walkthrough.steps
        ],
    }


def _question(question: Question) -> Thing:
    return {
        "@type": "Question",
        "name": question.name,
        "acceptedAnswer": {"@type": "Answer", "text": question.answer},
    }
