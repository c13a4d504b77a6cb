"""``mkdocs.yml``: what the builder would refuse in English, pass over without a word, or stop at with a traceback."""

import importlib
import importlib.util
import inspect
import re
from collections.abc import Collection
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig

from macros.editors.page_signs import is_icon_file, similar_icons
from macros.editors.placement import check_menu
from macros.editors.source_files import pages_of
from macros.pages.menu import address_of
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Reader, as_list, as_text, known_name
from sandbox.content.yaml_tree import Block, Series, Text, Value, parse_file

_TOP = (*(name for name, _ in MkDocsConfig()._schema if name not in ("config_file_path", "mdx_configs")), "INHERIT")
_TEXTS = ("site_name", "site_description", "site_author", "copyright", "docs_dir", "site_dir", "site_url")
_SWITCHES = ("strict", "use_directory_urls")
_THEME = (
    *("name", "custom_dir", "static_templates", "language", "font", "favicon", "palette", "icon", "features", "logo"),
    *("direction", "locale", "include_search_page", "search_index_only"),
)
_PALETTE = ("media", "scheme", "primary", "accent", "toggle")
_EXTRA = ("generator", "simulation", "sandbox_url", "links", "homepage", "social", "alternate", "analytics", "consent")
_LINK_PLACES = ("header", "foot", "related", "not_found")
FEATURES = (
    *("announce.dismiss", "content.action.edit", "content.action.view", "content.code.annotate", "content.code.copy"),
    *("content.code.select", "content.footnote.tooltips", "content.tabs.link", "content.tooltips", "header.autohide"),
    *("navigation.expand", "navigation.footer", "navigation.indexes", "navigation.instant", "navigation.path"),
    *("navigation.instant.prefetch", "navigation.instant.preview", "navigation.instant.progress", "navigation.prune"),
    *("navigation.sections", "navigation.tabs", "navigation.tabs.sticky", "navigation.top", "navigation.tracking"),
    *("search.highlight", "search.share", "search.suggest", "toc.follow", "toc.integrate"),
)
"""What the theme knows: it passes over any other name."""
_LEVELS = ("warn", "info", "ignore", "relative_to_docs")


def check_settings(path: Path, shown: str, docs: Path) -> list[ContentError]:
    """Read the file at ``path``, which errors name as ``shown``. ``docs`` is the folder of the pages."""
    errors, tree = parse_file(path, shown)
    if tree is None:
        return errors.errors
    top = Reader(tree, errors, shown, required=(), optional=_TOP)
    if "site_name" not in top.block.items and "INHERIT" not in top.block.items:
        errors.add(1, "missing_key", name="site_name")
    for key in _TEXTS:
        value = top.block.items.get(key)
        # A list is a variable of the environment with its default: !ENV [SITE_URL, "http://127.0.0.1:8000/"].
        if isinstance(value, Block) or (isinstance(value, Series) and key != "site_url"):
            errors.add(value.line, "not_a_text", name=key)
    for key in _SWITCHES:
        if key in top.block.items and top.text(key) not in ("true", "false", "yes", "no", "on", "off", ""):
            errors.add(top.line(key), "not_true_or_false", name=key)
    _check_address(top, errors)
    _check_paths(top, path.parent, docs, errors)
    _check_theme(top, path.parent, errors)
    _check_plugins(top, errors)
    _check_extensions(top, errors)
    _check_validation(top, errors)
    pages = [page.relative_to(docs).as_posix() for page in pages_of(docs)]
    _check_extra(top, pages, errors)
    found = list(errors.errors)
    if "nav" in top.block.items:
        if isinstance(top.block.items["nav"], Series):
            found += check_menu(top.block.items["nav"], shown, pages, docs.name)
        else:
            as_list(top.block.items["nav"], errors, "nav", top.line("nav"))
            found += errors.errors[len(found) :]
    elif "INHERIT" not in top.block.items:
        nav = ErrorList(shown)
        nav.add(1, "missing_key", name="nav")
        found += nav.errors
    return found


def _check_address(top: Reader, errors: ErrorList) -> None:
    value = top.block.items.get("site_url")
    if isinstance(value, Text) and value.value:
        parts = urlsplit(value.value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            errors.add(top.line("site_url"), "bad_address", name=value.value)


def _check_paths(top: Reader, root: Path, docs: Path, errors: ErrorList) -> None:
    if "docs_dir" in top.block.items and not (root / top.text("docs_dir")).is_dir():
        errors.add(top.line("docs_dir"), "no_such_folder", name=top.text("docs_dir"))
    for value in as_list(top.block.items.get("watch"), errors, "watch"):
        name = as_text(value, errors, "watch")
        if name and not (root / name).exists():
            errors.add(value.line, "no_such_folder", name=name)
    sheets = [path.relative_to(docs).as_posix() for path in docs.rglob("*.css")]
    scripts = [path.relative_to(docs).as_posix() for path in docs.rglob("*.js")]
    for value in as_list(top.block.items.get("extra_css"), errors, "extra_css", top.line("extra_css")):
        known_name(as_text(value, errors, "extra_css"), value.line, errors, sheets, "no_such_asset")
    for value in as_list(
        top.block.items.get("extra_javascript"), errors, "extra_javascript", top.line("extra_javascript")
    ):
        name, line = value.value if isinstance(value, Text) else "", value.line
        if isinstance(value, Block):
            script = Reader(value, errors, "extra_javascript", required=("path",), optional=("type", "defer", "async"))
            name, line = script.text("path"), script.line("path")
        known_name(name, line, errors, scripts, "no_such_asset")


def _check_theme(top: Reader, root: Path, errors: ErrorList) -> None:
    if "theme" not in top.block.items:
        return
    theme = Reader(top.block.items["theme"], errors, "theme", required=(), optional=_THEME)
    themes = sorted(each.name for each in entry_points(group="mkdocs.themes"))
    if "name" in theme.block.items:
        theme.name("name", themes, "unknown_theme")
    elif "INHERIT" not in top.block.items and theme.block.items:
        errors.add(theme.block.line, "missing_key", name="name")
    if "custom_dir" in theme.block.items and not (root / theme.text("custom_dir")).is_dir():
        errors.add(theme.line("custom_dir"), "no_such_folder", name=theme.text("custom_dir"))
    for value in as_list(theme.block.items.get("features"), errors, "features", theme.line("features")):
        known_name(as_text(value, errors, "features"), value.line, errors, FEATURES, "unknown_feature")
    if "language" in theme.block.items and theme.text("language") not in ("ru", ""):
        errors.add(theme.line("language"), "not_russian", name=theme.text("language"))
    _check_icons(theme.block.items.get("icon"), errors)
    palettes = theme.block.items.get("palette")
    for value in palettes.items if isinstance(palettes, Series) else [palettes] if palettes else []:
        palette = Reader(value, errors, "palette", required=(), optional=_PALETTE)
        if isinstance(toggle := palette.block.items.get("toggle"), Block):
            _check_icons(toggle, errors)
    folder = root / theme.text("custom_dir") if "custom_dir" in theme.block.items else None
    for value in as_list(theme.block.items.get("static_templates"), errors, "static_templates"):
        name = as_text(value, errors, "static_templates")
        if folder and folder.is_dir() and name and not (folder / name).is_file():
            known = sorted(each.name for each in folder.iterdir() if each.is_file())
            errors.add(value.line, "no_such_template", name=name, among=known)


def _check_icons(value: Value | None, errors: ErrorList) -> None:
    """In the settings they are written with a slash: material/school-outline."""
    if not isinstance(value, Block):
        return
    for key, icon in value.items.items():
        if isinstance(icon, Block):
            _check_icons(icon, errors)
        elif isinstance(icon, Text) and key != "name" and not is_icon_file(icon.value):
            near = [each.replace("-", "/", 1) for each in similar_icons(icon.value.replace("/", "-"))]
            errors.add(value.lines[key], "unknown_icon", name=icon.value, among=near)


def _named(value: Value) -> tuple[str, Value | None, int]:
    """The name of a plugin or an extension, its options, and its line."""
    if isinstance(value, Text):
        return value.value, None, value.line
    if isinstance(value, Block) and len(value.items) == 1:
        name, options = next(iter(value.items.items()))
        return name, options, value.lines[name]
    return "", None, value.line


def _check_plugins(top: Reader, errors: ErrorList) -> None:
    if "plugins" not in top.block.items:
        return
    known = {each.name: each for each in entry_points(group="mkdocs.plugins")}
    given = set()
    for value in as_list(top.block.items["plugins"], errors, "plugins", top.line("plugins")):
        name, options, line = _named(value)
        given.add(name.removeprefix("material/"))
        if not name:
            errors.add(line, "bad_entry", name="plugins")
        elif name not in known and f"material/{name}" not in known:
            errors.add(line, "unknown_plugin", name=name, among=known)
        elif isinstance(options, Block):
            plugin = known.get(f"material/{name}") or known[name]
            _check_options(options, _plugin_options(plugin.load()), name, errors)
    for name in ("guide", "macros"):
        if given and name not in given:
            errors.add(top.line("plugins"), "plugin_missing", name=name)


def _plugin_options(plugin: Any) -> Collection[str]:
    return [name for name, _ in plugin.config_scheme]


def _check_options(options: Block, known: Collection[str], name: str, errors: ErrorList) -> None:
    for key, line in options.lines.items():
        if known and key not in known:
            errors.add(line, "unknown_option", name=key, of=name, among=known)


def _check_extensions(top: Reader, errors: ErrorList) -> None:
    if "markdown_extensions" not in top.block.items:
        return
    value = top.block.items["markdown_extensions"]
    for each in as_list(value, errors, "markdown_extensions", top.line("markdown_extensions")):
        name, options, line = _named(each)
        extension = _extension(name) if name else None
        if not name:
            errors.add(line, "bad_entry", name="markdown_extensions")
        elif extension is None:
            errors.add(line, "unknown_extension", name=name, among=_extensions())
        elif isinstance(options, Block):
            _check_options(options, _extension_options(extension), name, errors)


@cache
def _extension(name: str) -> Extension | None:
    if "." in name and name not in _extensions():
        try:
            if importlib.util.find_spec(name) is None:
                return None
        except (ImportError, ValueError):
            return None
    try:
        return Markdown().build_extension(name, {})
    except Exception:
        return None


@cache
def _extensions() -> list[str]:
    return sorted(each.name for each in entry_points(group="markdown.extensions"))


def _extension_options(extension: Extension) -> Collection[str]:
    if extension.config:
        return list(extension.config)
    parameters = inspect.signature(type(extension).__init__).parameters.values()
    return [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]


def _check_validation(top: Reader, errors: ErrorList) -> None:
    known = ("omitted_files", "not_found", "absolute_links", "unrecognized_links", "anchors", "nav", "links")
    if "validation" in top.block.items:
        reader = Reader(top.block.items["validation"], errors, "validation", required=(), optional=known)
        for key, value in reader.block.items.items():
            if isinstance(value, Text):
                known_name(value.value, reader.line(key), errors, _LEVELS, "unknown_level")


def _check_extra(top: Reader, pages: Collection[str], errors: ErrorList) -> None:
    inherits = "INHERIT" in top.block.items
    if "extra" not in top.block.items:
        if not inherits:
            errors.add(1, "missing_key", name="extra")
        return
    extra = Reader(
        top.block.items["extra"], errors, "extra", required=() if inherits else ("simulation",), optional=_EXTRA
    )
    for value in as_list(extra.block.items.get("links"), errors, "links", extra.line("links")):
        link = Reader(value, errors, "links", required=("at", "url", "title"), optional=("before", "urgent"))
        link.name("at", _LINK_PLACES, "unknown_place")
        address = link.text("url")
        known = [address_of(page) or "." for page in pages]
        if address and not address.startswith(("http://", "https://")):
            known_name(address.partition("#")[0] or ".", link.line("url"), errors, known, "unknown_address")
        if "urgent" in link.block.items and link.text("urgent") not in ("true", "false"):
            errors.add(link.line("urgent"), "not_true_or_false", name="urgent")
    if (name := extra.text("simulation") if "simulation" in extra.block.items else "") and simulation_named(
        name
    ) is None:
        errors.add(extra.line("simulation"), "no_simulation", name=name)


def simulation_named(name: str) -> Any:
    """The simulation that ``package.module:NAME`` is, or None."""
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute) if re.fullmatch(r"\w+(\.\w+)*", module) else None
    except (ImportError, AttributeError):
        return None


def settings_of(path: Path) -> dict[str, Any]:
    """What `macros.guide.read_guide` needs of MkDocs' configuration, as far as the file can be read."""
    _, tree = parse_file(path, path.name)
    top = tree.items if isinstance(tree, Block) else {}
    extra, docs = top.get("extra"), top.get("docs_dir")
    simulation = extra.items.get("simulation") if isinstance(extra, Block) else None
    return {
        "config_file_path": str(path),
        "docs_dir": str(path.parent / (docs.value if isinstance(docs, Text) and docs.value else "docs")),
        "site_url": "",
        "extra": {"simulation": simulation.value if isinstance(simulation, Text) else ""},
    }
