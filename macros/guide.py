"""What a build reads: the simulation that mkdocs.yml names, the templates, and the editors' files."""

import importlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

from macros.materials import Materials, load_materials
from sandbox.engine.simulation import AnySimulation
from sandbox.rendering.addresses import path_of
from sandbox.rendering.environment import create_environment
from sandbox.rendering.renderer import Renderer
from sandbox.rendering.texts import texts_of
from sandbox.settings import sandbox_url

_OWN_TEMPLATES = (Path(__file__).parent / "theme", Path(__file__).parent / "publish/templates")
"""Templates that MkDocs renders, or that are written beside the pages; they use texts of the wording too."""


@dataclass(frozen=True)
class Guide:
    """All that one build reads.

    ``sandbox`` is what the sandbox's addresses begin with: the path of the site, if it has one, or another origin.
    """

    simulation: AnySimulation
    sandbox: str
    renderer: Renderer
    materials: Materials


def read_guide(conf: Mapping[str, Any]) -> Guide:
    """Read what MkDocs' configuration names.

    ``extra.simulation`` is the simulation as ``package.module:NAME``; the walkthroughs lie beside the configuration.
    Raises `ContentErrors`, `SettingsError`.
    """
    module, _, name = str(conf["extra"]["simulation"]).partition(":")
    simulation: AnySimulation = getattr(importlib.import_module(module), name)
    sandbox = sandbox_url(os.environ) or path_of(conf["site_url"] or "")
    renderer = Renderer(simulation, sandbox, packages=["sandbox.feedback", "macros.pages"])
    walkthroughs = Path(conf["config_file_path"]).parent / "walkthroughs"
    texts, screens = texts_used(renderer), renderer.screens()
    materials = load_materials(Path(conf["docs_dir"]), walkthroughs, simulation, texts, screens)
    return Guide(simulation, sandbox, renderer, materials)


def texts_used(renderer: Renderer) -> Mapping[str, Collection[str]]:
    """The texts of all templates, the theme's included."""
    loader = FileSystemLoader(_OWN_TEMPLATES)
    return {**texts_of(create_environment(loader), loader), **renderer.texts()}
