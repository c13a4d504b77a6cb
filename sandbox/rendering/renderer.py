"""The one Jinja environment: the same templates are baked into pages and answer forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from sandbox.account import call_details
from sandbox.account.actions import ACTIONS
from sandbox.account.messages import bring_up_to_date
from sandbox.account.options import OPTIONS
from sandbox.account.tariffs import TARIFFS
from sandbox.account.waits import waits
from sandbox.content.duration import minutes
from sandbox.content.wording import ProblemText, Wording
from sandbox.engine.progress import Progress, Subject
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import OUTCOMES, Walkthrough
from sandbox.text import russian
from sandbox.text.typography import no_break, whole_parts

HERE = Path(__file__).parent.parent

MOUNT = "/sandbox/walkthroughs"
"""Where forms are sent (DESIGN.md, contracts)."""

PROGRESS = "/sandbox/progress"
"""Where the learner's progress in all walkthroughs is shown and reset."""

FEEDBACK = "/sandbox/feedback"
"""Where readers say whether a page was useful."""


@dataclass(frozen=True)
class Link:
    """Another walkthrough that the words send to: its title, and the address of its page."""

    title: str
    address: str


_NO_LINKS: Mapping[str, Link] = MappingProxyType({})


class Renderer:
    """Renders widgets and problems from the templates in `TEMPLATES`.

    ``sandbox`` is the origin that forms are sent to, if their page is on another.
    """

    def __init__(self, sandbox: str = "") -> None:
        self._jinja = Environment(
            loader=ChoiceLoader(
                [
                    FileSystemLoader(HERE / "rendering/templates"),
                    FileSystemLoader(HERE / "feedback/templates"),
                    PrefixLoader({"screens": FileSystemLoader(HERE / "account/screens")}),
                    FileSystemLoader(HERE.parent / "macros/pages/templates"),
                ]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals.update(
            actions=ACTIONS, outcome_types=OUTCOMES, mount=sandbox + MOUNT, tariffs=TARIFFS, options=OPTIONS
        )
        self._jinja.globals.update(progress_address=sandbox + PROGRESS, feedback_address=sandbox + FEEDBACK)
        self._jinja.globals.update(minutes=minutes)
        self._jinja.globals.update(details_lines=call_details.lines, details_totals=call_details.totals)
        self._jinja.filters.update(
            clock_time=russian.clock_time,
            day=russian.day,
            short_day=russian.short_day,
            measure=russian.measure,
            day_and_time=russian.day_and_time,
            money=_money,
            phone_number=russian.phone_number,
            count=_count,
            no_break=no_break,
            whole_parts=whole_parts,
        )

    def widget(
        self,
        wording: Wording,
        walkthrough: Walkthrough,
        run: Run,
        now: datetime,
        *,
        version: int,
        links: Mapping[str, Link] = _NO_LINKS,
    ) -> str:
        """The walkthrough at the learner's step. ``version`` is 0 for a run that isn't stored yet.

        ``links`` lead to other walkthroughs, by slug; a page as built, where nothing has happened yet, needs none.
        """
        clock = run.clock(now)
        if run.notice and (said := bring_up_to_date(run.notice, run.account.messages, clock)) != run.notice:
            run = replace(run, notice=said, tried=None)
        return self.render(
            "walkthrough.html",
            wording=wording,
            walkthrough=walkthrough,
            run=run,
            step=walkthrough.step(run.step),
            clock=clock,
            levers=waits(run.account, clock),
            version=version,
            links=links,
        )

    def overview(
        self,
        wording: Wording,
        walkthroughs: Mapping[str, Walkthrough],
        subjects: Iterable[Subject],
        root: str,
        *,
        progress: Mapping[str, Progress] | None = None,
        known: bool = False,
        said: str | None = None,
    ) -> str:
        """All walkthroughs by subject. ``root`` leads to the root of the site.

        ``progress`` is None in a static page, which knows no learner. ``known`` says whether the browser has a mark;
        ``said`` is one of `wording.PROGRESS`.
        """
        values = {"walkthroughs": walkthroughs, "subjects": subjects, "root": root}
        return self.render("overview.html", wording=wording, progress=progress, known=known, said=said, **values)

    def render(self, template: str, **values: object) -> str:
        """Any other template of the folder."""
        return self._jinja.get_template(template).render(**values)

    def problem(self, text: ProblemText, *, whole_page: bool, overview: str = "") -> str:
        """What is said when there is no walkthrough to show; a whole page has its title as the heading.

        ``overview`` is the address of all walkthroughs, if the learner is to choose another.
        """
        return self.render("problem.html", problem=text, whole_page=whole_page, overview=overview)


def _count(number: int, forms: str) -> str:
    return format(russian.Count(number), forms)


def _money(kopecks: int) -> str:
    return format(russian.Money(kopecks))
