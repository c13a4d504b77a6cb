// What each widget needs when it has come into the page.

import { startCountdown } from "./countdown.js";
import { restoreDraft } from "./draft.js";
import { showReading } from "./hearing-buttons.js";
import { scheduleRefresh } from "./phone-refresh.js";
import { showCopyButtons } from "./sms-code.js";
import { markNamedStep } from "./step-history.js";
import { setTableRoles } from "./table-roles.js";

// Buttons that work only with JavaScript are shown now.
export function setUp(widget) {
  setTableRoles(widget);
  restoreDraft();
  markNamedStep();
  for (const button of widget.querySelectorAll("[data-reveal]")) button.hidden = false;
  showCopyButtons(widget);
  showReading();
  startCountdown(widget);
  scheduleRefresh(widget);
  if (widget.dataset.places) import("./places.js").then(({ follow }) => follow(setUp));
}
