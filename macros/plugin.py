"""The MkDocs plugin: at each event of a build it calls the module whose job is due."""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.build import Build
from macros.editors import checked_days
from macros.editors.build_errors import MistakesError, stop_build_on_errors
from macros.editors.settings_file import settings_of
from macros.editors.site_settings import check_settings
from macros.guide import GLOSSARY, mistakes_of, read_guide
from macros.markdown.glossary import NO_TERMS
from macros.markdown.terms import Glossary
from macros.pages.content import read_content
from macros.pages.site_page import SiteSettings
from macros.preview.memory import SiteInMemory
from macros.publish.former_files import set_aside
from macros.publish.modules import ModuleError
from macros.search.index import disable_theme_index
from sandbox.content.errors import ContentErrors
from sandbox.settings import SettingsError
from sandbox.web.manifest import MANIFEST

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_COLLECT_RARELY = (1_000_000, 20, 50)
"""What a build makes is in use until it ends: at Python's own thresholds a fifteenth of its time is spent on looking
through that for garbage.
"""


class _NoOptions(Config):  # type: ignore[no-untyped-call]
    """The settings are those of other parts of mkdocs.yml."""


class GuidePlugin(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]
    """One instance serves all builds of a preview; each replaces ``build``."""

    previewing = False
    build: Build
    _nav: Navigation

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Tell what is wrong with the settings, before MkDocs does it in English and for the first alone."""
        if config_file_path:
            path = Path(config_file_path)
            if check_settings(path, path.name, Path(settings_of(path)["docs_dir"])):
                raise MistakesError(ContentErrors(mistakes_of(path.parent, path.name)))
        loaded: tuple[ConfigErrors, ConfigWarnings] = super().load_config(options, config_file_path)
        return loaded

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.previewing = command == "serve"
        if not self.previewing:
            gc.set_threshold(*_COLLECT_RARELY)

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the editors' files, before mkdocs-macros asks for them.

        The settings were checked when they were loaded; a preview also builds again without loading them.
        """
        try:
            with stop_build_on_errors(Path(config.config_file_path).parent):
                guide, home = read_guide(config, check=self.previewing), str(config.mdx_configs[GLOSSARY]["home"])
                self.build = Build(guide, site_settings(config), home, self.previewing)
        except SettingsError as error:
            raise PluginError(str(error)) from None
        days, today = self.build.guide.materials.checked_days, datetime.now(UTC).date()
        checked_days.warn(checked_days.old_checks(days, today))
        disable_theme_index(config)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Remove the manifest until the build is done. MkDocs itself doesn't remove hidden files."""
        site = Path(config.site_dir)
        (site / MANIFEST).unlink(missing_ok=True)
        if not self.previewing:
            set_aside(site)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        options = config.mdx_configs[GLOSSARY]
        home = Path(config.docs_dir) / options["home"]
        options["glossary"] = Glossary.read(home) if home.exists() else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Set the page in the options of the Markdown extension, which gets only texts."""
        explain = NO_TERMS not in page.meta.get("hide", ())
        config.mdx_configs[GLOSSARY].update(page=page.file.src_uri, explain=explain)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        content = read_content(html)
        # By these MkDocs checks links, and it has looked only at what Markdown has read.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | content.anchors
        heading = page.toc.items[0].title if page.toc.items else str(page.title)
        self.build.add(page.file.src_uri, heading, page.meta, content)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self._nav = nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        env.filters["split"] = str.split  # as other builders have it
        env.optimized, env.bytecode_cache = False, self.build.guide.cache.templates()
        memory = self.build.site = SiteInMemory(config, files, self._nav, env)
        self.build.arrange(site_settings(config), [page.file.src_uri for page in memory.pages()])

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Complete the page: all have been read by now."""
        return self.build.complete(output, page.file.src_uri)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return self.build.complete_template(output_content)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site after all other plugins."""
        try:
            self.build.finish(Path(config.site_dir))
        except ModuleError as error:
            raise BuildError(str(error)) from None

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> "LiveReloadServer":
        # A build needs no server, and is quicker without its modules.
        from macros.preview.live import LivePreview
        from macros.preview.sandbox import put_sandbox_beside

        live = LivePreview(server, config, lambda: self.build)
        live.take_over(config)
        pages = live.pages(server.get_app())
        simulation = self.build.guide.simulation
        server.set_app(put_sandbox_beside(pages, Path(config.site_dir), simulation, live.content))
        return server


def site_settings(config: MkDocsConfig) -> SiteSettings:
    """What all pages have in common, as MkDocs has read it."""
    return SiteSettings(
        name=config.site_name,
        url=config.site_url or "",
        imprint=config.copyright or "",
        icon=config.theme["favicon"],
        links=config.extra["links"],
        nav=config.nav or [],
        docs=Path(config.docs_dir).name,
        theme=Path(config.theme.custom_dir or ""),
    )
