// An SMS on its way arrives on the training phone by itself.

import { speak } from "./said.js";
import { current } from "./widget.js";

const PAUSE = 5_000;
const LONGEST_PAUSE = 60_000; // milliseconds, for a connection that is away for long

export function awaitMessage(widget) {
  const seconds = widget.querySelector(".phone")?.dataset.refreshIn;
  if (seconds) setTimeout(receive, seconds * 1000, widget);
}

async function receive(widget, pause = PAUSE) {
  if (!widget.isConnected) return; // a press was answered meanwhile, and that widget waits for itself
  const fresh = await current(widget);
  if (!fresh) return setTimeout(receive, pause, widget, Math.min(2 * pause, LONGEST_PAUSE));
  if (!widget.isConnected || fresh.dataset.version !== widget.dataset.version) return;
  const before = messages(widget).length;
  swap(widget.querySelector(".phone"), fresh.querySelector(".phone"));
  bringUpToDate(widget, fresh);
  awaitMessage(widget);
  if (messages(widget).length > before) speak(messages(widget)[0].textContent);
}

function messages(widget) {
  return widget.querySelectorAll(".message");
}

// Whoever moves by keyboard keeps the place among the buttons of the clock.
function swap(old, fresh) {
  const focused = old.contains(document.activeElement) && document.activeElement.value;
  old.replaceWith(fresh);
  if (focused) fresh.querySelector(`button[value="${focused}"]`)?.focus({ preventScroll: true });
}

// What was said of the SMS while it was on its way is no longer true.
function bringUpToDate(widget, fresh) {
  const said = widget.querySelector(".screen .notice[data-until=sms]");
  const now = fresh.querySelector(".screen .notice");
  if (!said || now?.dataset.until === "sms") return;
  const focused = said === document.activeElement;
  if (now) said.replaceWith(now);
  else said.remove();
  if (focused) now?.focus({ preventScroll: true });
}
