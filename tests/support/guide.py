"""This guide as tests use it: its simulation, its templates, its content, and turns of a run."""

from datetime import datetime
from pathlib import Path

from macros.cache import Cache
from macros.guide import PACKAGES, texts_used
from sandbox.account.simulation import SIMULATION as SIMULATION
from sandbox.content.loader import LoadedContent, load_content
from sandbox.content.rehearsal import NOW, AnyTurn, PredictableSecrets
from sandbox.engine.action import Secrets
from sandbox.engine.run import AnyRun
from sandbox.engine.transitions import Turn
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.renderer import Renderer
from tests.support.project import ROOT

RENDERER = Renderer(SIMULATION, packages=PACKAGES)


TEXTS = texts_used(RENDERER, Cache(ROOT))


def load_source(folder: Path) -> LoadedContent:
    """Read a folder of walkthroughs with this guide's simulation and templates. Raises `ContentErrors`."""
    return load_content(folder, SIMULATION, TEXTS, RENDERER.screens())


SOURCE = load_source(ROOT / "walkthroughs")
"""The editors' files as they are, read once a process."""

CONTENT = SOURCE.content


def turn(walkthrough: Walkthrough, secrets: Secrets | None = None, now: datetime = NOW) -> AnyTurn:
    """What can be done with a run of the walkthrough; secrets are predictable unless they are given."""
    return Turn(SIMULATION, walkthrough, now, secrets or PredictableSecrets())


def wait(run: AnyRun, until: str, now: datetime = NOW) -> AnyRun:
    """Move a run's clock to a named moment."""
    return turn(CONTENT.walkthroughs[run.walkthrough], now=now).wait(run, until)
