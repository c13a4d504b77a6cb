"""The macros that pages call, such as ``{{ walkthrough("slug") }}``. mkdocs-macros loads this file by its path."""

import os
import posixpath
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from macros.materials import Materials, load_materials
from macros.pages.menu import address_of, subjects_of
from macros.pages.structured_data import SHOWN
from sandbox.account.actions import ACTIONS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine import transitions
from sandbox.rendering.renderer import Renderer
from sandbox.settings import sandbox_url

PLUGIN = "guide"
"""The name of `macros.plugin.GuidePlugin` in mkdocs.yml."""


def define_env(env: Any) -> None:
    """Give pages their macros (called by mkdocs-macros at each build)."""
    materials, renderer = _of_the_build(env.conf)
    content, embeddings = materials.content, materials.embeddings

    @env.macro  # type: ignore[untyped-decorator]
    def walkthrough(slug: str) -> str:
        """The trainer, with its first step open, and under it the map of all its ways."""
        now = datetime.now(UTC)
        chosen = content.walkthroughs[slug]
        env.page.meta.setdefault(SHOWN, []).append(chosen)
        run = transitions.begin(chosen, now, PredictableSecrets())
        widget = renderer.widget(content.wording, chosen, run, now, version=0)
        drawn = renderer.render("map.html", walkthrough=chosen, wording=content.wording)
        return f"{widget}\n\n{drawn}"

    @env.macro  # type: ignore[untyped-decorator]
    def walkthroughs() -> str:
        """All trainers by subject, with links to their pages; the sandbox adds how far the learner has come."""
        subjects = subjects_of(env.conf["nav"], embeddings)
        root = posixpath.relpath(".", address_of(env.page.file.src_uri) or ".") + "/"
        return renderer.overview(content.wording, content.walkthroughs, subjects, root)

    @env.macro  # type: ignore[untyped-decorator]
    def article_instructions() -> str:
        """A table of what the article tells its reader to do, with the steps that practise it."""
        here = posixpath.dirname(env.page.file.src_uri)
        pages = {slug: posixpath.relpath(embedding.page, here) for slug, embedding in embeddings.items()}
        return renderer.render("instructions.md", instructions=materials.instructions, pages=pages)

    @env.macro  # type: ignore[untyped-decorator]
    def related_articles() -> str:
        """The teasers of the article's «Похожие статьи»."""
        return renderer.render("related.html", teasers=materials.teasers)

    @env.macro  # type: ignore[untyped-decorator]
    def actions_reference() -> str:
        """For editors: every action with its fields and outcomes."""
        return renderer.render("reference.md", actions=ACTIONS.values(), wording=content.wording)


def _of_the_build(conf: Mapping[str, Any]) -> tuple[Materials, Renderer]:
    """What our plugin has read for this build. A builder that runs no plugins (Zensical) has to read it here."""
    plugins = conf["plugins"]
    build = getattr(plugins.get(PLUGIN), "build", None) if isinstance(plugins, Mapping) else None
    if build is not None:
        return build.materials, build.renderer
    return load_materials(Path(conf["docs_dir"])), Renderer(sandbox_url(os.environ))
