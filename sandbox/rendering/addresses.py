"""Where forms are sent and states are shown (DESIGN.md, contracts)."""

MOUNT = "/sandbox/walkthroughs"
"""A walkthrough's state is shown below, and its forms are sent there."""

PROGRESS = "/sandbox/progress"
"""The learner's progress in all walkthroughs is shown and reset here."""

FEEDBACK = "/sandbox/feedback"
"""Readers say here whether a page was useful."""
