"""What random learners and strings of a run of the tests begin with: another number each time, or the one asked for."""

import os
import secrets

VARIABLE = "RANDOM_SEED"
SEED = os.environ.setdefault(VARIABLE, str(secrets.randbelow(1_000_000)))
"""Processes that share the tests inherit it from the one that starts them."""
