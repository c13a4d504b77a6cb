"""One walkthrough's file → `Walkthrough`, checked against what the simulation has."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sandbox.content.errors import ErrorList
from sandbox.content.reader import IDENTIFIER, Keys, Reader, as_text, known_name
from sandbox.content.yaml_tree import Block, Series, Value
from sandbox.engine.action import Action
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import DONE, InLife, Mistake, Step, Walkthrough
from sandbox.text.typography import no_break

WALKTHROUGH = Keys(("title", "source", "start", "finish", "steps"), ("day", "needs", "learnt", "next"))
STEP = Keys(
    ("id", "say", "action", "then"),
    ("hint", "also", "example", "wait", "mistakes", "only_press", "visitors", "memo", "in_life"),
)
MISTAKE = Keys(("name", "gives"), ("action", "input", "wait", "times", "after"))
IN_LIFE = Keys(("source", "checked"), ("same", "different"))
LESSONS = 3
"""Lines of ``learnt``: as many as are remembered."""
LONGEST_LESSON = 90
"""Characters: three lines of a small phone."""


class WalkthroughReader:
    """Reads one walkthrough file. ``slugs`` are the names of all walkthroughs."""

    def __init__(
        self,
        slug: str,
        tree: Value,
        errors: ErrorList,
        lines: dict[tuple[str, ...], int],
        simulation: AnySimulation,
        slugs: Collection[str],
    ) -> None:
        self.slug, self.errors, self.lines, self.simulation = slug, errors, lines, simulation
        self.target_lines: dict[tuple[str, str], int] = {}
        self.visitor_lines: dict[str, int] = {}
        if not IDENTIFIER.fullmatch(slug):
            errors.add(1, "bad_slug", name=slug)
        top = Reader(tree, errors, slug, required=WALKTHROUGH.required, optional=WALKTHROUGH.optional)
        steps = tuple(step for value in top.list("steps") if (step := self._step(value)))
        if top.block.items.get("steps") == Series((), top.line("steps")):
            errors.add(top.line("steps"), "no_steps")
        self._check_order(steps)
        lines[slug,] = top.line("source")
        self.walkthrough = Walkthrough(
            slug=slug,
            title=no_break(top.text("title")),
            source=top.text("source"),
            start=top.name("start", simulation.starts, "unknown_start"),
            finish=no_break(top.text("finish")),
            steps=steps,
            day=top.day("day"),
            needs=self._lines(top, "needs"),
            learnt=self._learnt(top),
            next=self._next(top, slugs),
        )

    def _next(self, top: Reader, slugs: Collection[str]) -> str | None:
        name = top.optional_text("next")
        if name == self.slug:
            self.errors.add(top.line("next"), "next_is_itself", name=name)
        elif name:
            known_name(name, top.line("next"), self.errors, set(slugs) - {self.slug}, "unknown_walkthrough")
        return name

    def _lines(self, reader: Reader, key: str) -> tuple[str, ...]:
        return tuple(no_break(as_text(value, self.errors, key)) for value in reader.list(key))

    def _learnt(self, top: Reader) -> tuple[str, ...]:
        lines = self._lines(top, "learnt")
        if isinstance(top.block.items.get("learnt"), Series) and len(lines) != LESSONS:
            self.errors.add(top.line("learnt"), "lessons_not_three", count=len(lines), lessons=LESSONS)
        for value, line in zip(top.list("learnt"), lines, strict=True):
            if len(line) > LONGEST_LESSON:
                self.errors.add(value.line, "lesson_too_long", length=len(line), most=LONGEST_LESSON)
        return lines

    def _step(self, value: Value) -> Step | None:
        if not isinstance(value, Block):
            self.errors.add(value.line, "not_a_block", name="steps")
            return None
        reader = Reader(value, self.errors, "steps", required=STEP.required, optional=STEP.optional)
        step_id = reader.text("id")
        if (step_id and not IDENTIFIER.fullmatch(step_id)) or step_id == DONE:
            self.errors.add(reader.line("id"), "bad_step_id", name=step_id)
        first = self.lines.get((self.slug, step_id))
        if step_id and first:
            self.errors.add(reader.line("id"), "duplicate_step", name=step_id, first=first)
        self.lines.setdefault((self.slug, step_id), reader.line("id"))
        actions = self.simulation.actions
        action = reader.name("action", actions, "unknown_action")
        also = tuple(as_text(item, self.errors, "also") for item in reader.list("also"))
        for item, name in zip(reader.list("also"), also, strict=True):
            known_name(name, item.line, self.errors, actions, "unknown_action")
            if name in actions and any(field.kind != "link" for field in actions[name].fields):
                self.errors.add(item.line, "also_has_fields", name=name)
        offered = [actions[name] for name in (action, *also) if name in actions]
        outcomes = [outcome for known in offered for outcome in known.outcome_names]
        then = reader.texts("then")
        for outcome in then:
            self.target_lines[step_id, outcome] = reader.lines("then")[outcome]
            if offered:
                known_name(outcome, reader.lines("then")[outcome], self.errors, outcomes, "unknown_outcome")
        if action in actions:
            self._check_input(reader, "example", actions[action])
            self._check_only_press(reader, actions[action])
        hint, memo = reader.optional_text("hint"), reader.optional_text("memo")
        return Step(
            id=step_id,
            say=no_break(reader.text("say")),
            hint=no_break(hint) if hint else None,
            action=action,
            also=also,
            example=reader.texts("example", may_be_empty=True),
            wait=self._wait(reader),
            then=then,
            mistakes=self._mistakes(reader.list("mistakes"), step_id, action, offered),
            visitors=self._visitors(reader),
            only_press=reader.optional_text("only_press"),
            memo=no_break(memo) if memo else None,
            in_life=self._in_life(reader, step_id),
        )

    def _in_life(self, step: Reader, step_id: str) -> InLife | None:
        if "in_life" not in step.block.items:
            return None
        value = step.block.items["in_life"]
        reader = Reader(value, self.errors, "in_life", required=IN_LIFE.required, optional=IN_LIFE.optional)
        same, different = reader.optional_text("same"), reader.optional_text("different")
        if reader.block.items and not {"same", "different"} & reader.block.items.keys():
            self.errors.add(step.line("in_life"), "nothing_in_life")
        self.lines[self.slug, step_id, "in_life", "checked"] = reader.line("checked")
        return InLife(
            same=no_break(same) if same else None,
            different=no_break(different) if different else None,
            source=no_break(reader.text("source")),
            checked=reader.day("checked") or date.min,
        )

    def _visitors(self, reader: Reader) -> tuple[str, ...]:
        """Who may come unannounced. Nobody can at the first step: its form is the same for everybody."""
        known = self.simulation.visitors.kinds if self.simulation.visitors else ()
        values = reader.list("visitors")
        names = tuple(as_text(value, self.errors, "visitors") for value in values)
        for value, name in zip(values, names, strict=True):
            known_name(name, value.line, self.errors, known, "unknown_visitor")
        self.visitor_lines[reader.text("id")] = reader.line("visitors")
        return names

    def _mistakes(
        self, values: Iterable[Value], step_id: str, main: str, offered: list[Action[Any]]
    ) -> tuple[Mistake, ...]:
        mistakes: list[Mistake] = []
        for value in values:
            reader = Reader(value, self.errors, "mistakes", required=MISTAKE.required, optional=MISTAKE.optional)
            name = reader.text("name")
            place = (self.slug, step_id, no_break(name))
            if first := self.lines.get(place):
                self.errors.add(reader.line("name"), "duplicate_mistake", name=name, first=first)
            self.lines.setdefault(place, reader.line("name"))
            action = reader.name("action", [each.name for each in offered], "action_not_offered") or main
            if known := self.simulation.actions.get(action):
                self._check_input(reader, "input", known)
                refusals = [outcome.name for outcome in known.outcomes if outcome.refusal]
                accepted = reader.text("gives") in known.outcome_names
                reader.name("gives", refusals, "outcome_not_refusal" if accepted else "unknown_outcome")
            after = reader.optional_text("after")
            if after:
                among = [mistake.name for mistake in mistakes]
                known_name(no_break(after), reader.line("after"), self.errors, among, "unknown_mistake")
            mistakes.append(
                Mistake(
                    name=no_break(name),
                    action=action,
                    gives=reader.text("gives"),
                    input=reader.texts("input", may_be_empty=True),
                    wait=self._wait(reader),
                    times=reader.count("times"),
                    after=no_break(after) if after else None,
                )
            )
        return tuple(mistakes)

    def _wait(self, reader: Reader) -> str | None:
        return (
            reader.name("wait", self.simulation.timeline.waits, "unknown_wait")
            if "wait" in reader.block.items
            else None
        )

    def _check_only_press(self, reader: Reader, action: Action[Any]) -> None:
        """Learners press forward without a thought where nothing is to be decided: each such step says why it is so."""
        has_reason = "only_press" in reader.block.items
        if action.fields and has_reason:
            self.errors.add(reader.line("only_press"), "only_press_needless", name=action.name)
        elif not action.fields and not has_reason:
            self.errors.add(reader.line("action"), "only_press_missing", name=action.name)

    def _check_input(self, reader: Reader, key: str, action: Action[Any]) -> None:
        given, lines = reader.texts(key, may_be_empty=True), reader.lines(key)
        names = [field.name for field in action.fields]
        for name, value in given.items():
            if name not in names:
                self.errors.add(lines[name], "unknown_field", name=name, action=action.name, among=names)
            elif value[:1] == "{" and value[1:-1] not in self.simulation.placeholders:
                self.errors.add(lines[name], "unknown_placeholder", name=value, among=self.simulation.placeholders)
        for field in action.fields:
            if field.required and field.name not in given:
                self.errors.add(reader.line(key), "missing_field", name=field.name, action=action.name)

    def _check_order(self, steps: tuple[Step, ...]) -> None:
        by_id = {step.id: step for step in steps}
        if steps and steps[0].visitors:
            self.errors.add(self.visitor_lines[steps[0].id], "visitor_at_start")
        for step in steps:
            for outcome, target in step.then.items():
                line = self.target_lines[step.id, outcome]
                known_name(target, line, self.errors, (*by_id, DONE), "unknown_step")
        reached: set[str] = set()
        ahead = [step.id for step in steps[:1]]
        while ahead:
            if (step_id := ahead.pop()) in by_id and step_id not in reached:
                reached.add(step_id)
                ahead.extend(by_id[step_id].then.values())
        for step_id in by_id.keys() - reached - {""}:
            self.errors.add(self.lines[self.slug, step_id], "unreachable_step", name=step_id)
