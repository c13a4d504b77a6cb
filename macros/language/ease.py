"""Sentences that are too long, and pages and walkthroughs that are hard to read."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.language.lines import FOR_EDITORS, Said, prose_of_pages, yaml_texts
from macros.language.readability import (
    LEAST_EASE,
    LEAST_EASE_OF_REFUSALS,
    LEAST_EASE_OF_WALKTHROUGHS,
    MOST_WORDS,
    MOST_WORDS_FOR_EDITORS,
    Sentence,
    reading_ease,
    sentences,
    too_long,
)
from macros.pages.article import Instruction
from sandbox.content import Content
from sandbox.content.errors import ContentError, ErrorList, error_at
from sandbox.engine.simulation import AnySimulation
from sandbox.text.typography import no_break

_SPOKEN = {"say", "hint", "memo", "same", "different", "needs", "learnt", "intro", "story", "finish"}
_SECTIONS = {"outcomes", "messages"}


def check_ease(
    root: Path, docs: Path, content: Content, simulation: AnySimulation, instructions: Iterable[Instruction]
) -> list[ContentError]:
    """Note them, each page with the line of its hardest sentence."""
    found: list[ContentError] = []
    for page in prose_of_pages(docs):
        errors = ErrorList(page.shown)
        most = MOST_WORDS_FOR_EDITORS if page.name in FOR_EDITORS else MOST_WORDS
        for sentence in too_long(page.text, most):
            errors.add(
                page.line_of(sentence), "sentence_too_long", name=_shown(sentence), words=len(sentence), most=most
            )
        if page.text and (ease := round(reading_ease(page.text))) < LEAST_EASE:
            hardest = min(page.text, key=lambda sentence: reading_ease([sentence]))
            errors.add(page.line_of(hardest), "hard_to_read", ease=ease, least=LEAST_EASE)
        found += errors.errors
    texts = list(yaml_texts(root))
    found += [error for said in texts if _is_spoken(said) for error in _long_in(said)]
    return [*found, *_hard_walkthroughs(content, instructions), *_hard_refusals(content, simulation)]


def _is_spoken(said: Said) -> bool:
    return said.keys[-1] in _SPOKEN or said.keys[0] in _SECTIONS


def _long_in(said: Said) -> list[ContentError]:
    return [
        error_at(said.path, said.line, "sentence_too_long", name=_shown(sentence), words=len(sentence), most=MOST_WORDS)
        for sentence in too_long(sentences(said.text))
    ]


def _shown(sentence: Sentence) -> str:
    return " ".join(sentence[:4]) + "…"


def eases(content: Content, instructions: Iterable[Instruction]) -> Mapping[str, float]:
    """Of each walkthrough: its hints, its end, and what its steps say in words of their own."""
    quoted = {no_break(each.sentence) for each in instructions}
    found = {}
    for slug, walkthrough in content.walkthroughs.items():
        ours = [step.say for step in walkthrough.steps if step.say not in quoted]
        texts = [*ours, *(step.hint or "" for step in walkthrough.steps), walkthrough.finish]
        found[slug] = reading_ease([words for text in texts for words in sentences(text)])
    return found


def _hard_walkthroughs(content: Content, instructions: Iterable[Instruction]) -> list[ContentError]:
    return [
        error_at(f"walkthroughs/{slug}.yml", 1, "hard_to_read", ease=round(ease), least=LEAST_EASE_OF_WALKTHROUGHS)
        for slug, ease in eases(content, instructions).items()
        if ease < LEAST_EASE_OF_WALKTHROUGHS
    ]


def ease_of_refusals(content: Content, simulation: AnySimulation) -> float:
    refused = [content.wording.outcomes[name] for name, kind in simulation.outcomes.items() if kind.refusal]
    return reading_ease([words for each in refused for said in (each.title, each.text) for words in sentences(said)])


def _hard_refusals(content: Content, simulation: AnySimulation) -> list[ContentError]:
    if (ease := ease_of_refusals(content, simulation)) >= LEAST_EASE_OF_REFUSALS:
        return []
    return [error_at("walkthroughs/wording", 1, "hard_to_read", ease=round(ease), least=LEAST_EASE_OF_REFUSALS)]
