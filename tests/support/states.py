"""The states that a walkthrough leads to, reached over HTTP: for tests in a browser that aren't about the way there."""

import re
from functools import lru_cache

from playwright.sync_api import APIRequestContext, Page

from sandbox.engine.walkthrough import DONE, Step
from tests.support.browser_steps import at_step
from tests.support.forms_over_http import FRAGMENT, MOUNT, OUR_PAGE, step_of, widget
from tests.support.guide import CONTENT, SIMULATION
from tests.support.plain_forms import filled_in
from tests.support.project import ROOT

JUDGE = SIMULATION.visitors.action if SIMULATION.visitors else ""
_PRACTISED = "localStorage.setItem('practised', '')"
_CALL = re.compile(r'\{\{ walkthrough\("([a-z-]+)"\) \}\}')


def reach(page: Page, slug: str, step: str, *, javascript: bool = True, address: str = "") -> None:
    """Open a walkthrough as who has left it at this step, after what `go_to_step` does.

    With JavaScript that is the page of the article, else the one that a form leads to.
    """
    go_to_step(page, slug, step, address=address)
    come_back(page, address + (page_of(slug) if javascript else f"{MOUNT}/{slug}?sent"))
    at_step(page, step)


def come_back(page: Page, address: str) -> None:
    """Open a page in a browser in which somebody has practised."""
    with page.add_init_script(_PRACTISED):
        page.goto(address)


def go_to_step(page: Page, slug: str, step: str, *, address: str = "") -> None:
    """Do all steps before this one as their examples show, for the learner of the page's browser. Nothing is opened.

    The one right before is done by a form of its own, so that what is said is what follows a press. ``address`` is that
    of the site, if the browser doesn't know it.
    """
    steps = CONTENT.walkthroughs[slug].steps
    ids = [*(each.id for each in steps), DONE]
    before = steps[ids.index(step) - 1]
    trainer = _Trainer(page.context.request, f"{address}{MOUNT}/{slug}")
    if before is not steps[0]:
        trainer.send("start_at", target=before.id)
    if before.visitors:
        trainer.judge(before.id)
    if before.action == JUDGE:
        trainer.judge(before.id)
    else:
        trainer.do(before)
    assert trainer.step == step


def make_mistake(page: Page, slug: str, step: str, name: str) -> None:
    """Make a mistake at a step where the learner is, and leave it at that. Nothing is opened."""
    found = CONTENT.walkthroughs[slug].step(step)
    mistake = found.mistake(name) if found else None
    assert mistake
    trainer = _Trainer(page.context.request, f"{MOUNT}/{slug}")
    trainer.send("try_mistake", step=step, mistake=name)
    trainer.send(mistake.action, step=step, **mistake.input)


@lru_cache
def page_of(slug: str) -> str:
    """The address of the article with this walkthrough."""
    docs = ROOT / "docs"
    (found,) = (path for path in docs.rglob("*.md") if slug in _CALL.findall(path.read_text(encoding="utf-8")))
    return f"/{found.relative_to(docs).with_suffix('').as_posix()}/"


class _Trainer:
    """Sends forms as the script of a page does. The browser's cookies go with them, and it keeps what comes back."""

    def __init__(self, client: APIRequestContext, address: str) -> None:
        self._client = client
        self._address = address
        self.step = ""

    def send(self, action: str, **given: str) -> str:
        answer = self._client.post(f"{self._address}/{action}", form={**given}, headers=OUR_PAGE | FRAGMENT)
        assert answer.status == 200, answer.text()
        html = answer.text()
        self.step = step_of(html)
        return html

    def do(self, step: Step) -> None:
        """Do it as its example shows. What only the run knows, such as a code, is read as a learner reads it."""
        if step.wait:
            self.send("wait", step=step.id, until=step.wait)
        given = dict(step.example)
        if any(value.startswith("{") for value in given.values()):
            given |= filled_in(widget(self.send("show_example", step=step.id)))
        self.send(step.action, step=step.id, **{name: given[name] for name in step.example})

    def judge(self, step: str) -> None:
        """Judge the SMS that is there: distrust it, and after a refusal don't."""
        for verdict in ("distrust", "trust"):
            shown = self.send(JUDGE, step=step, verdict=verdict)
            if self.step != step or not widget(shown).select(f".screen form[data-action={JUDGE}]"):
                return
