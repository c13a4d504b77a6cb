// Where the focus and the view go after a press.

import { fits, scrollIntoView } from "./scroll-into-view.js";

const BY_ACTION = { show_example: ".screen__form .btn--shown, .link--shown, .screen__form .btn--primary", try_mistake: ".lesson" };

const GOAL = ".screen__form--line .field__error, .screen__form :is(.btn--primary, summary, .btn--choice)";

const LINKS = ".sms > .message:has(.message__link)";

// The focus goes to the next thing to do, or stays on the clock if the press was there and the phone stands beside the
// task. Who has come unannounced gets it as a whole: no act is the next. The view stays at the title of the step, or goes
// on to the notice if the press didn't lead to another step or the task fits only so. Of a new step too long to be seen
// with its title, the focus begins at the title; of a place of the cabinet too long to be seen with what was said, there.
export function moveFocus(widget, form, submitter) {
  const start = widget.querySelector(".finish, .step--now, .overview__summary");
  const lever = form.closest(".phone") && submitter && leverBeside(widget, submitter.value);
  const next = lever || nextToDo(widget, form.dataset.action);
  const task = lever ? null : next.closest(".screen");
  const goal = task ? (goalOf(task, start) ?? next) : firstShown(widget, LINKS);
  const isSameStep = form.elements.step?.value === widget.dataset.step;
  const lead = leadOf(widget, start, goal, isSameStep);
  const usual = isSameStep || !goal || fits(lead, next) ? next : start;
  const target = isToldFirst(lead, next) ? lead : usual;
  target.focus({ preventScroll: true });
  scrollIntoView(start, lead, goal ?? lead, task && target === next ? next : lead);
}

// What ends the task: the way out of a lesson, the last of several answers if all can be seen at once, the button.
function goalOf(task, start) {
  const last = [...task.querySelectorAll(".screen__form .btn--choice")].pop();
  return task.querySelector(".lesson--tried") ?? (last && fits(start, last) ? last : task.querySelector(GOAL));
}

// What must stay in view: the title of the step, or the notice.
function leadOf(widget, start, goal, isSameStep) {
  const notice = widget.querySelector(".screen :is(.notice, .lesson)");
  if (!notice) return start;
  return isSameStep || (goal && !fits(start, goal) && fits(notice, goal)) ? notice : start;
}

// A refused field has words of its own. Between what was said and any other field there may be screens of other things.
function isToldFirst(lead, next) {
  return lead.matches(".cabinet .notice") && !next.matches("[aria-invalid=true]") && !fits(lead, next);
}

function leverBeside(widget, value) {
  const lever = widget.querySelector(`.phone [value="${value}"]`);
  return lever && window.getComputedStyle(lever.closest(".phone")).position === "sticky" ? lever : null;
}

function nextToDo(widget, action) {
  return (
    firstShown(widget, BY_ACTION[action] ?? ".lesson--tried .btn, .screen [aria-invalid=true], .guest") ??
    firstShown(widget, ".screen__form :is(input:not([type=hidden]), button, summary)") ??
    firstShown(widget, ".finish, .step--now, .overview .notice")
  );
}

// The SMS stands above the form or on the phone, whichever there is room for; the other is in the page, too.
function firstShown(widget, selector) {
  return [...widget.querySelectorAll(selector)].find((element) => element.getClientRects().length > 0);
}
