// Opens and closes the search box. What search needs is loaded when the box is first focused: no page waits for it.

import { findCause } from "./failure-cause.js";

const form = document.querySelector("[data-search]");
const toggle = document.getElementById("__search");
const input = form.elements[0];
const box = form.closest(".md-search");
let isLoading = false;

function load() {
  if (isLoading) return;
  isLoading = true;
  import("./search/box.js").then(({ connect }) => connect(form, toggle)).catch(giveUp);
}

// The next letter, or the next time that the box is focused, tries again.
async function giveUp() {
  isLoading = false;
  const results = document.getElementById("search-results");
  results.querySelector("[role=status]").textContent = results.dataset[await findCause()];
}

function isTyping({ target }) {
  return target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
}

function open() {
  toggle.checked = true;
  load();
}

function close() {
  toggle.checked = false;
}

input.addEventListener("focus", open);
input.addEventListener("input", open);
box.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !toggle.checked) return;
  input.focus();
  close();
});
box.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !box.contains(relatedTarget) && close());
toggle.addEventListener("change", () => toggle.checked && input.focus());
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (!/^[/fs]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  event.preventDefault();
  input.focus();
});

addEventListener("pagehide", close); // a page that comes back as it was left shows itself, not what was found on it
close(); // a browser may have kept it open over a reload
