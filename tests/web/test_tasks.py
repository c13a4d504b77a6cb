"""Tasks over HTTP: done by their forms alone, told in the end, and remembered."""

import re

from sandbox.rendering.addresses import PROGRESS, TASKS
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, plain
from tests.support.http_client import TestClient
from tests.support.plain_forms import PlainPage

ADDRESS = f"{TASKS}/fast-money"


def press(client: TestClient, action: str, presses: int = 0, step: str = "home", **given: str) -> str:
    fields = {"step": step, "presses": f"{presses}", **given}
    answer = client.post(f"{ADDRESS}/{action}", data=fields, headers=OUR_PAGE | FRAGMENT)
    assert answer.status_code == 200
    return answer.text


def finish(client: TestClient, presses: int = 0) -> str:
    """Ask for judgement. Who was to come unannounced comes first, and is left alone."""
    html = press(client, "finish", presses)
    if "data-goal" not in html:
        html = press(client, "finish", presses + 1)
    return html


def data(html: str, name: str) -> list[str]:
    return re.findall(rf' data-{name}="([^"]*)"', html)


def test_a_task_is_begun_judged_and_solved(client: TestClient) -> None:
    html = client.get(ADDRESS, headers=FRAGMENT).text
    assert (data(html, "task"), data(html, "status"), data(html, "solved")) == (["fast-money"], ["todo"], ["false"])
    assert "data-goal" not in html, "goals are told in the end"
    html = press(client, "answer", step="history", question="day", answer="20 июня")
    html = finish(client, 1)
    assert data(html, "reached") == ["false", "true"]
    assert "Должно стать так: Подписка, которую Иван не просил, отключена." in plain(html)
    html = press(client, "switch_option_off", 2, "options", own_option="horoscope")
    assert data(html, "place")[0] == "options"
    html = finish(client, 3)
    assert (data(html, "reached"), data(html, "solved"), data(html, "status")) == (
        ["true", "true"],
        ["true"],
        ["solved"],
    )
    assert "data-harm" not in html
    assert re.search(r"2\sраза: короче не\sбывает", html), "whom nobody has called counts for nothing"


def test_who_took_longer_is_told_how_few_presses_were_enough(client: TestClient) -> None:
    press(client, "answer", step="history", question="day", answer="20 июня")
    press(client, "wait", 1, "history", until="minute")
    press(client, "switch_option_off", 2, "options", own_option="horoscope")
    assert re.search(r"3\sраза\. Хватило\sбы\s2\sнажатий", finish(client, 3))


def test_after_the_first_press_judgement_is_asked_for_below_the_place_too(client: TestClient) -> None:
    """The story is folded by then, and on a phone it stands far above."""
    assert client.get(ADDRESS, headers=FRAGMENT).text.count('data-action="finish"') == 1
    html = press(client, "set_way", 0, "balance", own_way="sbp")
    assert html.count('data-action="finish"') == 2
    assert html.rindex('data-action="finish"') > html.index("cabinet__place")


def test_a_harm_is_told_even_when_it_was_taken_back(client: TestClient) -> None:
    press(client, "switch_option_off", 0, "options", own_option="weekend_data")
    press(client, "undo")
    html = finish(client, 2)
    assert data(html, "harm") == ["needed_option_off"]
    assert 'href="/features/options/"' in html


def test_what_the_shortest_way_does_without_is_told_with_the_page_to_read_again(client: TestClient) -> None:
    press(client, "switch_option_on", 0, "options", option="ringtone")
    press(client, "set_way", 1, "balance", own_way="sbp")
    press(client, "answer", 2, "history", question="day", answer="20 июня")
    press(client, "switch_option_off", 3, "options", own_option="horoscope")
    html = finish(client, 4)
    assert data(html, "solved") == ["true"]
    told = re.findall(r"<li data-turn=.*</li>", html)
    assert [plain(re.sub("<[^>]*>", "", each)) for each in told] == [
        "Опции: «Подключить», «Мелодия вместо гудка». Перечитать об этом",
        "Баланс: «Через СБП». Перечитать об этом",
    ]
    assert re.findall('href="([^"]*)"', "".join(told)) == ["/features/options/", "/features/balance/"]


def test_whoever_takes_a_detour_back_is_not_told_of_it(client: TestClient) -> None:
    press(client, "switch_option_on", 0, "options", option="ringtone")
    press(client, "undo")
    assert "data-turn" not in finish(client, 2)


def test_without_a_script_the_end_is_a_page_of_its_own(client: TestClient) -> None:
    fields = {"step": "home", "presses": "0"}
    came = client.post(f"{ADDRESS}/finish", data=fields, headers=OUR_PAGE)
    assert str(came.url).endswith(f"{ADDRESS}/home?sent#task-fast-money"), "who was to come comes first"
    assert data(came.text, "event")
    answer = client.post(f"{ADDRESS}/finish", data=fields | {"presses": "1"}, headers=OUR_PAGE)
    assert str(answer.url).endswith(f"{ADDRESS}/result?sent#task-fast-money")
    assert data(answer.text, "goal")


def test_a_cabinet_without_a_task_has_no_end(client: TestClient) -> None:
    assert client.post("/sandbox/cabinet/finish", headers=OUR_PAGE).status_code == 404
    assert client.get("/sandbox/cabinet/result").status_code == 404
    assert client.get(f"{TASKS}/no-such-task").status_code == 404


def test_the_overview_says_which_tasks_are_solved(client: TestClient) -> None:
    press(client, "answer", step="history", question="day", answer="20 июня")
    press(client, "switch_option_off", 1, "options", own_option="horoscope")
    finish(client, 2)
    html = client.get(PROGRESS, headers=FRAGMENT).text
    (item,) = re.findall(r'<li class="overview__item" data-task="fast-money" data-status="([a-z]+)"', html)
    assert item == "done"


def test_without_a_script_a_forgery_is_trusted_and_told_and_taken_back(client: TestClient) -> None:
    page = PlainPage(client, "/sandbox/tasks/three-hundred")
    page.send("finish")
    assert "Сначала — телефон." in plain(page.trainer.get_text())
    while (sms := page.trainer.select_one(".guest .sms")) and (
        acts := page.trainer.select(".guest > .message__use form")
    ):
        links = [str(each["value"]) for form in acts for each in form.select("[name=link]")]
        if links:
            page.send("open_message_link", link=links[0])
            page.send("give_to_strangers")
        else:
            page.send("send_money_back" if re.search("Верните|переведи", sms.get_text()) else "put_aside")
    page.send("finish")
    (wrong,) = page.trainer.select('.told__one[data-well="false"]')
    assert "А это был обман." in plain(wrong.get_text())
    (right,) = page.trainer.select('.told__one[data-well="true"]')
    assert "правда" in right.get_text()
    (link,) = wrong.select("a")
    assert client.get(str(link["href"])).status_code == 200


def test_the_support_asks_nobody_who_has_not_called_and_nothing_twice(client: TestClient) -> None:
    page = PlainPage(client, f"{TASKS}/phone-on-the-bus/support")
    answering = ("name_control_word", "block_sim", "ask_for_remedy")

    def offered() -> list[str]:
        return [name for name in answering if page.offers(name)]

    assert offered() == []
    assert "Здравствуйте" not in page.trainer.get_text()
    page.send("call_support", line="short")
    assert offered() == [], "the call hasn't come through"
    page.send("call_support", line="long")
    assert offered() == [*answering]
    page.send("name_control_word", control_word="Ромашка")
    assert offered() == ["block_sim", "ask_for_remedy"]
    page.send("block_sim")
    assert offered() == ["ask_for_remedy"]
    page.send("ask_for_remedy", remedy="unblock_sim")
    assert offered() == ["block_sim", "ask_for_remedy"]


def test_the_support_tells_a_recognised_caller_alone_what_keeps_sms_away(client: TestClient) -> None:
    page = PlainPage(client, f"{TASKS}/no-code/support")
    blocked = "заблокирована по вашей просьбе"
    assert blocked not in plain(page.trainer.get_text())
    page.send("call_support", line="long")
    page.send("name_control_word", control_word="Ромашка")
    assert blocked in plain(page.trainer.get_text())
    for remedy, behind in (("unblock_sim", "до 21 ноября 2025"), ("lift_cooling", "вы от них отказались")):
        assert behind not in plain(page.trainer.get_text())
        page.send("ask_for_remedy", remedy=remedy)
        assert behind in plain(page.trainer.get_text()), "the next one shows behind it"
