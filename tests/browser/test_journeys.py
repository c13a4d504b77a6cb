"""Whole journeys in a real Chromium, as learners make them."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    PROFILE,
    REGISTER,
    RESET,
    SIGN_IN,
    SMALL,
    ask_for_a_reset_link,
    at_step,
    before_the_phone_looks,
    choose_from_menu,
    code_in_the_sms,
    fill,
    genuine_link,
    go_to_the_code,
    go_to_the_methods,
    let_the_sms_come,
    move_clock,
    only_with_javascript,
    press,
    read_the_sms,
    unfold,
    widget,
)
from tests.support.page_pool import PagePool
from tests.support.sandbox_process import SandboxProcess
from tests.support.states import go_to_step, reach

REGISTRATION = "register-by-phone"


def test_registration_to_the_end(page: Page) -> None:
    go_to_the_code(page)
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    fill(page, "Пароль", "Тёплый-валенок-35")
    press(page, "Сохранить пароль")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator(".finish")).to_contain_text("Кабинет создан")
    expect(page.locator(".step--done")).to_have_count(6)
    expect(page.locator(".step--done", has_text="79XXXXXXXXX")).to_contain_text("+7 907 000-00-01")


@only_with_javascript
def test_profile_to_the_end(page: Page) -> None:
    page.goto(PROFILE)
    fill(page, "Фамилия", "иванов")
    fill(page, "Имя", "Иван")
    press(page, "Далее")
    fill(page, "Почта", "ivanov@mail.example")
    press(page, "Далее")
    at_step(page, "confirm-email")
    let_the_sms_come(page)
    expect(page.locator("aside.phone li.message")).to_contain_text("Учебное письмо · Личный кабинет")
    fill(page, "Код из письма", code_in_the_sms(page))
    press(page, "Подтвердить")
    page.get_by_label("Спрашивать код из SMS при каждом входе").check()
    press(page, "Далее")
    press(page, "Сохранить изменения")
    at_step(page, "see-protection")
    let_the_sms_come(page)
    press(page, "Сообщение о входе")
    expect(page.get_by_role("alert")).to_contain_text("На телефон пришло другое.")
    press(page, "Код для входа")
    expect(page.locator(".finish")).to_contain_text("Профиль сохранён")


@only_with_javascript
def test_leaving_the_profile_unsaved_loses_it(page: Page) -> None:
    reach(page, "set-up-profile", "choose-security")
    press(page, "Показать, как")
    expect(page.locator(".notice")).to_contain_text("Осталось нажать кнопку")
    press(page, "Далее")
    at_step(page, "save")
    press(page, "Уйти без сохранения")
    at_step(page, "fill-name")
    expect(page.get_by_role("alert")).to_contain_text("Изменения не сохранены")
    expect(page.get_by_label("Фамилия")).to_have_value("")


def test_sign_in_to_the_lock_and_after_it(page: Page) -> None:
    page.goto(SIGN_IN)
    fill(page, "Адрес сайта", "https://login.mts.ru/")
    press(page, "Перейти")
    fill(page, "Номер телефона", "9070000001")
    press(page, "Далее")
    for said in ("Осталось 2 попытки", "Осталась 1 попытка", "Вход временно закрыт"):
        fill(page, "Пароль", "не-тот-пароль")
        press(page, "Войти")
        expect(page.get_by_role("alert")).to_contain_text(said)
    fill(page, "Пароль", "Синий-чайник-27")
    press(page, "Войти")
    expect(page.get_by_role("alert")).to_contain_text("Вход временно закрыт")
    move_clock(page, "unlock")
    expect(page.locator(".notice")).to_contain_text("Часы переведены")
    fill(page, "Пароль", "Синий-чайник-27")
    press(page, "Войти")
    expect(page.locator(".finish")).to_contain_text("Вы вошли")


def test_reset_by_the_link_in_the_sms(page: Page) -> None:
    ask_for_a_reset_link(page)
    move_clock(page, "minute")
    genuine_link(page).click()
    at_step(page, "set-password")
    fill(page, "Пароль", "Тёплый-валенок-35")
    press(page, "Сохранить пароль")
    expect(page.locator(".finish")).to_contain_text("Новый пароль работает")


@only_with_javascript
def test_a_wrong_code_is_said_above_the_form_and_at_the_field(page: Page) -> None:
    reach(page, REGISTRATION, "enter-code")
    right = code_in_the_sms(page)
    fill(page, "Код подтверждения", "000000" if right != "000 000" else "111111")
    press(page, "Подтвердить")
    at_step(page, "enter-code")
    expect(page.get_by_role("alert")).to_contain_text("Код не подошёл. Проверьте цифры в последнем SMS")
    field = page.get_by_label("Код подтверждения")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Шесть цифр из SMS. Код действует 5 минут. Неверный код из SMS")
    fill(page, "Код подтверждения", right)
    press(page, "Подтвердить")
    at_step(page, "set-password")


@only_with_javascript
def test_a_mistake_is_prepared_pressed_and_undone(page: Page) -> None:
    """Without JavaScript one is made at each step of each walkthrough by tests/web/test_plain_forms.py."""
    reach(page, REGISTRATION, "enter-code")
    code = code_in_the_sms(page)
    unfold(page.get_by_text("Попробуйте ошибиться"))
    page.get_by_role("button", name="Код устарел").click()
    expect(page.locator(".lesson")).to_contain_text("Нажмите «Подтвердить» сами")
    expect(page.get_by_label("Код подтверждения")).to_have_value(code.replace(" ", ""))
    press(page, "Подтвердить")
    expect(page.get_by_role("alert")).to_contain_text("Код устарел. Он действует 5 минут.")
    press(page, "Вернуть как было")
    expect(page.locator(".screen .notice")).to_contain_text("Всё снова как было.")
    expect(page.get_by_role("button", name="Код устарел (уже пробовали)")).to_be_visible()
    fill(page, "Код подтверждения", code)
    press(page, "Подтвердить")
    at_step(page, "set-password")


@only_with_javascript
def test_what_the_page_refuses_is_sent_if_it_is_the_files_own_mistake(page: Page) -> None:
    reach(page, REGISTRATION, "enter-number")
    unfold(page.get_by_text("Попробуйте ошибиться"))
    page.get_by_role("button", name="Настоящий номер").click()
    expect(page.locator(".lesson")).to_be_focused()
    press(page, "Получить код")
    expect(page.locator(".lesson__name")).to_contain_text("Вы попробовали ошибку «Настоящий номер»: 79161234567.")
    expect(page.get_by_role("button", name="Вернуть как было")).to_be_focused()
    fill(page, "Номер телефона", "+7 916 111-22-33")
    press(page, "Получить код")
    expect(page.get_by_label("Номер телефона")).to_have_value("")


def test_coming_back_to_a_half_done_run(page: Page, javascript: bool) -> None:
    go_to_the_methods(page)
    go_to_step(page, REGISTRATION, "enter-code")
    page.goto("/")
    page.goto(REGISTER if javascript else "/sandbox/walkthroughs/register-by-phone")
    at_step(page, "enter-code")
    expect(page.locator(".step--done", has_text="79XXXXXXXXX")).to_contain_text("+7 907 000-00-01")


@only_with_javascript
def test_the_focus_goes_where_the_next_action_is(page: Page) -> None:
    page.goto(REGISTER)
    fill(page, "Адрес сайта", "login.mts.example")
    press(page, "Перейти")
    expect(page.get_by_label("Адрес сайта")).to_be_focused()
    expect(page.get_by_label("Адрес сайта")).to_have_value("login.mts.example")
    fill(page, "Адрес сайта", "login.mts.ru")
    press(page, "Перейти")
    expect(page.locator(".menu > summary")).to_be_focused()
    choose_from_menu(page, "По номеру телефона")
    expect(page.get_by_label("Номер телефона")).to_be_focused()
    press(page, "Показать, как")
    expect(page.get_by_role("button", name="Получить код")).to_be_focused()


@only_with_javascript
def test_a_quick_learner_loses_no_press_and_a_double_click_counts_once(page: Page) -> None:
    reach(page, "reset-forgotten-password", "open-link")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.rsplit("/", 1)[1]) if request.method == "POST" else None)
    page.evaluate(
        """() => {
            document.querySelector(".phone [value=minute]").click();
            document.querySelector("form[data-action=resend_reset_link] button").click();
            document.querySelector("form[data-action=resend_reset_link] button").click();
        }"""
    )
    expect(page.locator(".notice")).to_contain_text("Отправлена новая ссылка")
    assert sent == ["wait", "resend_reset_link"]


@only_with_javascript
def test_a_real_number_does_not_even_stay_in_the_field(page: Page) -> None:
    reach(page, REGISTRATION, "enter-number")
    fill(page, "Номер телефона", "+7 916 111-22-33")
    press(page, "Получить код")
    expect(page.get_by_role("alert")).to_contain_text("Это не учебный номер")
    expect(page.get_by_label("Номер телефона")).to_have_value("")


@only_with_javascript
def test_the_outcome_is_told_to_screen_readers_and_the_address_names_the_step(page: Page) -> None:
    go_to_the_methods(page)
    said = page.locator("[aria-live=polite]#live-region")
    expect(said).to_contain_text("Сайт открыт.")
    expect(said).to_contain_text("Шаг 2 из 6")
    expect(page).to_have_url(f"{REGISTER}#choose-method")


@only_with_javascript
def test_an_sms_on_its_way_arrives_by_itself(page: Page) -> None:
    with before_the_phone_looks(page):
        ask_for_a_reset_link(page)
        expect(page.locator("aside.phone")).to_contain_text("SMS в пути…")
    expect(page.locator("aside.phone li.message").first).to_contain_text("Сброс пароля")
    at_step(page, "open-link")


@only_with_javascript
def test_a_password_can_be_shown(page: Page) -> None:
    reach(page, "sign-in-by-password", "enter-password")
    fill(page, "Пароль", "Синий-чайник-27")
    expect(page.get_by_label("Пароль", exact=True)).to_have_attribute("type", "password")
    press(page, "Показать пароль")
    expect(page.get_by_label("Пароль", exact=True)).to_have_attribute("type", "text")
    press(page, "Скрыть пароль")
    expect(page.get_by_label("Пароль", exact=True)).to_have_attribute("type", "password")
    expect(page.get_by_role("button", name="Показать пароль", exact=True)).to_be_focused()


@only_with_javascript
def test_the_trainer_goes_on_where_it_was_left_for_another_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Создать кабинет по номеру телефона").click()
    fill(page, "Адрес сайта", "login.mts.ru")
    press(page, "Перейти")
    at_step(page, "choose-method")
    page.get_by_role("link", name="Настройка профиля").first.click()
    fill(page, "Фамилия", "Иванов")
    page.get_by_role("link", name="По номеру телефона").first.click()
    at_step(page, "choose-method")


@only_with_javascript
def test_the_whole_way_by_keyboard_alone(page: Page) -> None:
    page.goto(RESET)
    page.locator(".screen").get_by_role("button", name="Забыли пароль?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Номер телефона")).to_be_focused()
    page.keyboard.type("+79070000001")
    page.keyboard.press("Enter")
    at_step(page, "open-link")
    link = genuine_link(page)
    expect(link).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Пароль", exact=True)).to_be_focused()
    page.keyboard.type("Тёплый-валенок-35")
    page.keyboard.press("Enter")
    expect(page.locator(".finish")).to_be_focused()


def test_when_the_server_dies_nothing_typed_is_lost(mortal_page: Page, mortal_sandbox: SandboxProcess) -> None:
    page = mortal_page
    reach(page, REGISTRATION, "enter-number")
    fill(page, "Номер телефона", "+7 907 000-00-01")
    mortal_sandbox.kill()
    press(page, "Получить код")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Нет связи с тренажёром")
    expect(alert).to_be_focused()
    expect(page.get_by_label("Номер телефона")).to_have_value("+7 907 000-00-01")
    mortal_sandbox.start()
    page.get_by_role("button", name="Отправить ещё раз").click()
    at_step(page, "wait-for-sms")


def test_on_a_phone_nothing_overflows_and_the_sms_stands_above_its_field(page_pool: PagePool) -> None:
    with page_pool.page(SMALL, has_touch=True, is_mobile=True) as page:
        expect_code_and_buttons_in_sight(page)


def expect_code_and_buttons_in_sight(page: Page) -> None:
    reach(page, REGISTRATION, "wait-for-sms")
    read_the_sms(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL["width"], "the page must not scroll sideways"
    sms, field = page.locator(".sms > .message"), page.get_by_label("Код подтверждения")
    expect(sms).to_be_in_viewport(ratio=1)
    expect(field).to_be_in_viewport(ratio=1)
    above, below = sms.bounding_box(), field.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    at_step(page, "set-password")
    for button in page.locator("section.walkthrough button:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44, f"{button.inner_text()} is too small for a finger (WCAG 2.5.5)"


@only_with_javascript
def test_printed_it_is_simply_the_numbered_list(page: Page) -> None:
    page.goto(REGISTER)
    page.emulate_media(media="print")
    expect(page.locator(".step__say")).to_have_count(6)
    for hidden in (".before", ".screen", "aside.phone", ".mistakes", ".helpers", ".walkthrough__head"):
        expect(page.locator(hidden).first).to_be_hidden()
    circles = page.locator(".step").evaluate_all("all => all.map(step => getComputedStyle(step, '::before').top)")
    assert set(circles) == {"0px"}, "a circle that stands out above its line is cut by the edge of a sheet"


@only_with_javascript
def test_what_the_server_refuses_is_said_in_place_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto(REGISTER)
    fill(page, "Адрес сайта", "login.mts.ru")
    page.locator("form[data-action=open_site]").evaluate("form => form.action += '_no_more'")
    press(page, "Перейти")
    expect(page.get_by_role("alert")).to_contain_text("Такой тренировки нет.")
    expect(page.get_by_label("Адрес сайта")).to_have_value("login.mts.ru")
