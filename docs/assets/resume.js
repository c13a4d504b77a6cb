// Brings the widgets of a page to the learner's present state when the page is opened, or comes back as it was left.

import { insertNotice } from "./failure-notice.js";
import { hasPractised } from "./practice-flag.js";
import { keepScrollPosition } from "./scroll-restoration.js";
import { setTableRoles } from "./table-roles.js";
import { WIDGET, fetchCurrent } from "./widget.js";
import { setUp } from "./widget-setup.js";

export function start() {
  setTableRoles(document);
  for (const widget of document.querySelectorAll(WIDGET)) setUp(widget);
  addEventListener("pageshow", resume); // after a Back too
}

// A widget that the learner has begun to fill in meanwhile is left as it is. The keyboard focus keeps its place.
async function resume() {
  for (const widget of document.querySelectorAll(WIDGET)) {
    const asks = hasPractised() || widget.matches(".overview"); // which shows nothing but the learner's progress
    const fresh = asks && (await fetchCurrent(widget));
    if (asks && !fresh) showUnknown(widget);
    if (!fresh || fresh.dataset.version === widget.dataset.version || "touched" in widget.dataset) continue;
    const focused = widget.contains(document.activeElement) && document.activeElement.id;
    keepScrollPosition(() => widget.replaceWith(fresh));
    setUp(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// The overview says that the learner's progress can't be had. A walkthrough begins at its first step instead.
function showUnknown(widget) {
  const unknown = widget.querySelector("template[data-unknown]");
  if (unknown) insertNotice(widget, unknown.content.cloneNode(true).firstElementChild, () => retry(widget));
}

async function retry(widget) {
  widget.setAttribute("aria-busy", "true");
  await resume();
  widget.removeAttribute("aria-busy");
  const summary = document.querySelector(`#${widget.id} .overview__summary`);
  summary.tabIndex = -1;
  summary.focus();
}
