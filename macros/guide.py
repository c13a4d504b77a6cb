"""What a build reads: the simulation that mkdocs.yml names, the templates, and the editors' files."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

from macros.cache import Cache
from macros.edition import edition_of
from macros.editors.pages import check_pages
from macros.editors.settings_file import SETTINGS_FILE, settings_of
from macros.editors.site_settings import check_settings, simulation_named
from macros.editors.source_files import check_page_files, read_pages
from macros.materials import Materials, load_materials
from sandbox.content.errors import ContentError, ContentErrors
from sandbox.content.file_text import telling
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import path_of
from sandbox.rendering.environment import create_environment
from sandbox.rendering.renderer import Renderer
from sandbox.rendering.texts import KnownTexts, texts_of
from sandbox.settings import sandbox_url

GLOSSARY = "macros.markdown.glossary"
"""The extension of Markdown in mkdocs.yml whose option ``home`` is the page with the terms."""

PACKAGES = ("sandbox.feedback", "sandbox.counters", "macros.pages", "macros.show")
"""Those with templates for pages, beside the trainers' own."""

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
    cache: Cache


def read_guide(conf: Mapping[str, Any], *, check: bool = True) -> Guide:
    """Read what MkDocs' configuration names.

    ``extra.simulation`` is the simulation as ``package.module:NAME``; the walkthroughs lie beside the configuration.
    Raises `ContentErrors` with the mistakes of the configuration and of all that it names; `SettingsError`.
    Not ``check`` leaves out the configuration, for a builder that reads it otherwise or has checked it before.
    """
    docs, settings = Path(conf["docs_dir"]), Path(conf["config_file_path"])
    errors = check_settings(settings, settings.name, docs) if check else []
    named = str(conf["extra"].get("simulation"))
    simulation: AnySimulation | None = simulation_named(named)
    if simulation is None:
        pages = read_pages(docs)
        raise ContentErrors(telling([*errors, *check_page_files(docs, pages), *check_pages(docs, pages, None)]))
    sandbox = sandbox_url(os.environ) or path_of(conf["site_url"] or "")
    cache = Cache(settings.parent, edition_of(named))
    renderer = Renderer(simulation, sandbox, packages=PACKAGES)
    walkthroughs = settings.parent / "walkthroughs"
    texts, screens = texts_used(renderer, cache), renderer.screens()
    try:
        glossary = (conf.get("mdx_configs") or {}).get(GLOSSARY, {}).get("home", "")
        materials = load_materials(docs, walkthroughs, simulation, texts, screens, cache, glossary)
    except ContentErrors as found:
        raise ContentErrors([*errors, *found.errors]) from None
    if errors:
        raise ContentErrors(errors)
    return Guide(simulation, sandbox, renderer, materials, cache)


def mistakes_of(root: Path, settings: str = SETTINGS_FILE) -> list[ContentError]:
    """What stops a build of the project in the folder, whether or not MkDocs could read its settings."""
    try:
        read_guide(settings_of(root / settings))
    except ContentErrors as found:
        return found.errors
    return []


def texts_used(renderer: Renderer, cache: Cache) -> Mapping[str, Collection[str]]:
    """The texts of all templates, the theme's included."""
    known = KnownTexts(cache.read("texts", "used.json"))
    loader = FileSystemLoader(_OWN_TEMPLATES)
    used = {**texts_of(create_environment(loader), loader, known), **renderer.texts(known)}
    if known.found_others:
        cache.write("texts", "used.json", known.to_json())
    return used
