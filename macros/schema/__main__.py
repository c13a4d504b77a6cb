"""``make schema``: writes the schemas of the editors' files, and which editors of texts find them by."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from macros.editors.explanations import explanations
from macros.editors.settings_file import SETTINGS_FILE, settings_of
from macros.guide import Guide, read_guide, texts_used
from macros.schema import data, walkthroughs
from macros.schema.model import Model
from macros.schema.shapes import Schema
from macros.schema.wording import wording
from sandbox.content.errors import ContentError, ContentErrors, error_at

FOLDER = "schema"
SETTINGS = ".vscode/settings.json"

FILES: Mapping[str, list[str]] = {
    "walkthrough": ["walkthroughs/*.yml"],
    "task": ["walkthroughs/tasks/*.yml"],
    "places": ["walkthroughs/cabinet/places.yml"],
    "wording": ["walkthroughs/wording/*.yml"],
    "claims": ["docs/_data/claims.yml"],
    "article": ["docs/_data/article.yml"],
    "related": ["docs/_data/related.yml"],
    "subjects": ["docs/_data/subjects.yml"],
    "synonyms": ["docs/_data/synonyms.yml"],
    "names": ["docs/_data/names.yml"],
    "links": ["docs/_data/links.yml"],
    "urgent": ["docs/_data/urgent.yml"],
    "signs": ["docs/_data/signs.yml"],
    "page-header": [],
}
"""Schema → the files that it is for. Nothing reads headers within pages by a schema; a check can."""

_MAKERS = {
    "walkthrough": walkthroughs.walkthrough,
    "task": walkthroughs.task,
    "places": walkthroughs.places,
    "wording": wording,
    "claims": data.claims,
    "article": data.instructions,
    "related": data.teasers,
    "subjects": data.subject_list,
    "synonyms": data.synonyms,
    "names": data.names,
    "links": data.links,
    "urgent": data.urgent,
    "signs": data.signs,
    "page-header": data.page_header,
}


def schemas(guide: Guide, docs: Path) -> dict[str, Schema]:
    """All schemas by their names."""
    model = Model(
        guide.simulation,
        guide.materials.content,
        explanations(docs),
        texts_used(guide.renderer, guide.cache),
        guide.renderer.screens(),
    )
    return {name: make(model) for name, make in _MAKERS.items()}


def files_of(guide: Guide, docs: Path) -> dict[str, str]:
    """All that is written: path within the project → text."""
    settings = {
        "yaml.schemas": {f"./{FOLDER}/{name}.json": paths for name, paths in FILES.items() if paths},
        "yaml.customTags": ["!ENV scalar", "!ENV sequence", "tag:yaml.org,2002:python/name:* scalar"],
        "files.eol": "\n",
        "files.encoding": "utf8",
    }
    written = {f"{FOLDER}/{name}.json": _json(schema) for name, schema in schemas(guide, docs).items()}
    return {**written, SETTINGS: _json(settings)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def outdated_schemas(root: Path, guide: Guide, docs: Path) -> list[ContentError]:
    """The files that aren't what they would be now, where there are any."""
    found: list[ContentError] = []
    for path, text in files_of(guide, docs).items() if (root / FOLDER).is_dir() else ():
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            found.append(error_at(path, 1, "schema_outdated"))
    return found


def main(root: Path) -> int:
    """Write them for the project in the folder. Returns the exit status."""
    conf = settings_of(root / SETTINGS_FILE)
    try:
        files = files_of(read_guide(conf), Path(conf["docs_dir"]))
    except ContentErrors as errors:
        print(errors)
        return 1
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
