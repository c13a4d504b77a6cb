"""``mkdocs.yml``: what the builder would refuse in English, pass over without a word, or stop at with a traceback."""

import importlib
import importlib.util
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from macros.editors.extension_settings import check_extensions, check_plugins
from macros.editors.page_links import calls_macros
from macros.editors.page_structure import anchors_of
from macros.editors.page_text import read_page
from macros.editors.placement import check_menu
from macros.editors.source_files import files_of, pages_of
from macros.editors.theme_settings import check_theme
from macros.pages.menu import address_of
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Reader, as_list, as_text, known_name
from sandbox.content.yaml_tree import Block, Series, Text, parse_file

_TEXTS = ("site_name", "site_description", "site_author", "copyright", "docs_dir", "site_dir", "site_url")
_SWITCHES = ("strict", "use_directory_urls")
_EXTRA = ("generator", "simulation", "sandbox_url", "links", "homepage", "social", "alternate", "analytics", "consent")
_LINK_PLACES = ("header", "foot", "related", "not_found")
_LEVELS = ("warn", "info", "ignore", "relative_to_docs")


def check_settings(path: Path, shown: str, docs: Path) -> list[ContentError]:
    """Read the file at ``path``, which errors name as ``shown``. ``docs`` is the folder of the pages."""
    errors, tree = parse_file(path, shown)
    if tree is None:
        return errors.errors
    top = Reader(tree, errors, shown, required=(), optional=_keys_of_mkdocs())
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
    check_theme(top, path.parent, errors)
    check_plugins(top, errors)
    check_extensions(top, errors)
    _check_validation(top, errors)
    pages = pages_of(docs)
    _check_extra(top, pages, docs, errors)
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


def _keys_of_mkdocs() -> tuple[str, ...]:
    # Another builder does without MkDocs, and without this check.
    from mkdocs.config.defaults import MkDocsConfig

    keys = (name for name, _ in MkDocsConfig()._schema if name not in ("config_file_path", "mdx_configs"))
    return (*keys, "INHERIT")


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
    files = files_of(docs)
    sheets, scripts = ([name for name in files if name.endswith(end)] for end in (".css", ".js"))
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


def _check_validation(top: Reader, errors: ErrorList) -> None:
    known = ("omitted_files", "not_found", "absolute_links", "unrecognized_links", "anchors", "nav", "links")
    if "validation" in top.block.items:
        reader = Reader(top.block.items["validation"], errors, "validation", required=(), optional=known)
        for key, value in reader.block.items.items():
            if isinstance(value, Text):
                known_name(value.value, reader.line(key), errors, _LEVELS, "unknown_level")


def _check_extra(top: Reader, pages: Collection[str], docs: Path, errors: ErrorList) -> None:
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
        known = {address_of(page) or ".": page for page in pages}
        if address and not address.startswith(("http://", "https://")):
            begin, _, anchor = address.partition("#")
            known_name(begin or ".", link.line("url"), errors, known, "unknown_address")
            if anchor and (page := known.get(begin or ".")):
                _check_anchor(docs, page, anchor, link.line("url"), errors)
        if "urgent" in link.block.items and link.text("urgent") not in ("true", "false"):
            errors.add(link.line("urgent"), "not_true_or_false", name="urgent")
    if (name := extra.text("simulation") if "simulation" in extra.block.items else "") and simulation_named(
        name
    ) is None:
        errors.add(extra.line("simulation"), "no_simulation", name=name)


def _check_anchor(docs: Path, page: str, anchor: str, line: int, errors: ErrorList) -> None:
    text = read_page((docs / page).read_text(encoding="utf-8", errors="replace"))
    known = anchors_of(text)
    if anchor not in known and not calls_macros(text):
        errors.add(line, "no_such_anchor", name=anchor, page=page, among=known)


def simulation_named(name: str) -> Any:
    """The simulation that ``package.module:NAME`` is, or None."""
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute) if re.fullmatch(r"\w+(\.\w+)*", module) else None
    except (ImportError, AttributeError):
        return None
