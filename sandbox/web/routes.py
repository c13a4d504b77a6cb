"""The sandbox over HTTP: a thin layer over `sandbox.web.meaning`, which decides, and the renderer, which shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox.engine.progress import following
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.addresses import CABINET_ADDRESS, PROGRESS, SANDBOX, WALKTHROUGHS
from sandbox.rendering.renderer import Onward, Renderer, WalkthroughLink
from sandbox.storage import StoreUnavailableError
from sandbox.web import sessions
from sandbox.web.answers import html, redirect_or, wants_fragment
from sandbox.web.exchange import Answer, GoTo, SandboxRequest, SendFile, ShowPlace, ShowProblem, ShowProgress, ShowRun
from sandbox.web.forms import read_form
from sandbox.web.limits import RETRY_AFTER, ProblemError
from sandbox.web.meaning import Sandbox
from sandbox.web.origin import own_forms
from sandbox.web.site import Site
from sandbox.web.threads import Threads

_PROBLEMS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "slow",
    413: "too_large",
    421: "misdirected",
    503: "unavailable",
}
_AWAY = {"Retry-After": str(RETRY_AFTER)}
"""With the answer while the store is away."""


class _Command(StringConvertor):
    """The name of an action or a command. A file's name has a dot."""

    regex = "[a-z_]+"


class _File(StringConvertor):
    """The name of a download."""

    regex = r"[a-z_]+\.[a-z]+"


class _Place(StringConvertor):
    """The name of a place."""

    regex = "[a-z0-9-]+"


register_url_convertor("place", _Place())
register_url_convertor("command", _Command())
register_url_convertor("file", _File())


@dataclass(frozen=True)
class SandboxRoutes:
    """The handlers, and what they need."""

    sandbox: Sandbox
    renderer: Renderer
    site: Site
    allowed_origins: frozenset[str]
    threads: Threads

    def routes(self) -> list[BaseRoute]:
        forms = own_forms(self.allowed_origins)
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Mount(
                WALKTHROUGHS,
                routes=[
                    Route("/{slug}", self.show, methods=["GET"]),
                    Route("/{slug}/{file:file}", self.show, methods=["GET"]),
                    Route("/{slug}/{command:command}", self.act, methods=["POST"], middleware=forms),
                ],
            ),
            Route(CABINET_ADDRESS, self.show, methods=["GET"]),
            Mount(
                CABINET_ADDRESS,
                routes=[
                    Route("/{place:place}", self.show, methods=["GET"]),
                    Route("/{file:file}", self.show, methods=["GET"]),
                    Route("/{command:command}", self.act, methods=["POST"], middleware=forms),
                ],
            ),
            Route(PROGRESS, self.show, methods=["GET"]),
            Mount(
                PROGRESS,
                routes=[
                    Route("/restart", self.act_without_fields, methods=["POST"], middleware=forms),
                    Route("/restart/{slug}", self.act_without_fields, methods=["POST"], middleware=forms),
                    Route("/erase", self.act_without_fields, methods=["POST"], middleware=forms),
                ],
            ),
        ]

    async def alive(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        await self.threads.run(self.sandbox.practice.store.check)
        return PlainTextResponse("ok\n")

    async def show(self, request: Request) -> Response:
        """Show a state. Changes nothing."""
        return await self._answer(request, "GET", request.query_params)

    async def act(self, request: Request) -> Response:
        """Do the action or command of a form."""
        return await self._answer(request, "POST", await read_form(request))

    async def act_without_fields(self, request: Request) -> Response:
        """Do a command that has no fields: a body isn't read."""
        return await self._answer(request, "POST", {})

    async def _answer(self, request: Request, method: Literal["GET", "POST"], fields: Mapping[str, str]) -> Response:
        asked = SandboxRequest(
            method=method,
            path=tuple(request.scope["path"].removeprefix(SANDBOX).split("/")),
            fields=fields,
            learner=sessions.learner_of(request),
            key=sessions.key_of(request),
            now=datetime.now(UTC),
        )
        # In a thread: other requests are answered while this one waits for the store and is rendered.
        return await self.threads.run(self._decide_and_show, request, asked)

    def _decide_and_show(self, request: Request, asked: SandboxRequest) -> Response:
        answer = self.sandbox.answer(asked)
        response = self._shown(request, answer, asked.now)
        if answer.learner:
            sessions.remember(response, request, answer.learner, self.allowed_origins)
        elif answer.learner is not None:
            sessions.forget(response, request, self.allowed_origins)
        return response

    def _shown(self, request: Request, answer: Answer, now: datetime) -> Response:
        """What the answer shows. A browser without a script is redirected to it after a form."""
        if answer.after:
            return redirect_or(request, SANDBOX + answer.after, lambda: self._view(request, answer, now))
        return self._view(request, answer, now)

    def _view(self, request: Request, answer: Answer, now: datetime) -> Response:
        match answer.show:
            case ShowRun():
                return self._run(request, answer.show, now)
            case ShowPlace():
                return self._place(request, answer.show)
            case ShowProgress():
                return self._progress(request, answer.show)
            case SendFile(download, content):
                attached = {"Content-Disposition": f'attachment; filename="{download.filename}"'}
                return Response(content, media_type=download.media_type, headers=attached)
            case GoTo(address):
                return RedirectResponse(SANDBOX + address, answer.status)
            case ShowProblem(name):
                raise ProblemError(answer.status, name)

    def _run(self, request: Request, view: ShowRun, now: datetime) -> Response:
        content, walkthrough = self.sandbox.content(), view.walkthrough
        known, pages = content.walkthroughs, self.site.trainers()
        links = {slug: WalkthroughLink(known[slug].title, address) for slug, address in pages.items() if slug in known}
        widget = self.renderer.widget(
            content.wording,
            walkthrough,
            view.run,
            now,
            version=view.version,
            links=links,
            onward=self._onward(walkthrough, links) if view.run.done else None,
        )
        return html(request, widget, lambda body: self.site.page(walkthrough.title, body, walkthrough.slug))

    def _place(self, request: Request, view: ShowPlace) -> Response:
        wording = self.sandbox.content().wording
        widget = self.renderer.cabinet(
            wording, view.turn, view.run, view.place, version=view.version, has_kept=view.has_kept
        )
        title, address = wording.text("cabinet.title"), self.site.cabinet()
        return html(request, widget, lambda body: self.site.page(title, body, address=address))

    def _onward(self, walkthrough: Walkthrough, links: Mapping[str, WalkthroughLink]) -> Onward:
        memo, slug = self.site.memo_link(walkthrough.slug), following(self.site.menu(), walkthrough)
        if slug is None or slug not in links:
            return Onward(memo, None, 0)
        return Onward(memo, links[slug], len(self.sandbox.content().walkthroughs[slug].steps))

    def _progress(self, request: Request, view: ShowProgress) -> Response:
        content = self.sandbox.content()
        overview = self.renderer.overview(
            content.wording,
            content.walkthroughs,
            self.site.menu(),
            self.site.root(),
            progress=view.progress,
            known=view.known,
            notice=view.notice,
            privacy=self.site.privacy_link(),
        )
        return html(request, overview, lambda body: self.site.overview_page(content.wording.progress["page"], body))

    async def problem(self, request: Request, error: Exception) -> Response:
        """Explain in Russian what went wrong, for any exception."""
        status = _status(error)
        if status == 404 and not request.scope["path"].startswith(SANDBOX):
            return HTMLResponse(self.site.not_found(), status)
        name = error.name if isinstance(error, ProblemError) else _PROBLEMS.get(status, "broken")
        wording = self.sandbox.content().wording
        text, overview = wording.problems[name], self.site.overview_link() if name == "not_found" else ""
        body = self.renderer.problem(wording, text, whole_page=not wants_fragment(request), overview=overview)
        headers = _AWAY if isinstance(error, StoreUnavailableError) else getattr(error, "headers", None)
        return html(request, body, lambda body: self.site.page(text.title, body), status, headers)


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500
