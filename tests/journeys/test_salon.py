"""The journey of an account to a new number."""

from tests.journeys.conftest import Begin


def test_a_move_to_the_new_number_to_the_end(begin: Begin) -> None:
    learner = begin("move-account-to-new-number")
    phone = "aside.phone .phone__top"
    assert "Учебный паспорт" in learner.see(".card--passport")
    assert len(learner.rows(".screen input:not([type=hidden])")) == 0
    learner.press("Старую SIM-карту")
    assert learner.step == "visit-salon"
    assert "Этого мало." in learner.alert
    learner.press("Паспорт")
    assert learner.step == "ask-to-move"
    assert "+7 907 000-00-01" in learner.see(phone)
    learner.press("Перенести кабинет на новый номер")
    assert learner.step == "enter-number"
    assert "+7 907 000-00-02" in learner.see(phone)
    learner.fill("Номер телефона", "+7 907 000-00-01")
    learner.press("Получить код")
    assert "По старому номеру не войти" in learner.alert
    learner.fill("Номер телефона", "+7 907 000-00-02")
    learner.press("Получить код")
    assert learner.step == "enter-code"
    learner.move_clock("minute")
    learner.fill("Код подтверждения", learner.code_in_the_sms())
    learner.press("Подтвердить")
    assert learner.step == "update-sign-in"
    learner.press("Оставить как было")
    assert "Данные не обновлены" in learner.alert
    learner.fill("Пароль", "Тёплый-валенок-35")
    learner.press("Обновить данные")
    assert "Кабинет на новом номере" in learner.see(".finish")
