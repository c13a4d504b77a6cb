"""Schemas of walkthroughs, of tasks and of the cabinet's places."""

from macros.schema.model import Model
from macros.schema.shapes import (
    DRAFT,
    FORBIDDEN,
    PAGE,
    Schema,
    block,
    closed,
    described,
    having,
    listing,
    mapping,
    named,
    one_of,
    text,
    when,
)
from sandbox.content.places_reader import PLACE
from sandbox.content.task_reader import HARM, INVITATION, QUESTION, TASK
from sandbox.content.walkthrough_reader import IN_LIFE, LESSONS, LONGEST_LESSON, MISTAKE, STEP, WALKTHROUGH
from sandbox.engine.place import BESIDE

DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
STEP_NAME = named()
COUNT = {"type": ["integer", "string"], "minimum": 1, "maximum": 10, "pattern": "^(?:[1-9]|10)$"}


def walkthrough(model: Model) -> Schema:
    """Of one walkthrough's file."""
    starts = one_of(model.simulation.starts, model.said("start"))
    return block(
        WALKTHROUGH,
        {
            "title": text(),
            "source": text(),
            "start": starts,
            "finish": text(),
            "steps": listing({"$ref": "#/definitions/step"}, minItems=1),
            "day": DAY,
            "needs": listing(text()),
            "learnt": listing(text(maxLength=LONGEST_LESSON), minItems=LESSONS, maxItems=LESSONS),
            "next": named(),
        },
        model.said("keys-top"),
        **{"$schema": DRAFT},
        definitions={
            "step": _step(model),
            "mistake": _mistake(model),
            "beside": {"enum": _outcomes_beside(model)},
            **_actions(model),
        },
    )


def _step(model: Model) -> Schema:
    simulation = model.simulation
    kinds = simulation.visitors.kinds if simulation.visitors else ()
    in_life = {"same": text(), "different": text(), "source": text(), "checked": DAY}
    either = [{"required": ["same"]}, {"required": ["different"]}]
    return block(
        STEP,
        {
            "id": STEP_NAME,
            "say": text(),
            "action": one_of(simulation.actions, model.actions),
            "then": mapping(STEP_NAME),
            "hint": text(),
            "also": listing(one_of(_may_stand_beside(model), model.actions)),
            "example": mapping({}),
            "wait": one_of(simulation.timeline.waits, model.said("wait")),
            "mistakes": listing({"$ref": "#/definitions/mistake"}),
            "only_press": text(),
            "visitors": listing(one_of(kinds, model.said("visitors"))),
            "memo": text(),
            "in_life": block(IN_LIFE, in_life, model.said("keys-in-life"), anyOf=either),
        },
        model.said("keys-step"),
        allOf=[
            *(when(having("action", name), _with_action(model, name)) for name in simulation.actions),
            *(_given_by(model, outcome) for outcome in _outcomes_beside(model)),
        ],
    )


def _with_action(model: Model, name: str) -> Schema:
    """A step with the action: its outcomes, its fields, and what its mistakes give."""
    action = model.simulation.actions[name]
    own = model.outcome_names(name)
    has_to_be_given = any(field.required for field in action.fields)
    then = {
        "properties": {outcome: described(STEP_NAME, model.outcomes[outcome]) for outcome in own},
        "propertyNames": {"anyOf": [{"enum": list(own)}, {"$ref": "#/definitions/beside"}]},
    }
    own_mistake = when(
        {"not": {"required": ["action"]}},
        {
            "properties": {"gives": _ref(f"refusals-{name}"), "input": _ref(f"fields-{name}")},
            **({"required": ["input"]} if has_to_be_given else {}),
        },
    )
    needed = ["example"] if has_to_be_given else []
    return {
        "properties": {
            "then": then,
            "example": _ref(f"fields-{name}"),
            "mistakes": {"items": own_mistake},
            **({"only_press": FORBIDDEN} if action.fields else {}),
        },
        "required": [*needed, *([] if action.fields else ["only_press"])],
    }


def _actions(model: Model) -> dict[str, Schema]:
    """The fields and the refusals of each action."""
    fields = {f"fields-{name}": model.fields(name) for name in model.simulation.actions}
    return {**fields, **{f"refusals-{name}": model.refusals(name) for name in model.simulation.actions}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _outcomes_beside(model: Model) -> list[str]:
    """The outcomes of actions that ``also`` may name."""
    return list(dict.fromkeys(each for other in _may_stand_beside(model) for each in model.outcome_names(other)))


def _given_by(model: Model, outcome: str) -> Schema:
    """A step that can't have the outcome doesn't say where it leads: neither its action nor one in ``also`` has it."""
    actions = [name for name in model.simulation.actions if outcome in model.outcome_names(name)]
    own = {"properties": {"action": {"enum": actions}}, "required": ["action"]}
    beside = {"properties": {"also": {"contains": {"enum": actions}}}, "required": ["also"]}
    return when({"not": {"anyOf": [own, beside]}}, {"properties": {"then": {"properties": {outcome: FORBIDDEN}}}})


def _may_stand_beside(model: Model) -> list[str]:
    """The actions that ``also`` may name: those without a field to fill in."""
    actions = model.simulation.actions.values()
    return [each.name for each in actions if all(field.kind == "link" for field in each.fields)]


def _mistake(model: Model) -> Schema:
    values = {
        "name": text(),
        "gives": text(),
        "action": one_of(model.simulation.actions, model.actions),
        "input": mapping({}),
        "wait": one_of(model.simulation.timeline.waits, model.said("wait")),
        "times": COUNT,
        "after": text(),
    }
    others = [
        when(
            having("action", name), {"properties": {"gives": _ref(f"refusals-{name}"), "input": _ref(f"fields-{name}")}}
        )
        for name in model.simulation.actions
    ]
    return block(MISTAKE, values, model.said("keys-mistake"), allOf=others)


def places(model: Model) -> Schema:
    """Of the file of the cabinet's places."""
    lessons_own = model.simulation.living.lessons_own if model.simulation.living else frozenset()
    offered = [name for name in model.simulation.actions if name not in lessons_own]
    offers = {
        name: {"description": model.actions[name], **model.then(model.outcome_names(name), named())} for name in offered
    }
    place = block(
        PLACE,
        {
            "id": named(),
            "title": text(),
            "inside": one_of(["yes"]),
            "shows": listing(one_of(sorted(model.screens))),
            "offers": closed(offers),
            "leads": listing(named()),
            "page": named(PAGE),
        },
        model.said("cabinet"),
    )
    return {"$schema": DRAFT, **listing(place, minItems=1)}


def task(model: Model) -> Schema:
    """Of one task's file."""
    judging = model.simulation.living.judging if model.simulation.living else None
    truths, facts = (judging.truths, judging.facts) if judging else ({}, {})
    answers = block(QUESTION, {"id": text(), "say": text(), "fact": one_of(facts)}, model.said("task-answers"))
    harm = {
        "name": one_of(truths, model.judged),
        "say": text(),
        "page": named(PAGE),
        "by": listing({"$ref": "#/definitions/press"}),
    }
    subjects = judging.inviting.subjects if judging and judging.inviting else ()
    visitors = {"from": listing(one_of(subjects, model.said("task-visitors")), minItems=1), "come": COUNT}
    return block(
        TASK,
        {
            "title": text(),
            "story": text(),
            "start": one_of(model.simulation.starts, model.said("start")),
            "at": named(),
            "day": DAY,
            "answers": listing(answers),
            "goals": closed({name: {"description": model.judged.get(name, name), **text()} for name in truths}),
            "harms": listing(block(HARM, harm, model.said("task-harms"))),
            "visitors": block(INVITATION, visitors, model.said("task-visitors")),
            "solution": listing({"$ref": "#/definitions/press"}),
            "teaches": listing(named()),
            "finish": text(),
        },
        model.said("task"),
        **{"$schema": DRAFT},
        definitions={"press": _press(model)},
    )


def _press(model: Model) -> Schema:
    said = model.said("task-presses")
    moves = {
        "go": {"not": {"const": BESIDE}, **named()},
        "wait": one_of(model.simulation.waits, model.said("wait")),
        "answer": text(),
    }
    kinds = {name: {"description": said.get(name, name), **schema} for name, schema in moves.items()}
    acts = {name: {"description": model.actions[name], **_given(model, name)} for name in model.simulation.actions}
    return closed({**acts, **kinds}, minProperties=1, maxProperties=1)


def _given(model: Model, name: str) -> Schema:
    """What a task enters: fields may be left out."""
    return {**model.fields(name), "required": []}
