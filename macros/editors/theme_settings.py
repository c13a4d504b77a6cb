"""``theme`` in ``mkdocs.yml``: the theme passes over what it doesn't know."""

from pathlib import Path

from macros.editors.installed import offered
from macros.editors.page_signs import is_icon_file, similar_icons
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Reader, as_list, as_text, known_name
from sandbox.content.yaml_tree import Block, Series, Text, Value

_THEME = (
    *("name", "custom_dir", "static_templates", "language", "font", "favicon", "palette", "icon", "features", "logo"),
    *("direction", "locale", "include_search_page", "search_index_only"),
)
_PALETTE = ("media", "scheme", "primary", "accent", "toggle")
FEATURES = (
    *("announce.dismiss", "content.action.edit", "content.action.view", "content.code.annotate", "content.code.copy"),
    *("content.code.select", "content.footnote.tooltips", "content.tabs.link", "content.tooltips", "header.autohide"),
    *("navigation.expand", "navigation.footer", "navigation.indexes", "navigation.instant", "navigation.path"),
    *("navigation.instant.prefetch", "navigation.instant.preview", "navigation.instant.progress", "navigation.prune"),
    *("navigation.sections", "navigation.tabs", "navigation.tabs.sticky", "navigation.top", "navigation.tracking"),
    *("search.highlight", "search.share", "search.suggest", "toc.follow", "toc.integrate"),
)
"""What the theme knows: it passes over any other name."""


def check_theme(top: Reader, root: Path, errors: ErrorList) -> None:
    """Note what is wrong with it; paths begin at ``root``."""
    if "theme" not in top.block.items:
        return
    theme = Reader(top.block.items["theme"], errors, "theme", required=(), optional=_THEME)
    themes = sorted(each.name for each in offered("mkdocs.themes"))
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
