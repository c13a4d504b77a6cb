// The notice in a widget that a request has failed, with a button that tries again.

// `notice` is the sandbox's own, if it answered with one. The words for a lost connection are in the page.
export function showFailure(widget, retry, notice) {
  const lost = widget.querySelector("template[data-lost]").content.cloneNode(true);
  insertNotice(widget, notice ?? lost.firstElementChild, retry).focus();
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
