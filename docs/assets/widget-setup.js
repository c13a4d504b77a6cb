// What each widget needs when it has come into the page.

import { scheduleRefresh } from "./phone-refresh.js";
import { observeSheet } from "./scroll-into-view.js";
import { setTableRoles } from "./table-roles.js";

// Buttons that work only with JavaScript are shown now.
export function setUp(widget) {
  setTableRoles(widget);
  observeSheet(widget);
  for (const button of widget.querySelectorAll("[data-reveal]")) button.hidden = false;
  scheduleRefresh(widget);
}
