// A widget is the part of a page that the sandbox answers with: a walkthrough, or the overview of all.

import { isNotice, parse, request } from "./requests.js";

export const WIDGET = "[data-address]"; // the address to fetch it from

// The sandbox's answer for the widget with this id: the widget, or a notice.
export function parseWidget(html, id) {
  return parse(html, `${WIDGET}[id="${id}"]`);
}

// The widget in the learner's present state, or null if the sandbox doesn't answer with one.
export async function fetchCurrent(widget) {
  try {
    const response = await request(widget.dataset.address);
    const fresh = parseWidget(await response.text(), widget.id);
    return isNotice(fresh) ? null : fresh;
  } catch {
    return null;
  }
}
