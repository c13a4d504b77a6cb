"""Options: the unasked subscription goes, the needed option comes."""

from tests.journeys.conftest import Begin


def test_a_subscription_turned_off_and_an_option_turned_on_to_the_end(begin: Begin) -> None:
    learner = begin("turn-options-on-and-off")
    assert "479,00 ₽" in learner.see(".screen .facts")
    learner.press("Мои опции")
    assert ["149,00 ₽" in row for row in learner.rows(".compare tbody tr") if "Гороскоп дня" in row] == [True]
    learner.press("Гороскоп дня")
    assert learner.step == "turn-on"
    learner.see_through_the_forgery()
    learner.press("Ночной интернет")
    assert "Две опции мешают друг другу." in learner.alert
    learner.press("Звонки за границу")
    assert "На счёте не хватает денег." in learner.alert
    assert sum("есть" in row for row in learner.rows(".compare tbody tr")) == 2
    learner.press("Ещё 5 ГБ")
    assert learner.step == "check-options"
    assert len(learner.rows(".compare tbody tr")) == 3
    assert sum("Гороскоп" in row for row in learner.rows(".compare tbody")) == 0
    learner.move_clock("minute")
    messages = learner.rows("aside.phone li.message")
    assert "Подключена опция «Ещё 5 ГБ». Плата — 100,00 ₽ в месяц." in messages[0]
    assert "Опция «Гороскоп дня» отключена." in messages[1]
    learner.press("Интернет на выходные")
    assert "Новая опция — другая." in learner.alert
    learner.press("Ещё 5 ГБ")
    assert learner.step == "see-charges"
    learner.fill("Когда последний раз списали за «Гороскоп дня»?", "20 июня")
    learner.press("Проверить")
    assert "Проверять рано." in learner.alert
    learner.move_clock("next_fee")
    assert "1 августа 2025" in learner.see(".phone__time")
    assert "Плата за тариф" in learner.rows(".ledger tr")[1]
    assert sum("Плата за опцию «Гороскоп дня»" in row for row in learner.rows(".ledger tr")) == 1
    learner.fill("Когда последний раз списали за «Гороскоп дня»?", "20.06")
    learner.press("Проверить")
    assert learner.done
    assert "Нужная опция на месте" in learner.see(".finish")


def test_after_turning_off_a_needed_option_the_subscription_is_still_to_be_turned_off(begin: Begin) -> None:
    learner = begin("turn-options-on-and-off")
    learner.press("Мои опции")
    learner.press("Интернет на выходные")
    assert "Отключена не та опция." in learner.alert
    named = "Отключено зря: «Интернет на выходные»"
    assert named in learner.see(".screen .notice")
    assert len(learner.rows(".compare tbody tr")) == 2
    assert learner.step == "turn-off"
    learner.press("Гороскоп дня")
    assert learner.step == "turn-on"
    learner.see_through_the_forgery()
    learner.press("Ещё 5 ГБ")
    assert learner.step == "check-options"
    assert named in learner.see(".screen .notice")
    learner.press("Вернуть отключённое зря")
    assert "Опция подключена снова." in learner.see(".screen .notice[role=status]")
    assert named not in learner.see(".screen .notice")
