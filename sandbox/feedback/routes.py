"""«Была ли страница полезна?» over HTTP: an answer is counted, then a comment may follow."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.content import Content
from sandbox.feedback import Comment, FeedbackStore
from sandbox.feedback.comment import MAX_DIGITS, refusal, tidy
from sandbox.rendering.addresses import FEEDBACK
from sandbox.rendering.renderer import Renderer
from sandbox.web import origin
from sandbox.web.forms import read_form, wants_fragment
from sandbox.web.site import Site

ANSWERS = {"yes": True, "no": False}

_INVITES = ("answer_counted", "comment_empty", "comment_too_long", "comment_has_number", "comment_has_address")
"""After these outcomes a reader may write a comment, or write it again."""


Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Feedback:
    """The handlers, and what they need. ``content`` is asked each time: a preview reloads it."""

    content: Callable[[], Content]
    store: FeedbackStore
    renderer: Renderer
    site: Site
    allowed_origins: frozenset[str]

    def routes(self) -> list[BaseRoute]:
        return [
            self._route(FEEDBACK, self.thank, self.count),
            self._route(f"{FEEDBACK}/comment", self.thank_for_comment, self.comment),
        ]

    def _route(self, path: str, get: Handler, post: Handler) -> Route:
        """One route for both methods, so that whoever asks by another hears of both."""

        async def handle(request: Request) -> Response:
            return await (post if request.method == "POST" else get)(request)

        own_forms = Middleware(origin.OwnForms, self.allowed_origins)
        return Route(path, handle, methods=["GET", "POST"], middleware=[own_forms])

    async def count(self, request: Request) -> Response:
        """Count the answer; then say thanks, or send the browser to the thanks if it has no JavaScript."""
        given = await self._read(request)
        page, useful = given["page"], ANSWERS[given["useful"]]
        if not self.site.has_page(page):
            return self._say(request, "page_unknown", page="", useful="", status=404)
        await run_in_threadpool(self.store.count, page, datetime.now(UTC).date(), useful=useful)
        if wants_fragment(request):
            return self._say(request, "answer_counted", page, given["useful"])
        query = urlencode({"page": page, "useful": given["useful"]})
        return RedirectResponse(f"{FEEDBACK}?{query}", 303)

    async def comment(self, request: Request) -> Response:
        """Keep the comment if it can't hold anybody's data. A refused one is neither kept nor sent back."""
        given = await self._read(request)
        page, useful, text = given["page"], given["useful"], tidy(given.get("comment", ""))
        if not self.site.has_page(page):
            return self._say(request, "page_unknown", page="", useful="", status=404)
        if refused := refusal(text):
            return self._say(request, refused, page, useful, status=422)
        kept = Comment(page, datetime.now(UTC).date(), ANSWERS[useful], text)
        await run_in_threadpool(self.store.add, kept)
        if wants_fragment(request):
            return self._say(request, "comment_kept", page, useful)
        return RedirectResponse(f"{FEEDBACK}/comment?{urlencode({'page': page})}", 303)

    async def thank(self, request: Request) -> Response:
        page, useful = request.query_params.get("page", ""), request.query_params.get("useful", "")
        if not self.site.has_page(page) or useful not in ANSWERS:
            raise HTTPException(404)
        return self._say(request, "answer_counted", page, useful)

    async def thank_for_comment(self, request: Request) -> Response:
        page = request.query_params.get("page", "")
        if not self.site.has_page(page):
            raise HTTPException(404)
        return self._say(request, "comment_kept", page, "")

    async def _read(self, request: Request) -> dict[str, str]:
        given = await read_form(request, several_lines=("comment",))
        if "page" not in given or given.get("useful") not in ANSWERS:
            raise HTTPException(400)
        return given

    def _say(self, request: Request, outcome: str, page: str, useful: str, status: int = 200) -> Response:
        texts, whole_page = self.content().wording.feedback, not wants_fragment(request)
        text = texts[outcome]
        body = self.renderer.render(
            "feedback.html",
            wording=self.content().wording,
            text=text,
            refused=status != 200,
            whole_page=whole_page,
            invites=outcome in _INVITES,
            page=page,
            useful=useful,
            number=texts["comment_has_number"],
            most_digits=MAX_DIGITS,
        )
        if whole_page:
            body = self.site.page(text.title, body, address=page)
        return HTMLResponse(body, status)
