"""The file that the build writes for the sandbox beside the pages: all that the sandbox knows of the site."""

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

import msgspec

from sandbox.content import Content
from sandbox.engine.progress import MenuSection
from sandbox.frozen import dataclass, replace

MANIFEST = ".guide.json"
"""The file in the site's folder. It is for the sandbox alone: no server sends it."""


class ManifestError(Exception):
    """There is no manifest in the folder, or none that this edition of the code can read."""


@dataclass(frozen=True)
class Manifest:
    """A built site.

    ``path`` is the path of the sandbox, and of the site beside it, in their address: ``/guide``, or empty.
    ``pages`` are addresses relative to the site (the first page's is empty), ``trainers`` says which of them holds
    which walkthrough, ``tasks`` which holds which task, ``overview`` which holds all walkthroughs, ``cabinet`` which
    holds the cabinet, ``privacy`` the section that says what the site keeps of a learner; the three are empty if none
    does. ``subjects`` are the menu's sections with walkthroughs.
    ``scripts`` are the hashes of all inline scripts, for a Content-Security-Policy. ``content`` is what was checked
    and put into the pages. ``edition`` is a hash of the other fields.
    """

    path: str
    pages: tuple[str, ...]
    trainers: Mapping[str, str]
    overview: str
    privacy: str
    subjects: tuple[MenuSection, ...]
    scripts: tuple[str, ...]
    content: Content
    cabinet: str = ""
    tasks: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it with its edition. A sandbox that reads the folder meanwhile finds the former manifest or this one."""
    edition = hashlib.sha256(msgspec.json.encode(replace(manifest, edition=""))).hexdigest()[:16]
    new = folder / f"{MANIFEST}.new"
    new.write_bytes(msgspec.json.encode(replace(manifest, edition=edition)))
    new.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """Raises `ManifestError`."""
    try:
        return _DECODER.decode((folder / MANIFEST).read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise ManifestError(str(folder)) from error


_DECODER = msgspec.json.Decoder(Manifest)
