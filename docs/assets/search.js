// Opens and closes the search box. What search needs is loaded when the box is first focused: no page waits for it.

import { findCause } from "./failure-cause.js";

const form = document.querySelector("[data-search]");
const toggle = document.getElementById("__search");
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

if (form) {
  const input = form.elements[0];
  const open = () => {
    if (!toggle.checked) toggle.click();
    load();
  };
  input.addEventListener("focus", open);
  input.addEventListener("input", open); // it may still have the focus after the page was changed
  form.closest(".md-search").addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !toggle.checked) return;
    input.focus();
    toggle.click();
  });
  toggle.addEventListener("change", () => toggle.checked && input.focus());
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    event.preventDefault();
    input.focus();
  });
}
