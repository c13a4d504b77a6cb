"""All walkthroughs over HTTP: how far the learner has come, beginning anew, and forgetting the learner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox.engine import transitions
from sandbox.engine.progress import Progress, progress
from sandbox.engine.transitions import Run
from sandbox.rendering.renderer import PROGRESS
from sandbox.web import origin, sessions
from sandbox.web.forms import wants_fragment
from sandbox.web.routes import Sandbox


@dataclass(frozen=True)
class Overview:
    """The handlers of the overview. It has what the sandbox has. Its forms have no fields: the address says it all."""

    sandbox: Sandbox

    def routes(self) -> list[BaseRoute]:
        own_forms = [Middleware(origin.OwnForms, self.sandbox.allowed_origins)]
        return [
            Route(PROGRESS, self.show, methods=["GET"]),
            Mount(
                PROGRESS,
                routes=[
                    Route("/restart", self.restart_all, methods=["POST"], middleware=own_forms),
                    Route("/restart/{slug}", self.restart, methods=["POST"], middleware=own_forms),
                    Route("/erase", self.erase, methods=["POST"], middleware=own_forms),
                ],
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The learner's progress as it is. Changes nothing."""
        return await self._answer(request, sessions.learner_of(request), request.query_params.get("said", ""))

    async def restart(self, request: Request) -> Response:
        """Begin one walkthrough anew."""
        learner, now = sessions.learner_of(request), datetime.now(UTC)
        walkthrough = self.sandbox.content().walkthroughs.get(request.path_params["slug"])
        if walkthrough is None:
            raise HTTPException(404)
        practice = self.sandbox.practice

        def fresh(_run: Run, _version: int) -> Run:
            return transitions.restart(walkthrough, now, practice.secrets)

        if learner:
            await run_in_threadpool(practice.change, learner, walkthrough, fresh, now)
        response = await self._after(request, learner, "restarted")
        if learner:
            sessions.remember(response, request, learner, self.sandbox.allowed_origins)
        return response

    async def restart_all(self, request: Request) -> Response:
        """Begin all walkthroughs anew: no run is kept, and the learner keeps the mark."""
        learner = sessions.learner_of(request)
        if learner:
            await run_in_threadpool(self.sandbox.practice.store.delete, learner)
        return await self._after(request, learner, "all_restarted")

    async def erase(self, request: Request) -> Response:
        """Forget the learner: every run, and the mark in the browser."""
        if learner := sessions.learner_of(request):
            await run_in_threadpool(self.sandbox.practice.store.delete, learner)
        response = await self._after(request, None, "erased")
        sessions.forget(response, request, self.sandbox.allowed_origins)
        return response

    async def _after(self, request: Request, learner: str | None, said: str) -> Response:
        if wants_fragment(request):
            return await self._answer(request, learner, said)
        return RedirectResponse(f"{PROGRESS}?said={said}", 303)

    async def _answer(self, request: Request, learner: str | None, said: str) -> Response:
        content, site, now = self.sandbox.content(), self.sandbox.site, datetime.now(UTC)
        runs = (
            await run_in_threadpool(self.sandbox.practice.runs, learner, content.walkthroughs, now) if learner else {}
        )
        found = {slug: progress(each, runs.get(slug)) for slug, each in content.walkthroughs.items()}
        html = self.sandbox.renderer.overview(
            content.wording,
            content.walkthroughs,
            site.subjects(),
            site.root(),
            progress=found,
            known=learner is not None,
            said=said if _holds(said, learner, found) else None,
        )
        if not wants_fragment(request):
            html = site.overview_page(content.wording.progress["page"], html)
        return HTMLResponse(html)


def _holds(said: str, learner: str | None, found: Mapping[str, Progress]) -> bool:
    """Whether it may be said: an address can be made up, and nobody is to be told that data are gone which aren't."""
    match said:
        case "erased":
            return learner is None
        case "all_restarted":
            return all(each.status == "todo" for each in found.values())
        case "restarted":
            return learner is not None
    return False
