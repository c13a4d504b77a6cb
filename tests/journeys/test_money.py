"""The balance and the tariff."""

from tests.journeys.conftest import Begin


def test_a_top_up_to_the_end(begin: Begin) -> None:
    learner = begin("check-balance-and-top-up")
    assert "350,00 ₽" in learner.see(".screen .balance")
    learner.fill("Сколько сейчас на счёте?", "350 ₽")
    learner.press("Пополнить")
    learner.press("Через СБП")
    assert learner.step == "enter-sum"
    learner.see_through_the_forgery()
    learner.fill("Сумма в рублях", "2 500")
    learner.press("Заплатить")
    assert "На карте не хватает денег. Не хватает 500,00 ₽." in learner.alert
    learner.fill("Сумма в рублях", "1 000,50 ₽")
    learner.press("Заплатить")
    assert learner.step == "check-history"
    assert ["1 000,50 ₽" in row for row in learner.rows(".step--done") if "Введите сумму" in row] == [True]
    learner.move_clock("minute")
    assert "Ваш счёт пополнен на 1 000,50 ₽." in learner.rows("aside.phone li.message")[0]
    rows = learner.rows(".ledger tr")
    assert "Пополнение через СБП" in rows[1]
    assert "+1 000,50 ₽" in rows[1]
    assert "Остаток на начало" in rows[2]
    assert "1 350,50 ₽" in rows[-1]
    learner.fill("Сколько сейчас на счёте?", "350")
    learner.press("Сверить")
    assert "На счёте другая сумма." in learner.alert
    learner.fill("Сколько сейчас на счёте?", "1 350,50")
    learner.press("Сверить")
    assert learner.done
    assert "Счёт пополнен" in learner.see(".finish")


def test_a_card_number_does_not_stay_in_the_field(begin: Begin) -> None:
    learner = begin("check-balance-and-top-up", "enter-sum")
    learner.see_through_the_forgery()
    learner.fill("Сумма в рублях", "0000 0000 0000 0000")
    learner.press("Заплатить")
    assert "Здесь нужна сумма, а не номер карты." in learner.alert
    assert learner.field("Сумма в рублях")["value"] == ""


def test_a_change_of_tariff_to_its_next_fee(begin: Begin) -> None:
    learner = begin("change-tariff")
    assert "Учебный большой" in learner.see(".screen")
    learner.press("Сменить тариф")
    learner.see_through_the_forgery()
    assert len(learner.rows(".compare tbody tr")) == 4
    assert ["550,00 ₽" in row for row in learner.rows(".compare tbody tr") if "ваш" in row] == [True]
    learner.press("Учебный полный")
    assert "не хватает 150,00 ₽" in learner.alert
    learner.make_mistake("Не хватает денег")
    assert "Вы попробовали ошибку «Не хватает денег»: Учебный полный." in learner.see(".lesson")
    learner.press("Учебный средний")
    assert learner.step == "check-tariff"
    learner.move_clock("minute")
    sms = learner.rows("aside.phone li.message")[0]
    assert "Ваш тариф — «Учебный средний». Списано 350,00 ₽. Следующая плата — 14 августа 2025." in sms
    learner.press("Вернуть прежний тариф")
    assert "Тариф уже меняли в этом месяце." in learner.alert
    learner.fill("Когда следующая плата?", "15.07")
    learner.press("Проверить")
    assert "Следующая плата в другой день." in learner.alert
    learner.fill("Когда следующая плата?", "14 августа")
    learner.press("Проверить")
    learner.move_clock("next_fee")
    assert "Вперёд на 31 день." in learner.see(".notice")
    assert "14 августа 2025" in learner.see(".phone__time")
    newest = learner.rows(".ledger tr")[1]
    assert "14 августа 2025" in newest
    assert "−350,00 ₽" in newest
    assert "50,00 ₽" in learner.rows(".ledger tr")[-1]
    learner.fill("Сколько сейчас на счёте?", "50,00")
    learner.press("Сверить")
    assert "Тариф сменён" in learner.see(".finish")
