"""The one Jinja environment: the same templates are baked into pages and answer forms."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ParamSpec

from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader

from sandbox.content.wording import ProblemText, Wording
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Place
from sandbox.engine.progress import MenuSection, Progress
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.addresses import CABINET_ADDRESS, FEEDBACK, PROGRESS, STUMBLES, TASKS, WALKTHROUGHS, show_of
from sandbox.rendering.environment import MODULES, create_environment
from sandbox.rendering.kept import MOST, KeptParts
from sandbox.rendering.last_good import LastGoodLoader
from sandbox.rendering.moment import NO_LINKS, at_place, at_step, moment_of_place, moment_of_step
from sandbox.rendering.names import names_of
from sandbox.rendering.onward import NO_TASKS, Onward, TaskList, Telling, WalkthroughLink
from sandbox.rendering.texts import KnownTexts, texts_of
from sandbox.rendering.views import MOST as MOST_VIEWS
from sandbox.rendering.views import KeptViews, compared

_PLACES = "screens/places/"
"""The templates that places show."""

P = ParamSpec("P")


def _as_text(encoded: Callable[P, bytes]) -> Callable[P, str]:
    """The same view as text: for a page that is built, or for a look at it."""

    def text(*args: P.args, **kwargs: P.kwargs) -> str:
        return encoded(*args, **kwargs).decode()

    return text


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
        self._views = KeptViews(0 if reads_again else MOST_VIEWS)
        self._jinja.globals.update(
            walkthroughs_address=sandbox + WALKTHROUGHS,
            progress_address=sandbox + PROGRESS,
            feedback_address=sandbox + FEEDBACK,
            show_of=show_of,
            stumbles_address=sandbox + STUMBLES,
            kept=KeptParts(self.render, 0 if reads_again else MOST),
            # The actions that have one: to look for a screen that isn't there takes longer than to draw it.
            screens=frozenset(each.removesuffix(".html") for each in screens.list_templates()),
        )

    def screens(self) -> Collection[str]:
        """The names of the templates that a place may show."""
        templates = self._loader.list_templates()
        return [name.removeprefix(_PLACES).removesuffix(".html") for name in templates if name.startswith(_PLACES)]

    def texts(self, known: KnownTexts) -> Mapping[str, Collection[str]]:
        """The texts that the templates use, for the check of the wording."""
        return texts_of(self._jinja, self._loader, known)

    def compile_templates(self) -> None:
        """All of them, so that a process that starts later needn't."""
        for name in self._loader.list_templates():
            self._jinja.get_template(name)

    def encoded_widget(
        self,
        wording: Wording,
        walkthrough: Walkthrough,
        run: AnyRun,
        now: datetime,
        *,
        version: int,
        links: Mapping[str, WalkthroughLink] = NO_LINKS,
        onward: Onward | None = None,
    ) -> bytes:
        """The walkthrough at the learner's step, in UTF-8. ``version`` is 0 for a run that isn't stored yet.

        ``links`` lead to other walkthroughs, by slug; a page as built, where nothing has happened yet, needs none.
        ``onward`` is for a run that is done.
        """
        moment = moment_of_step(self._simulation, run, now)

        def draw(**numbers: object) -> str:
            return self.render(
                "walkthrough.html",
                **self._trainer(walkthrough.slug, f"{WALKTHROUGHS}/{walkthrough.slug}"),
                **at_step(self._simulation, wording, walkthrough, moment),
                links=links,
                onward=onward,
                **numbers,
            )

        if run.done:
            return draw(version=version).encode()
        of_run = compared(self._simulation, moment, walkthrough)
        return self._views(draw, (wording, walkthrough, links), of_run, version)

    widget = _as_text(encoded_widget)

    def step_picture(
        self, wording: Wording, walkthrough: Walkthrough, run: AnyRun, now: datetime, *, trainer_id: str
    ) -> str:
        """The screen of the step where the run stands, with nothing around it.

        ``trainer_id`` begins the names of its elements, so that several stand on one page.
        """
        return self.render(
            "step.html",
            **self._trainer(trainer_id, f"{WALKTHROUGHS}/{walkthrough.slug}"),
            **at_step(self._simulation, wording, walkthrough, moment_of_step(self._simulation, run, now)),
            links=NO_LINKS,
        )

    def encoded_cabinet(
        self,
        wording: Wording,
        turn: CabinetTurn[Any],
        run: AnyRun,
        place: Place,
        *,
        version: int,
        telling: Telling | None = None,
    ) -> bytes:
        """The cabinet at the place where the learner is, in UTF-8. ``version`` is 0 for a run that isn't stored yet.

        ``telling`` is shown instead of the place.
        """
        task = turn.cabinet.task
        moment = moment_of_place(turn, run, place)

        def draw(**numbers: object) -> str:
            return self.render(
                "cabinet.html",
                **self._trainer(turn.cabinet.slug, f"{TASKS}/{task.slug}" if task else CABINET_ADDRESS),
                **(at_place(wording, turn, moment, place) | numbers),
                telling=telling,
            )

        if telling:
            return draw(version=version).encode()
        return self._views(draw, (wording, turn.cabinet), compared(self._simulation, moment), version, run.presses)

    cabinet = _as_text(encoded_cabinet)

    def place_picture(
        self,
        wording: Wording,
        turn: CabinetTurn[Any],
        run: AnyRun,
        place: Place,
        parts: Iterable[str],
        *,
        trainer_id: str,
    ) -> str:
        """Parts of the cabinet at a place, by the names of their templates or «beside», with nothing around them.

        ``trainer_id`` begins the names of their elements, so that several stand on one page.
        """
        return self.render(
            "picture.html",
            **self._trainer(trainer_id, CABINET_ADDRESS),
            **at_place(wording, turn, moment_of_place(turn, run, place), place),
            parts=[self._jinja.globals["beside"] if part == "beside" else f"{part}.html" for part in parts],
        )

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
