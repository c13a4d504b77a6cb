"""Many cases in one test, where to report each would take longer than to try it."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any


def at_once(*cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Calls the test with everything that these can be together, and tells in the end all for which it failed."""

    every = list(product(*cases))
    assert every

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def try_all() -> None:
            faults = [fault for case in every if (fault := _fault(test, case))]
            if faults:
                raise ExceptionGroup(f"of {test.__name__}", faults)

        try_all.__name__, try_all.__doc__ = test.__name__, test.__doc__
        return try_all

    return decorate


def _fault(test: Callable[..., None], case: tuple[Any, ...]) -> Exception | None:
    try:
        test(*case)
    except Exception as fault:
        named = (str(getattr(each, "name", each)) for each in case)
        fault.add_note(f"case: {', '.join(name[:80] for name in named)}")
        return fault
    return None
