"""Every walkthrough file, replayed: its happy path and each of its mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain, product

from bs4 import BeautifulSoup

from sandbox.account.actions import ACTIONS
from sandbox.account.moments import day_of
from sandbox.account.waits import WAITS
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, rehearse, runs_at_each_step
from sandbox.engine.progress import progress
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough
from tests.support.at_once import at_once
from tests.support.forms_over_http import plain
from tests.support.guide import CONTENT, RENDERER, SIMULATION, SOURCE, turn, wait


def render(walkthrough: Walkthrough, run: AnyRun, now: datetime = NOW) -> str:
    return RENDERER.widget(CONTENT.wording, walkthrough, run, now, version=1)


def cases() -> Iterator[tuple[Walkthrough, Step, AnyRun]]:
    for walkthrough in CONTENT.walkthroughs.values():
        for step, before, _ in runs_at_each_step(turn(walkthrough)):
            yield walkthrough, step, before


CASES = list(cases())


@dataclass(eq=False)
class Tried:
    """A mistake that was made at its step, and what the learner then sees. It is made once for all tests."""

    walkthrough: Walkthrough
    step: Step
    before: AnyRun
    mistake: Mistake

    @cached_property
    def run(self) -> AnyRun:
        return play_mistake(turn(self.walkthrough), self.before, self.mistake)

    @cached_property
    def html(self) -> str:
        return render(self.walkthrough, self.run)

    @cached_property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    def __str__(self) -> str:
        return f"{self.walkthrough.slug}-{self.step.id}-{self.mistake.name}"


TRIED = [Tried(*case, mistake) for case in CASES for mistake in case[1].mistakes]


def step_id(value: object) -> str:
    return next((str(getattr(value, name)) for name in ("slug", "id", "name") if hasattr(value, name)), "")


@at_once("walkthrough", CONTENT.walkthroughs.values())
def test_the_happy_path_leads_through_every_step_to_the_end(walkthrough: Walkthrough) -> None:
    path = list(runs_at_each_step(turn(walkthrough)))
    assert [step.id for step, _, _ in path] == [step.id for step in walkthrough.steps]
    last = path[-1][2]
    assert last.done
    assert walkthrough.finish in BeautifulSoup(render(walkthrough, last), "html.parser").text


@at_once(("walkthrough", "step", "before"), CASES)
def test_each_step_is_unsolved_before_and_solved_after(walkthrough: Walkthrough, step: Step, before: AnyRun) -> None:
    assert before.step == step.id
    secrets = PredictableSecrets()
    if ACTIONS[step.action].fields:
        empty = turn(walkthrough, secrets).submit(before, step.id, step.action, {})
        assert empty.step == step.id, "an empty form must not pass"
    after = turn(walkthrough, secrets).follow_example(before, step)
    assert after.step != step.id
    assert step.id in after.entered
    assert f'data-step="{after.step}"' in render(walkthrough, after)


@at_once("tried", TRIED)
def test_each_mistake_fails_as_its_file_says(tried: Tried) -> None:
    after = tried.run
    assert after.notice
    assert after.notice.name == tried.mistake.gives
    assert SIMULATION.outcomes[after.notice.name].refusal
    assert not after.done
    text = CONTENT.wording.outcome(after.notice, SIMULATION.outcomes[after.notice.name])
    said = tried.page.select(".screen [role=alert]")
    assert [text.title in notice.text for notice in said] == [True]
    for name in after.notice.fields:
        assert f'name="{name}"' in tried.html
    assert tried.html.count('aria-invalid="true"') == len(after.notice.fields)


@at_once("tried", TRIED)
def test_each_mistake_is_undone_to_the_last_bit(tried: Tried) -> None:
    undone = turn(tried.walkthrough).undo(tried.run)
    left = replace(undone, notice=tried.before.notice, mistakes_tried=())
    assert left == tried.before
    assert undone.mistakes_tried == ((tried.step.id, tried.mistake.name),), "what was tried is remembered"


@at_once("tried", TRIED)
def test_whoever_goes_on_after_a_mistake_without_undoing_it_reaches_the_end(tried: Tried) -> None:
    walkthrough, run, secrets = tried.walkthrough, tried.run, PredictableSecrets()
    for _ in range(2 * len(walkthrough.steps)):
        now = walkthrough.step(run.step)
        if now is None:
            break
        after = turn(walkthrough, secrets).follow_example(run, now)
        goes_on = after.step != now.id or bool(run.lesson and not after.lesson)
        run = after if goes_on else recover(walkthrough, run, now, secrets)
    assert run.done


def recover(walkthrough: Walkthrough, run: AnyRun, step: Step, secrets: PredictableSecrets) -> AnyRun:
    """What a patient learner does: let the time pass, ask for a new SMS, take another card."""
    for lever in chain(WAITS, WAITS):
        run = wait(run, lever)
    for again in step.also:
        if again.startswith(("resend", "use_other")):
            run = turn(walkthrough, secrets).submit(run, step.id, again, {})
    return run


@at_once("tried", TRIED)
def test_a_mistake_is_told_in_words_that_say_something(tried: Tried) -> None:
    told = tried.page.select_one(".screen .lesson__name")
    assert told
    assert f"«{tried.mistake.name}»" in told.text
    values = [value.text for value in told.select(".lesson__value")]
    assert tried.mistake.name not in values, "a choice that is named like the mistake isn't named twice"
    assert "token" not in told.text, "the secret part of a link says nothing"


@at_once("tried", TRIED)
def test_what_a_mistake_leads_past_is_not_ticked(tried: Tried) -> None:
    walkthrough, run, page = tried.walkthrough, tried.run, tried.page
    ids = [each.id for each in walkthrough.steps]
    ticked = [str(each["id"]).removeprefix(f"{walkthrough.slug}-") for each in page.select(".step--done")]
    passed_over = ids[ids.index(tried.step.id) + 1 : ids.index(run.step)]
    assert ticked == [each for each in ids[: ids.index(run.step)] if each not in passed_over]
    assert page.text.replace("\u00a0", " ").count("Этот шаг не понадобился") == len(passed_over)
    assert len(page.select(".dots .on")) == len(ticked)
    own = replace(run, lesson=None)
    assert [each.id for each in progress(walkthrough, own).passed] == ticked, "the overview knows, too"


def test_what_a_button_leads_past_is_not_ticked_either() -> None:
    walkthrough, secrets = CONTENT.walkthroughs["keep-codes-secret"], PredictableSecrets()
    before = next(run for step, run, _ in runs_at_each_step(turn(walkthrough, secrets)) if "look" in step.id)
    ended = turn(walkthrough, secrets).submit(before, before.step, "look_no_further", {})
    page = BeautifulSoup(render(walkthrough, ended), "html.parser")
    ids = [each.id for each in walkthrough.steps]
    passed = ids[: ids.index(before.step) + 1]
    assert [str(each["id"]) for each in page.select(".step--done")] == [f"{walkthrough.slug}-{each}" for each in passed]
    assert plain(page.text).count("Этот шаг не понадобился") == len(ids) - len(passed) > 0


OF_A_LIFE = {
    "code_asked",
    "code_for_something_else",
    "current_password_not_entered",
    "identity_let_in",
    "number_not_confirmed",
    "number_without_account",
    "support_not_called",
}
"""Outcomes of actions of the walkthroughs to which no walkthrough leads: only a life in the account does."""


def test_every_outcome_of_every_action_is_met() -> None:
    """An outcome that no example or mistake reaches can be neither learnt nor trusted."""
    offered = {name for walkthrough in CONTENT.walkthroughs.values() for name in SIMULATION.takes(walkthrough)}
    declared = {outcome for name in offered - set(JUDGED) for outcome in ACTIONS[name].outcome_names} - OF_A_LIFE
    later = {run.notice.name for tried in TRIED for run in after_a_mistake(tried) if run.notice}
    assert declared - set(outcomes_met()) - later == set()


def test_every_judgement_is_met_in_some_run() -> None:
    """What comes unasked is drawn from the run's secrets, so one run meets some of it."""
    declared = {outcome for action in JUDGED for outcome in ACTIONS[action].outcome_names}
    assert declared - set(judgements_met()) == set()


JUDGED = [name for name, action in ACTIONS.items() if any(field.judged and field.choices for field in action.fields)]


def judgements_met() -> Iterator[str]:
    for walkthrough, seed in product(CONTENT.walkthroughs.values(), range(12)):
        secrets = PredictableSecrets(seed)
        for step, before, _ in runs_at_each_step(turn(walkthrough, secrets)):
            if step.action in JUDGED:
                yield from answers_met(walkthrough, step, before, secrets)


def answers_met(walkthrough: Walkthrough, step: Step, before: AnyRun, secrets: PredictableSecrets) -> Iterator[str]:
    (field,) = ACTIONS[step.action].fields
    for first, second in product(("", *field.choices), repeat=2):
        run = before
        for answer in (first, second):
            run = turn(walkthrough, secrets).submit(run, step.id, step.action, {field.name: answer})
            assert run.notice
            yield run.notice.name


def outcomes_met() -> Iterator[str]:
    for walkthrough, step, before in CASES:
        runs = [turn(walkthrough).follow_example(before, step)]
        for mistake in step.mistakes:
            runs.append(play_mistake(turn(walkthrough), before, mistake))
            # A repeated mistake may be accepted at first: «слишком часто» begins with a code that is sent.
            waited = wait(before, mistake.wait) if mistake.wait else before
            given = SIMULATION.fill(mistake.input, waited.state, waited.clock(NOW))
            once = turn(walkthrough).submit(waited, step.id, mistake.action, given)
            runs.append(once)
        runs += each_choice(walkthrough, step, before)
        for run in runs:
            assert run.notice
            yield run.notice.name
        for name in step.also:
            if not ACTIONS[name].fields:
                after = turn(walkthrough).submit(before, step.id, name, {})
                assert after.notice
                yield after.notice.name


def each_choice(walkthrough: Walkthrough, step: Step, before: AnyRun) -> Iterator[AnyRun]:
    """Of several right values an example shows one."""
    for field in ACTIONS[step.action].fields:
        for value in field.choices:
            yield turn(walkthrough).submit(before, step.id, step.action, {**step.example, field.name: value})


def after_a_mistake(tried: Tried) -> Iterator[AnyRun]:
    """What the other buttons of the next steps say to whoever has made a mistake before, in a lesson or in earnest."""
    yield from _buttons_from(tried.walkthrough, tried.run)
    yield from _buttons_from(tried.walkthrough, replace(tried.run, lesson=None, past=()))


def _buttons_from(walkthrough: Walkthrough, run: AnyRun) -> Iterator[AnyRun]:
    secrets = PredictableSecrets()
    for _ in range(3):
        step = walkthrough.step(run.step)
        if step is None:
            break
        for name in step.also:
            if not ACTIONS[name].fields:
                yield turn(walkthrough, secrets).submit(run, step.id, name, {})
        run = turn(walkthrough, secrets).follow_example(run, step)


def test_a_rehearsal_finds_nothing_wrong() -> None:
    assert rehearse(SOURCE, SIMULATION) == []


def test_the_registration_words_its_steps_as_the_article_does() -> None:
    said = [step.say.replace("\u00a0", " ") for step in CONTENT.walkthroughs["register-by-phone"].steps]
    assert said == [
        "Перейдите на сайт login.mts.ru",
        "Нажмите «Войти» → «По номеру телефона»",
        "Введите номер МТС в формате 79XXXXXXXXX",
        "Дождитесь SMS с кодом подтверждения",
        "Введите полученный код на сайте",
        "Придумайте пароль для входа",
    ]


def test_the_move_to_a_new_number_words_the_steps_of_the_article_as_it_does() -> None:
    said = [step.say.replace("\u00a0", " ") for step in CONTENT.walkthroughs["move-account-to-new-number"].steps]
    assert [said[0], said[1], said[-1]] == [
        "Обратитесь в салон МТС с паспортом",
        "Попросите перенести кабинет на новый номер",
        "Обновите данные для входа",
    ]


def test_rules_that_began_in_2025_are_shown_on_a_day_after_them() -> None:
    """The cooling period began on 10.11.2025 (press, 19.11.2025)."""
    rules = {"remove_obstacle": date(2025, 11, 10)}
    for walkthrough, step, before in CASES:
        if begins := rules.get(step.action):
            assert day_of(before.clock(NOW)) > begins, walkthrough.slug
            assert before.state.sim.idle_since is None or day_of(before.state.sim.idle_since) >= begins


def test_sums_of_a_step_that_is_done_say_what_they_are_for() -> None:
    walkthrough, secrets = CONTENT.walkthroughs["set-up-autopay"], PredictableSecrets()
    after = next(after for step, _, after in runs_at_each_step(turn(walkthrough, secrets)) if step.id == "set-sums")
    done = BeautifulSoup(render(walkthrough, after), "html.parser").select(".step--done .step__value")
    said = [" ".join(each.text.split()) for each in done]
    assert said == [
        "Автоплатёж",
        "Порог в рублях: 300 ₽ Когда на счёте меньше порога",
        "Сумма одного платежа: 500 ₽ Не больше чем в месяц: 1 000 ₽",
    ]
