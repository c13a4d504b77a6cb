"""«Была ли страница полезна?» over HTTP: an answer is counted, then a comment may follow."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.content import Content
from sandbox.feedback import Comment, FeedbackStore
from sandbox.feedback.comment import MAX_DIGITS, refusal, tidy
from sandbox.rendering.addresses import FEEDBACK
from sandbox.rendering.renderer import Renderer
from sandbox.web.answers import html, redirect_or, wants_fragment
from sandbox.web.forms import read_form
from sandbox.web.origin import own_forms
from sandbox.web.site import Site
from sandbox.web.threads import Threads

ANSWERS = {"yes": True, "no": False}
"""The values of the form's buttons: whether the page was useful."""

_INVITES = ("answer_counted", "comment_empty", "comment_too_long", "comment_has_number", "comment_has_address")
"""After these outcomes a reader may write a comment, or write it again."""

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
            self._route(f"{FEEDBACK}/comment", self.thank_for_comment, self.comment),
        ]

    def _route(self, path: str, get: Handler, post: Handler) -> Route:
        """One route for both methods, so that the answer to any other method names both in ``Allow``."""

        async def handle(request: Request) -> Response:
            return await (post if request.method == "POST" else get)(request)

        return Route(path, handle, methods=["GET", "POST"], middleware=own_forms(self.allowed_origins))

    async def count(self, request: Request) -> Response:
        """Count the answer, then show thanks."""
        given = await self._read(request)
        page, useful = given["page"], given["useful"]
        if not self.site.has_page(page):
            return self._unknown_page(request)
        await self.threads.run(self.store.count, page, datetime.now(UTC).date(), useful=ANSWERS[useful])
        address = f"{FEEDBACK}?{urlencode({'page': page, 'useful': useful})}"
        return redirect_or(request, address, lambda: self._show(request, "answer_counted", page, useful))

    async def comment(self, request: Request) -> Response:
        """Keep the comment unless it may hold personal data. A refused one is neither kept nor sent back."""
        given = await self._read(request)
        page, useful, text = given["page"], given["useful"], tidy(given.get("comment", ""))
        if not self.site.has_page(page):
            return self._unknown_page(request)
        if refused := refusal(text):
            return self._show(request, refused, page, useful, status=422)
        kept = Comment(page, datetime.now(UTC).date(), ANSWERS[useful], text)
        await self.threads.run(self.store.add, kept)
        address = f"{FEEDBACK}/comment?{urlencode({'page': page})}"
        return redirect_or(request, address, lambda: self._show(request, "comment_kept", page, useful))

    async def thank(self, request: Request) -> Response:
        page, useful = request.query_params.get("page", ""), request.query_params.get("useful", "")
        if not self.site.has_page(page) or useful not in ANSWERS:
            raise HTTPException(404)
        return self._show(request, "answer_counted", page, useful)

    async def thank_for_comment(self, request: Request) -> Response:
        page = request.query_params.get("page", "")
        if not self.site.has_page(page):
            raise HTTPException(404)
        return self._show(request, "comment_kept", page, "")

    async def _read(self, request: Request) -> dict[str, str]:
        given = await read_form(request, several_lines=("comment",))
        if "page" not in given or given.get("useful") not in ANSWERS:
            raise HTTPException(400)
        return given

    def _unknown_page(self, request: Request) -> Response:
        return self._show(request, "page_unknown", page="", useful="", status=404)

    def _show(self, request: Request, outcome: str, page: str, useful: str, status: int = 200) -> Response:
        wording = self.content().wording
        text = wording.feedback[outcome]
        body = self.renderer.render(
            "feedback.html",
            wording=wording,
            text=text,
            refused=status != 200,
            whole_page=not wants_fragment(request),
            invites=outcome in _INVITES,
            page=page,
            useful=useful,
            number=wording.feedback["comment_has_number"],
            most_digits=MAX_DIGITS,
        )
        return html(request, body, lambda body: self.site.page(text.title, body, address=page), status)
