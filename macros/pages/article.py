"""The source article: what it tells its reader to do with the steps that practise it, and its teasers of others."""

from collections.abc import Mapping
from pathlib import Path

from macros.editors.data_file import read_data
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Keys, Reader, as_list, as_text, known_name
from sandbox.content.yaml_tree import Value
from sandbox.engine.walkthrough import Step, Walkthrough
from sandbox.frozen import dataclass

ARTICLE = "_data/article.yml"
TEASERS = "_data/related.yml"
"""The files, in the docs folder."""

INSTRUCTION = Keys(("section", "sentence", "steps"))
TEASER = Keys(("text", "subject"))


@dataclass(frozen=True)
class Instruction:
    """A sentence of the article, as it stands there, and where it is practised. ``section`` is its heading there."""

    section: str
    sentence: str
    steps: tuple[tuple[Walkthrough, Step], ...]


@dataclass(frozen=True)
class Teaser:
    """The beginning of another article under «Похожие статьи»; ``subject`` is a Russian word."""

    subject: str
    text: str


def load_instructions(path: Path, walkthroughs: Mapping[str, Walkthrough]) -> list[Instruction]:
    """Read the file. Raises `ContentErrors`, also for a step that doesn't exist."""

    def read(tree: Value | None, errors: ErrorList) -> list[Instruction]:
        readers = _items(tree, errors, path.stem, INSTRUCTION)
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
        return instructions

    return read_data(path, read)


def load_teasers(path: Path) -> list[Teaser]:
    """Read the file. Raises `ContentErrors`."""

    def read(tree: Value | None, errors: ErrorList) -> list[Teaser]:
        readers = _items(tree, errors, path.stem, TEASER)
        return [Teaser(reader.text("subject"), reader.text("text")) for reader in readers]

    return read_data(path, read)


def _items(tree: Value | None, errors: ErrorList, name: str, keys: Keys) -> list[Reader]:
    return [Reader(item, errors, name, required=keys.required) for item in as_list(tree, errors, name)]


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
        errors.add(value.line, "step_of_another", name=step_id, among=known, walkthrough=slug)
    return (walkthrough, step) if step else None
