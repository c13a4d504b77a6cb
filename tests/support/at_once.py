"""Many cases in one test, where to report each would take longer than to try it."""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def at_once(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Calls the test with each of the cases as `pytest.mark.parametrize` does, and tells in the end all that failed.

    All of them get the same fixtures, so it is for those that no case changes. Several are tried with each other.
    """
    every = [(case,) if isinstance(names, str) else tuple(case) for case in cases]
    given = (names,) if isinstance(names, str) else names
    assert every

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def try_all(**fixtures: Any) -> None:
            faults = [fault for case in every if (fault := _fault(test, dict(zip(given, case, strict=True)), fixtures))]
            if faults:
                raise ExceptionGroup(f"of {test.__name__}", faults)

        asked = inspect.signature(test)
        others = [each for name, each in asked.parameters.items() if name not in given]
        try_all.__signature__ = asked.replace(parameters=others)  # type: ignore[attr-defined]
        return try_all

    return decorate


def _fault(test: Test, case: dict[str, Any], fixtures: dict[str, Any]) -> Exception | None:
    try:
        test(**case, **fixtures)
    except Exception as fault:
        named = (str(getattr(each, "name", each)) for each in case.values())
        fault.add_note(f"case: {', '.join(name[:80] for name in named)}")
        return fault
    return None
