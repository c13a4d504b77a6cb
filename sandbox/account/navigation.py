"""Finding the right button on a page of the account that has several."""

from sandbox.account.state import Account
from sandbox.engine.action import Field, Press, Result
from sandbox.engine.outcome import OutcomeType, refused

SECTION = Field("section", "choice", ("top_up", "tariffs", "options", "autopay"))
"""What the account's first page leads to."""

SIGN_IN_BUTTON = Field("sign_in_button", "choice", ("with_password", "by_sms", "forgotten"))
"""What the page has on which one signs in."""

OTHER_BUTTON_PRESSED = refused("other_button_pressed")


def press_button(press: Press[Account], page: Field, button: str, opened: OutcomeType) -> Result[Account]:
    """Press a button of a page. ``button`` is the one that the learner needs, ``opened`` the outcome of pressing it."""
    if press.given[page.name] != button:
        return Result(press.state, OTHER_BUTTON_PRESSED())
    return Result(press.state, opened(), {page.name: button})
