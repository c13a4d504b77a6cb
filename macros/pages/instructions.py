"""What the article tells its reader to do, and the steps that practise it, from their one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.editors.data_file import parse_data
from sandbox.content.errors import ContentErrors, ErrorList
from sandbox.content.reader import Reader, as_list, as_text, known_name
from sandbox.content.yaml_source import Value
from sandbox.engine.walkthrough import Step, Walkthrough

ARTICLE = "_data/article.yml"
"""The file, in the docs folder."""


@dataclass(frozen=True)
class Instruction:
    """A sentence of the article, as it stands there, and where it is practised. ``section`` is its heading there."""

    section: str
    sentence: str
    steps: tuple[tuple[Walkthrough, Step], ...]


def load_instructions(path: Path, walkthroughs: Mapping[str, Walkthrough]) -> list[Instruction]:
    """Read the file. Raises `ContentErrors`, also where a step isn't there."""
    errors, tree = parse_data(path)
    items = as_list(tree, errors, path.stem)
    readers = [Reader(item, errors, path.stem, required=("section", "sentence", "steps")) for item in items]
    instructions = [
        Instruction(
            reader.text("section"),
            reader.text("sentence"),
            tuple(found for each in reader.list("steps") if (found := _find(each, walkthroughs, errors))),
        )
        for reader in readers
    ]
    for reader, instruction in zip(readers, instructions, strict=True):
        if not instruction.steps and not errors.errors:
            errors.add(reader.line("steps"), "text_empty", name="steps")
    if errors.errors:
        raise ContentErrors(errors.errors)
    return instructions


def _find(value: Value, walkthroughs: Mapping[str, Walkthrough], errors: ErrorList) -> tuple[Walkthrough, Step] | None:
    """The step that is named as «walkthrough#step»."""
    slug, _, step_id = as_text(value, errors, "steps").partition("#")
    known_name(slug, value.line, errors, walkthroughs, "unknown_walkthrough")
    walkthrough = walkthroughs.get(slug)
    if walkthrough is None:
        return None
    step = walkthrough.step(step_id)
    if step is None:
        known = (each.id for each in walkthrough.steps)
        errors.add(value.line, "unknown_step", name=step_id, among=known)
    return (walkthrough, step) if step else None
