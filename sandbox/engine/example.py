"""What showing a step's example says."""

from typing import Any

from sandbox.engine.action import Action
from sandbox.engine.outcome import OutcomeType
from sandbox.engine.run import (
    CHOICE_SHOWN,
    EVIDENCE_SHOWN,
    EXAMPLE_SHOWN,
    FIELDS_AND_CHOICE_SHOWN,
    LINK_SHOWN,
    ONE_FIELD_SHOWN,
)
from sandbox.engine.walkthrough import Step


def shown_by(step: Step, action: Action[Any]) -> OutcomeType:
    """The outcome of showing a step's example: what the learner sees now, and what is left to press."""
    kinds = [field.kind for field in action.fields if field.name in step.example]
    if "link" in kinds:
        return LINK_SHOWN
    if "choice" in kinds:
        return CHOICE_SHOWN if len(kinds) == 1 else FIELDS_AND_CHOICE_SHOWN
    if any(field.evidence for field in action.fields if field.name in step.example):
        return EVIDENCE_SHOWN
    return EXAMPLE_SHOWN if len(kinds) > 1 else ONE_FIELD_SHOWN
