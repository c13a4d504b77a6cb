"""The sandbox over HTTP: a thin layer over `sandbox.web.meaning`, which decides, and the renderer, which shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Literal

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox.frozen import dataclass
from sandbox.rendering.addresses import CABINET_ADDRESS, PROGRESS, SANDBOX, TASKS, WALKTHROUGHS
from sandbox.rendering.onward import TaskList
from sandbox.rendering.renderer import Renderer
from sandbox.storage import StoreUnavailableError, Wanted
from sandbox.storage.together import GroupedStore, Work
from sandbox.web import convertors, sessions
from sandbox.web.answers import html, redirect_or, wants_fragment
from sandbox.web.exchange import (
    Answer,
    GoTo,
    Happened,
    SandboxRequest,
    SendFile,
    ShowPlace,
    ShowProblem,
    ShowProgress,
    ShowRun,
)
from sandbox.web.forms import read_form
from sandbox.web.limits import RETRY_AFTER, ProblemError
from sandbox.web.links import Links
from sandbox.web.meaning import Sandbox
from sandbox.web.onward import onward_of, telling_of
from sandbox.web.origin import own_forms
from sandbox.web.problems import name_of, status_of
from sandbox.web.site import Site
from sandbox.web.threads import Threads
from sandbox.web.ticks import Ticks

_AWAY = {"Retry-After": str(RETRY_AFTER)}
"""With the answer while the store is away."""


@dataclass(frozen=True)
class SandboxRoutes:
    """The handlers, and what they need."""

    sandbox: Sandbox
    renderer: Renderer
    site: Site
    allowed_origins: frozenset[str]
    store: GroupedStore
    threads: Threads
    refused: Callable[[str], None] = lambda _name: None
    """Told of each problem that an answer explains, by its name."""
    count: Callable[[Happened], None] = lambda _happened: None
    """Told of each press once it is kept."""
    links: Links = field(default_factory=Links)

    def routes(self) -> list[BaseRoute]:
        forms = own_forms(self.allowed_origins)
        convertors.register()
        # No two of them match the same request: those that are asked for most are tried first.
        return [
            Mount(WALKTHROUGHS, routes=self._runs("/{slug}", forms)),
            Route(CABINET_ADDRESS, self.show, methods=["GET"]),
            Mount(
                CABINET_ADDRESS, routes=[Route("/{place:place}", self.show, methods=["GET"]), *self._runs("", forms)]
            ),
            Mount(
                TASKS,
                routes=[Route("/{slug}/{place:place}", self.show, methods=["GET"]), *self._runs("/{slug}", forms)],
            ),
            Route(PROGRESS, self.show, methods=["GET"]),
            Mount(
                PROGRESS,
                routes=[
                    Route(path, self.act_without_fields, methods=["POST"], middleware=forms)
                    for path in ("/restart", "/restart/{slug}", "/erase")
                ],
            ),
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
        ]

    def _runs(self, slug: str, forms: Sequence[Middleware]) -> list[BaseRoute]:
        """What every run has below its ``slug``: how it is, files made from it, and what its forms send."""
        return [
            Route(f"{slug}/{{command:command}}", self.act, methods=["POST"], middleware=forms),
            *([Route(slug, self.show, methods=["GET"])] if slug else []),
            Route(f"{slug}/{{file:file}}", self.show, methods=["GET"]),
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
            may_begin=sessions.may_begin(request),
        )
        # In a thread: other requests are answered while this one waits for the store and is rendered.
        if name := self.sandbox.kept_as(asked.path):
            return await self.ticks.run(_Asked(request, asked, name))
        return await self.threads.run(lambda: self._show(request, asked, self.sandbox.answer(asked)))

    @cached_property
    def ticks(self) -> "Ticks[_Asked, Response]":
        """Where presses that came at the same time are decided on and kept together."""
        return Ticks(self.threads, self._answer_together)

    def _answer_together(self, asked: "Sequence[_Asked]") -> list[Response | Exception]:
        works = [Work(each.wanted, partial(self.sandbox.answer, each.asked)) for each in asked]
        answers = self.store.do_together(works)
        return [self._shown_or_error(each, answer) for each, answer in zip(asked, answers, strict=True)]

    def _shown_or_error(self, asked: "_Asked", answer: Answer | Exception) -> Response | Exception:
        if isinstance(answer, Exception):
            return answer
        try:
            return self._show(asked.request, asked.asked, answer)
        except Exception as error:
            return error

    def _show(self, request: Request, asked: SandboxRequest, answer: Answer) -> Response:
        if answer.happened:
            self.count(answer.happened)
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
        links = self.links(content, self.site.trainers())
        widget = self.renderer.encoded_widget(
            content.wording,
            walkthrough,
            view.run,
            now,
            version=view.version,
            links=links,
            onward=onward_of(content, self.site, walkthrough, links) if view.run.done else None,
        )
        return html(request, widget, lambda body: self.site.page(walkthrough.title, body, walkthrough.slug))

    def _place(self, request: Request, view: ShowPlace) -> Response:
        content, task = self.sandbox.content(), view.turn.cabinet.task
        widget = self.renderer.encoded_cabinet(
            content.wording,
            view.turn,
            view.run,
            view.place,
            version=view.version,
            telling=telling_of(content, self.site, view) if view.told else None,
        )
        title = task.title if task else content.wording.text("cabinet.title")
        address = self.site.tasks().get(task.slug, "") if task else self.site.cabinet()
        return html(request, widget, lambda body: self.site.page(title, body, address=address))

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
            tasks=TaskList(content.tasks, self.site.tasks(), view.tasks),
        )
        return html(request, overview, lambda body: self.site.overview_page(content.wording.progress["page"], body))

    async def problem(self, request: Request, error: Exception) -> Response:
        """Explain in Russian what went wrong, for any exception."""
        status = status_of(error)
        if status == 404 and not request.scope["path"].startswith(SANDBOX) and (page := self.site.not_found()):
            return HTMLResponse(page, status)
        name = name_of(error)
        self.refused(name)
        wording = self.sandbox.content().wording
        text, overview = wording.problems[name], self.site.overview_link() if name == "not_found" else ""
        body = self.renderer.problem(wording, text, whole_page=not wants_fragment(request), overview=overview)
        headers = _AWAY if isinstance(error, StoreUnavailableError) else getattr(error, "headers", None)
        return html(request, body, lambda body: self.site.page(text.title, body), status, headers)


@dataclass(frozen=True)
class _Asked:
    """A request over HTTP, and what is asked by it: something about the run that is ``kept_as``."""

    request: Request
    asked: SandboxRequest
    kept_as: str

    @property
    def wanted(self) -> Wanted | None:
        """The run that will be loaded, if the browser has a session id."""
        return Wanted(self.asked.learner, self.kept_as, self.asked.now) if self.asked.learner else None
