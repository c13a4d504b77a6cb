"""The editors' files → `Content`. Every mistake is found before anything is shown."""

from collections.abc import Collection, Mapping
from pathlib import Path

from sandbox.content import Content
from sandbox.content.errors import ContentErrors, ErrorList
from sandbox.content.places_reader import PlacesReader
from sandbox.content.plain_text import check_plain
from sandbox.content.task_reader import TaskReader
from sandbox.content.walkthrough_reader import WalkthroughReader
from sandbox.content.wording_reader import WordingReader
from sandbox.content.yaml_tree import Value, parse_file
from sandbox.engine.place import Place
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.task import Task
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass

WORDING = "wording"
"""The folder of the wording, beside the walkthroughs."""

TASKS = "tasks"
"""The folder of the tasks, beside the walkthroughs."""

PLACES = "cabinet/places.yml"
"""The file of the places, from the folder of the walkthroughs."""


@dataclass(frozen=True)
class LoadedContent:
    """Content with its lines: of each walkthrough's source, step, mistake and day of a check; what places offer."""

    content: Content
    lines: Mapping[tuple[str, ...], int]


def slugs_in(folder: Path) -> list[str]:
    """The names of all walkthroughs whose files lie in the folder."""
    return [path.stem for path in yaml_files(folder)]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder. Copies that programs leave beside a file while it is edited (.#name) are none."""
    return [path for path in sorted(folder.glob("*.yml")) if not path.name.startswith(".")]


def load_content(
    folder: Path, simulation: AnySimulation, texts: Mapping[str, Collection[str]], screens: Collection[str] = ()
) -> LoadedContent:
    """Read ``folder``: one file per walkthrough, and below it the wording and the places.

    ``texts`` are the names that templates use, each with its values (`sandbox.rendering.texts`).
    ``screens`` are the names of the templates that a place may show.
    Raises `ContentErrors` with every mistake of every file. Paths in them begin with the folder's name.
    """
    lists = [*_stray_files(folder), *_stray_files(folder / WORDING, f"{folder.name}/{WORDING}"), *_unread_files(folder)]
    walkthroughs: dict[str, Walkthrough] = {}
    lines: dict[tuple[str, ...], int] = {}
    slugs = slugs_in(folder)
    for slug in slugs:
        errors, tree = _parse(folder / f"{slug}.yml", f"{folder.name}/{slug}.yml", lists)
        if tree is not None:
            walkthroughs[slug] = WalkthroughReader(slug, tree, errors, lines, simulation, slugs).walkthrough
    files: list[tuple[ErrorList, Value]] = []
    paths = yaml_files(folder / WORDING)
    for path in paths:
        errors, tree = _parse(path, f"{folder.name}/{WORDING}/{path.name}", lists)
        if tree is not None:
            files.append((errors, tree))
    if not paths:
        lists.append(ErrorList(f"{folder.name}/{WORDING}"))
        lists[-1].add(1, "file_missing")
    # A file that can't be read would make each of its names look unworded.
    wording = WordingReader(files, simulation, texts, slugs).read() if len(files) == len(paths) > 0 else None
    places = _read_places(folder, simulation, screens, lists, lines)
    tasks = _read_tasks(folder, simulation, places, slugs, lists, lines)
    found = [error for errors in lists for error in errors.errors]
    if found or wording is None:
        raise ContentErrors(found)
    return LoadedContent(Content(walkthroughs, wording, places, tasks), lines)


def _parse(path: Path, shown: str, lists: list[ErrorList]) -> tuple[ErrorList, Value | None]:
    """A file's tree, with the list of its mistakes, which is one more of ``lists``."""
    errors, tree = parse_file(path, shown)
    lists.append(errors)
    if tree is not None:
        check_plain(tree, errors)
    return errors, tree


def _read_places(
    folder: Path,
    simulation: AnySimulation,
    screens: Collection[str],
    lists: list[ErrorList],
    lines: dict[tuple[str, ...], int],
) -> Mapping[str, Place]:
    """The places, none where there are walkthroughs alone."""
    if simulation.living is None or not (folder / PLACES).parent.is_dir():
        return {}
    errors, tree = _parse(folder / PLACES, f"{folder.name}/{PLACES}", lists)
    if tree is None:
        return {}
    reader = PlacesReader(tree, errors, simulation, simulation.living, screens)
    lines.update({(PLACES, *names): line for names, line in reader.lines.items()})
    return reader.places


def _read_tasks(
    folder: Path,
    simulation: AnySimulation,
    places: Mapping[str, Place],
    slugs: Collection[str],
    lists: list[ErrorList],
    lines: dict[tuple[str, ...], int],
) -> Mapping[str, Task]:
    """The tasks, none if there are no places to do them in."""
    judging = simulation.living.judging if simulation.living else None
    tasks: dict[str, Task] = {}
    if judging is None or not places:
        return tasks
    lists += _stray_files(folder / TASKS, f"{folder.name}/{TASKS}")
    for slug in slugs_in(folder / TASKS):
        errors, tree = _parse(folder / TASKS / f"{slug}.yml", f"{folder.name}/{TASKS}/{slug}.yml", lists)
        if tree is not None:
            reader = TaskReader(slug, tree, errors, simulation, judging, places, slugs)
            tasks[slug] = reader.task
            lines.update({(TASKS, slug, *names): line for names, line in reader.lines.items()})
    return tasks


def _stray_files(folder: Path, shown: str = "") -> list[ErrorList]:
    """The files that nothing would read, because they have another suffix."""
    if not folder.is_dir():
        return []
    strays = [path for path in folder.iterdir() if path.suffix != ".yml" and path.is_file() and path.name[0] != "."]
    lists = [ErrorList(f"{shown or folder.name}/{path.name}") for path in strays]
    for errors, path in zip(lists, strays, strict=True):
        errors.add(1, "wrong_extension", name=path.name)
    return lists


def _unread_files(folder: Path) -> list[ErrorList]:
    """The files in folders that nothing looks into, and those beside the places."""
    lists, read_from = [], (".", WORDING, TASKS)
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if within.parent.as_posix() in read_from or within.as_posix() == PLACES or not path.is_file():
            continue
        if not any(part.startswith(".") for part in within.parts):
            among = [(folder.name / Path(each, path.name)).as_posix() for each in read_from]
            lists.append(ErrorList((folder.name / within).as_posix()))
            lists[-1].add(1, "file_unread", name=lists[-1].path, among=[*among, f"{folder.name}/{PLACES}"])
    return lists
