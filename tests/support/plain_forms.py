"""A browser without JavaScript, as far as forms go: what stands on a page is sent as it stands there."""

from bs4 import BeautifulSoup, Tag

from tests.support.forms_over_http import OUR_PAGE
from tests.support.http_client import TestClient


class PlainPage:
    """A page with a trainer. Only a form that is there can be sent, and only fields and buttons that it has."""

    def __init__(self, client: TestClient, address: str) -> None:
        self._client = client
        self._show(client.get(address).text)

    def _show(self, html: str) -> None:
        assert '<header class="md-header' in html, "a whole page in the site's own look"
        begin, end = html.index('<section class="walkthrough'), html.index("</article>")
        (self.trainer,) = BeautifulSoup(html[begin:end], "html.parser").select("section.walkthrough")

    @property
    def step(self) -> str:
        return str(self.trainer["data-step"])

    @property
    def done(self) -> bool:
        return self.trainer["data-status"] == "done"

    @property
    def alerts(self) -> list[str]:
        return [alert.get_text() for alert in self.trainer.select(".screen [role=alert]")]

    def offers(self, action: str, **given: str) -> Tag | None:
        """The form that takes this, if there is one."""
        forms = self.trainer.select(f"form[data-action={action}]")
        return next((form for form in forms if _takes(form, given)), None)

    def send(self, action: str, **given: str) -> None:
        """Fill in the form, press its button, and follow to the page that answers."""
        form = self.offers(action, **given)
        assert form, f"step {self.step}: no form {action} takes {given}"
        self._send(form, given)

    def _send(self, form: Tag, given: dict[str, str]) -> None:
        assert form["method"] == "post"
        hidden = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
        answer = self._client.post(str(form["action"]), data=hidden | given, headers=OUR_PAGE)
        assert (answer.status_code, [each.status_code for each in answer.history]) == (200, [303])
        self._show(answer.text)

    def press_prepared(self, action: str) -> None:
        """Press the button of a form that is filled in already: the one that is pointed at, if any."""
        forms = self.trainer.select(f".screen form[data-action={action}]")
        forms.sort(key=lambda form: not form.select(".here"))
        typed = forms[0].select("input[name]:not([type=hidden], [type=checkbox]), input[checked]")
        pointed = [each.parent for each in forms[0].select("button[name] > .here")]
        filled = [*typed, *(each for each in pointed if each)]
        self._send(forms[0], {str(each["name"]): str(each.get("value", "")) for each in filled})


def judge(page: PlainPage) -> None:
    """Judge the SMS that is there: trust it, and after a refusal don't."""
    step = page.step
    for verdict in ("trust", "distrust"):
        if page.step == step and page.offers("judge_message", verdict=verdict):
            page.send("judge_message", verdict=verdict)


def filled_in(trainer: Tag) -> dict[str, str]:
    """What stands in fields, is ticked, or is marked among several buttons; and the link that is no forgery."""
    links = [
        form.select("input")[-1] for form in trainer.select(".phone .message__link") if "//lk.example/" in form.text
    ]
    fields = [*trainer.select(".screen input:not([type=hidden], [type=checkbox])"), *links]
    marked = trainer.select("input[checked], button.btn--shown")
    return {str(each["name"]): str(each["value"]) for each in (*fields, *marked)}


def _takes(form: Tag, given: dict[str, str]) -> bool:
    """Whether each value can be typed into a field of the form or is that of one of its buttons."""
    fields = {str(field["name"]) for field in form.select("input[name]")}
    buttons = {(str(button["name"]), str(button["value"])) for button in form.select("button[name]")}
    return all(name in fields or (name, value) in buttons for name, value in given.items())
