// Sends the forms of a walkthrough, and of the overview of all, without leaving the page. Without this file they work
// as plain forms. It listens on the document alone, so the theme's instant navigation can't break it.

import { isElsewhere, save } from "./other-host.js";
import { parse, request } from "./requests.js";
import { bringIntoView, followSheet, keepPlace, slideTo } from "./sight.js";
import { keepTables } from "./table-roles.js";
import { refuse } from "./training-data.js";

const WIDGET = "[data-address]"; // what the sandbox answers with, and where it can be asked for

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`${WIDGET} form`);
  if (!form) return;
  event.preventDefault();
  const refusal = refuse(form);
  if (refusal) speak(refusal);
  else enqueue(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (button) reveal(button);
  const link = event.target.closest(`${WIDGET} [data-file]`);
  if (!link || !isElsewhere(link)) return;
  event.preventDefault();
  fetchFile(link);
});

document.addEventListener("input", (event) => {
  const widget = event.target.closest(WIDGET);
  if (widget) widget.dataset.touched = "";
});

// One request at a time, in the order of the presses: a quick learner loses none. A second press of the same is one.
let queue = Promise.resolve();
const waiting = new WeakSet();

function enqueue(form, submitter) {
  if (waiting.has(form)) return;
  waiting.add(form);
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  queue = queue.then(() => send(form, submitter, body)).finally(() => waiting.delete(form));
}

async function send(form, submitter, body) {
  const widget = document.getElementById(form.closest(WIDGET).id);
  if (!widget) return; // the learner has gone to another page
  const again = () => enqueue(form, submitter);
  widget.setAttribute("aria-busy", "true");
  widget.querySelector(".walkthrough__failure")?.remove();
  try {
    const { ok, html } = await deliver(form, body);
    if (!ok) return fail(widget, again, html);
    rememberPractice();
    const fresh = replace(widget, html);
    focusNext(fresh, form, submitter);
    announce(fresh);
  } catch {
    fail(widget, again);
  } finally {
    widget.removeAttribute("aria-busy");
  }
}

// What was lost on the way is sent once more at once. The same mark tells the sandbox that nothing is to be done twice.
async function deliver(form, body) {
  const options = { method: "POST", body, headers: { "Idempotency-Key": markOf(form, body) } };
  const send = async () => {
    const response = await request(form.action, options);
    return { ok: response.ok, html: await response.text() };
  };
  return send().catch((error) => (error.name === "TimeoutError" ? Promise.reject(error) : send()));
}

const marks = new WeakMap();

function markOf(form, body) {
  const known = marks.get(form);
  if (known?.body === String(body)) return known.mark;
  const mark = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  marks.set(form, { body: String(body), mark });
  return mark;
}

async function fetchFile(link) {
  const widget = link.closest(WIDGET);
  const again = () => fetchFile(link);
  widget.querySelector(".walkthrough__failure")?.remove();
  try {
    const instead = await save(link);
    if (!instead) return;
    if (!instead.ok) return fail(widget, again, instead.html);
    const fresh = replace(widget, instead.html);
    fresh.querySelector(".screen .notice")?.focus();
    announce(fresh);
  } catch {
    fail(widget, again);
  }
}

function replace(widget, html) {
  const fresh = parse(html);
  keepTyped(widget, fresh);
  widget.replaceWith(fresh);
  prepare(fresh);
  return fresh;
}

// What was refused stays in its field to be corrected. The server never sends it back: it could be somebody's number.
function keepTyped(old, fresh) {
  for (const input of fresh.querySelectorAll("[aria-invalid=true]:not([type=password])")) {
    const typed = old.querySelector(`[name="${input.name}"]`)?.value ?? "";
    if (!input.value && !("forget" in input.dataset)) input.value = typed;
  }
}

// The words for a lost connection are in the page; for anything else the server has said them.
function fail(widget, again, html) {
  const lost = widget.querySelector("template[data-lost]").content.cloneNode(true);
  const notice = html ? parse(html) : lost.firstElementChild;
  notice.classList.add("walkthrough__failure");
  notice.tabIndex = -1;
  const place = widget.querySelector(".screen__body, .finish, .overview__summary");
  place.prepend(notice);
  notice.querySelector("[data-resend]")?.addEventListener("click", again);
  notice.focus();
}

// The focus goes where the next action is, or stays on the phone if that was used. The view stays at the step's title,
// or goes on to what was said about a press that didn't lead to another step.
function focusNext(widget, form, submitter) {
  const again = form.closest(".phone") && submitter && widget.querySelector(`.phone [value="${submitter.value}"]`);
  const byAction = { show_example: ".screen__form .btn--shown, .screen__form .btn--primary", try_mistake: ".notice" };
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

// One live region for the whole page: a new one inside a swapped widget would not be read.
function speak(text) {
  let region = document.querySelector("#walkthrough-said");
  if (!region) {
    region = document.createElement("div");
    region.id = "walkthrough-said";
    region.className = "visually-hidden";
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = text;
}

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const hidden = input.type === "password";
  input.type = hidden ? "text" : "password";
  button.setAttribute("aria-pressed", String(hidden));
}

// What only works with JavaScript is shown now, and an SMS on its way is waited for.
function prepare(widget) {
  keepTables(widget);
  followSheet(widget);
  for (const button of widget.querySelectorAll("[data-reveal]")) button.hidden = false;
  const seconds = widget.querySelector(".phone")?.dataset.refreshIn;
  if (seconds) setTimeout(receive, seconds * 1000, widget);
}

async function receive(widget) {
  const fresh = widget.isConnected && (await current(widget));
  if (!fresh || fresh.dataset.version !== widget.dataset.version) return;
  widget.querySelector(".phone").replaceWith(fresh.querySelector(".phone"));
  speak(widget.querySelector(".message")?.textContent ?? "");
}

async function current(widget) {
  try {
    const response = await request(widget.dataset.address);
    return response.ok ? parse(await response.text()) : null;
  } catch {
    return null;
  }
}

// Most visitors only read: until the first press there is nothing to ask the sandbox for. The cookie can't be read here.
const PRACTISED = "practised";

function rememberPractice() {
  try {
    localStorage.setItem(PRACTISED, "");
  } catch {} // a browser that stores nothing shows the first step; the next press tells where the learner is
}

function hasPractised() {
  try {
    return localStorage.getItem(PRACTISED) !== null;
  } catch {
    return false;
  }
}

// A learner who comes back finds the step where they were, and nobody who moves by keyboard loses the place.
async function resume() {
  keepTables(document);
  for (const widget of document.querySelectorAll(WIDGET)) {
    prepare(widget);
    const asks = hasPractised() || widget.matches(".overview"); // which is about nothing but the learner
    const fresh = asks && (await current(widget));
    if (!fresh || fresh.dataset.version === widget.dataset.version || "touched" in widget.dataset) continue;
    const focused = widget.contains(document.activeElement) && document.activeElement.id;
    keepPlace(() => widget.replaceWith(fresh));
    prepare(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

if (window.document$) window.document$.subscribe(resume);
else resume();
