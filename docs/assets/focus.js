// Where the focus and the view go after a press.

import { scrollIntoView, scrollSideways } from "./scroll-into-view.js";

// The focus goes to the next thing to do, or stays on the phone if the press was there. The view stays at the title of
// the step, or goes on to the notice about a press that didn't lead to another step.
export function moveFocus(widget, form, submitter) {
  const same = form.closest(".phone") && submitter && widget.querySelector(`.phone [value="${submitter.value}"]`);
  const byAction = { show_example: ".screen__form .btn--shown, .link--shown, .screen__form .btn--primary", try_mistake: ".notice" };
  const start = widget.querySelector(".finish, .step--now, .overview__summary");
  const notice = form.elements.step?.value === widget.dataset.step && widget.querySelector(".screen .notice");
  const target =
    same ||
    widget.querySelector(byAction[form.dataset.action] ?? ".screen [aria-invalid=true]") ||
    widget.querySelector(".screen__form :is(input:not([type=hidden]), button)") ||
    widget.querySelector(".finish, .step--now, .overview .notice");
  target.focus({ preventScroll: true });
  if (same) scrollSideways(same);
  const inForm = !same && target.closest(".screen__form");
  scrollIntoView(start, notice || start, inForm ? (inForm.querySelector(".btn--primary") ?? target) : notice || start);
}
