"""The MkDocs adapter: macros for pages, and the sandbox inside `mkdocs serve`.

mkdocs-macros loads this file for `define_env`, MkDocs itself loads it as a hook for the other functions.
"""

import os
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from a2wsgi import ASGIMiddleware
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from macros.editors.embeddings import Embedding, find_embeddings
from macros.editors.front_matter import check_front_matter
from macros.editors.told import told_to_editors
from macros.pages.instructions import Instruction, load_instructions
from macros.pages.menu import address_of, subjects_of
from macros.pages.problem_pages import write_problem_pages
from macros.pages.related import Teaser, load_teasers
from macros.pages.structured_data import SHOWN
from macros.pages.subjects import load_subjects
from macros.search.synonyms import SYNONYMS, load_synonyms
from sandbox.account.actions import ACTIONS
from sandbox.application import create_app
from sandbox.content.errors import ContentErrors
from sandbox.content.loader import WORDING, Content, load_content
from sandbox.content.rehearsal import PredictableSecrets, rehearse
from sandbox.engine import transitions
from sandbox.rendering.renderer import Renderer
from sandbox.settings import ROOT, Settings, SettingsError, sandbox_url

WALKTHROUGHS = ROOT / "walkthroughs"

_T = TypeVar("_T")


@dataclass(frozen=True)
class Materials:
    """Everything the editors wrote. ``embeddings`` says which page shows which walkthrough."""

    content: Content
    embeddings: dict[str, Embedding]
    teasers: list[Teaser]
    instructions: list[Instruction]


def load_materials(docs: Path) -> Materials:
    """Read all of it. Raises `ContentErrors` with every mistake of files and pages at once."""
    slugs = [path.stem for path in WALKTHROUGHS.glob("*.yml") if path.name != WORDING]
    embeddings, errors = find_embeddings(docs, slugs)
    errors += check_front_matter(docs)

    def read(load: Callable[..., _T], *given: Any) -> _T | None:
        try:
            return load(*given)
        except ContentErrors as found:
            errors.extend(found.errors)
            return None

    teasers = read(load_teasers, docs / "_data/related.yml")
    read(load_subjects, docs)  # macros/pages/surroundings.py uses them; what is wrong in them is said with the rest
    read(load_synonyms, docs / SYNONYMS)  # macros/search/index.py does
    instructions = None
    if content := read(load_content, WALKTHROUGHS):
        errors += rehearse(content)
        instructions = read(load_instructions, docs / "_data/article.yml", content.walkthroughs)
    if errors or content is None or teasers is None or instructions is None:
        raise ContentErrors(errors)
    return Materials(content, embeddings, teasers, instructions)


def define_env(env: Any) -> None:
    """Give pages their macros (called by mkdocs-macros at each build)."""
    with told_to_editors():
        materials = load_materials(Path(env.conf["docs_dir"]))
    try:
        renderer = Renderer(sandbox_url(os.environ))
    except SettingsError as error:
        raise PluginError(str(error)) from None
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


_preview: dict[str, Content] = {}
"""The content of the last good build, which the sandbox of `mkdocs serve` uses."""


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Take over the content of a build that has passed all checks.

    Not in `on_post_build`: mkdocs-macros would call that too.
    """
    with told_to_editors():
        _preview["content"] = load_content(WALKTHROUGHS)
    return env


def on_post_template(output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
    """Make the pages that stand in for the sandbox, once the page that it fills is there."""
    if template_name == "trainer.html":
        write_problem_pages(Path(config.site_dir) / "problems", output, _preview["content"].wording)
    return output


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the sandbox beside the live preview, on the same address."""
    settings = replace(Settings.from_environ(os.environ), site=Path(config.site_dir))
    app: Any = create_app(settings, lambda: _preview["content"])  # the two libraries type ASGI differently
    sandbox: Any = ASGIMiddleware(app)
    pages: Any = server.get_app()

    def either(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer: Iterable[bytes] = (sandbox if environ["PATH_INFO"].startswith("/sandbox/") else pages)(
            environ, start_response
        )
        return answer

    server.set_app(either)
    return server
