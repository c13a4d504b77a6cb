"""The sandbox over HTTP: a form comes in, a run moves on, the same form goes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox import engine, security
from sandbox.engine import Run
from sandbox.loader import Content
from sandbox.practice import Practice
from sandbox.rendering import MOUNT, Renderer
from sandbox.site import Site
from sandbox.store import StoreUnavailableError
from sandbox.walkthrough import Walkthrough

FORM = "application/x-www-form-urlencoded"
MAX_BODY = 16 * 1024
MAX_FIELDS = 20
"""Bytes and fields of a form; the longest one that we send has a few hundred bytes and four fields."""

_PROBLEMS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    503: "unavailable",
}

Transition = Callable[[Run, int], Run]


@dataclass(frozen=True)
class Sandbox:
    """The handlers, and what they need. ``content`` is asked each time: a preview reloads it."""

    content: Callable[[], Content]
    practice: Practice
    renderer: Renderer
    site: Site
    allowed_origins: frozenset[str]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Mount(
                MOUNT,
                routes=[
                    Route("/{slug}", self.show, methods=["GET"]),
                    Route("/{slug}/{command}", self.act, methods=["POST"]),
                ],
            ),
        ]

    async def alive(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        await run_in_threadpool(self.practice.store.check)
        return PlainTextResponse("ok\n")

    async def show(self, request: Request) -> Response:
        """The learner's run as it is. Changes nothing."""
        walkthrough, now = self._walkthrough(request), datetime.now(UTC)
        learner = security.learner_of(request)
        run, version = await run_in_threadpool(self.practice.current, learner, walkthrough, now)
        if version == 0 and "sent" in request.query_params:
            run = engine.say(run, "run_not_found")
        return self._answer(request, walkthrough, run, now, version)

    async def act(self, request: Request) -> Response:
        """Do what the form asks; then show the result, or send the browser to it if it has no JavaScript."""
        if not security.is_ours(request, self.allowed_origins):
            raise HTTPException(403)
        walkthrough, now = self._walkthrough(request), datetime.now(UTC)
        learner = security.learner_of(request) or security.new_learner()
        given = await _read_form(request)
        transition = self._transition(walkthrough, request.path_params["command"], given, now)
        mark = security.mark_of(request)
        run, version = await run_in_threadpool(self.practice.change, learner, walkthrough, transition, now, mark)
        response: Response
        if _wants_fragment(request):
            response = self._answer(request, walkthrough, run, now, version)
        else:
            response = RedirectResponse(f"{MOUNT}/{walkthrough.slug}?sent#{walkthrough.slug}", 303, security.HEADERS)
        security.remember(response, request, learner)
        return response

    def _transition(
        self, walkthrough: Walkthrough, command: str, given: Mapping[str, str], now: datetime
    ) -> Transition:
        secrets = self.practice.secrets
        step = given.get("step", "")

        def restart(run: Run) -> Run:
            return engine.say(engine.begin(walkthrough, now, secrets), "run_restarted")

        commands: dict[str, Callable[[Run], Run]] = {
            "restart": restart,
            "wait": lambda run: engine.wait(run, given.get("until", ""), now),
            "show_example": lambda run: engine.show_example(walkthrough, run, step, now),
            "try_mistake": lambda run: engine.try_mistake(
                walkthrough, run, step, given.get("mistake", ""), now, secrets
            ),
        }
        offered = {name for each in walkthrough.steps for name in (each.action, *each.also)}
        if command not in commands and command not in offered:
            raise HTTPException(404)

        def transition(run: Run, version: int) -> Run:
            if version == 0 and step not in ("", run.step):
                return engine.say(run, "run_not_found")
            if command in commands:
                return commands[command](run)
            return engine.submit(walkthrough, run, step or run.step, command, given, now, secrets)

        return transition

    def _walkthrough(self, request: Request) -> Walkthrough:
        walkthrough = self.content().walkthroughs.get(request.path_params["slug"])
        if walkthrough is None:
            raise HTTPException(404)
        return walkthrough

    def _answer(self, request: Request, walkthrough: Walkthrough, run: Run, now: datetime, version: int) -> Response:
        widget = self.renderer.widget(self.content().wording, walkthrough, run, now, version=version)
        if not _wants_fragment(request):
            widget = self.site.page(walkthrough.title, widget, walkthrough.slug)
        return HTMLResponse(widget, headers=security.HEADERS)

    async def problem(self, request: Request, error: Exception) -> Response:
        """Say in Russian what went wrong, whatever it was."""
        status = _status(error)
        text = self.content().wording.problems[_PROBLEMS.get(status, "broken")]
        whole_page = not _wants_fragment(request)
        body = self.renderer.problem(text, whole_page=whole_page)
        if whole_page:
            body = self.site.page(text.title, body)
        headers = dict(getattr(error, "headers", None) or {})
        return HTMLResponse(body, status, {**headers, **security.HEADERS})


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500


async def _read_form(request: Request) -> dict[str, str]:
    """The form's fields. What our own pages can't have sent is refused: too long, another type, a field twice."""
    if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
        raise HTTPException(400)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400) from error
    given = dict(pairs)
    if len(given) != len(pairs):
        raise HTTPException(400)
    return given


def _wants_fragment(request: Request) -> bool:
    return request.headers.get("x-walkthrough") == "fragment"
