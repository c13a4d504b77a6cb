"""The sandbox over HTTP: a form comes in, a run moves on, the same form goes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox.account import call_details, details_file
from sandbox.content.loader import Content
from sandbox.engine import transitions
from sandbox.engine.outcome import Outcome
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.renderer import MOUNT, Link, Renderer
from sandbox.storage import StoreUnavailableError
from sandbox.storage.practice import Practice
from sandbox.web import origin, sessions
from sandbox.web.forms import read_form, wants_fragment
from sandbox.web.limits import OverloadedError
from sandbox.web.site import Site

_PROBLEMS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "slow",
    413: "too_large",
    503: "unavailable",
}


class _Command(StringConvertor):
    """What an action or a command may be called: no file's name is taken for one."""

    regex = "[a-z_]+"


register_url_convertor("command", _Command())

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
        own_forms = [Middleware(origin.OwnForms, self.allowed_origins)]
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Mount(
                MOUNT,
                routes=[
                    Route("/{slug}", self.show, methods=["GET"]),
                    Route("/{slug}/details.csv", self.download_details, methods=["GET"]),
                    Route("/{slug}/{command:command}", self.act, methods=["POST"], middleware=own_forms),
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
        learner = sessions.learner_of(request)
        run, version = await run_in_threadpool(self.practice.current, learner, walkthrough, now)
        if version == 0 and "sent" in request.query_params:
            run = transitions.say(run, "run_not_found")
        return await self._answer(request, walkthrough, run, now, version)

    async def download_details(self, request: Request) -> Response:
        """The call details that the learner has asked for, as a file. Changes nothing."""
        walkthrough, now = self._walkthrough(request), datetime.now(UTC)
        run, _ = await run_in_threadpool(self.practice.current, sessions.learner_of(request), walkthrough, now)
        lines = call_details.lines(run.account)
        if not lines:
            return RedirectResponse(f"{MOUNT}/{walkthrough.slug}?sent#{walkthrough.slug}", 303)
        body = details_file.write_details(lines, self.content().wording)
        return Response(body, media_type=details_file.TYPE, headers=details_file.HEADERS)

    async def act(self, request: Request) -> Response:
        """Do what the form asks; then show the result, or send the browser to it if it has no JavaScript."""
        walkthrough, now = self._walkthrough(request), datetime.now(UTC)
        learner = sessions.learner_of(request) or sessions.new_learner()
        given = await read_form(request)
        transition = self._transition(walkthrough, request.path_params["command"], given, now)
        mark = sessions.mark_of(request)
        run, version = await run_in_threadpool(self.practice.change, learner, walkthrough, transition, now, mark)
        response: Response
        if wants_fragment(request):
            response = await self._answer(request, walkthrough, run, now, version)
        else:
            response = RedirectResponse(f"{MOUNT}/{walkthrough.slug}?sent#{walkthrough.slug}", 303)
        sessions.remember(response, request, learner, self.allowed_origins)
        return response

    def _transition(
        self, walkthrough: Walkthrough, command: str, given: Mapping[str, str], now: datetime
    ) -> Transition:
        secrets = self.practice.secrets
        step = given.get("step", "")

        commands: dict[str, Callable[[Run], Run]] = {
            "restart": lambda _: transitions.restart(walkthrough, now, secrets),
            "wait": lambda run: transitions.wait(run, given.get("until", ""), now),
            "show_example": lambda run: transitions.show_example(walkthrough, run, step, now),
            "try_mistake": lambda run: transitions.try_mistake(
                walkthrough, run, step, given.get("mistake", ""), now, secrets
            ),
        }
        offered = {name for each in walkthrough.steps for name in (each.action, *each.also)}
        if command not in commands and command not in offered:
            raise HTTPException(404)

        def transition(run: Run, version: int) -> Run:
            if step not in ("", run.step) and _is_anew(run, version):
                return transitions.say(run, "run_not_found")
            if command in commands:
                return commands[command](run)
            return transitions.submit(walkthrough, run, step or run.step, command, given, now, secrets)

        return transition

    def _walkthrough(self, request: Request) -> Walkthrough:
        walkthrough = self.content().walkthroughs.get(request.path_params["slug"])
        if walkthrough is None:
            raise HTTPException(404)
        return walkthrough

    async def _answer(
        self, request: Request, walkthrough: Walkthrough, run: Run, now: datetime, version: int
    ) -> Response:
        content = self.content()
        known, pages = content.walkthroughs, self.site.trainers()
        links = {slug: Link(known[slug].title, address) for slug, address in pages.items() if slug in known}
        # In a thread: others are answered while a long run is drawn.
        widget = await run_in_threadpool(
            self.renderer.widget, content.wording, walkthrough, run, now, version=version, links=links
        )
        if not wants_fragment(request):
            widget = self.site.page(walkthrough.title, widget, walkthrough.slug)
        return HTMLResponse(widget)

    async def problem(self, request: Request, error: Exception) -> Response:
        """Say in Russian what went wrong, whatever it was."""
        status = _status(error)
        if status == 404 and not request.scope["path"].startswith("/sandbox/"):
            return HTMLResponse(self.site.not_found(), status)
        name = "overloaded" if isinstance(error, OverloadedError) else _PROBLEMS.get(status, "broken")
        text = self.content().wording.problems[name]
        whole_page = not wants_fragment(request)
        overview = self.site.overview_link() if name == "not_found" else ""
        body = self.renderer.problem(text, whole_page=whole_page, overview=overview)
        if whole_page:
            body = self.site.page(text.title, body)
        return HTMLResponse(body, status, getattr(error, "headers", None))


def _is_anew(run: Run, version: int) -> bool:
    """Whether the run has begun because the learner's former one isn't there."""
    return version == 0 or run.notice == Outcome("run_not_found")


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500
