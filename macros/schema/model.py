"""What schemas are made from: the simulation, and what editors' texts say of its names."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from macros.schema.shapes import Schema, closed, described, given, one_of
from sandbox.content import Content
from sandbox.engine.action import Field
from sandbox.engine.outcome import OutcomeType
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Model:
    """``explained`` is what the editors' guide says, section → name → text; ``texts`` are those of the templates."""

    simulation: AnySimulation
    content: Content
    explained: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Collection[str]]
    screens: Collection[str]

    def said(self, section: str) -> Mapping[str, str]:
        return self.explained.get(section, {})

    @cached_property
    def actions(self) -> Mapping[str, str]:
        """What each action is: the training screen and its button."""
        wording = self.content.wording.actions
        return {name: plain(f"{wording[name].screen} — «{wording[name].button}»") for name in self.simulation.actions}

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """What each outcome says."""
        wording = self.content.wording.outcomes
        return {name: plain(f"{wording[name].title} {wording[name].text}") for name in self.simulation.outcomes}

    @cached_property
    def judged(self) -> Mapping[str, str]:
        """What a task says first of a truth that it has for a goal or a harm."""
        found: dict[str, str] = {}
        for task in self.content.tasks.values():
            for name, said in (*task.goals.items(), *((harm.name, harm.say) for harm in task.harms)):
                found.setdefault(name, plain(said))
        return found

    def outcome_names(self, action: str) -> tuple[str, ...]:
        return self.simulation.actions[action].outcome_names

    def then(self, outcomes: Iterable[str], target: Schema) -> Schema:
        """A block of outcomes and where they lead."""
        return closed({name: described(target, self.outcomes[name]) for name in outcomes})

    def refusals(self, action: str) -> Schema:
        """What a mistake of the action may give."""
        kinds: Iterable[OutcomeType] = self.simulation.actions[action].outcomes
        return one_of([kind.name for kind in kinds if kind.refusal], self.outcomes)

    def fields(self, action: str) -> Schema:
        """What is entered in the action's form."""
        fields = self.simulation.actions[action].fields
        values = {field.name: described(self.entered(), self._field(field)) for field in fields}
        return closed(values, [field.name for field in fields if field.required])

    def entered(self) -> Schema:
        """A text, or one of the placeholders in braces."""
        known = "|".join(self.simulation.placeholders)
        return {**given(), "pattern": rf"^(?:(?!\{{)[\s\S]*|\{{(?:{known})\}})$"}

    def _field(self, field: Field) -> str:
        text = self.content.wording.fields[field.name]
        choices = ", ".join(f"{value} — {label}" for value, label in text.choices.items())
        return plain(". ".join(part for part in (text.label, text.hint or "", choices) if part))


def plain(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")
