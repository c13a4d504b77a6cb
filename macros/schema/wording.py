"""The schema of the files of wording: any of the sections, and in each the names of the code."""

from collections.abc import Iterable

from macros.schema.model import Model
from macros.schema.shapes import DRAFT, Schema, block, closed, described, named, text
from sandbox.content.reader import Keys
from sandbox.content.wording import FEEDBACK, PROBLEMS, PROGRESS
from sandbox.content.wording_reader import ACTION, FIELD, MESSAGE, OUTCOME, TITLED


def wording(model: Model) -> Schema:
    """Of one file. Which names no file has yet is known to the check alone."""
    simulation, said = model.simulation, model.said("wording-keys")

    entries = {
        kind: block(keys, {**dict.fromkeys((*keys.required, *keys.optional), text()), "walkthrough": named()}, said)
        for kind, keys in (("action", ACTION), ("outcome", OUTCOME), ("message", MESSAGE), ("titled", TITLED))
    }

    def of_kind(names: Iterable[str], kind: str) -> Schema:
        return closed({name: {"$ref": f"#/definitions/{kind}"} for name in names})

    def fields() -> Schema:
        found = {}
        for name, field in simulation.fields.items():
            choices = closed({value: text() for value in field.choices}, field.choices)
            keys = Keys((*FIELD.required, "choices"), ("hint",)) if field.choices else Keys(FIELD.required, ("hint",))
            found[name] = block(keys, {"label": text(), "hint": text(), "choices": choices}, said)
        return closed(found)

    def labels(names: Iterable[str]) -> Schema:
        return closed({name: text() for name in names})

    sections = {
        "fields": fields(),
        "actions": of_kind(simulation.actions, "action"),
        "outcomes": of_kind(simulation.outcomes, "outcome"),
        "messages": of_kind(simulation.screens.messages, "message"),
        "waits": labels(simulation.waits),
        "texts": labels(sorted(model.texts)),
        "problems": of_kind(PROBLEMS, "titled"),
        "progress": labels(PROGRESS),
        "feedback": of_kind(FEEDBACK, "titled"),
        **{section: labels(names) for section, names in simulation.screens.labels.items()},
    }
    explained = model.said("wording")
    properties = {name: described(schema, explained.get(name)) for name, schema in sections.items()}
    return closed(properties, **{"$schema": DRAFT}, definitions=entries)
