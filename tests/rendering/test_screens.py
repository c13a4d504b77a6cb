"""What the words of a screen speak of is drawn on it."""

from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, play_mistake, runs_at_each_step
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.text.typography import no_break
from tests.support.at_once import at_once
from tests.support.forms_over_http import plain
from tests.support.guide import CONTENT, RENDERER, turn, wait


def run_at(walkthrough: Walkthrough, step_id: str) -> AnyRun:
    """The run as it comes to a step by the examples."""
    path = runs_at_each_step(turn(walkthrough))
    return next(before for step, before, _ in path if step.id == step_id)


def widget(content: Content, run: AnyRun) -> Tag:
    html = RENDERER.widget(content.wording, content.walkthroughs[run.walkthrough], run, NOW, version=1)
    return BeautifulSoup(html, "html.parser")


def screen(content: Content, run: AnyRun) -> Tag:
    """The training screen of the step where a run stands."""
    found = widget(content, run).select_one(".screen")
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
    saving = turn(profile).submit(choosing, "choose-security", "choose_security", given)
    text = screen(content, saving).text
    assert "Иванов Иван Иванович" in text
    assert "ivanov@mail.example" in text
    assert fields["message_on_sign_in"].label in text
    assert fields["code_at_sign_in"].label not in text


@at_once(
    ("slug", "step_id", "outcome", "marked"),
    [
        ("set-up-profile", "fill-name", "example_shown", None),
        ("set-up-profile", "fill-email", "one_field_shown", None),
        ("register-by-phone", "choose-method", "choice_shown", "По номеру телефона"),
        ("view-call-details", "pick-period", "fields_and_choice_shown", "Всё"),
        ("reset-forgotten-password", "open-link", "judge_yourself", None),
        ("keep-codes-secret", "judge-first", "judge_yourself", None),
        ("keep-codes-secret", "second-call", "judge_yourself", None),
    ],
)
def test_showing_how_marks_what_is_to_be_pressed(
    content: Content, slug: str, step_id: str, outcome: str, marked: str | None
) -> None:
    walkthrough = content.walkthroughs[slug]
    shown = turn(walkthrough).show_example(run_at(walkthrough, step_id), step_id)
    assert shown.notice
    assert shown.notice.name == outcome
    drawn = widget(content, shown)
    if sms := drawn.select_one(".sms"):
        sms.extract()  # a screen shows either it or the same SMS on the phone
    things = drawn.select("button:has(.here), .link--shown")
    labels = [plain(thing.text).removesuffix("← нажмите").strip() for thing in things]
    assert labels == ([marked] if marked else [])
    assert len(drawn.select(".here")) == len(labels)


def test_a_mistake_is_not_marked_as_if_it_were_right(content: Content) -> None:
    registering = content.walkthroughs["register-by-phone"]
    choosing = run_at(registering, "choose-method")
    mistaken = play_mistake(turn(registering), choosing, registering.steps[1].mistakes[0])
    assert widget(content, mistaken).select(".btn--shown")
    assert not widget(content, mistaken).select(".here")


def test_a_number_to_be_copied_stays_on_one_line(content: Content) -> None:
    entering = widget(content, run_at(content.walkthroughs["register-by-phone"], "enter-number"))
    waiting = widget(content, run_at(content.walkthroughs["register-by-phone"], "wait-for-sms"))
    for page, place in ((entering, ".field__hint"), (entering, ".phone__top"), (waiting, ".step__value")):
        kept = page.select_one(f"{place} .unbroken")
        assert kept, place
        assert plain(kept.text) == "+7 907 000-00-01", place


def test_what_was_entered_is_escaped_once(content: Content) -> None:
    paid = widget(content, run_at(content.walkthroughs["check-balance-and-top-up"], "check-history"))
    assert "&nbsp" not in paid.text


def test_hanging_up_is_the_same_button_while_it_rings_and_while_they_talk(content: Content) -> None:
    fraud = content.walkthroughs["keep-codes-secret"]
    ringing = run_at(fraud, "second-call")
    talking = turn(fraud).submit(ringing, "second-call", "take_call", {"call_answer": "pick_up"})
    drawn = [screen(content, run) for run in (ringing, talking)]
    first = [str(each.select_one(".call--live + form button")) for each in drawn]
    assert first[0] == first[1]
    assert "Положить трубку" in first[0]
    said = [each.select_one(".call__words") for each in drawn]
    assert (said[0], bool(said[1])) == (None, True), "who calls is heard, not seen"


def test_an_sms_is_judged_below_the_last_one_of_the_same_sender(content: Content) -> None:
    fraud = content.walkthroughs["keep-codes-secret"]
    for step in fraud.steps:
        if step.action == "judge_message":
            drawn = screen(content, run_at(fraud, step.id)).select(".sms--judged > .message")
            heads = [head.text for message in drawn for head in message.select(".message__head b")]
            assert heads
            assert len(set(heads)) == 1


def test_what_came_unannounced_stands_in_place_of_the_step_until_it_is_judged(content: Content) -> None:
    balance = content.walkthroughs["check-balance-and-top-up"]
    before = run_at(balance, "choose-way")
    visited = turn(balance).submit(before, "choose-way", "choose_way", {"way": "card"})
    drawn = widget(content, visited)
    assert [form["data-action"] for form in drawn.select(".screen form")] == ["judge_message"]
    assert not drawn.select(".mistakes"), "they are the step's"
    assert "Ваш шаг подождёт" in plain(drawn.text)
    names = {str(tag.get("data-event")) for tag in drawn.select("[data-event]")}
    assert names == {"sms"}, "the markup doesn't tell what it is"
    assert "false" not in str(drawn.select_one(".screen"))


def test_both_links_stand_open_on_the_phone_and_in_the_step(content: Content) -> None:
    reset = content.walkthroughs["reset-forgotten-password"]
    run = wait(run_at(reset, "open-link"), "sms")
    for place in (".sms", ".phone__inbox"):
        links = widget(content, run).select(f"{place} > .message .message__link button")
        assert len(links) == 2
        assert len({link.text.split("/")[2] for link in links}) == 2, place


@at_once(
    ("address", "wrong"),
    [("login.mtc.ru", "c"), ("login.mts.online", "online"), ("https://login-mts.ru/x", "login-mts"), ("мтс.ru", "мтс")],
)
def test_a_fake_address_is_shown_with_its_wrong_part_marked(content: Content, address: str, wrong: str) -> None:
    walkthrough = content.walkthroughs["register-by-phone"]
    refused = turn(walkthrough).submit(turn(walkthrough).begin(), "open-site", "open_site", {"address": address})
    (mark,) = screen(content, refused).select("mark")
    assert mark.text == wrong
    assert [line.text for line in screen(content, refused).select("dd")][1] == "login.mts.ru"


@at_once("address", ["petrova.mts.ru.example", "login mts ru", "<b>mts</b>.com", "login.mts.ru", ""])
def test_no_other_address_is_shown_again(content: Content, address: str) -> None:
    walkthrough = content.walkthroughs["register-by-phone"]
    after = turn(walkthrough).submit(turn(walkthrough).begin(), "open-site", "open_site", {"address": address})
    assert screen(content, after).select("mark, b") == []
    assert "petrova" not in str(screen(content, after))


def test_no_field_cuts_a_paste_short(content: Content) -> None:
    fields = [
        field
        for walkthrough in content.walkthroughs.values()
        for _, before, _ in runs_at_each_step(turn(walkthrough))
        for field in widget(content, before).select("input:not([type=hidden], [type=checkbox])")
    ]
    assert fields
    assert [field for field in fields if {"maxlength", "pattern", "max", "minlength"} & field.attrs.keys()] == []
    assert {field["type"] for field in fields} <= {"text", "tel", "password", "email"}


def mistaken(slug: str, step_id: str, name: str) -> tuple[Tag, Tag]:
    """The widget when this mistake is chosen, and when it has been made."""
    walkthrough = CONTENT.walkthroughs[slug]
    before = run_at(walkthrough, step_id)
    step = walkthrough.step(step_id)
    mistake = step.mistake(name) if step else None
    assert mistake
    chosen = turn(walkthrough).try_mistake(before, step_id, name)
    return widget(CONTENT, chosen), widget(CONTENT, play_mistake(turn(walkthrough), before, mistake))


@at_once(
    ("slug", "step_id", "name", "button"),
    [
        ("register-by-phone", "enter-code", "Неверный код", "Подтвердить"),
        ("register-by-phone", "enter-code", "Новый код слишком рано", "Отправить код повторно"),
        ("change-tariff", "choose-tariff", "Не хватает денег", "Учебный полный"),
        ("change-tariff", "choose-tariff", "Ничего не выбрать", "Ничего не выбрать"),
        ("reset-forgotten-password", "open-link", "Ссылка из чужого SMS", "Открыть ссылку"),
    ],
)
def test_the_button_of_a_chosen_mistake_is_named_and_there(slug: str, step_id: str, name: str, button: str) -> None:
    chosen, _ = mistaken(slug, step_id, no_break(name))
    lesson = chosen.select_one(".screen .lesson")
    assert lesson
    assert f"Нажмите «{button}» сами" in plain(lesson.text)
    buttons = [plain(each.text).removesuffix("← нажмите").strip() for each in chosen.select(".screen button")]
    assert button in buttons


def test_what_undoing_brings_is_said_as_it_is() -> None:
    for name, said in (
        ("Код устарел", "Часы снова покажут 12:00. Всё остальное тоже станет как до ошибки."),
        ("Неверный код", "Всё, что изменила ошибка, вернётся на место."),
        ("Не все цифры", "Останется выполнить шаг верно."),
    ):
        _, made = mistaken("register-by-phone", "enter-code", no_break(name))
        hint = made.select_one(".lesson__hint")
        assert hint
        assert plain(hint.text) == said


def test_where_a_lesson_led_no_other_is_offered() -> None:
    _, made = mistaken("register-by-social", "sign-in-there", "Отменить вход")
    assert made.select("[data-step=choose-network]")
    assert not made.select(".chips")
    assert made.select("form[data-action=undo]")
