"""A learner with a browser without JavaScript, who knows of a trainer what is written on it."""

from bs4 import Tag

from tests.support.forms_over_http import MOUNT, OUR_PAGE, plain
from tests.support.http_client import TestClient
from tests.support.plain_forms import PlainPage


class PlainLearner(PlainPage):
    """Types into the fields of the step's screen and presses buttons, by their names. A press leads to a new page."""

    def __init__(self, client: TestClient, slug: str, *, at: str = "") -> None:
        """``at`` is the step to begin at, as if those before it were done as their examples show."""
        self._typed: dict[str, str] = {}
        super().__init__(client, f"{MOUNT}/{slug}")
        if at:
            self._show(client.post(f"{MOUNT}/{slug}/start_at", data={"target": at}, headers=OUR_PAGE).text)
            assert self.step == at

    def _show(self, html: str) -> None:
        super()._show(html)
        self._typed.clear()
        for refusal in self.trainer.select("template"):
            refusal.decompose()  # which is shown by a script alone

    def see(self, part: str) -> str:
        """What is written in parts of the trainer (a selector)."""
        return " ".join(self.rows(part))

    def rows(self, part: str) -> list[str]:
        """What is written in each part of the trainer that the selector finds."""
        return [" ".join(plain(found.get_text()).split()) for found in self.trainer.select(part)]

    @property
    def alert(self) -> str:
        """What is said to the last press: there is one alert, and no more."""
        (said,) = self.rows(".screen [role=alert]")
        return said

    def field(self, label: str) -> Tag:
        (found,) = (each for each in self.trainer.select(".screen label") if plain(each.get_text()).strip() == label)
        (field,) = self.trainer.select(f"[id='{found['for']}']")
        return field

    def fill(self, label: str, value: str) -> None:
        self._typed[str(self.field(label)["name"])] = value

    def check(self, label: str) -> None:
        self.fill(label, str(self.field(label)["value"]))

    def press(self, name: str) -> None:
        self._press(name, ".screen button, .finish button, .helpers button, .phone button")

    def _press(self, name: str, among: str) -> None:
        button = next((each for each in self.trainer.select(among) if plain(each.get_text()).strip() == name), None)
        assert button, f"step {self.step}: no button «{name}»"
        form = button.find_parent("form")
        assert form
        fields = {str(field["name"]): field for field in form.select("input[name]:not([type=hidden])")}
        shown = {name: str(field.get("value", "")) for name, field in fields.items() if field["type"] != "checkbox"}
        ticked = {name: str(field["value"]) for name, field in fields.items() if field.has_attr("checked")}
        typed = {name: value for name, value in self._typed.items() if name in fields}
        own = {str(button["name"]): str(button["value"])} if button.has_attr("name") else {}
        self._send(form, shown | ticked | typed | own)

    def make_mistake(self, name: str) -> None:
        self._press(name, ".chips button")
        (action,) = {str(form["data-action"]) for form in self.trainer.select(".screen form:has(.here)")}
        self.press_prepared(action)

    def move_clock(self, until: str) -> None:
        self.send("wait", until=until)

    def see_through_the_forgery(self) -> None:
        """Don't believe the SMS that comes unannounced. Only then is the step's own form there."""
        assert self.trainer.select(".sms--judged")
        self.press("Не верить")
        assert not self.trainer.select(".sms--judged")

    def code_in_the_sms(self) -> str:
        return self.rows("aside.phone li.message mark")[0]
