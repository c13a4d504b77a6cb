"""What the words of a screen speak of is drawn on it."""

from bs4 import BeautifulSoup, Tag

from sandbox.engine import Run, submit
from sandbox.loader import Content
from sandbox.rehearsal import NOW, PredictableSecrets, runs_at_each_step
from sandbox.rendering import Renderer
from sandbox.walkthrough import Walkthrough


def run_at(walkthrough: Walkthrough, step_id: str) -> Run:
    """The run as it comes to a step by the examples."""
    path = runs_at_each_step(walkthrough, PredictableSecrets())
    return next(before for step, before, _ in path if step.id == step_id)


def screen(content: Content, run: Run) -> Tag:
    """The training screen of the step where a run stands."""
    html = Renderer().widget(content.wording, content.walkthroughs[run.walkthrough], run, NOW, version=1)
    found = BeautifulSoup(html, "html.parser").select_one(".screen")
    assert found
    return found


def test_the_card_to_copy_from_holds_what_the_steps_ask_for(content: Content) -> None:
    profile = content.walkthroughs["set-up-profile"]
    for step_id in ("fill-name", "fill-email"):
        card = screen(content, run_at(profile, step_id)).select_one(".card")
        assert card, step_id
        shown = {line.text for line in card.select("dd")}
        for step in profile.steps[:2]:
            assert shown >= set(step.example.values()), step_id


def test_what_is_to_be_checked_before_saving_is_shown(content: Content) -> None:
    profile, fields = content.walkthroughs["set-up-profile"], content.wording.fields
    choosing = run_at(profile, "choose-security")
    given = {"message_on_sign_in": "on"}
    saving = submit(profile, choosing, "choose-security", "choose_security", given, NOW, PredictableSecrets())
    text = screen(content, saving).text
    assert "Иванов Иван Иванович" in text
    assert "ivanov@mail.example" in text
    assert fields["message_on_sign_in"].label in text
    assert fields["code_at_sign_in"].label not in text
