"""A walk through every step of a walkthrough in any browser, by the buttons that a learner presses."""

from collections.abc import Iterator

from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from tests.support.tab import Tab
from tests.support.view import WIDGET, View

ANSWERS = ("check", "pick_up", "listen", "trust", "distrust", "hang_up")
"""What may be answered to an SMS and to a call, in an order in which most of it is met before the step is done."""

_FORGED, _GENUINE = ':has([value^="https"])', ':not(:has([value^="https"]))'


def walk(tab: Tab, walkthrough: Walkthrough) -> Iterator[tuple[str, View]]:
    """Do the steps of an opened page as its examples show. Yields each view that a press has led to, and its name.

    What the learner is to judge has no example: the answers are tried one after the other.
    """
    tab.await_element(f"{WIDGET}[data-step]")
    view = tab.look()
    while view.step != DONE:
        step = walkthrough.step(view.step)
        assert step
        for name, shown in _answer(tab, step, view) if view.answers else _do(tab, step):
            view = shown
            yield f"{step.id}: {name}", view


def _answer(tab: Tab, step: Step, view: View) -> Iterator[tuple[str, View]]:
    for answer in ANSWERS:
        if view.step == step.id and (name := view.answers.get(answer)):
            view = tab.press(f'{WIDGET}[data-step="{step.id}"] .screen__form [name={name}][value={answer}]')
            yield answer, view


def _do(tab: Tab, step: Step) -> Iterator[tuple[str, View]]:
    if step.example:
        yield "shown", tab.press(".helpers form[data-action=show_example] button")
    elif step.wait and (view := tab.move_clock(step.wait)):
        yield "waited", view
    if step.action == "open_reset_link":
        tab.move_clock("sms")  # what is to be judged isn't shown, nor waited for
        yield "forged", tab.press(f".message__link{_FORGED} button")
        yield "done", tab.press(f".message__link{_GENUINE} button")
    else:
        yield "done", tab.press(".screen__form .btn--shown, .screen__form .btn--primary")
