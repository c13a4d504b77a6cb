"""The four questions of a walkthrough and of a page, and what is a right answer to each."""

import re
from collections.abc import Iterator, Mapping, Sequence

from macros.claims.claim import load_claims
from macros.drafts import page, walkthrough
from macros.drafts.asking import Questions
from macros.drafts.chain import Drafted, NotPossible, chain, usual_before, walkthrough_of
from macros.drafts.patterns import Pattern, patterns
from macros.drafts.placing import Section, sections
from macros.drafts.project import Project
from macros.editors.explanations import explanations
from macros.editors.front_matter import LONGEST, LONGEST_TITLE, SHORTEST
from sandbox.content.decisions import passed_by_enter
from sandbox.content.errors import ErrorList
from sandbox.content.loader import TASKS
from sandbox.content.reader import IDENTIFIER

SHORTEST_TITLE = 5
"""Characters: with what the site adds, search engines want twenty."""

_TITLE = re.compile(r"[А-ЯЁA-Z«][\w\s«»(),.—–?!+-]*[^\s.]")
_SENTENCE = re.compile(r"[А-ЯЁA-Z][^{}|#\"\[\]]*\.")


def check_name(project: Project, name: str, errors: ErrorList) -> None:
    """Note a name that can't be an address, or that is taken."""
    if not IDENTIFIER.fullmatch(name):
        errors.add(1, "draft_name", name=name)
    folders = (project.walkthroughs, project.walkthroughs / TASKS)
    taken = [path for folder in folders for path in folder.glob(f"{name}.yml")] + [*project.docs.rglob(f"{name}.md")]
    for path in taken[:1]:
        errors.add(1, "draft_name_taken", name=name, first=path.relative_to(project.root).as_posix())


def ask_walkthrough(project: Project, name: str, questions: Questions, words: Mapping[str, str]) -> walkthrough.Answers:
    """Ask for what a draft of a walkthrough is made of. Raises `NoAnswerError`."""
    materials = project.guide.materials
    title = _ask_title(project, questions, words)
    practised = {embedding.page for embedding in materials.embeddings.values()}
    section = _ask_section(project, questions, words, practised)
    said = explanations(project.docs).get("start", {})
    starts = list(project.guide.simulation.starts)
    start = questions.ask(
        words["ask_start"],
        _numbered(f"{each} — {said[each]}" if each in said else each for each in starts),
        lambda answer, errors: _one_of(starts, answer, errors, "unknown_start"),
    )
    known = patterns(project.walkthroughs, materials.content.walkthroughs, project.guide.simulation)
    steps = questions.ask(
        words["ask_actions"],
        _by_walkthrough(known),
        lambda answer, errors: _check_actions(project, known, start, answer, errors),
        again=words["ask_actions_again"],
    )
    return walkthrough.Answers(name, title, section, start, steps)


def ask_page(project: Project, name: str, questions: Questions, words: Mapping[str, str]) -> page.Answers:
    """Ask for what a draft of a page is made of. Raises `NoAnswerError`."""
    title = _ask_title(project, questions, words)
    section = _ask_section(project, questions, words, None)
    answer = questions.ask(words["ask_answer"].format(least=SHORTEST, most=LONGEST), (), _check_sentence)
    claims = load_claims(project.docs)
    claim = questions.ask(
        words["ask_claim"],
        (f"{each.name} — {each.what}" for each in claims.values()),
        lambda answer, errors: _one_of(list(claims), answer, errors, "draft_claim"),
    )
    return page.Answers(name, title, section, answer, claim)


def _ask_title(project: Project, questions: Questions, words: Mapping[str, str]) -> str:
    titles = project.titles()

    def check(answer: str, errors: ErrorList) -> str:
        if not SHORTEST_TITLE <= len(answer) <= LONGEST_TITLE:
            errors.add(1, "draft_title", length=len(answer), least=SHORTEST_TITLE, most=LONGEST_TITLE)
        elif not _TITLE.fullmatch(answer):
            errors.add(1, "draft_title_sign", name=next(iter(re.findall(r"[^\w\s«»(),—–?!+-]", answer)), answer[:1]))
        if answer in titles:
            errors.add(1, "title_twice", first=titles[answer])
        return answer

    return questions.ask(words["ask_title"], (), check)


def _ask_section(
    project: Project, questions: Questions, words: Mapping[str, str], practised: set[str] | None
) -> Section:
    """A section of the menu; of a walkthrough one that has walkthroughs on its pages already."""
    found = {
        title: section
        for title, section in sections(project).items()
        if practised is None or practised & set(section.pages)
    }
    title = questions.ask(
        words["ask_section"],
        _numbered(found),
        lambda answer, errors: _one_of(list(found), answer, errors, "draft_section"),
    )
    return found[title]


def _numbered(options: Iterator[str] | Mapping[str, object]) -> Iterator[str]:
    return (f"{number}. {option}" for number, option in enumerate(options, 1))


def _one_of(known: Sequence[str], answer: str, errors: ErrorList, kind: str) -> str:
    """A name or its number."""
    if answer.isdecimal() and answer.isascii() and 0 < int(answer) <= len(known):
        return known[int(answer) - 1]
    right = next((each for each in known if each.casefold() == answer.casefold()), "")
    if not right:
        errors.add(1, kind, name=answer, among=known)
    return right


def _by_walkthrough(known: Sequence[Pattern]) -> Iterator[str]:
    """Each action once, where it is met first, with what its step says."""
    seen: set[str] = set()
    title = ""
    for each in known:
        if each.step.action not in seen:
            if each.walkthrough.title != title:
                title = each.walkthrough.title
                yield f"{title} ({each.walkthrough.start}):"
            yield f"  {each.step.action} — {each.step.say}"
            seen.add(each.step.action)


def _check_actions(
    project: Project, known: Sequence[Pattern], start: str, answer: str, errors: ErrorList
) -> Sequence[Drafted]:
    names = answer.replace(",", " ").split()
    if not names:
        errors.add(1, "draft_no_actions")
    possible = {each.step.action for each in known}
    for name in names:
        if name not in possible:
            kind = "draft_no_pattern" if name in project.guide.simulation.actions else "unknown_action"
            errors.add(1, kind, name=name, among=possible)
    if errors.errors:
        return ()
    wording = project.guide.materials.content.wording
    drafted = chain(project.guide.simulation, wording, known, start, names)
    if isinstance(drafted, NotPossible):
        _tell_impossible(known, drafted, errors)
        return ()
    if passed_by_enter(project.guide.simulation, walkthrough_of(drafted, start)):
        errors.add(1, "passed_by_enter")
    return drafted


def _tell_impossible(known: Sequence[Pattern], impossible: NotPossible, errors: ErrorList) -> None:
    name, outcome = impossible.action, impossible.outcome
    if before := usual_before(known).get(name):
        errors.add(1, "draft_not_possible", name=name, outcome=outcome, before=", ".join(before))
    else:
        starts = {each.walkthrough.start for each in known if each.step.action == name}
        errors.add(1, "draft_first_not_possible", name=name, outcome=outcome, starts=", ".join(sorted(starts)))


def _check_sentence(answer: str, errors: ErrorList) -> str:
    if not SHORTEST <= len(answer) <= LONGEST:
        errors.add(1, "draft_answer", length=len(answer), least=SHORTEST, most=LONGEST)
    elif not _SENTENCE.fullmatch(answer):
        errors.add(1, "draft_answer_end")
    return answer
