// Refreshes the training phone when an SMS is due on it.

import { announce } from "./live-region.js";
import { keepOpened } from "./opened.js";
import { showCopyButtons } from "./sms-code.js";
import { clearError } from "./training-data.js";
import { fetchCurrent } from "./widget.js";

const PAUSE = 5_000;
const LONGEST_PAUSE = 60_000; // milliseconds, for a connection that is away for long

export function scheduleRefresh(widget) {
  const seconds = widget.querySelector(".phone")?.dataset.refreshIn;
  if (seconds) setTimeout(refresh, seconds * 1000, widget);
}

async function refresh(widget, pause = PAUSE) {
  if (!widget.isConnected) return; // the answer to a press has replaced it, and the new widget has its own timer
  const fresh = await fetchCurrent(widget);
  if (!fresh) {
    setTimeout(refresh, pause, widget, Math.min(2 * pause, LONGEST_PAUSE));
    return;
  }
  if (!widget.isConnected || fresh.dataset.version !== widget.dataset.version) return;
  const before = messages(widget).length;
  replacePhone(widget.querySelector(".phone"), fresh.querySelector(".phone"));
  widget.querySelector(".sms")?.replaceWith(fresh.querySelector(".sms") ?? "");
  replaceNotice(widget, fresh);
  showCopyButtons(widget);
  scheduleRefresh(widget);
  if (messages(widget).length > before) announce(messages(widget)[0].textContent);
}

function messages(widget) {
  return widget.querySelectorAll(".phone .message");
}

// The keyboard focus stays on the same button of the clock.
function replacePhone(old, fresh) {
  const focused = old.contains(document.activeElement) && document.activeElement.value;
  keepOpened(old, fresh);
  old.replaceWith(fresh);
  if (focused) fresh.querySelector(`button[value="${focused}"]`)?.focus({ preventScroll: true });
}

// A notice that the SMS is on its way is no longer true when it has come, and what was typed too early is no longer wrong.
function replaceNotice(widget, fresh) {
  const old = widget.querySelector(".screen .notice[data-until=sms]");
  const now = fresh.querySelector(".screen .notice");
  if (!old || now?.dataset.until === "sms") return;
  const focused = old === document.activeElement;
  if (now) old.replaceWith(now);
  else old.remove();
  if (focused) now?.focus({ preventScroll: true });
  widget.querySelectorAll(".screen [aria-invalid=true]").forEach(clearError);
}
