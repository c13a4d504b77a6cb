"""A draft of a walkthrough: its file, its page, and all files that must name them."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain as flat
from itertools import zip_longest
from pathlib import Path
from string import Template

from macros.claims.claim import load_claims
from macros.claims.marks import marks_of_walkthroughs, marks_on_pages
from macros.drafts.chain import Drafted, day_of
from macros.drafts.insertion import quoted, tree_of, with_item
from macros.drafts.patterns import lines_of
from macros.drafts.placing import Card, Section, named_in_menu, with_card, with_subject
from macros.drafts.project import Project
from macros.editors.named_buttons import buttons, missing
from macros.editors.source_files import read_pages
from macros.pages.article import ARTICLE
from sandbox.content.loader import TASKS
from sandbox.content.walkthrough_reader import LESSONS
from sandbox.content.yaml_tree import Block, Series, Value
from sandbox.frozen import dataclass

_MODELINE = "# yaml-language-server: $schema=../schema/walkthrough.json"
"""Tells editors of texts without settings of the project which schema explains the file."""


@dataclass(frozen=True)
class Answers:
    """What an editor says of the new walkthrough; ``name`` is that of its file."""

    name: str
    title: str
    section: Section
    start: str
    steps: Sequence[Drafted]

    @property
    def models(self) -> list[str]:
        """The walkthroughs that the steps were taken from, that of most steps first."""
        slugs = [each.pattern.walkthrough.slug for each in self.steps]
        return sorted(dict.fromkeys(slugs), key=lambda slug: -slugs.count(slug))


def files_of(project: Project, answers: Answers, words: Mapping[str, str]) -> dict[str, str]:
    """All files of the draft, path within the project → text; the walkthrough's and the page's come first."""
    page = answers.section.page(answers.name)
    like = project.guide.materials.embeddings[answers.models[0]].page
    card = Card(words["card_md"], answers.title, page, words["card_of_walkthrough"])
    return {
        f"walkthroughs/{answers.name}.yml": _file(project, answers, words),
        f"{project.docs.name}/{page}": _page(project, answers, page, words),
        **named_in_menu(project, answers.section, answers.title, page),
        **with_card(project, answers.section, card, like),
        **with_subject(project, answers.section, page, like),
        **_with_advice(project, answers),
        **_with_task(project, answers),
    }


def _file(project: Project, answers: Answers, words: Mapping[str, str]) -> str:
    model = project.guide.materials.content.walkthroughs[answers.models[0]]
    day = day_of(answers.steps)
    head = [
        _MODELINE,
        f"title: {quoted(answers.title)}",
        f"source: {quoted(model.source)}",
        f"start: {answers.start}",
        *([f"day: {day.isoformat()}"] if day else []),
        f"finish: {words['finish']}",
        "learnt:",
        *_lessons(project.walkthroughs, answers.models),
        "steps:",
    ]
    steps = [_step(project, each, words) for each in answers.steps]
    return "\n".join([*head, "\n\n".join("\n".join(lines) for lines in steps), ""])


def _lessons(folder: Path, models: Sequence[str]) -> list[str]:
    """As they are written in the models, their marks of claims included; each model in turn."""
    rows = zip_longest(*(lines_of(folder, slug, "learnt") for slug in models))
    return list(dict.fromkeys(line for line in flat.from_iterable(rows) if line))[:LESSONS]


def _step(project: Project, drafted: Drafted, words: Mapping[str, str]) -> Iterator[str]:
    step, pattern = drafted.step, drafted.pattern
    wording = project.guide.materials.content.wording
    there = buttons(step, project.guide.simulation, wording)
    yield f"  - id: {step.id}"
    yield from pattern.keys["say"]
    if step.hint and not missing(step.hint, there):
        yield from pattern.keys["hint"]
    else:
        yield f"    hint: {words['hint']}"
    yield from pattern.keys["action"]
    if step.also:
        yield f"    also: [{', '.join(step.also)}]"
    for key in ("wait", "example"):
        yield from pattern.keys.get(key, ())
    yield f"    then: {{{', '.join(f'{outcome}: {target}' for outcome, target in step.then.items())}}}"
    if step.mistakes:
        yield "    mistakes:"
        for mistake in step.mistakes:
            yield from pattern.mistakes[mistake.name]
    for key in ("memo", "in_life"):
        yield from pattern.keys.get(key, ())


def _page(project: Project, answers: Answers, page: str, words: Mapping[str, str]) -> str:
    claim = _claim(project, answers)
    return Template(words["walkthrough_md"]).substitute(
        title=quoted(answers.title),
        description=quoted(words["about_walkthrough"].format(title=answers.title)),
        heading=answers.title,
        what=load_claims(project.docs)[claim].what,
        claim=claim,
        name=answers.name,
        practice=posixpath.relpath("practice.md", posixpath.dirname(page) or "."),
    )


def _claim(project: Project, answers: Answers) -> str:
    """What the page of the model claims first, or the model itself."""
    paths = {f"{project.docs.name}/{project.guide.materials.embeddings[slug].page}" for slug in answers.models}
    paths |= {f"walkthroughs/{slug}.yml" for slug in answers.models}
    marks = [*marks_on_pages(read_pages(project.docs)), *marks_of_walkthroughs(project.walkthroughs)]
    return next((mark.claim for mark in marks if mark.path in paths), marks[0].claim)


def _with_advice(project: Project, answers: Answers) -> Mapping[str, str]:
    """The article's sentences with the first step at the one that names the step it was made from, or its like."""
    path = f"{project.docs.name}/{ARTICLE}"
    text = project.text(path)
    named = [f"{each.pattern.walkthrough.slug}#{each.pattern.step.id}" for each in answers.steps]
    lists = _lists(tree_of(text), "steps")
    found = next((each for name in named for each in lists if name in _texts(each)), None)
    for slug in answers.models:
        found = found or next((each for each in lists if any(n.startswith(f"{slug}#") for n in _texts(each))), None)
    return {path: with_item(text, found or lists[-1], f"{answers.name}#{answers.steps[0].step.id}")}


def _with_task(project: Project, answers: Answers) -> Mapping[str, str]:
    """A task with the walkthrough among those that teach it: one that its model teaches, too."""
    tasks = project.guide.materials.content.tasks
    teaching = [slug for model in answers.models for slug, task in tasks.items() if model in task.teaches]
    slug = next(iter((*teaching, *tasks)), None)
    if slug is None:
        return {}
    path = f"walkthroughs/{TASKS}/{slug}.yml"
    tree = tree_of(project.text(path))
    teaches = tree.items["teaches"] if isinstance(tree, Block) else None
    return {path: with_item(project.text(path), teaches, answers.name)} if isinstance(teaches, Series) else {}


def _lists(tree: Value, key: str) -> list[Series]:
    blocks = tree.items if isinstance(tree, Series) else ()
    found = [each.items.get(key) for each in blocks if isinstance(each, Block)]
    return [each for each in found if isinstance(each, Series)]


def _texts(series: Series) -> list[str]:
    return [str(getattr(item, "value", "")) for item in series.items]
