"""Why a page was of no use: a closed list, so that nothing else can be said, and nobody's data with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["practising", "reading"]
"""A page with a walkthrough, or any other."""

REASONS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "practising": ("step_unclear", "stuck", "looks_different", "too_small", "too_long", "other_task"),
        "reading": ("hard_words", "no_answer", "out_of_date", "no_example", "too_long", "other_topic"),
    }
)
"""The reasons of each kind of page. Their words are in ``walkthroughs/wording/feedback.yml``."""

ALL = tuple(dict.fromkeys(reason for reasons in REASONS.values() for reason in reasons))
