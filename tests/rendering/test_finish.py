"""The end of a walkthrough: what was learnt, and where it leads."""

from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from sandbox.content.rehearsal import NOW
from sandbox.engine.walkthrough import Walkthrough
from sandbox.rendering.onward import Onward, WalkthroughLink
from tests.support.forms_over_http import plain
from tests.support.guide import RENDERER, turn


def end_of(content: Content, walkthrough: Walkthrough, onward: Onward) -> Tag:
    run = turn(walkthrough).begin()
    for step in walkthrough.steps:
        run = turn(walkthrough).follow_example(run, step)
    html = RENDERER.widget(content.wording, walkthrough, run, NOW, version=1, onward=onward)
    end = BeautifulSoup(html, "html.parser").select_one(".finish")
    assert end
    return end


def words(part: Tag | None) -> str:
    assert part
    return " ".join(plain(part.get_text(" ")).split())


def test_the_end_says_what_was_learnt_and_leads_on(content: Content) -> None:
    walkthrough = replace(content.walkthroughs["sign-in-by-password"], learnt=("Раз.", "Два.", "Три."))
    link = WalkthroughLink("Другая тренировка", "/other/#other")
    end = end_of(content, walkthrough, Onward("/memo/this.html", link, 4))
    assert [words(line) for line in end.select("li")] == ["Раз.", "Два.", "Три."]
    assert words(end.select_one(".finish__next")) == "Следующая тренировка, 4 шага: Другая тренировка"
    assert [str(link["href"]) for link in end.select("a")] == ["/other/#other", "/memo/this.html", "/sandbox/progress"]


def test_the_last_walkthrough_leads_to_no_other(content: Content) -> None:
    walkthrough = content.walkthroughs["sign-in-by-password"]
    assert not end_of(content, walkthrough, Onward("/memo/this.html", None, 0)).select(".finish__next")
