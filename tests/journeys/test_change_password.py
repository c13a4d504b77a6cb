"""Changing the password."""

from tests.journeys.conftest import Begin


def test_a_weak_password_is_replaced_and_others_are_signed_out(begin: Begin) -> None:
    learner = begin("change-password")
    learner.fill("Нынешний пароль", "12345678")
    learner.press("Далее")
    assert learner.step == "set-new"
    learner.fill("Новый пароль", "12345678")
    learner.press("Сменить пароль")
    assert "Это прежний пароль." in learner.alert
    learner.fill("Новый пароль", "Тёплый-валенок-35")
    learner.press("Сменить пароль")
    assert learner.step == "end-sessions"
    assert len(learner.rows(".session")) == 3
    learner.press("Завершить отмеченные")
    assert "Ничего не отмечено." in learner.alert
    learner.check("Старый телефон")
    learner.check("Компьютер")
    learner.press("Завершить отмеченные")
    assert learner.step == "check-sessions"
    assert len(learner.rows(".session")) == 1
    learner.fill("Сколько сеансов в списке?", "3")
    learner.press("Проверить")
    assert "Сеансов другое число." in learner.alert
    learner.fill("Сколько сеансов в списке?", "1")
    learner.press("Проверить")
    assert learner.step == "renew"
    learner.move_clock("password_reminder")
    assert "Прошло полгода. Пора сменить пароль." in learner.see(".screen")
    learner.fill("Новый пароль", "Смелый-огурец-48")
    learner.press("Сменить пароль")
    assert learner.done
