"""What a request means is decided without HTTP: a method, a path and fields in, a status and what to show out."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Literal

import pytest

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.storage import ErasedError
from sandbox.storage.codec import RunCodec
from sandbox.storage.practice import Practice
from sandbox.storage.sqlite import SQLiteStore
from sandbox.web.exchange import NOT_FOUND, Answer, GoTo, SandboxRequest, SendFile, ShowProgress, ShowRun
from sandbox.web.meaning import Sandbox
from tests.support.guide import CONTENT, SIMULATION

REGISTER, DETAILS = "register-by-phone", "view-call-details"
LEARNER = "learner-1"


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    store = SQLiteStore(tmp_path / "learners.sqlite3")
    practice = Practice(SIMULATION, store, PredictableSecrets(), RunCodec(SIMULATION))
    numbers = count(1)
    return Sandbox(SIMULATION, lambda: CONTENT, practice, lambda: f"learner-{next(numbers)}")


def ask(
    method: Literal["GET", "POST"], *path: str, learner: str | None = None, key: str = "", **fields: str
) -> SandboxRequest:
    return SandboxRequest(method, path, fields, learner, key, NOW)


def run_of(answer: Answer) -> ShowRun:
    assert isinstance(answer.show, ShowRun)
    return answer.show


def open_the_site(sandbox: Sandbox, learner: str | None = None, key: str = "") -> Answer:
    fields: Mapping[str, str] = {"step": "open-site", "address": "login.mts.ru"}
    return sandbox.answer(ask("POST", "walkthroughs", REGISTER, "open_site", learner=learner, key=key, **fields))


def test_looking_changes_nothing_and_makes_no_learner(sandbox: Sandbox) -> None:
    answer = sandbox.answer(ask("GET", "walkthroughs", REGISTER))
    assert (answer.status, answer.after, answer.learner) == (200, "", None)
    assert (run_of(answer).run.step, run_of(answer).version) == ("open-site", 0)


def test_an_action_moves_the_run_and_makes_a_learner(sandbox: Sandbox) -> None:
    answer = open_the_site(sandbox)
    assert answer.learner == LEARNER
    assert answer.after == f"walkthroughs/{REGISTER}?sent#{REGISTER}"
    assert (run_of(answer).run.step, run_of(answer).version) == ("choose-method", 1)
    looked = sandbox.answer(ask("GET", "walkthroughs", REGISTER, learner=LEARNER))
    assert run_of(looked) == run_of(answer)


def test_a_request_that_is_sent_again_is_done_once(sandbox: Sandbox) -> None:
    open_the_site(sandbox, LEARNER, key="a")
    again = open_the_site(sandbox, LEARNER, key="a")
    assert run_of(again).version == 1
    assert run_of(open_the_site(sandbox, LEARNER, key="b")).version == 2


def test_a_lost_answer_and_a_second_tab_count_a_mistake_once(sandbox: Sandbox) -> None:
    open_the_site(sandbox, LEARNER, key="first tab")
    open_the_site(sandbox, LEARNER, key="second tab")
    assert run_of(open_the_site(sandbox, LEARNER, key="first tab")).version == 2


def test_a_key_is_kept_as_a_hash_alone(sandbox: Sandbox) -> None:
    run = run_of(open_the_site(sandbox, LEARNER, key="9161234567" + "0" * 22)).run
    assert len(run.requests) == 1
    assert "9161234567" not in str(run)
    other = run_of(open_the_site(sandbox, key="9161234567" + "0" * 22)).run
    assert run.requests != other.requests, "equal keys of two learners are unlike"


def test_an_id_that_the_store_does_not_know_is_not_taken(sandbox: Sandbox) -> None:
    invented = "Ivan-Petrov-9161234567"
    assert open_the_site(sandbox, invented).learner == LEARNER
    assert sandbox.practice.store.standing(invented, NOW) == "unknown"
    restarted = sandbox.answer(ask("POST", "progress", "restart", REGISTER, learner=invented))
    assert restarted.learner is None
    assert sandbox.practice.store.standing(invented, NOW) == "unknown"


@pytest.mark.parametrize(
    "path", [("walkthroughs", REGISTER, "open_site"), ("cabinet", "restart"), ("tasks", "fast-money", "restart")]
)
def test_by_a_form_that_nobody_has_counted_no_run_begins(sandbox: Sandbox, path: tuple[str, ...]) -> None:
    for learner in (None, "Ivan-Petrov-9161234567"):
        answer = sandbox.answer(replace(ask("POST", *path, learner=learner), may_begin=False))
        assert answer == Answer(307, GoTo(f"{'/'.join(path)}?anew"))
    assert sandbox.practice.store.count() == 0
    open_the_site(sandbox)
    known = sandbox.answer(replace(ask("POST", *path, learner=LEARNER), may_begin=False))
    assert (known.status, known.learner) == (200, LEARNER)


def test_a_known_learner_keeps_the_id_in_another_walkthrough(sandbox: Sandbox) -> None:
    open_the_site(sandbox)
    other = sandbox.answer(ask("POST", "walkthroughs", DETAILS, "restart", learner=LEARNER))
    assert other.learner == LEARNER


def test_a_form_in_flight_does_not_undo_erasing(sandbox: Sandbox) -> None:
    open_the_site(sandbox)
    sandbox.answer(ask("POST", "progress", "erase", learner=LEARNER))
    late = open_the_site(sandbox, LEARNER)
    assert (late.learner, run_of(late).version) == ("", 0)
    assert run_of(late).run.has_notice(RUN_NOT_FOUND)
    assert sandbox.practice.store.load_all(LEARNER, NOW) == {}
    restarted = sandbox.answer(ask("POST", "progress", "restart", REGISTER, learner=LEARNER))
    assert (restarted.learner, sandbox.practice.store.load_all(LEARNER, NOW)) == (None, {})
    assert open_the_site(sandbox).learner == "learner-2", "and after that everything begins anew"


def test_a_form_that_is_being_done_does_not_undo_erasing(sandbox: Sandbox) -> None:
    """The learner is erased between the moments when the run is loaded and when it is saved."""
    open_the_site(sandbox)
    walkthrough = CONTENT.walkthroughs[REGISTER]

    def erase_meanwhile(run: AnyRun, _version: int) -> AnyRun:
        sandbox.practice.store.erase(LEARNER, NOW)
        return run

    with pytest.raises(ErasedError):
        sandbox.practice.change(LEARNER, walkthrough, erase_meanwhile, NOW)
    assert sandbox.practice.store.load_all(LEARNER, NOW) == {}


@pytest.mark.parametrize(
    "asked",
    [
        ask("GET", "walkthroughs", "of-old"),
        ask("POST", "walkthroughs", "of-old", "restart"),
        ask("POST", "walkthroughs", REGISTER, "set_autopay_sums"),
        ask("GET", "walkthroughs", REGISTER, "other.csv"),
        ask("POST", "progress", "restart", "of-old"),
        ask("POST", "walkthroughs", REGISTER),
        ask("GET", "progress", "restart"),
        ask("GET"),
    ],
    ids=lambda asked: " ".join((asked.method, *asked.path)),
)
def test_what_there_is_not_is_not_found(sandbox: Sandbox, asked: SandboxRequest) -> None:
    assert sandbox.answer(asked) == NOT_FOUND


def test_a_form_of_a_run_that_is_gone_is_told_so(sandbox: Sandbox) -> None:
    answer = sandbox.answer(ask("POST", "walkthroughs", REGISTER, "set_password", step="set-password", password="x"))
    assert run_of(answer).run.has_notice(RUN_NOT_FOUND)
    sent = sandbox.answer(ask("GET", "walkthroughs", REGISTER, sent=""))
    assert run_of(sent).run.has_notice(RUN_NOT_FOUND), "the page after a form, without its run"


def test_a_file_is_sent_once_there_is_one(sandbox: Sandbox) -> None:
    nothing = sandbox.answer(ask("GET", "walkthroughs", DETAILS, "details.csv", learner=LEARNER))
    assert (nothing.status, nothing.show) == (303, GoTo(f"walkthroughs/{DETAILS}?sent#{DETAILS}"))
    period = {"begin": "01.06.2025", "end": "30.06.2025", "details_of": "all"}
    sandbox.answer(ask("POST", "walkthroughs", DETAILS, "show_details", learner=LEARNER, **period))
    file = sandbox.answer(ask("GET", "walkthroughs", DETAILS, "details.csv", learner=LEARNER)).show
    assert isinstance(file, SendFile)
    assert "Гороскоп".encode() in file.content


def test_progress_is_of_the_learner_alone(sandbox: Sandbox) -> None:
    open_the_site(sandbox, LEARNER)
    own = sandbox.answer(ask("GET", "progress", learner=LEARNER)).show
    others = sandbox.answer(ask("GET", "progress", learner="learner-2")).show
    assert isinstance(own, ShowProgress)
    assert isinstance(others, ShowProgress)
    assert (own.progress[REGISTER].status, others.progress[REGISTER].status) == ("active", "todo")
    assert sandbox.answer(ask("GET", "progress")).show == replace(others, known=False)


@pytest.mark.parametrize(
    ("path", "said", "remembered"),
    [
        (("restart", REGISTER), "restarted", LEARNER),
        (("restart",), "all_restarted", None),
        (("erase",), "erased", ""),
    ],
)
def test_beginning_anew_is_done_and_said(
    sandbox: Sandbox, path: tuple[str, ...], said: str, remembered: str | None
) -> None:
    open_the_site(sandbox, LEARNER)
    answer = sandbox.answer(ask("POST", "progress", *path, learner=LEARNER))
    assert isinstance(answer.show, ShowProgress)
    assert (answer.show.notice, answer.after, answer.learner) == (said, f"progress?said={said}", remembered)
    assert run_of(sandbox.answer(ask("GET", "walkthroughs", REGISTER, learner=LEARNER))).run.step == "open-site"


@pytest.mark.parametrize("said", ["erased", "all_restarted", "made up"])
def test_an_address_can_not_claim_what_is_not_so(sandbox: Sandbox, said: str) -> None:
    open_the_site(sandbox, LEARNER)
    shown = sandbox.answer(ask("GET", "progress", learner=LEARNER, said=said)).show
    assert isinstance(shown, ShowProgress)
    assert shown.notice is None
