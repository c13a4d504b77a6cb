"""Finding out why no code comes."""

from tests.journeys.conftest import Begin


def test_the_causes_are_removed_one_by_one_and_the_code_comes(begin: Begin) -> None:
    learner = begin("when-no-code-comes")
    learner.fill("Номер телефона", "+7 907 000-00-07")
    learner.press("Получить код")
    assert "Это номер другого телефона." in learner.alert
    learner.fill("Номер телефона", "+7 907 000-00-01")
    learner.press("Получить код")
    assert learner.step == "unblock-sim"
    assert "SMS отправлено, но не пришло." in learner.alert
    learner.press("Отменить отказ от рассылок")
    assert "Сейчас мешает не это." in learner.alert
    learner.press("Разблокировать SIM-карту")
    assert learner.step == "lift-cooling"
    assert "до 21 ноября 2025" in learner.see(".card")
    learner.press("Снять период охлаждения")
    assert learner.step == "allow-mailings"
    assert "вы от них отказались" in learner.see(".card")
    learner.press("Отменить отказ от рассылок")
    assert learner.step == "ask-again"
    learner.move_clock("resend")
    learner.press("Войти по коду из SMS")
    assert learner.step == "wait-for-sms"
    learner.move_clock("minute")
    assert len(learner.rows("aside.phone li.message")) == 1
    learner.press("Оператор")
    assert learner.done


def test_the_cooling_period_can_be_waited_out(begin: Begin) -> None:
    learner = begin("when-no-code-comes", "lift-cooling")
    learner.move_clock("cooling_end")
    assert "вы от них отказались" in learner.see(".card")
    learner.press("Отменить отказ от рассылок")
    assert learner.step == "ask-again"
