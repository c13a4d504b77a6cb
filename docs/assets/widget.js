// The part of a page that the sandbox answers with, a walkthrough or the overview of all.

import { isNotice, parse, request } from "./requests.js";

export const WIDGET = "[data-address]"; // where it can be asked for

// What the sandbox has answered for the widget with this id: the widget, or a notice.
export function read(html, id) {
  return parse(html, `${WIDGET}[id="${id}"]`);
}

// The widget as it is now, or null if that can't be learnt.
export async function current(widget) {
  try {
    const response = await request(widget.dataset.address);
    const fresh = read(await response.text(), widget.id);
    return isNotice(fresh) ? null : fresh;
  } catch {
    return null;
  }
}
