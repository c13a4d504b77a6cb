"""Everything is played through before it is shown; what has passed is not played again while it is the same.

What is wrong is found each time: only what has passed is kept, from one build to the next too.
"""

from macros.cache import Cache
from sandbox.content.cabinet_check import typed_texts, walk_places
from sandbox.content.errors import ContentError
from sandbox.content.loader import PLACES, TASKS, LoadedContent
from sandbox.content.rehearsal import rehearse
from sandbox.content.task_rehearsal import rehearse_tasks
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import replace

_KEPT = "rehearsals", "passed"
"""The file of the cache with the names of what has passed, one a line."""

_passed: set[str] = set()
"""The same for this process, wherever nothing can be kept: a preview reads most files again as they were."""


def rehearse_changed(loaded: LoadedContent, simulation: AnySimulation, cache: Cache) -> list[ContentError]:
    """What is wrong with the walkthroughs, the tasks and the places that haven't passed as they are now.

    The edition of the cache must be that of the code which plays, the simulation's too.
    """
    content = loaded.content
    given: dict[str, object] = {
        **{f"walkthroughs/{slug}.yml": each for slug, each in content.walkthroughs.items()},
        **{f"walkthroughs/{TASKS}/{slug}.yml": (content.places, each) for slug, each in content.tasks.items()},
        f"walkthroughs/{PLACES}": (content.places, typed_texts(content)),
    }
    names = {path: cache.name_of(path, each) for path, each in given.items()}
    kept = cache.read(*_KEPT) or b""
    _passed.update(kept.decode().splitlines())
    changed = {path for path, name in names.items() if name not in _passed}
    played = replace(
        loaded,
        content=replace(
            content,
            walkthroughs={s: each for s, each in content.walkthroughs.items() if f"walkthroughs/{s}.yml" in changed},
            tasks={s: each for s, each in content.tasks.items() if f"walkthroughs/{TASKS}/{s}.yml" in changed},
        ),
    )
    errors = [*rehearse(played, simulation), *rehearse_tasks(played, simulation)]
    if f"walkthroughs/{PLACES}" in changed:
        errors += walk_places(loaded, simulation)
    wrong = {error.path for error in errors}
    passed = [name for path, name in names.items() if path not in wrong]
    _passed.update(passed)
    if (keeping := "\n".join(passed).encode()) != kept:
        cache.write(*_KEPT, keeping)
    return errors
