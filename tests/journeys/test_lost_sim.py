"""The lost phone."""

from tests.journeys.conftest import Begin


def test_a_lost_sim_is_blocked_and_restored(begin: Begin) -> None:
    learner = begin("block-lost-sim")
    assert "Он в чужих руках" in learner.see("aside.phone")
    learner.press("Подождать до завтра — вдруг найдётся")
    assert "на 200,00 ₽" in learner.alert
    assert "150,00 ₽" in learner.see(".card__sum")
    assert len(learner.rows("aside.phone li.message")) == 1
    learner.press("0890")
    assert "Звонок не прошёл." in learner.alert
    learner.press("8 800 250 08 90")
    assert learner.step == "name-control-word"
    learner.press("Заблокировать SIM-карту")
    assert "Вас не узнали." in learner.alert
    learner.fill("Кодовое слово", "ромашка")
    learner.press("Назвать слово")
    assert learner.step == "block-sim"
    learner.press("Заблокировать SIM-карту")
    assert learner.step == "what-is-blocked"
    assert "SIM-карта заблокирована" in learner.see("aside.phone")
    learner.press("Мой кабинет")
    assert "Кабинет не закрыт." in learner.alert
    learner.press("Моя SIM-карта")
    assert learner.step == "restore-sim"
    learner.press("Показать паспорт и получить SIM-карту")
    assert learner.done
    assert "заблокирована" not in learner.see("aside.phone")
