"""The sandbox over HTTP: a thin shell around `sandbox.web.meaning`, which decides, and the renderer, which shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox.rendering.addresses import MOUNT, PROGRESS
from sandbox.rendering.renderer import Link, Renderer
from sandbox.storage import StoreUnavailableError
from sandbox.web import meaning, origin, sessions
from sandbox.web.forms import read_form, wants_fragment
from sandbox.web.limits import OverloadedError
from sandbox.web.meaning import Answer, GoTo, Sandbox, SendFile, ShowProblem, ShowProgress, ShowRun
from sandbox.web.site import Site

_ROOT = "/sandbox/"

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


class _File(StringConvertor):
    """What a download may be called."""

    regex = r"[a-z_]+\.[a-z]+"


register_url_convertor("command", _Command())
register_url_convertor("file", _File())


@dataclass(frozen=True)
class Shell:
    """The handlers, and what they need."""

    sandbox: Sandbox
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
                    Route("/{slug}/{file:file}", self.show, methods=["GET"]),
                    Route("/{slug}/{command:command}", self.act, methods=["POST"], middleware=own_forms),
                ],
            ),
            Route(PROGRESS, self.show, methods=["GET"]),
            Mount(
                PROGRESS,
                routes=[
                    Route("/restart", self.act_without_fields, methods=["POST"], middleware=own_forms),
                    Route("/restart/{slug}", self.act_without_fields, methods=["POST"], middleware=own_forms),
                    Route("/erase", self.act_without_fields, methods=["POST"], middleware=own_forms),
                ],
            ),
        ]

    async def alive(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        await run_in_threadpool(self.sandbox.practice.store.check)
        return PlainTextResponse("ok\n")

    async def show(self, request: Request) -> Response:
        """What is there. Changes nothing."""
        return await self._answer(request, "GET", request.query_params)

    async def act(self, request: Request) -> Response:
        """Do what the form asks."""
        return await self._answer(request, "POST", await read_form(request))

    async def act_without_fields(self, request: Request) -> Response:
        """Do what the address says: what else was sent isn't read."""
        return await self._answer(request, "POST", {})

    async def _answer(self, request: Request, method: Literal["GET", "POST"], fields: Mapping[str, str]) -> Response:
        asked = meaning.Request(
            method=method,
            path=tuple(request.scope["path"].removeprefix(_ROOT).split("/")),
            fields=fields,
            learner=sessions.learner_of(request),
            key=sessions.key_of(request),
            now=datetime.now(UTC),
        )
        # In a thread: others are answered while the store is waited for, and while a long run is drawn.
        return await run_in_threadpool(self._decide_and_show, request, asked)

    def _decide_and_show(self, request: Request, asked: meaning.Request) -> Response:
        answer = self.sandbox.answer(asked)
        response = self._shown(request, answer, asked)
        if answer.learner:
            sessions.remember(response, request, answer.learner, self.allowed_origins)
        elif answer.learner is not None:
            sessions.forget(response, request, self.allowed_origins)
        return response

    def _shown(self, request: Request, answer: Answer, asked: meaning.Request) -> Response:
        """The answer for the page's script, or a whole page; a form is answered by leading to that page."""
        fragment = wants_fragment(request)
        if answer.after and not fragment:
            return RedirectResponse(_ROOT + answer.after, 303)
        match answer.show:
            case ShowRun():
                return HTMLResponse(self._run(answer.show, asked.now, whole_page=not fragment))
            case ShowProgress():
                return HTMLResponse(self._progress(answer.show, whole_page=not fragment))
            case SendFile(download, content):
                attached = {"Content-Disposition": f'attachment; filename="{download.filename}"'}
                return Response(content, media_type=download.media_type, headers=attached)
            case GoTo(address):
                return RedirectResponse(_ROOT + address, answer.status)
            case ShowProblem():
                raise HTTPException(answer.status)

    def _run(self, view: ShowRun, now: datetime, *, whole_page: bool) -> str:
        content, walkthrough = self.sandbox.content(), view.walkthrough
        known, pages = content.walkthroughs, self.site.trainers()
        links = {slug: Link(known[slug].title, address) for slug, address in pages.items() if slug in known}
        widget = self.renderer.widget(content.wording, walkthrough, view.run, now, version=view.version, links=links)
        return self.site.page(walkthrough.title, widget, walkthrough.slug) if whole_page else widget

    def _progress(self, view: ShowProgress, *, whole_page: bool) -> str:
        content = self.sandbox.content()
        html = self.renderer.overview(
            content.wording,
            content.walkthroughs,
            self.site.subjects(),
            self.site.root(),
            progress=view.progress,
            known=view.known,
            said=view.said,
            privacy=self.site.privacy_link(),
        )
        return self.site.overview_page(content.wording.progress["page"], html) if whole_page else html

    async def problem(self, request: Request, error: Exception) -> Response:
        """Say in Russian what went wrong, whatever it was."""
        status = _status(error)
        if status == 404 and not request.scope["path"].startswith(_ROOT):
            return HTMLResponse(self.site.not_found(), status)
        name = "overloaded" if isinstance(error, OverloadedError) else _PROBLEMS.get(status, "broken")
        wording = self.sandbox.content().wording
        text, whole_page = wording.problems[name], not wants_fragment(request)
        overview = self.site.overview_link() if name == "not_found" else ""
        body = self.renderer.problem(wording, text, whole_page=whole_page, overview=overview)
        if whole_page:
            body = self.site.page(text.title, body)
        return HTMLResponse(body, status, getattr(error, "headers", None))


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500
