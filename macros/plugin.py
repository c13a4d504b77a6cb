"""The MkDocs plugin: at each event of a build it calls the module whose job is due."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from macros.editors import checked_days
from macros.editors.build_errors import stop_build_on_errors
from macros.guide import Guide, read_guide
from macros.markdown.terms import Glossary
from macros.pages.content import PageContent, read_content
from macros.pages.memo import write_memos
from macros.pages.surroundings import add_pictures, functions_for_templates
from macros.publish.built_site import describe_site, read_pages, scripts_of
from macros.publish.former_files import bring_back, set_aside
from macros.publish.hosting import write_headers, write_problem_pages
from macros.publish.site import publish
from macros.search.index import IndexedPage, disable_theme_index, entry_of, write_index
from sandbox.content import Content
from sandbox.rendering.addresses import origin_of, path_of
from sandbox.settings import SettingsError
from sandbox.web.manifest import MANIFEST, write_manifest

GLOSSARY = "macros.markdown.glossary"
NO_TERMS = "terms"
"""Under ``hide`` in a page's front matter: no term is explained on it."""


@dataclass
class Build:
    """What one build has read. ``contents`` are by source file, as the docs folder has it."""

    guide: Guide
    contents: dict[str, PageContent] = field(default_factory=dict)
    indexed: list[IndexedPage] = field(default_factory=list)


class _NoOptions(Config):  # type: ignore[no-untyped-call]
    """The settings are those of other parts of mkdocs.yml."""


class GuidePlugin(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]
    """One instance serves all builds of a preview; each replaces ``build``.

    ``shown`` is the content of the last good build, which the sandbox of a preview uses.
    """

    previewing = False
    build: Build
    shown: Content

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.previewing = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the editors' files, before mkdocs-macros asks for them."""
        try:
            with stop_build_on_errors():
                self.build = Build(read_guide(config))
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
        if entry := entry_of(page, content.sections):
            self.build.indexed.append(entry)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Draw the pictures and give the templates the functions that only we have: all pages have been read by now."""
        pictures = add_pictures(files, config)
        subjects, contents = self.build.guide.materials.subjects, self.build.contents
        env.globals.update(functions_for_templates(config, files, subjects, contents, pictures))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> None:
        """Write the pages of problems, once the page that the sandbox fills has been rendered."""
        if template_name == "trainer.html":
            folder, wording = Path(config.site_dir) / "problems", self.build.guide.materials.content.wording
            write_problem_pages(folder, output_content, wording, self.build.guide.renderer)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site after all other plugins. In a preview nothing is bundled or compressed, to be quick."""
        site, materials = Path(config.site_dir), self.build.guide.materials
        write_index(site, self.build.indexed, materials.synonyms, materials.urgent, materials.content)
        write_memos(site, self.build.guide, config)
        pages = read_pages(site)
        scripts = scripts_of(pages.values())
        write_headers(
            site,
            scripts,
            path_of(config.site_url or ""),
            https=str(config.site_url).startswith("https://"),
            sandbox=origin_of(self.build.guide.sandbox),
        )
        if not self.previewing:
            base = urlsplit(config.site_url or "").path or "/"
            publish(site, pages, base, config.site_name, materials.content.wording)
            bring_back(site)
        path = path_of(self.build.guide.sandbox)
        manifest = describe_site(path, self.build.contents, materials, config.nav or [], scripts)
        write_manifest(site, manifest)
        self.shown = manifest.content

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        from macros.preview import put_sandbox_beside  # a build needs no server, and is quicker without its modules

        pages, guide = server.get_app(), self.build.guide
        server.set_app(put_sandbox_beside(pages, Path(config.site_dir), guide.simulation, lambda: self.shown))
        return server
