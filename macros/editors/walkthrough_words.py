"""What each walkthrough must say besides what a trainer needs: hints, lessons, life, and buttons that are there."""

from collections.abc import Mapping
from pathlib import Path

from macros.editors.named_buttons import buttons, missing, own_buttons, tells_to_press, where_it_is_read
from sandbox.content import Content
from sandbox.content.decisions import passed_by_enter
from sandbox.content.errors import ContentError, ErrorList, error_at
from sandbox.content.loader import WORDING, yaml_files
from sandbox.content.yaml_tree import Block, Series, parse_file
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Step, Walkthrough

MOST_ONLY_PRESSED = 8
"""Steps of the whole site at which there is nothing to decide."""


def check_walkthrough_words(root: Path, content: Content, simulation: AnySimulation) -> list[ContentError]:
    """Note what is missing, at the line of the step."""
    places = _places_of_outcomes(root / "walkthroughs")
    found: list[ContentError] = []
    only_pressed: list[ContentError] = []
    for slug, walkthrough in content.walkthroughs.items():
        shown = f"walkthroughs/{slug}.yml"
        errors, lines = ErrorList(shown), _lines_of_steps(root / shown, shown)
        if not walkthrough.learnt:
            errors.add(1, "nothing_learnt")
        if passed_by_enter(simulation, walkthrough):
            errors.add(1, "passed_by_enter")
        for step in walkthrough.steps:
            line = lines.get(step.id, 1)
            _check_step(walkthrough, step, line, content, simulation, errors)
            _check_refusals(walkthrough, step, line, content, simulation, errors, places)
            if not simulation.actions[step.action].fields:
                only_pressed.append(error_at(shown, line, "too_many_only_pressed", most=MOST_ONLY_PRESSED))
        found += errors.errors
    return found + (only_pressed if len(only_pressed) > MOST_ONLY_PRESSED else [])


def _lines_of_steps(path: Path, shown: str) -> Mapping[str, int]:
    _, tree = parse_file(path, shown)
    steps = tree.items.get("steps") if isinstance(tree, Block) else None
    blocks = [each for each in steps.items if isinstance(each, Block)] if isinstance(steps, Series) else []
    return {str(getattr(each.items.get("id"), "value", "")): each.line for each in blocks}


def _check_step(
    walkthrough: Walkthrough, step: Step, line: int, content: Content, simulation: AnySimulation, errors: ErrorList
) -> None:
    wording = content.wording
    there = buttons(step, simulation, wording)
    if not step.hint:
        errors.add(line, "hint_missing", name=step.id)
    elif not tells_to_press(step.say) and not tells_to_press(step.hint):
        errors.add(line, "hint_without_press", name=step.id)
    if not step.in_life:
        errors.add(line, "life_missing", name=step.id)
    for label in missing(step.hint or "", there):
        among = own_buttons(step, simulation, wording)
        errors.add(line, "button_not_there", name=label, step=step.id, among=among)


def _places_of_outcomes(walkthroughs: Path) -> Mapping[str, tuple[str, int]]:
    """Of each outcome the file and the line of its text."""
    places: dict[str, tuple[str, int]] = {}
    for path in yaml_files(walkthroughs / WORDING):
        shown = f"{walkthroughs.name}/{WORDING}/{path.name}"
        _, tree = parse_file(path, shown)
        outcomes = tree.items.get("outcomes") if isinstance(tree, Block) else None
        for name, outcome in outcomes.items.items() if isinstance(outcomes, Block) else ():
            if isinstance(outcome, Block):
                places[name] = shown, outcome.lines.get("text", outcome.line)
    return places


def _check_refusals(
    walkthrough: Walkthrough,
    step: Step,
    line: int,
    content: Content,
    simulation: AnySimulation,
    errors: ErrorList,
    places: Mapping[str, tuple[str, int]],
) -> None:
    wording = content.wording
    for mistake in step.mistakes:
        read_at = where_it_is_read(walkthrough, step, mistake.gives)
        there_then = buttons(read_at, simulation, wording)
        for label in missing(wording.outcomes[mistake.gives].text, there_then):
            file, at = places.get(mistake.gives, ("", 0))
            errors.add(
                line,
                "refusal_names_no_button",
                name=label,
                outcome=mistake.gives,
                step=read_at.id,
                text_at=f"{file}:{at}",
            )
