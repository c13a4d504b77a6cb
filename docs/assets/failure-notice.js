// The notice in a widget that a request has failed, with a button that tries again.

import { findCause } from "./failure-cause.js";

// `notice` is the sandbox's own, if it answered with one. The words for a lost connection are in the page, as are those
// for a page that is too old: then a button loads it anew.
export async function showFailure(widget, retry, notice) {
  const shown = insertNotice(widget, notice ?? copyOf(widget, "lost"), retry);
  shown.focus();
  if (notice || (await findCause()) !== "outdated" || !shown.isConnected) return;
  insertNotice(widget, copyOf(widget, "outdated"), () => location.reload()).focus();
}

function copyOf(widget, name) {
  return widget.querySelector(`template[data-${name}]`).content.cloneNode(true).firstElementChild;
}

export function insertNotice(widget, notice, retry) {
  removeFailure(widget);
  notice.classList.add("walkthrough__failure");
  notice.tabIndex = -1;
  const place = widget.querySelector(".screen__body, .finish, .overview__summary") ?? widget;
  place.prepend(notice);
  notice.querySelector("[data-resend]")?.addEventListener("click", retry);
  return notice;
}

export function removeFailure(widget) {
  widget.querySelector(".walkthrough__failure")?.remove();
}
