"""The macros that pages call, such as ``{{ walkthrough("slug") }}``. mkdocs-macros loads this file by its path."""

import posixpath
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from macros.guide import Guide
from macros.markdown.finished import finished
from macros.pages.menu import address_of, menu_sections
from macros.pages.site_page import SHOWN
from macros.pages.sources import section_of
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Cabinet
from sandbox.engine.transitions import Turn
from sandbox.rendering.addresses import memo_of, path_of, show_of
from sandbox.rendering.onward import TaskList
from sandbox.text.typography import no_break

PLUGIN = "guide"
"""The name of `macros.plugin.GuidePlugin` in mkdocs.yml."""


def define_env(env: Any) -> None:
    """Give pages their macros (called by mkdocs-macros at each build)."""
    guide = _of_the_build(env.conf)

    env.conf["extra"].update(wording=guide().materials.content.wording, no_break=no_break, **theme_values(env.conf))

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
        return finished(f"{offer}\n\n{widget}\n\n{steps}")

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
        return finished(guide().renderer.overview(content.wording, content.walkthroughs, sections, root, tasks=tasks))

    @env.macro  # type: ignore[untyped-decorator]
    def cabinet() -> str:
        """The cabinet at the place where each life in it begins."""
        places = guide().materials.content.cabinet(guide().simulation.living)
        return finished(fresh(places)) if places else ""

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
        return finished(f"{fresh(places)}\n\n{solution}")

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
        return finished(guide().renderer.render("related.html", teasers=guide().materials.teasers))

    @env.macro  # type: ignore[untyped-decorator]
    def actions_reference() -> str:
        """For editors: every action with its fields and outcomes."""
        actions, wording = guide().simulation.actions.values(), guide().materials.content.wording
        return guide().renderer.render("reference.md", actions=actions, wording=wording)


def theme_values(conf: Mapping[str, Any]) -> dict[str, str]:
    """What the theme's templates can't work out: the path of the site, and that at which the sandbox fills its page."""
    url = conf["site_url"] or ""
    return {"path": path_of(url), "shell_path": path_of(conf["extra"].get("sandbox_url") or url)}


def _of_the_build(conf: Mapping[str, Any]) -> Callable[[], Guide]:
    """What our plugin has read: a preview reads it again, and pages that are made then show what is new."""
    plugin = conf["plugins"][PLUGIN]
    return lambda: plugin.build.guide
