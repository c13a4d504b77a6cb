// Sends the forms of a walkthrough, and of the overview of all, without leaving the page. Without this file they work
// as plain forms. It listens on the document alone, so the theme's instant navigation can't break it.

import { deliver, pack } from "./delivery.js";
import { isElsewhere, save } from "./other-host.js";
import { awaitMessage } from "./phone.js";
import { hasPractised, notePractice } from "./practised.js";
import { enqueue } from "./queue.js";
import { isNotice } from "./requests.js";
import { speak } from "./said.js";
import { bringIntoView, followSheet, keepPlace, slideTo } from "./sight.js";
import { keepTables } from "./table-roles.js";
import { refuse } from "./training-data.js";
import { WIDGET, current, read } from "./widget.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`${WIDGET} form`);
  if (!form) return;
  event.preventDefault();
  const refusal = refuse(form);
  if (refusal) speak(refusal);
  else press(form.closest(WIDGET).id, form, event.submitter);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (button) reveal(button);
  const link = event.target.closest(`${WIDGET} [data-file]`);
  if (!link || !isElsewhere(link)) return;
  event.preventDefault();
  fetchFile(link, link.closest(WIDGET).id);
});

document.addEventListener("input", (event) => {
  const widget = event.target.closest(WIDGET);
  if (widget) widget.dataset.touched = "";
});

// The form may be gone from the page when its turn comes: the phone is swapped when an SMS arrives. The widget has an id.
function press(id, form, submitter) {
  const packed = pack(form, submitter);
  enqueue(packed.pressed, () => send(id, packed, form, submitter));
}

async function send(id, packed, form, submitter) {
  const widget = () => document.getElementById(id); // none if the learner has gone to another page
  if (!widget()) return;
  const again = () => press(id, form, submitter);
  widget().setAttribute("aria-busy", "true");
  widget().querySelector(".walkthrough__failure")?.remove();
  try {
    const fresh = read(await deliver(packed), id);
    if (!isNotice(fresh)) notePractice(form.dataset.action);
    if (!widget()) return;
    if (isNotice(fresh)) return fail(widget(), again, fresh);
    replace(widget(), fresh);
    focusNext(fresh, form, submitter);
    announce(fresh);
  } catch {
    if (widget()) fail(widget(), again);
  } finally {
    widget()?.removeAttribute("aria-busy");
  }
}

async function fetchFile(link, id) {
  const widget = () => document.getElementById(id);
  const again = () => fetchFile(link, id);
  widget().querySelector(".walkthrough__failure")?.remove();
  try {
    const instead = await save(link);
    if (instead === undefined || !widget()) return;
    const fresh = read(instead, id); // the learner's run, which has no such file
    if (isNotice(fresh)) return fail(widget(), again, fresh);
    replace(widget(), fresh);
    fresh.querySelector(".screen .notice")?.focus();
    announce(fresh);
  } catch {
    if (widget()) fail(widget(), again);
  }
}

function replace(widget, fresh) {
  keepTyped(widget, fresh);
  widget.replaceWith(fresh);
  prepare(fresh);
}

// What was refused stays in its field to be corrected. The server never sends it back: it could be somebody's number.
function keepTyped(old, fresh) {
  for (const input of fresh.querySelectorAll("[aria-invalid=true]:not([type=password])")) {
    const typed = old.querySelector(`[name="${input.name}"]`)?.value ?? "";
    if (!input.value && !("forget" in input.dataset)) input.value = typed;
  }
}

// The words for a lost connection are in the page; for anything else the server has said them.
function fail(widget, again, said) {
  const lost = widget.querySelector("template[data-lost]").content.cloneNode(true);
  show(widget, said ?? lost.firstElementChild, again).focus();
}

function show(widget, notice, again) {
  widget.querySelector(".walkthrough__failure")?.remove();
  notice.classList.add("walkthrough__failure");
  notice.tabIndex = -1;
  const place = widget.querySelector(".screen__body, .finish, .overview__summary") ?? widget;
  place.prepend(notice);
  notice.querySelector("[data-resend]")?.addEventListener("click", again);
  return notice;
}

// The focus goes where the next action is, or stays on the phone if that was used. The view stays at the step's title,
// or goes on to what was said about a press that didn't lead to another step.
function focusNext(widget, form, submitter) {
  const again = form.closest(".phone") && submitter && widget.querySelector(`.phone [value="${submitter.value}"]`);
  const byAction = { show_example: ".screen__form .btn--shown, .link--shown, .screen__form .btn--primary", try_mistake: ".notice" };
  const start = widget.querySelector(".finish, .step--now, .overview__summary");
  const notice = form.elements.step?.value === widget.dataset.step && widget.querySelector(".screen .notice");
  const target =
    again ||
    widget.querySelector(byAction[form.dataset.action] ?? ".screen [aria-invalid=true]") ||
    widget.querySelector(".screen__form :is(input:not([type=hidden]), button)") ||
    widget.querySelector(".finish, .step--now, .overview .notice");
  target.focus({ preventScroll: true });
  if (again) slideTo(again);
  const inForm = !again && target.closest(".screen__form");
  bringIntoView(start, notice || start, inForm ? (inForm.querySelector(".btn--primary") ?? target) : notice || start);
}

function announce(widget) {
  const said = widget.querySelector(".screen .notice p, .finish, .overview .notice p")?.textContent ?? "";
  const place = widget.querySelector(".walkthrough__progress > span, .overview__count")?.textContent ?? "";
  speak(`${said} ${place}`);
}

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  input.type = input.type === "password" ? "text" : "password";
  for (const words of button.children) words.hidden = !words.hidden;
}

// What only works with JavaScript is shown now, and an SMS on its way is waited for.
function prepare(widget) {
  keepTables(widget);
  followSheet(widget);
  for (const button of widget.querySelectorAll("[data-reveal]")) button.hidden = false;
  awaitMessage(widget);
}

// A learner who comes back finds the step where they were, and nobody who moves by keyboard loses the place.
async function resume() {
  keepTables(document);
  for (const widget of document.querySelectorAll(WIDGET)) {
    prepare(widget);
    const asks = hasPractised() || widget.matches(".overview"); // which is about nothing but the learner
    const fresh = asks && (await current(widget));
    if (asks && !fresh) admit(widget);
    if (!fresh || fresh.dataset.version === widget.dataset.version || "touched" in widget.dataset) continue;
    const focused = widget.contains(document.activeElement) && document.activeElement.id;
    keepPlace(() => widget.replaceWith(fresh));
    prepare(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// A page that is about how far the learner has come says so if that can't be learnt. A walkthrough begins anyway.
function admit(widget) {
  const unknown = widget.querySelector("template[data-unknown]");
  if (unknown) show(widget, unknown.content.cloneNode(true).firstElementChild, () => askAgain(widget));
}

async function askAgain(widget) {
  widget.setAttribute("aria-busy", "true");
  await resume();
  widget.removeAttribute("aria-busy");
  const summary = document.querySelector(`#${widget.id} .overview__summary`);
  if (!summary) return; // the learner has gone to another page
  summary.tabIndex = -1;
  summary.focus();
}

if (window.document$) window.document$.subscribe(resume);
else resume();
