// Scrolls to what a learner needs after a press: the title of the step or the notice about the press, and as much below
// it as fits. What has the focus is always whole in view.

import { WIDGET } from "./widget.js";

const GAP = 8; // CSS pixels above and below
const view = window.visualViewport ?? { height: window.innerHeight, scale: 1, addEventListener() {} };

// On a low screen the site's header scrolls away with the page.
function headerHeight() {
  const header = document.querySelector(".md-header");
  return header && window.getComputedStyle(header).position !== "static" ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
}

// Whether the place from the top of the first to the bottom of the last could be seen at once.
export function fits(first, last) {
  const height = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  return height <= view.height - headerHeight() - 2 * GAP;
}

// Scrolls as little as needed from `start` at the top towards the whole of `goal`, but past `lead` only for `focused`.
export function scrollIntoView(start, lead, goal, focused = goal) {
  const top = headerHeight() + GAP;
  const bottom = view.height - GAP;
  const begin = start.getBoundingClientRect().top;
  const { bottom: end } = goal.getBoundingClientRect();
  if (begin >= top && Math.max(end, focused.getBoundingClientRect().bottom) <= bottom) return;
  const below = (element) => element.getBoundingClientRect().bottom - (begin - top) - bottom;
  const spare = lead.getBoundingClientRect().top - begin;
  const room = focused.getBoundingClientRect().top - begin;
  const beyond = Math.max(Math.min(below(goal), spare), Math.min(below(focused), room), 0);
  window.scrollBy({ top: begin - top + beyond });
}

// Shows the task around the field in which the learner is. A keyboard that opens covers the page where the browser
// doesn't resize it; a page that is zoomed is left alone.
function showTask() {
  const field = document.activeElement?.closest(`${WIDGET} .screen__form input:not([type=checkbox])`);
  if (!field || Math.abs(view.scale - 1) > 0.01) return;
  const step = field.closest(".step");
  scrollIntoView(step, step.querySelector(".screen .notice") ?? step, field.form.querySelector(".btn--primary") ?? field, field);
}

view.addEventListener("resize", showTask);
