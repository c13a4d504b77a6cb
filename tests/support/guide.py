"""The guide as its editors wrote it: the content, read once a process, and the one Jinja environment that shows it."""

from sandbox.content.loader import load_content
from sandbox.rendering.renderer import Renderer
from tests.support.project import ROOT

CONTENT = load_content(ROOT / "walkthroughs")
RENDERER = Renderer()
