"""What all templates of a simulation know by name."""

from sandbox.content.duration import minutes
from sandbox.content.wording import Wording
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough


def names_of(simulation: AnySimulation) -> dict[str, object]:
    """The simulation's names in templates."""
    screens, actions = simulation.screens, simulation.actions

    def minutes_of(walkthrough: Walkthrough, wording: Wording) -> int:
        return minutes(walkthrough, wording, simulation)

    return {
        "actions": actions,
        "all_fields": simulation.fields,
        "outcome_types": simulation.outcomes,
        # Actions that are done by opening a link in a message, not by a button of the step.
        "linked": [name for name, action in actions.items() if any(field.kind == "link" for field in action.fields)],
        "guarded": {kind: outcome.name for kind, outcome in screens.guarded.items()},
        "expected": screens.expected,
        "choices": screens.choices,
        "drawn": simulation.living.drawn if simulation.living else frozenset(),
        "above": f"screens/{screens.above}" if screens.above else "",
        "told": f"screens/{screens.told}" if screens.told else "",
        "beside": f"screens/{screens.beside}" if screens.beside else "beside.html",
        "minutes": minutes_of,
        **screens.names,
    }
