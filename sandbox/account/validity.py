"""Whether the code or the link in an SMS still works, and why it doesn't."""

from datetime import datetime

from sandbox.account import codes, recovery
from sandbox.account.messages import Message
from sandbox.account.state import Account
from sandbox.frozen import dataclass

CODE_ENDS = ("used", "withdrawn", "replaced", "spent", "expired")
LINK_ENDS = ("used", "replaced", "expired")
"""Why a code or a link may work no longer (`codes.ended`, `recovery.ended`)."""


@dataclass(frozen=True)
class End:
    """Why what an SMS brought works no longer. ``resend`` is the action that sends another."""

    section: str
    reason: str
    resend: str


def end_of(account: Account, message: Message, now: datetime) -> End | None:
    """Why the code or the link of a message works no longer; None while it works, or if the message brings neither."""
    if "code" in message.values:
        reason = _code_end(account, message, now)
        return End("code_ends", reason, "resend_code") if reason else None
    if "link" in message.values:
        reason = _link_end(account, message, now)
        return End("link_ends", reason, "resend_reset_link") if reason else None
    return None


def _code_end(account: Account, message: Message, now: datetime) -> str:
    digits, one_time = message.values["code"], account.one_time
    if digits in one_time.used:
        return "used"
    if digits in one_time.withdrawn:
        return "withdrawn"
    if one_time.code and one_time.code.digits == digits:
        return codes.ended(one_time.code, now)
    return "replaced" if _newer(account, message) else ""


def _link_end(account: Account, message: Message, now: datetime) -> str:
    link = account.one_time.link
    if link is None or link.token != message.values["link"]:
        return "replaced"
    return recovery.ended(link, now)


def _newer(account: Account, message: Message) -> bool:
    """Whether another of its kind was sent after it, on its way or here."""
    return any(each.kind == message.kind and each.sent_at > message.sent_at for each in account.messages)
