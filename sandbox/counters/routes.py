"""The editors' page over HTTP: what learners stumble on. No page of the site leads there."""

import io

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.counters import CounterStore, WeeklyCount, kept_weeks, today
from sandbox.counters.access import Access
from sandbox.counters.figures import FEW, Report, Votes
from sandbox.counters.report import reporter_of
from sandbox.counters.table import write_csv
from sandbox.counters.tally import Tally
from sandbox.feedback import FeedbackStore
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import STUMBLES
from sandbox.rendering.renderer import Renderer
from sandbox.web.answers import html
from sandbox.web.meaning import Sandbox
from sandbox.web.site import Site
from sandbox.web.threads import Threads


@dataclass(frozen=True)
class StumblesRoutes:
    """The handlers, and what they need."""

    sandbox: Sandbox
    tally: Tally
    store: CounterStore
    feedback: FeedbackStore
    renderer: Renderer
    site: Site
    access: Access
    threads: Threads

    def routes(self) -> list[BaseRoute]:
        return [
            Route(STUMBLES, self.show, methods=["GET"]),
            Route(f"{STUMBLES}.csv", self.table, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page, of one week or of all that are kept."""
        self.access.check(request)
        week = request.query_params.get("week", "")
        if week not in ("", *kept_weeks(today())):
            raise HTTPException(404)
        report = await self.threads.run(self._report, week)
        wording = self.sandbox.content().wording
        body = self.renderer.render("stumbles.html", wording=wording, report=report, root=self.site.root(), few=FEW)
        return html(request, body, lambda body: self.site.page(wording.text("stumbles.title"), body))

    async def table(self, request: Request) -> Response:
        """All counters of all weeks that are kept."""
        self.access.check(request)
        table = io.StringIO()
        write_csv(await self.threads.run(self._counts), table)
        attached = {"Content-Disposition": 'attachment; filename="stumbles.csv"'}
        return Response(table.getvalue(), media_type="text/csv; charset=utf-8", headers=attached)

    def _counts(self) -> list[WeeklyCount]:
        """What this process has counted, written, is among them; of others what they wrote seconds ago."""
        self.tally.write()
        return self.store.all(kept_weeks(today()))

    def _report(self, week: str) -> Report:
        counts, votes = self._counts(), Votes(self.feedback.counts(), self.feedback.reasons())
        reporter = reporter_of(self.sandbox.content(), self.sandbox.simulation, self.site)
        return reporter.report(counts, votes, kept_weeks(today()), week)
