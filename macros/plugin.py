"""The MkDocs plugin: at each event of a build it calls the module whose job is due."""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.build import Build, SiteInMemory
from macros.editors import checked_days
from macros.editors.build_errors import MistakesError, stop_build_on_errors
from macros.editors.settings_file import settings_of
from macros.editors.site_settings import check_settings
from macros.guide import GLOSSARY, mistakes_of, read_guide
from macros.markdown.terms import Glossary
from macros.pages.content import read_content
from macros.pages.surroundings import add_pictures, functions_for_templates, name_pictures
from macros.publish.built_site import read_page, read_pages, scripts_of
from macros.publish.former_files import bring_back, set_aside
from macros.publish.hosting import write_headers, write_problem_pages
from macros.publish.site import publish
from macros.search.index import disable_theme_index
from sandbox.content.errors import ContentErrors
from sandbox.rendering.addresses import origin_of, path_of
from sandbox.settings import SettingsError
from sandbox.web.manifest import MANIFEST

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

NO_TERMS = "terms"
"""Under ``hide`` in a page's front matter: no term is explained on it."""


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
                self.build = Build(read_guide(config, check=self.previewing), str(config.mdx_configs[GLOSSARY]["home"]))
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
        content = self.build.contents[page.file.src_uri] = read_content(html)
        # By these MkDocs checks links, and it has looked only at what Markdown has read.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | content.anchors

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self.build.nav = nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Give the templates the functions that only we have: all pages have been read by now."""
        if not self.previewing:
            add_pictures(files, config)
        pictures = name_pictures(files, config)
        subjects, contents = self.build.guide.materials.subjects, self.build.contents
        env.globals.update(functions_for_templates(config, files, subjects, contents, pictures))
        if self.build.nav:
            self.build.site = SiteInMemory(config, files, self.build.nav, env)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> None:
        """Write the pages of problems, once the page that the sandbox fills has been rendered."""
        if template_name == "trainer.html":
            self.build.scripts = scripts_of([read_page(output_content)])
            folder, wording = Path(config.site_dir) / "problems", self.build.guide.materials.content.wording
            write_problem_pages(folder, output_content, wording, self.build.guide.renderer)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site after all other plugins. A preview has no pictures, headers or bundles, to be quick."""
        site = Path(config.site_dir)
        self.build.write_what_pages_say(config)
        if not self.previewing:
            self._publish(site, config)
        self.build.describe(config)

    def _publish(self, site: Path, config: MkDocsConfig) -> None:
        pages = read_pages(site)
        self.build.scripts = scripts_of(pages.values())
        write_headers(
            site,
            self.build.scripts,
            path_of(config.site_url or ""),
            https=str(config.site_url).startswith("https://"),
            sandbox=origin_of(self.build.guide.sandbox),
        )
        base = urlsplit(config.site_url or "").path or "/"
        publish(site, pages, base, config.site_name, self.build.guide.materials.content.wording)
        bring_back(site)

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
