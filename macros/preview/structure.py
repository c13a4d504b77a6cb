"""Which files the site has, and its menu: made again as at the beginning of a build, but no page is read for it."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

_READ = ("markdown", "content", "toc", "meta", "present_anchor_ids", "links_to_anchors", "_title_from_render")
"""What MkDocs keeps of a page that it has read."""


def gather(config: MkDocsConfig, former: Files) -> tuple[Files, Navigation]:
    """The files and the menu as they are now. Pages that were there before are as they were read.

    ``former`` are the files as they were; those of the theme don't change while it is in use.
    """
    files = get_files(config)
    for file in former:
        if file.src_dir != config.docs_dir and file.src_uri not in files.src_uris:
            files.append(file)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in documents(files):
        page = file.page or Page(None, file, config)
        before = former.get_file_from_path(file.src_uri)
        if before and before.page:
            for name in _READ:
                setattr(page, name, getattr(before.page, name))
    return files, nav


def copy_and_remove(files: Files, former: Files) -> None:
    """Copy what is new to the served folder, and remove what is gone from it."""
    new = Files(file for file in files if file.src_uri not in former.src_uris)
    new.copy_static_files(inclusion=InclusionLevel.is_in_serve)
    kept = {file.dest_uri for file in files}
    for file in former:
        if file.dest_uri not in kept:
            Path(file.abs_dest_path).unlink(missing_ok=True)


def documents(files: Files) -> list[File]:
    """The pages' files, in the order in which they are built."""
    return list(files.documentation_pages(inclusion=InclusionLevel.is_in_serve))
