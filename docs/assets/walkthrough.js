// Sends the forms of a walkthrough, and of the overview of all, without leaving the page. Without this file they work
// as plain forms. It listens on the document, since the widgets are replaced.

import { keepDraft } from "./draft.js";
import { removeFailure, showFailure } from "./failure-notice.js";
import { moveFocus } from "./focus.js";
import { hear } from "./hearing-buttons.js";
import { announce } from "./live-region.js";
import { updateFlag } from "./practice-flag.js";
import { enqueue } from "./request-queue.js";
import { keepOpened } from "./opened.js";
import { isNotice } from "./requests.js";
import { start } from "./resume.js";
import { readForm, sendForm } from "./submission.js";
import { recordStep } from "./step-history.js";
import { copyCode, insertCode } from "./sms-code.js";
import { refuseForeignData } from "./training-data.js";
import { WIDGET, parseWidget } from "./widget.js";
import { setUp } from "./widget-setup.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`${WIDGET} form`);
  if (!form) return;
  event.preventDefault();
  if (event.submitter?.dataset.code && insertCode(event.submitter)) return;
  const refusal = refuseForeignData(form);
  if (refusal) announce(refusal);
  else submit(form.closest(WIDGET).id, form, event.submitter);
});

// Enter held down presses nothing more: what it would press next hasn't been read yet.
document.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter" && event.target.closest(WIDGET)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (button) togglePassword(button);
  const copy = event.target.closest("[data-copy]");
  if (copy) copyCode(copy);
  const audible = event.target.closest("[data-hear]");
  if (audible) hear(audible);
  const shown = event.target.closest("[data-show]");
  if (shown && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    import("./show.js").then(({ show }) => show(shown));
  }
  const link = event.target.closest(`${WIDGET} [data-file]`);
  if (!link || link.origin === location.origin) return;
  event.preventDefault();
  fetchFile(link, link.closest(WIDGET).id);
});

document.addEventListener("input", (event) => {
  const widget = event.target.closest(WIDGET);
  if (!widget) return;
  widget.dataset.touched = "";
  keepDraft(widget);
});

// The form may have left the page when its turn comes, since the phone is replaced when an SMS arrives: the widget is
// found by its id.
function submit(id, form, submitter) {
  const fields = readForm(form, submitter);
  enqueue(fields.source, () => send(id, fields, form, submitter));
}

async function send(id, fields, form, submitter) {
  const widget = () => document.getElementById(id);
  const retry = () => submit(id, form, submitter);
  widget().setAttribute("aria-busy", "true");
  removeFailure(widget());
  try {
    const fresh = parseWidget(await sendForm(fields), id);
    if (!isNotice(fresh)) updateFlag(form.dataset.action);
    if (isNotice(fresh)) {
      showFailure(widget(), retry, fresh);
      return;
    }
    // Who answers a task's question goes on with the task, and with what is half typed below it.
    if (form.dataset.action === "answer") fresh.querySelector(".task")?.setAttribute("open", "");
    else keepDraft(fresh);
    recordStep(form.elements.step?.value, fresh);
    replace(widget(), fresh);
    moveFocus(fresh, form, submitter);
    announceResult(fresh);
  } catch {
    showFailure(widget(), retry);
  } finally {
    widget().removeAttribute("aria-busy");
  }
}

async function fetchFile(link, id) {
  const widget = () => document.getElementById(id);
  const retry = () => fetchFile(link, id);
  removeFailure(widget());
  try {
    const { download } = await import("./download.js");
    const instead = await download(link);
    if (instead === null) return;
    const fresh = parseWidget(instead, id); // the learner's run, which has no such file
    if (isNotice(fresh)) {
      showFailure(widget(), retry, fresh);
      return;
    }
    replace(widget(), fresh);
    fresh.querySelector(".screen .notice")?.focus();
    announceResult(fresh);
  } catch {
    showFailure(widget(), retry);
  }
}

function replace(widget, fresh) {
  keepTyped(widget, fresh);
  if (widget.dataset.step === fresh.dataset.step) keepOpened(widget, fresh);
  widget.replaceWith(fresh);
  setUp(fresh);
}

// What was refused stays in its field to be corrected. The server never sends it back: it could be a real number.
function keepTyped(old, fresh) {
  for (const input of fresh.querySelectorAll("[aria-invalid=true]:not([type=password])")) {
    const typed = old.querySelector(`[name="${input.name}"]`)?.value ?? "";
    if (!input.value && !("forget" in input.dataset)) input.value = typed;
  }
}

function announceResult(widget) {
  const result = widget.querySelector(".screen .notice p, .screen .lesson, .finish, .overview .notice p")?.textContent ?? "";
  const progress = widget.querySelector(".walkthrough__progress > span, .overview__count")?.textContent ?? "";
  announce(`${result} ${progress}`);
}

function togglePassword(button) {
  const input = document.getElementById(button.dataset.reveal);
  input.type = input.type === "password" ? "text" : "password";
  for (const words of button.children) words.hidden = !words.hidden;
}

start();
