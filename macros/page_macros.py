"""The macros that pages call, such as ``{{ walkthrough("slug") }}``. mkdocs-macros loads this file by its path."""

import posixpath
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from macros.claims.page_sources import PageSources, sources_of
from macros.guide import Guide, read_guide
from macros.markdown.finished import finished
from macros.pages.menu import address_of, menu_sections
from macros.pages.sources import section_of
from macros.pages.structured_data import SHOWN
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Cabinet
from sandbox.engine.transitions import Turn
from sandbox.rendering.addresses import memo_of, show_of
from sandbox.rendering.onward import TaskList
from sandbox.text.russian import date_in_words
from sandbox.text.typography import no_break

PLUGIN = "guide"
"""The name of `macros.plugin.GuidePlugin` in mkdocs.yml."""


def define_env(env: Any) -> None:
    """Give pages their macros (called by mkdocs-macros at each build)."""
    guide = _of_the_build(env.conf)
    # Of HTML that Markdown doesn't read our plugin tells MkDocs where links may lead.
    as_it_is: Callable[[str], str] = finished if _plugin(env.conf) else str

    def page_sources(page: str) -> PageSources | None:
        """Of a page, by its path within the docs folder."""
        return sources_of(guide().materials.claims.get(f"{docs}/{page}", ()))

    docs = posixpath.basename(env.conf["docs_dir"])
    # For the theme's templates.
    env.conf["extra"].update(
        wording=guide().materials.content.wording,
        no_break=no_break,
        sandbox=guide().sandbox,
        page_sources=page_sources,
        date_in_words=date_in_words,
    )

    @env.macro  # type: ignore[untyped-decorator]
    def walkthrough(slug: str) -> str:
        """The trainer, with its first step open, and under it its card to print and the map of its steps."""
        now, renderer, materials = datetime.now(UTC), guide().renderer, guide().materials
        content = materials.content
        chosen = content.walkthroughs[slug]
        env.page.meta.setdefault(SHOWN, []).append(chosen)
        run = Turn(guide().simulation, chosen, now, PredictableSecrets()).begin()
        widget = renderer.widget(content.wording, chosen, run, now, version=0)
        section = section_of(chosen, materials.instructions)
        memo = posixpath.relpath(memo_of(slug), address_of(env.page.file.src_uri) or ".")
        steps = renderer.render("map.html", walkthrough=chosen, wording=content.wording, section=section, memo=memo)
        offer = renderer.render("show_offer.html", wording=content.wording, address=to_pictures(slug))
        return as_it_is(f"{offer}\n\n{widget}\n\n{steps}")

    def to_pictures(name: str) -> str:
        """From the page to what is shown in pictures, by what its runs are kept under."""
        return posixpath.relpath(show_of(name), address_of(env.page.file.src_uri) or ".")

    @env.macro  # type: ignore[untyped-decorator]
    def walkthroughs() -> str:
        """All trainers by sections of the menu, with links to their pages; the sandbox adds the learner's progress."""
        content, embeddings = guide().materials.content, guide().materials.embeddings
        sections = menu_sections(env.conf["nav"], embeddings)
        root = posixpath.relpath(".", address_of(env.page.file.src_uri) or ".") + "/"
        pages = {slug: address_of(page) for slug, page in guide().materials.task_pages.items()}
        tasks = TaskList(content.tasks, pages)
        return as_it_is(guide().renderer.overview(content.wording, content.walkthroughs, sections, root, tasks=tasks))

    @env.macro  # type: ignore[untyped-decorator]
    def cabinet() -> str:
        """The cabinet at the place where each life in it begins."""
        places = guide().materials.content.cabinet(guide().simulation.living)
        return as_it_is(fresh(places)) if places else ""

    def fresh(places: Cabinet) -> str:
        turn = CabinetTurn(guide().simulation, places, datetime.now(UTC), PredictableSecrets())
        run = turn.begin()
        return guide().renderer.cabinet(guide().materials.content.wording, turn, run, turn.place(run), version=0)

    @env.macro  # type: ignore[untyped-decorator]
    def task(slug: str) -> str:
        """A task, in the cabinet where it begins, and under it the way to its solution."""
        content = guide().materials.content
        places = content.cabinet_of(content.tasks[slug])
        address = to_pictures(places.slug)
        solution = guide().renderer.render("show_solution.html", wording=content.wording, address=address)
        return as_it_is(f"{fresh(places)}\n\n{solution}")

    @env.macro  # type: ignore[untyped-decorator]
    def article_instructions() -> str:
        """A table of what the article tells its reader to do, with the steps that practise it."""
        here = posixpath.dirname(env.page.file.src_uri)
        materials = guide().materials
        pages = {slug: posixpath.relpath(embedding.page, here) for slug, embedding in materials.embeddings.items()}
        return guide().renderer.render(
            "instructions.md", wording=materials.content.wording, instructions=materials.instructions, pages=pages
        )

    @env.macro  # type: ignore[untyped-decorator]
    def related_articles() -> str:
        """The teasers of the article's «Похожие статьи»."""
        return as_it_is(guide().renderer.render("related.html", teasers=guide().materials.teasers))

    @env.macro  # type: ignore[untyped-decorator]
    def actions_reference() -> str:
        """For editors: every action with its fields and outcomes."""
        actions, wording = guide().simulation.actions.values(), guide().materials.content.wording
        return guide().renderer.render("reference.md", actions=actions, wording=wording)


def _of_the_build(conf: Mapping[str, Any]) -> Callable[[], Guide]:
    """What our plugin has read: a preview reads it again, and pages that are made then show what is new.

    For a builder that runs no plugins (Zensical) it is read here, once.
    """
    if plugin := _plugin(conf):
        return lambda: plugin.build.guide
    own = read_guide(conf, check=False)
    return lambda: own


def _plugin(conf: Mapping[str, Any]) -> Any:
    """Our plugin, if the builder runs it."""
    plugins = conf["plugins"]
    plugin = plugins.get(PLUGIN) if isinstance(plugins, Mapping) else None
    return plugin if hasattr(plugin, "build") else None
