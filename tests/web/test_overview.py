"""The learner's progress in all walkthroughs, over HTTP."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, plain, post
from tests.support.http_client import TestClient

PROGRESS = "/sandbox/progress"
SLUG = "register-by-phone"
COMMANDS = ("restart", f"restart/{SLUG}", "erase")


def seen(html: str) -> Tag:
    (found,) = BeautifulSoup(html, "html.parser").select("section.overview")
    return found


def item(html: str) -> tuple[str, str]:
    """The status of the registration, in the markup and in words."""
    found = seen(html).select_one(f'li[data-walkthrough="{SLUG}"]')
    assert found
    return str(found["data-status"]), plain(" ".join(found.get_text(" ").split()))


def kept(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM runs").fetchone()
        return int(number)


def go_to_the_second_step(client: TestClient) -> None:
    post(client, "try_mistake", "open-site", mistake="Похожий адрес")
    post(client, "open_site", "open-site", address="login.mtc.example")
    post(client, "undo", "open-site")
    post(client, "open_site", "open-site", address="login.mts.ru")


def go_on_with_the_profile(client: TestClient) -> None:
    client.post("/sandbox/walkthroughs/set-up-profile/show_example", data={"step": "fill-name"}, headers=OUR_PAGE)


def begun(html: str) -> list[str]:
    return [str(tag["data-walkthrough"]) for tag in seen(html).select("li:not([data-status=todo])")]


def test_it_says_how_far_the_learner_has_come(client: TestClient, content: Content) -> None:
    assert item(client.get(PROGRESS).text)[0] == "todo"
    go_to_the_second_step(client)
    html = client.get(PROGRESS).text
    status, words = item(html)
    assert status == "active"
    assert "Шаг 2 из 6. Нажмите «Войти»" in words
    mistakes = sum(len(step.mistakes) for step in content.walkthroughs["register-by-phone"].steps)
    assert f"Ошибок попробовано: 1 из {mistakes}" in words
    bar = seen(html).progress
    assert bar
    assert bar["value"] == "0"
    assert "Пройдено 0 из" in plain(seen(html).text)


def test_a_step_that_was_led_past_has_no_dot(client: TestClient, content: Content) -> None:
    walkthrough = content.walkthroughs["when-no-code-comes"]
    waited = walkthrough.step("lift-cooling")
    assert waited
    before = walkthrough.steps[: walkthrough.steps.index(waited)]
    address = f"/sandbox/walkthroughs/{walkthrough.slug}"
    for step in before:
        form = {"step": step.id, **step.example}
        client.post(f"{address}/{step.action}", data=form, headers=OUR_PAGE)
    client.post(f"{address}/wait", data={"step": waited.id, "until": "cooling_end"}, headers=OUR_PAGE)
    allowed = {"step": waited.id, "remedy": "allow_mailings"}
    client.post(f"{address}/remove_obstacle", data=allowed, headers=OUR_PAGE)
    dots = seen(client.get(PROGRESS).text).select(f'[data-walkthrough="{walkthrough.slug}"] .dots i')
    looks = ["".join(dot["class"]) for dot in dots]
    assert looks[: len(before) + 3] == [*["on" for _ in before], "", "on", "now"]


def test_one_learners_progress_is_not_anothers(client: TestClient) -> None:
    go_to_the_second_step(client)
    client.cookies.clear()
    assert item(client.get(PROGRESS).text)[0] == "todo"
    assert "ничего о вас не хранит" in plain(seen(client.get(PROGRESS).text).text)
    go_on_with_the_profile(client)
    assert begun(client.get(PROGRESS).text) == ["set-up-profile"]


def test_runs_of_an_older_edition_are_not_begun(client: TestClient, store_path: Path) -> None:
    go_to_the_second_step(client)
    go_on_with_the_profile(client)
    with closing(sqlite3.connect(store_path)) as connection, connection:
        connection.execute("UPDATE runs SET walkthrough = 'of-another-edition' WHERE walkthrough = ?", (SLUG,))
        connection.execute("UPDATE runs SET document = CAST('{}' AS BLOB) WHERE walkthrough = 'set-up-profile'")
    assert begun(client.get(PROGRESS).text) == []


def test_the_page_as_built_has_the_same_list_with_links_of_its_own(
    client: TestClient,
    site: Path,
    content: Content,
) -> None:
    built = seen((site / "practice/index.html").read_text(encoding="utf-8"))
    fresh = seen(client.get(PROGRESS, headers=FRAGMENT).text)
    for name in ("h2", ".overview__title", ".overview__facts"):
        shown = [tag.text for tag in built.select(name)]
        assert shown
        assert [tag.text for tag in fresh.select(name)][: len(shown)] == shown
    assert len(built.select("li.overview__item[data-walkthrough]")) == len(content.walkthroughs)
    assert len(built.select("li.overview__item[data-task]")) == len(content.tasks)
    assert not built.select("[data-status], progress, form[method=post]")
    assert built.select_one(f'noscript form[action="{PROGRESS}"]:not([method])')


def test_every_link_of_the_full_page_leads_to_a_page_and_its_trainer(client: TestClient, site: Path) -> None:
    go_to_the_second_step(client)
    page = BeautifulSoup(client.get(PROGRESS).text, "html.parser")
    assert page.select_one("header.md-header")
    assert page.h1
    assert page.h1.text == "Мои тренировки"
    assert page.select_one('article a[href="/practice/"]')
    assert page.select_one('meta[name=robots][content="noindex"]')
    for link in seen(str(page)).select("a[href]"):
        path, _, anchor = str(link["href"]).partition("#")
        if path.startswith("/sandbox/"):
            assert client.get(path).status_code == 200
        else:
            assert f'id="{anchor}"' in (site / path.lstrip("/") / "index.html").read_text(encoding="utf-8")


def test_with_javascript_the_answer_is_the_overview_alone(client: TestClient) -> None:
    for response in (
        client.get(PROGRESS, headers=FRAGMENT),
        *(client.post(f"{PROGRESS}/{command}", headers=OUR_PAGE | FRAGMENT) for command in COMMANDS),
    ):
        assert response.status_code == 200
        assert response.text.startswith('<section class="overview"')
        assert response.text.rstrip().endswith("</section>")


def test_one_walkthrough_is_begun_anew_and_the_others_stay(client: TestClient) -> None:
    go_to_the_second_step(client)
    go_on_with_the_profile(client)
    response = client.post(f"{PROGRESS}/restart/{SLUG}", headers=OUR_PAGE, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"{PROGRESS}?said=restarted")
    html = client.get(response.headers["location"]).text
    assert item(html)[0] == "todo"
    assert "Тренировка начата заново" in html
    assert begun(html) == ["set-up-profile"]


def test_all_are_begun_anew_at_once_and_the_mark_stays(client: TestClient, store_path: Path) -> None:
    go_to_the_second_step(client)
    go_on_with_the_profile(client)
    html = client.post(f"{PROGRESS}/restart", headers=OUR_PAGE).text
    assert "Все тренировки начаты заново" in html
    assert begun(html) == []
    assert kept(store_path) == 0
    assert client.cookies.get("learner")


def test_erasing_removes_everything_of_the_learner_and_nothing_of_others(
    client: TestClient,
    store_path: Path,
) -> None:
    go_to_the_second_step(client)
    other = client.cookies.get("learner")
    client.cookies.clear()
    go_to_the_second_step(client)
    go_on_with_the_profile(client)
    assert kept(store_path) == 3
    response = client.post(f"{PROGRESS}/erase", headers=OUR_PAGE, follow_redirects=False)
    assert response.status_code == 303
    assert client.cookies.get("learner") is None
    assert kept(store_path) == 1
    html = plain(seen(client.get(response.headers["location"]).text).text)
    assert "Ваши данные удалены" in html
    assert "ничего о вас не хранит" in html
    client.cookies.set("learner", str(other))
    assert item(client.get(PROGRESS).text)[0] == "active"


def test_a_mark_is_taken_away_the_way_it_was_given(client: TestClient) -> None:
    given = client.post(f"{PROGRESS.replace('progress', 'walkthroughs')}/{SLUG}/restart", data={}, headers=OUR_PAGE)
    given = given.history[0]
    taken = client.post(f"{PROGRESS}/erase", headers=OUR_PAGE, follow_redirects=False)

    def attributes(cookie: str) -> set[str]:
        return {part for part in cookie.split("; ")[1:] if not part.startswith(("expires", "Max-Age"))}

    assert attributes(taken.headers["set-cookie"]) == attributes(given.headers["set-cookie"])
    assert "Max-Age=0" in taken.headers["set-cookie"]


def test_nobody_is_told_that_data_are_gone_which_are_not(client: TestClient) -> None:
    go_to_the_second_step(client)
    for said in ("erased", "all_restarted", "page", "<b>"):
        assert not seen(client.get(PROGRESS, params={"said": said}).text).select(".notice:not(template *)")


def test_looking_changes_nothing_and_gives_no_mark(client: TestClient, store_path: Path) -> None:
    response = client.get(PROGRESS)
    assert "set-cookie" not in response.headers
    assert kept(store_path) == 0
    go_to_the_second_step(client)
    first, second = (client.get(PROGRESS).text for _ in range(2))
    assert first == second
    for command in COMMANDS:
        assert client.get(f"{PROGRESS}/{command}").status_code == 405
    assert item(client.get(PROGRESS).text)[0] == "active"


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_mark_nothing_is_made_up(client: TestClient, store_path: Path, command: str) -> None:
    assert client.post(f"{PROGRESS}/{command}", headers=OUR_PAGE).status_code == 200
    assert kept(store_path) == 0
    assert client.cookies.get("learner") is None


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_can_neither_reset_nor_erase(client: TestClient, command: str, headers: dict[str, str]) -> None:
    go_to_the_second_step(client)
    response = client.post(f"{PROGRESS}/{command}", headers=headers, follow_redirects=False)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers
    assert item(client.get(PROGRESS).text)[0] == "active"


def test_an_unknown_walkthrough_is_said_in_russian(client: TestClient) -> None:
    response = client.post(f"{PROGRESS}/restart/no-such", headers=OUR_PAGE)
    assert response.status_code == 404
    assert "Такой тренировки нет" in plain(response.text)


def test_a_store_that_fails_is_said_plainly(client: TestClient, store_path: Path) -> None:
    go_to_the_second_step(client)
    store_path.rename(store_path.with_name("away"))
    store_path.mkdir()
    for response in (client.get(PROGRESS), client.post(f"{PROGRESS}/erase", headers=OUR_PAGE)):
        assert response.status_code == 503
        assert "Тренажёр сейчас недоступен" in response.text
    assert client.cookies.get("learner"), "nothing was erased, so the mark stays"


def test_it_is_neither_cached_nor_indexed(client: TestClient) -> None:
    for response in (
        client.get(PROGRESS),
        *(client.post(f"{PROGRESS}/{command}", headers=OUR_PAGE, follow_redirects=False) for command in COMMANDS),
    ):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-robots-tag"] == "noindex"
        assert response.headers["x-content-type-options"] == "nosniff"
