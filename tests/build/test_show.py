"""«Покажите, как это делается»: every press has its picture, and nothing on a picture can be pressed or sent."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from macros.show.presses import ShownPress, presses_of_task, presses_of_walkthrough
from sandbox.content.rehearsal import SEEDS, rehearsal_of, runs_at_each_step
from sandbox.content.task_rehearsal import task_turn
from sandbox.engine.task import Task
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.addresses import show_of
from tests.support.at_once import at_once
from tests.support.forms_over_http import plain
from tests.support.guide import CONTENT, SIMULATION

Pages = dict[str, BeautifulSoup]

WALKTHROUGHS = CONTENT.walkthroughs
TASKS = {CONTENT.cabinet_of(task).slug: task for task in CONTENT.tasks.values()}
NAMES = [*WALKTHROUGHS, *TASKS]

walkthroughs = at_once("walkthrough", WALKTHROUGHS.values())
tasks = at_once("task", TASKS.values())
names = at_once("name", NAMES)


def shown(pages: Pages, name: str) -> BeautifulSoup:
    return pages[f"/{show_of(name)}"]


def pictures(page: Tag) -> list[Tag]:
    return page.select(".frame__picture")


@cache
def presses_of(name: str) -> list[ShownPress]:
    if name in WALKTHROUGHS:
        walkthrough = WALKTHROUGHS[name]
        return [press for _, press in presses_of_walkthrough(rehearsal_of(SIMULATION, walkthrough))]
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(TASKS[name]))
    return [press for _, press in presses_of_task(turn)]


@walkthroughs
@at_once("seed", SEEDS)
def test_each_step_of_a_walkthrough_is_done_whatever_comes_between(walkthrough: Walkthrough, seed: int) -> None:
    shown = presses_of_walkthrough(rehearsal_of(SIMULATION, walkthrough, seed))
    done = [step.id for step, press in shown if press.name == step.action]
    assert done == [step.id for step, _, _ in runs_at_each_step(rehearsal_of(SIMULATION, walkthrough, seed))]


def test_an_answer_that_is_chosen_is_ticked_and_no_other(pages: Pages) -> None:
    frame = pictures(shown(pages, CONTENT.cabinet_of(CONTENT.tasks["refused-autopay"]).slug))[0]
    assert [str(each["value"]) for each in frame.select("input[type=radio][checked]")] == ["card"]
    assert len({str(each["value"]) for each in frame.select("input[type=radio]")}) > 2


@tasks
def test_each_press_of_a_solution_is_made_and_then_judgement_is_asked_for(task: Task) -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    made = [press for _, press in presses_of_task(turn)]
    by_hand = [(press.kind, press.name) for press in made if press.kind != "go"]
    assert by_hand == [*((press.kind, press.name) for press in task.solution if press.kind != "go"), ("finish",) * 2]
    assert {press.name for press in task.solution if press.kind == "go"} <= {each.name for each in made}
    assert turn.is_solved(made[-1].before)


@names
def test_each_press_has_a_picture_on_which_it_is_marked_and_words(pages: Pages, name: str) -> None:
    page, presses = shown(pages, name), presses_of(name)
    assert len(pictures(page)) == len(presses)
    *frames, end = page.select(".frames > .frame")
    for frame, press in zip(frames, presses, strict=True):
        (pressed,) = frame.select("[data-pressed]")
        folded = [each for each in pressed.parents if each.name == "details" and not each.has_attr("open")]
        assert folded == [], press.name
        words = plain(frame.select(".frame__words")[0].get_text(" "))
        own = CONTENT.places[press.name].title if press.kind == "go" else plain(pressed.get_text())
        assert " ".join(own.split()) in words, press.name
        for field in frame.select("[data-typed]"):
            assert field["value"] in press.given.values()
            assert plain(str(field["value"])) in words
    assert not pictures(end)


@walkthroughs
def test_each_step_is_named_on_the_page(pages: Pages, walkthrough: Walkthrough) -> None:
    said = [plain(heading.get_text()) for heading in shown(pages, walkthrough.slug).select(".frame h2")]
    wanted = [plain(step.say) for step, _, _ in runs_at_each_step(rehearsal_of(SIMULATION, walkthrough))]
    assert [each for each in said if each in wanted] == wanted


@names
def test_nothing_on_a_picture_can_be_pressed_or_sent(pages: Pages, name: str) -> None:
    page = shown(pages, name)
    for picture in pictures(page):
        assert picture.has_attr("inert")
        assert [
            each for each in picture.select("button, input, select, textarea") if not each.has_attr("disabled")
        ] == []
        assert not picture.select("[action], [formaction], [href], [method], [tabindex], [role], [autofocus], script")
    outside = [each for each in page.select("form, input, textarea") if not each.find_parent(class_="frame__picture")]
    assert outside == []
    assert "/sandbox/" not in str(page)


@names
def test_no_id_stands_twice_there_nor_on_the_page_on_which_it_is_played(pages: Pages, name: str) -> None:
    page = shown(pages, name)
    ids = [str(each["id"]) for each in page.find_all(id=True)]
    assert [each for each, times in Counter(ids).items() if times > 1] == []
    assert [each for each in ids if not each.startswith(("show-", "__"))] == []


@names
def test_only_training_data_is_shown(pages: Pages, name: str) -> None:
    text = " ".join([shown(pages, name).get_text(" "), *map(str, shown(pages, name).select("[value]"))])
    digits = re.sub(r"(?<=\d)[ -](?=\d)", "", plain(text))
    numbers = re.findall(r"(?<!\d)(?:\+?7|8)9\d{9}(?!\d)", digits)
    assert [number for number in numbers if not number.removeprefix("+").startswith("7907000")] == []
    assert {each for each in re.findall(r"@([\w.]+\w)", text) if not each.endswith(".example")} == set()


@names
def test_each_picture_says_that_it_is_a_training_one_and_the_page_too(pages: Pages, name: str) -> None:
    page = shown(pages, name)
    assert "учебный" in plain(page.select("title")[0].get_text()).lower()
    assert "учебный показ" in plain(page.select("main")[0].get_text(" ")).lower()
    assert "Не связан с оператором" in plain(page.select("footer")[0].get_text(" "))
    for screen in page.select(".frame__picture .screen"):
        assert "Учебн" in screen.select(".screen__bar")[0].get_text()


@names
def test_no_search_engine_menu_or_search_box_knows_it(pages: Pages, site: Path, name: str) -> None:
    assert shown(pages, name).select("meta[name=robots][content=noindex]")
    for file in ("sitemap.xml", "assets/search/index.json", "service-worker.js", "index.html"):
        assert show_of(name) not in (site / file).read_text(encoding="utf-8"), file


@walkthroughs
def test_the_trainer_offers_it_and_it_leads_back(pages: Pages, site: Path, walkthrough: Walkthrough) -> None:
    page, offer = offered_at(pages, site, walkthrough.slug)
    trainer = page.select(f"section#{walkthrough.slug}")[0]
    assert offer in trainer.find_all_previous("a")


@tasks
def test_a_task_offers_its_solution_below_and_folded(pages: Pages, site: Path, task: Task) -> None:
    name = CONTENT.cabinet_of(task).slug
    page, offer = offered_at(pages, site, name)
    assert offer in page.select(f"section#{name}")[0].find_all_next("a")
    around = offer.find_parent("details")
    assert around
    assert not around.has_attr("open")
    assert "сначала попробуйте" in around.get_text()


def offered_at(pages: Pages, site: Path, name: str) -> tuple[BeautifulSoup, Tag]:
    """The page that a page of pictures leads back to, and the link from there."""
    back = {str(link["href"]) for link in shown(pages, name).select("main a[href]")}
    assert len(back) == 1
    address, _, anchor = back.pop().removeprefix("../").partition("#")
    assert anchor == name
    page = pages[f"/{address}"]
    (offer,) = page.select("a[data-show]")
    assert (site / address / str(offer["href"])).resolve() == (site / show_of(name)).resolve()
    return page, offer
