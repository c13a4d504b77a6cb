"""One task's file → `Task`, checked against what the simulation has and against the places."""

from collections.abc import Collection, Mapping

from sandbox.content.errors import ErrorList
from sandbox.content.places_reader import PAGE
from sandbox.content.reader import IDENTIFIER, Keys, Reader, as_block, as_text, known_name
from sandbox.content.yaml_tree import Value
from sandbox.engine.inviting import Invitation
from sandbox.engine.place import BESIDE, Place
from sandbox.engine.simulation import AnyJudging, AnySimulation
from sandbox.engine.task import Harm, PressKind, Question, Task, TaskPress
from sandbox.text.typography import no_break

TASK = Keys(
    ("title", "story", "start", "at", "goals", "solution", "teaches", "finish"), ("answers", "harms", "visitors", "day")
)
QUESTION = Keys(("id", "say", "fact"))
HARM = Keys(("name", "say", "page", "by"))
INVITATION = Keys(("from", "come"))


class TaskReader:
    """Reads one file. ``slugs`` are the names of all walkthroughs.

    ``lines`` are kept for what is found later, by playing: those of the solution, of each harm and of the visitors.
    """

    def __init__(
        self,
        slug: str,
        tree: Value,
        errors: ErrorList,
        simulation: AnySimulation,
        judging: AnyJudging,
        places: Mapping[str, Place],
        slugs: Collection[str],
    ) -> None:
        self._errors, self._simulation, self._judging, self._places = errors, simulation, judging, places
        self.lines: dict[tuple[str, ...], int] = {}
        if not IDENTIFIER.fullmatch(slug):
            errors.add(1, "bad_slug", name=slug)
        top = Reader(tree, errors, slug, required=TASK.required, optional=TASK.optional)
        questions = tuple(self._question(value) for value in top.list("answers"))
        self._questions = {each.id for each in questions}
        self.lines["solution",] = top.line("solution")
        self.task = Task(
            slug=slug,
            title=no_break(top.text("title")),
            story=no_break(top.text("story")),
            start=top.name("start", simulation.starts, "unknown_start"),
            at=top.name("at", places.keys() - {BESIDE}, "unknown_place"),
            questions=questions,
            goals=self._goals(top),
            harms=tuple(self._harm(value) for value in top.list("harms")),
            solution=self._presses(top, "solution"),
            teaches=self._teaches(top, slugs),
            finish=no_break(top.text("finish")),
            visitors=self._visitors(top),
            day=top.day("day"),
        )

    def _question(self, value: Value) -> Question:
        reader = Reader(value, self._errors, "answers", required=QUESTION.required, optional=QUESTION.optional)
        fact = reader.name("fact", self._judging.facts, "unknown_fact")
        return Question(reader.text("id"), no_break(reader.text("say")), fact)

    def _goals(self, top: Reader) -> dict[str, str]:
        for name, line in top.lines("goals").items():
            known_name(name, line, self._errors, self._judging.truths, "unknown_goal")
        return {name: no_break(text) for name, text in top.texts("goals").items()}

    def _harm(self, value: Value) -> Harm:
        reader = Reader(value, self._errors, "harms", required=HARM.required, optional=HARM.optional)
        name = reader.name("name", self._judging.truths, "unknown_goal")
        self.lines["harms", name] = reader.line("name")
        self.lines["harms", name, PAGE] = reader.line("page")
        return Harm(name, no_break(reader.text("say")), reader.text("page"), self._presses(reader, "by"))

    def _visitors(self, top: Reader) -> Invitation | None:
        """Who may come unannounced, and how many of them do."""
        if "visitors" not in top.block.items:
            return None
        reader = Reader(top.block.items["visitors"], self._errors, "visitors", required=INVITATION.required)
        self.lines["visitors",] = top.line("visitors")
        known = self._judging.inviting.subjects if self._judging.inviting else ()
        values, names = reader.list("from"), dict[str, int]()
        for value in values:
            name = as_text(value, self._errors, "from")
            known_name(name, value.line, self._errors, known, "unknown_subject_of_visitor")
            if first := names.get(name):
                self._errors.add(value.line, "duplicate_visitor", name=name, first=first)
            names.setdefault(name, value.line)
        come = reader.count("come")
        if "from" in reader.block.items and "come" in reader.block.items and not come <= len(values):
            self._errors.add(reader.line("come"), "too_many_visitors", come=come, count=len(values))
        return Invitation(tuple(names), come)

    def _teaches(self, top: Reader, slugs: Collection[str]) -> tuple[str, ...]:
        values = top.list("teaches")
        names = tuple(as_text(value, self._errors, "teaches") for value in values)
        for value, name in zip(values, names, strict=True):
            known_name(name, value.line, self._errors, slugs, "unknown_walkthrough")
        return names

    def _presses(self, reader: Reader, key: str) -> tuple[TaskPress, ...]:
        return tuple(press for value in reader.list(key) if (press := self._press(value, key)))

    def _press(self, value: Value, key: str) -> TaskPress | None:
        """One press: a move, the clock, an answer, or an action with its input."""
        block = as_block(value, self._errors, key)
        if len(block.items) != 1:
            self._errors.add(value.line, "not_one_press")
            return None
        ((name, inner),) = block.items.items()
        known: Mapping[str, Collection[str]] = {
            "go": self._places.keys() - {BESIDE},
            "wait": self._simulation.waits,
            "answer": self._questions,
        }
        if name in known:
            target = as_text(inner, self._errors, name)
            kinds = {"go": "unknown_place", "wait": "unknown_wait", "answer": "unknown_question"}
            known_name(target, value.line, self._errors, known[name], kinds[name])
            kind: PressKind = "go" if name == "go" else "wait" if name == "wait" else "answer"
            return TaskPress(kind, target, {})
        known_name(name, value.line, self._errors, self._simulation.actions, "unknown_action")
        given = self._given(inner, name)
        return TaskPress("act", name, given)

    def _given(self, value: Value, name: str) -> dict[str, str]:
        block = as_block(value, self._errors, name)
        if action := self._simulation.actions.get(name):
            fields = [field.name for field in action.fields]
            for field, line in block.lines.items():
                if field not in fields:
                    self._errors.add(line, "unknown_field", name=field, action=name, among=fields)
        return {name: as_text(text, self._errors, name, may_be_empty=True) for name, text in block.items.items()}
