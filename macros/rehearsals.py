"""Everything is played through before it is shown; what has passed is not played again while it is the same."""

from sandbox.content.cabinet_check import typed_texts, walk_places
from sandbox.content.errors import ContentError
from sandbox.content.loader import PLACES, TASKS, LoadedContent
from sandbox.content.rehearsal import rehearse
from sandbox.content.task_rehearsal import rehearse_tasks
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import replace

_passed: dict[str, object] = {}
"""What each file has been played with, by its path: a preview reads most of them again as they were."""


def rehearse_changed(loaded: LoadedContent, simulation: AnySimulation) -> list[ContentError]:
    """What is wrong with the walkthroughs, the tasks and the places that haven't passed as they are now."""
    content = loaded.content
    walked = simulation, content.places, typed_texts(content)
    given: dict[str, object] = {
        **{f"walkthroughs/{slug}.yml": (simulation, each) for slug, each in content.walkthroughs.items()},
        **{f"walkthroughs/{TASKS}/{slug}.yml": (*walked[:2], each) for slug, each in content.tasks.items()},
        f"walkthroughs/{PLACES}": walked,
    }
    changed = {path: each for path, each in given.items() if _passed.get(path) != each}
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
    _passed.update({path: each for path, each in changed.items() if path not in wrong})
    return errors
