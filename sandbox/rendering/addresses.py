"""Where forms are sent and states are shown (DESIGN.md, contracts)."""

SANDBOX = "/sandbox/"
"""All addresses of the sandbox begin so."""

WALKTHROUGHS = f"{SANDBOX}walkthroughs"
"""Below it, each walkthrough's state is shown and its forms are sent."""

PROGRESS = f"{SANDBOX}progress"
"""The learner's progress in all walkthroughs is shown and reset here."""

FEEDBACK = f"{SANDBOX}feedback"
"""Readers answer here whether a page was useful."""
