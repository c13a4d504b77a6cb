"""Schemas of the files in ``docs/_data`` and of pages' headers."""

from macros.claims import claim, statements
from macros.editors.front_matter import HEADER, HIDDEN, LONGEST, LONGEST_TITLE, SEARCH, SHORTEST
from macros.pages import article, subjects
from macros.schema.model import Model
from macros.schema.shapes import DRAFT, NAME, PAGE, Schema, block, listing, mapping, named, one_of, text
from macros.schema.walkthroughs import DAY
from macros.search import urgent as urgent_help

_STATUS = "status"


def claims(model: Model) -> Schema:
    statuses = one_of((each.value for each in claim.Status), model.said("claims-status"))
    values = {"what": text(), _STATUS: statuses, "source": text(), "checked": DAY}
    entry = block(claim.KEYS, values, model.said("claims"))
    return {"$schema": DRAFT, **mapping(entry, propertyNames={"pattern": NAME})}


def instructions(model: Model) -> Schema:
    values = {"section": text(), "sentence": text(), "steps": listing(named("^[a-z0-9-]+#[a-z0-9-]+$"), minItems=1)}
    return {"$schema": DRAFT, **listing(block(article.INSTRUCTION, values, model.said("data-article")))}


def teasers(model: Model) -> Schema:
    values = {"text": text(), "subject": text()}
    return {"$schema": DRAFT, **listing(block(article.TEASER, values, model.said("data-related")))}


def subject_list(model: Model) -> Schema:
    values = {"subject": text(), "pages": listing(named(PAGE))}
    return {"$schema": DRAFT, **listing(block(subjects.KEYS, values, model.said("data-subjects")))}


def synonyms(model: Model) -> Schema:
    return {"$schema": DRAFT, "description": model.said("places").get("docs/_data/synonyms.yml", ""), **_lists()}


def names(model: Model) -> Schema:
    return {"$schema": DRAFT, "description": model.said("places").get("docs/_data/names.yml", ""), **_lists()}


def links(model: Model) -> Schema:
    said = model.said("places").get("docs/_data/links.yml", "")
    return {"$schema": DRAFT, "description": said, **mapping(DAY, propertyNames={"pattern": "^(?:https?|tel|mailto):"})}


def _lists() -> Schema:
    return mapping(listing(text()))


def urgent(model: Model) -> Schema:
    values = {"page": named(PAGE), "words": listing(listing(text())), "without": listing(text()), "title": text()}
    return {"$schema": DRAFT, **listing(block(urgent_help.KEYS, values, model.said("data-urgent")))}


def signs(model: Model) -> Schema:
    values = {key: listing(text()) for key in statements.KEYS.required}
    return {"$schema": DRAFT, **block(statements.KEYS, values, model.said("data-signs"))}


def page_header(model: Model) -> Schema:
    """What stands between the dashes at the head of a page."""
    letters = {"type": "string", "pattern": "[A-Za-zА-Яа-яЁё]"}
    said = model.said("header")
    search = block(
        SEARCH,
        {"exclude": {"enum": [True, False]}, "boost": {"type": "number", "minimum": 0}},
        said,
    )
    values = {
        "title": {**letters, "maxLength": LONGEST_TITLE},
        "description": {**letters, "minLength": SHORTEST, "maxLength": LONGEST},
        "hide": listing(one_of(HIDDEN, said)),
        "search": search,
    }
    return {"$schema": DRAFT, **block(HEADER, values, said)}
