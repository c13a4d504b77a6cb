"""An OpenAPI 3.1 description of the sandbox, from its routes and actions."""

from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route

from sandbox.openapi.operations import OPERATIONS
from sandbox.openapi.parts import Described, Description


class UndescribedRouteError(Exception):
    """A route has no description."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"{method} {path} is not described: add it to OPERATIONS in sandbox/openapi/operations.py")


def describe(routes: Iterable[BaseRoute], described: Described) -> Description:
    """The description of all routes. Raises `UndescribedRouteError` for the first one that has none."""
    paths: dict[str, Description] = {}
    for method, path in walk(routes):
        if (method, path) not in OPERATIONS:
            raise UndescribedRouteError(method, path)
        for concrete, operation in OPERATIONS[method, path](described):
            paths.setdefault(concrete, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sandbox", "version": "1", "description": "Forms of a simulated account."},
        "paths": paths,
    }


def walk(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each method and path, but for HEAD, which GET implies, and for the files of the built site."""
    for route in routes:
        if isinstance(route, Mount):
            yield from walk(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, prefix + route.path_format
