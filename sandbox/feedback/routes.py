"""«Была ли страница полезна?» over HTTP: an answer is counted; after «нет» a reason may follow."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.content import Content
from sandbox.feedback import FeedbackStore
from sandbox.feedback.reasons import REASONS, Kind
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import FEEDBACK
from sandbox.rendering.renderer import Renderer
from sandbox.web import sessions
from sandbox.web.answers import html, redirect_or, wants_fragment
from sandbox.web.forms import read_form
from sandbox.web.origin import own_forms
from sandbox.web.site import Site
from sandbox.web.threads import Threads

ANSWERS = {"yes": True, "no": False}
"""The values of the form's buttons: whether the page was useful."""

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class FeedbackRoutes:
    """The handlers, and what they need. ``content`` is called each time: a preview reloads it."""

    content: Callable[[], Content]
    store: FeedbackStore
    renderer: Renderer
    site: Site
    allowed_origins: frozenset[str]
    threads: Threads

    def routes(self) -> list[BaseRoute]:
        return [
            self._route(FEEDBACK, self.thank, self.count),
            self._route(f"{FEEDBACK}/reason", self.thank_for_reason, self.reason),
        ]

    def _route(self, path: str, get: Handler, post: Handler) -> Route:
        """One route for both methods, so that the answer to any other method names both in ``Allow``."""

        async def handle(request: Request) -> Response:
            return await (post if request.method == "POST" else get)(request)

        return Route(path, handle, methods=["GET", "POST"], middleware=own_forms(self.allowed_origins))

    async def count(self, request: Request) -> Response:
        """Count the answer, then show thanks."""
        given = await read_form(request)
        page, useful = given.get("page"), given.get("useful", "")
        if page is None or useful not in ANSWERS:
            raise HTTPException(400)
        if not self.site.has_page(page):
            return self._unknown_page(request)
        today, key = datetime.now(UTC).date(), sessions.key_of(request)
        if not await self.threads.run(self.store.count, page, today, useful=ANSWERS[useful], key=key):
            return self._show(request, "quota_reached", page, status=429)
        address = f"{FEEDBACK}?{urlencode({'page': page, 'useful': useful})}"
        return redirect_or(request, address, lambda: self._show(request, "answer_counted", page, useful))

    async def reason(self, request: Request) -> Response:
        """Count the reason, then show thanks. There are no others than those of the page's kind."""
        given = await read_form(request)
        page, reason = given.get("page"), given.get("reason", "")
        if page is None or reason not in REASONS[self._kind(page)]:
            raise HTTPException(400)
        if not self.site.has_page(page):
            return self._unknown_page(request)
        today, key = datetime.now(UTC).date(), sessions.key_of(request)
        if not await self.threads.run(self.store.give, page, today, reason, key):
            return self._show(request, "quota_reached", page, status=429)
        address = f"{FEEDBACK}/reason?{urlencode({'page': page})}"
        return redirect_or(request, address, lambda: self._show(request, "reason_counted", page))

    async def thank(self, request: Request) -> Response:
        page, useful = request.query_params.get("page", ""), request.query_params.get("useful", "")
        if not self.site.has_page(page) or useful not in ANSWERS:
            raise HTTPException(404)
        return self._show(request, "answer_counted", page, useful)

    async def thank_for_reason(self, request: Request) -> Response:
        page = request.query_params.get("page", "")
        if not self.site.has_page(page):
            raise HTTPException(404)
        return self._show(request, "reason_counted", page)

    def _kind(self, page: str) -> Kind:
        return "practising" if self.site.has_trainer(page) else "reading"

    def _unknown_page(self, request: Request) -> Response:
        return self._show(request, "page_unknown", page="", status=404)

    def _show(self, request: Request, outcome: str, page: str, useful: str = "", status: int = 200) -> Response:
        """``useful`` is the answer that has just been given: after a negative one the reasons are offered."""
        wording = self.content().wording
        text = wording.feedback[outcome]
        body = self.renderer.render(
            "feedback.html",
            wording=wording,
            text=text,
            refused=status != 200,
            whole_page=not wants_fragment(request),
            reasons=REASONS[self._kind(page)] if useful == "no" else (),
            page=page,
        )
        return html(request, body, lambda body: self.site.page(text.title, body, address=page), status)
