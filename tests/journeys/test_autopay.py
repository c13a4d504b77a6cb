"""The autopay."""

from tests.journeys.conftest import Begin
from tests.support.plain_learner import PlainLearner


def choose(begin: Begin, kind: str) -> PlainLearner:
    learner = begin("set-up-autopay")
    learner.press("Автоплатёж")
    assert learner.step == "choose-when"
    learner.fill("Порог в рублях", "300")
    learner.press(kind)
    assert learner.step == "set-sums"
    return learner


def agree(learner: PlainLearner, kind: str) -> None:
    learner.fill("Сумма одного платежа", "500")
    learner.fill("Не больше чем в месяц", "1 000")
    learner.press("Далее")
    assert learner.step == "confirm"
    assert kind in learner.see(".screen .card")
    learner.fill("Сколько самое большее уйдёт за месяц?", "1 000 ₽")
    learner.press("Подключить автоплатёж")
    assert learner.step == "watch"


def test_an_autopay_below_a_threshold_from_setting_up_to_turning_off(begin: Begin) -> None:
    learner = choose(begin, "Когда на счёте меньше порога")
    learner.fill("Сумма одного платежа", "500")
    learner.fill("Не больше чем в месяц", "300")
    learner.press("Далее")
    assert "Предел меньше одного платежа." in learner.alert
    assert learner.field("Не больше чем в месяц")["aria-invalid"] == "true"
    agree(learner, "Когда на счёте меньше порога")
    learner.move_clock("next_fee")
    rows = learner.rows(".ledger tr")
    assert "Автоплатёж с карты" in rows[1]
    assert "+500,00 ₽" in rows[1]
    assert "−550,00 ₽" in rows[2]
    learner.move_clock("minute")
    assert "Автоплатёж: счёт пополнен на 500,00 ₽." in learner.rows("aside.phone li.message")[0]
    learner.fill("Какого числа он сработал?", "2 августа")
    learner.press("Проверить")
    assert learner.step == "switch-off"
    learner.press("Отключить автоплатёж")
    assert learner.done


def test_a_refused_card_stops_the_service_until_there_is_another(begin: Begin) -> None:
    learner = begin("set-up-autopay", "watch")
    learner.press("Потратить деньги с карты")
    learner.move_clock("next_fee")
    learner.fill("Какого числа он сработал?", "2 августа")
    learner.press("Проверить")
    assert "Автоплатёж не прошёл." in learner.alert
    learner.move_clock("next_fee")
    assert "Связь приостановлена" in learner.rows("aside.phone li.message")[0]
    learner.press("Взять другую карту")
    assert "Связь приостановлена" not in learner.see(".screen")
    learner.fill("Какого числа он сработал?", "2 сентября")
    learner.press("Проверить")
    assert learner.step == "switch-off"
    learner.press("Оставить как есть")
    assert learner.done


def test_an_autopay_on_a_day_of_the_month(begin: Begin) -> None:
    learner = choose(begin, "1-го числа каждого месяца")
    agree(learner, "1-го числа каждого месяца")
    assert "1 августа 2025" in learner.see(".screen .card")
    learner.move_clock("next_autopay")
    assert "1 августа 2025" in learner.rows(".ledger tr")[1]
    assert "1 сентября 2025" in learner.see(".screen .card")
    learner.press("Изменить условия")
    assert learner.step == "choose-when"
