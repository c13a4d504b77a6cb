"""The one Jinja environment: the same templates are baked into pages and answer forms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader

from sandbox.content.wording import ProblemText, Wording
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.example import shown_by
from sandbox.engine.order import choices_in_order
from sandbox.engine.place import Place
from sandbox.engine.progress import MenuSection, Progress
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.addresses import CABINET_ADDRESS, FEEDBACK, PROGRESS, STUMBLES, TASKS, WALKTHROUGHS
from sandbox.rendering.environment import MODULES, create_environment, minute
from sandbox.rendering.kept import MOST, KeptParts
from sandbox.rendering.last_good import LastGoodLoader
from sandbox.rendering.lesson import view_of_lesson
from sandbox.rendering.names import names_of
from sandbox.rendering.onward import NO_TASKS, Onward, TaskList, Telling, WalkthroughLink
from sandbox.rendering.texts import texts_of

_PLACES = "screens/places/"
"""The templates that places show."""

SOON = timedelta(seconds=30)
"""A wait that ends so soon is shown without its time."""

_NO_LINKS: Mapping[str, WalkthroughLink] = MappingProxyType({})


class Renderer:
    """Renders the trainer of one simulation.

    ``sandbox`` is what their addresses begin with: the path of the site, or an origin if their page is on another.
    ``packages`` have further templates, each in its folder ``templates``. If it ``reads_again``, as a preview does,
    nothing is kept of a template, which may have changed since.
    """

    def __init__(
        self,
        simulation: AnySimulation,
        sandbox: str = "",
        packages: Iterable[str] = (),
        *,
        reads_again: bool = False,
    ) -> None:
        self._simulation, self._sandbox = simulation, sandbox
        loaders: list[BaseLoader] = [PackageLoader(package) for package in ("sandbox.rendering", *packages)]
        screens = PackageLoader(simulation.screens.package, "screens")
        loader = ChoiceLoader([*loaders, PrefixLoader({"screens": screens})])
        self._loader: BaseLoader = LastGoodLoader(loader) if reads_again else loader
        self._jinja = create_environment(self._loader, reads_again=reads_again)
        self._jinja.globals.update(names_of(simulation))
        self._jinja.globals.update(
            walkthroughs_address=sandbox + WALKTHROUGHS,
            progress_address=sandbox + PROGRESS,
            feedback_address=sandbox + FEEDBACK,
            stumbles_address=sandbox + STUMBLES,
            kept=KeptParts(self.render, 0 if reads_again else MOST),
            # The actions that have one: to look for a screen that isn't there takes longer than to draw it.
            screens=frozenset(each.removesuffix(".html") for each in screens.list_templates()),
        )

    def screens(self) -> Collection[str]:
        """The names of the templates that a place may show."""
        templates = self._loader.list_templates()
        return [name.removeprefix(_PLACES).removesuffix(".html") for name in templates if name.startswith(_PLACES)]

    def texts(self) -> Mapping[str, Collection[str]]:
        """The texts that the templates use, for the check of the wording."""
        return texts_of(self._jinja, self._loader)

    def widget(
        self,
        wording: Wording,
        walkthrough: Walkthrough,
        run: AnyRun,
        now: datetime,
        *,
        version: int,
        links: Mapping[str, WalkthroughLink] = _NO_LINKS,
        onward: Onward | None = None,
    ) -> str:
        """The walkthrough at the learner's step. ``version`` is 0 for a run that isn't stored yet.

        ``links`` lead to other walkthroughs, by slug; a page as built, where nothing has happened yet, needs none.
        ``onward`` is for a run that is done.
        """
        simulation, clock = self._simulation, run.clock(now)
        run = self._restated(run, clock)
        steps, step = walkthrough.steps, walkthrough.step(run.step)
        number = steps.index(step) if step else len(steps)
        acting = simulation.actions[simulation.acting(run.state, step.action)] if step else None
        return self.render(
            "walkthrough.html",
            **self._trainer(walkthrough.slug, f"{WALKTHROUGHS}/{walkthrough.slug}"),
            **self._moment(wording, run, clock, simulation.timeline.ahead(run.state, clock)),
            walkthrough=walkthrough,
            step=step,
            place=None,
            offered=step.offered if step else (),
            inserting="show_example",
            takes_code=_takes_code(simulation, [step.action] if step else ()),
            order=lambda field: choices_in_order(field, walkthrough, run),
            acting=acting,
            visited=bool(step and acting and acting.name != step.action),
            lesson=view_of_lesson(simulation, wording, walkthrough, run, clock),
            showing=shown_by(step, simulation.actions[step.action]).name if step else "",
            version=version,
            links=links,
            onward=onward,
            before=steps[:number],
            after=steps[number + 1 :],
            passed=tuple(each.id for each in steps if run.passed(each)),
        )

    def cabinet(
        self,
        wording: Wording,
        turn: CabinetTurn[Any],
        run: AnyRun,
        place: Place,
        *,
        version: int,
        has_kept: bool = False,
        telling: Telling | None = None,
    ) -> str:
        """The cabinet at the place where the learner is. ``version`` is 0 for a run that isn't stored yet.

        ``has_kept``: the learner can go back to what they kept. ``telling`` is shown instead of the place.
        """
        simulation, clock = self._simulation, run.clock(turn.now)
        run = self._restated(run, clock)
        run, task = replace(run, step=place.id), turn.cabinet.task
        return self.render(
            "cabinet.html",
            **self._trainer(turn.cabinet.slug, f"{TASKS}/{task.slug}" if task else CABINET_ADDRESS),
            **self._moment(wording, run, clock, turn.waits(run)),
            task=task,
            facts=simulation.life.judging.facts if simulation.life.judging else {},
            telling=telling,
            cabinet=turn.cabinet,
            step=None,
            place=place,
            menu=turn.menu(run, place),
            places=turn.cabinet.places,
            offered=tuple(turn.cabinet.offered(place)),
            beside_offers=tuple(turn.cabinet.beside.offers) if turn.cabinet.beside else (),
            inserting="insert_code",
            takes_code=_takes_code(simulation, place.offers),
            order=lambda field: simulation.screens.choices(run.state, field),
            acting=None,
            visited=_is_visited(simulation, run),
            lesson=None,
            showing="",
            version=version,
            has_kept=has_kept,
            links=_NO_LINKS,
        )

    def _restated(self, run: AnyRun, clock: datetime) -> AnyRun:
        """The run with its notice as it is to be said now."""
        notice = run.notice and self._simulation.screens.restate(run.notice, run.state, clock)
        return run if notice == run.notice else replace(run, notice=notice)

    def _moment(
        self, wording: Wording, run: AnyRun, clock: datetime, waits: Mapping[str, datetime]
    ) -> dict[str, object]:
        """The run as it is at this moment: what has just been said, and what the clock can be moved to."""
        outcome = run.notice and wording.outcome(run.notice, self._simulation.outcomes[run.notice.name])
        levers = _levers(waits, clock)
        return {"wording": wording, "run": run, "outcome": outcome, "clock": clock, "waits": waits, "levers": levers}

    def _trainer(self, slug: str, address: str) -> dict[str, object]:
        """What the forms of a run begin their addresses and the names of their fields with."""
        return {"trainer_id": slug, "trainer_address": self._sandbox + address}

    def overview(
        self,
        wording: Wording,
        walkthroughs: Mapping[str, Walkthrough],
        sections: Iterable[MenuSection],
        root: str,
        *,
        progress: Mapping[str, Progress] | None = None,
        known: bool = False,
        notice: str | None = None,
        privacy: str = "",
        tasks: TaskList = NO_TASKS,
    ) -> str:
        """All walkthroughs by sections of the menu. ``root`` leads to the root of the site.

        ``progress`` is None in a static page, which knows no learner. ``known`` says whether the browser has a session
        id; ``notice`` is one of `wording.PROGRESS`. ``privacy`` is the address of what the site keeps of a learner.
        """
        return self.render(
            "overview.html",
            wording=wording,
            walkthroughs=walkthroughs,
            sections=sections,
            root=root,
            progress=progress,
            known=known,
            notice=notice,
            privacy=privacy,
            tasks=tasks,
        )

    def render(self, template: str, **values: object) -> str:
        """A template with these values besides the names that all templates have."""
        return self._jinja.get_template(template).render(values, **{MODULES: {}})

    def problem(self, wording: Wording, text: ProblemText, *, whole_page: bool, overview: str = "") -> str:
        """The explanation of a problem. Its title is the heading of a whole page, and part of the text of a fragment.

        ``overview`` is the address of the page with all walkthroughs, if the learner is to choose another.
        """
        return self.render("problem.html", wording=wording, problem=text, whole_page=whole_page, overview=overview)


def _levers(waits: Mapping[str, datetime], clock: datetime) -> dict[str, tuple[datetime, bool]]:
    """What a wait's button shows: the minute that the clock will show, and whether that is soon."""
    return {name: (minute(at), at - clock < SOON) for name, at in waits.items()}


def _is_visited(simulation: AnySimulation, run: AnyRun) -> bool:
    """Whether somebody who came unannounced waits to be dealt with."""
    judging = simulation.life.judging
    return bool(judging and judging.inviting and judging.inviting.prudent(run.state))


def _takes_code(simulation: AnySimulation, actions: Iterable[str]) -> bool:
    """Whether one of the actions has a field for a code."""
    return any(field.kind == "code" for name in actions for field in simulation.actions[name].fields)
