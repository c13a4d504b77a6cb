"""Journeys through other sites that vouch for the learner."""

from tests.journeys.conftest import Begin


def test_registration_through_a_network_to_the_end(begin: Begin) -> None:
    learner = begin("register-by-social")
    learner.press("Через VK")
    assert "Учебный сайт «VK»" in learner.see(".other-site")
    learner.press("Отменить вход")
    assert learner.step == "choose-network"
    assert "Вход отменён" in learner.alert
    learner.press("Через Mail.ru")
    assert "Учебный сайт «Mail.ru»" in learner.see(".other-site")
    assert len(learner.rows(".screen input:not([type=hidden])")) == 0
    learner.press("Учебный вход")
    learner.press("+7 907 000-00-03 — родственника")
    assert "Этот номер занят" in learner.alert
    learner.press("+7 907 000-00-01 — ваш")
    assert learner.step == "enter-code"
    learner.move_clock("minute")
    learner.fill("Код подтверждения", learner.code_in_the_sms())
    learner.press("Привязать номер")
    assert "привязан к номеру" in learner.see(".finish")
    assert ["Через Mail.ru" in row for row in learner.rows(".step--done") if "«Через Mail.ru»" in row] == [True]


def test_sign_in_by_gosuslugi_to_the_end(begin: Begin) -> None:
    learner = begin("sign-in-by-gosuslugi")
    learner.press("Через Госуслуги")
    for chosen, said in (
        ("Неподтверждённая запись", "Учётная запись не подтверждена"),
        ("Запись без номера телефона", "В записи нет номера телефона"),
    ):
        learner.press(chosen)
        assert said in learner.alert
    learner.press("Подтверждённая запись")
    assert learner.step == "agree"
    assert "Иванов Иван Иванович" in learner.see(".screen")
    learner.press("Отказать")
    assert learner.step == "choose-gosuslugi"
    assert "Данные не переданы" in learner.alert
    learner.press("Через Госуслуги")
    learner.press("Подтверждённая запись")
    learner.check("Фамилия, имя, отчество")
    learner.check("Пароль от Госуслуг")
    learner.press("Разрешить")
    assert "Отмечено не то, что просят" in learner.alert
    learner.check("Фамилия, имя, отчество")
    learner.check("Номер телефона")
    learner.press("Разрешить")
    assert "Вы вошли через Госуслуги" in learner.see(".finish")
