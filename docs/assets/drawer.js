// The menu behind its button, for the keyboard and for screen readers. Without this file a press opens it all the same.

const toggle = document.getElementById("__drawer");
const menu = document.querySelector(".md-sidebar--primary");
const labels = [document.querySelector(".md-header [for=__drawer]"), ...menu.querySelectorAll("[for]:not([for=__drawer])")];

// A label opens and closes a part of the menu, and what stands in it is made a button.
const buttons = labels.map((label) => {
  const button = label.firstElementChild;
  button.tabIndex = 0;
  button.role = "button";
  button.ariaLabel = label.title || label.textContent.trim() || label.previousElementSibling.textContent.trim();
  return button;
});

function showState() {
  for (const [place, { htmlFor }] of labels.entries()) buttons[place].ariaExpanded = document.getElementById(htmlFor).checked;
}

// What is open innermost covers the others.
function enter() {
  const titles = menu.querySelectorAll(":checked ~ .md-nav > [for] > [role]");
  (titles[titles.length - 1] ?? menu.querySelector("a")).focus();
}

function close() {
  if (toggle.checked) toggle.click();
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".md-toggle")) return;
  showState();
  if (toggle.checked) enter();
  else if (target === toggle && menu.contains(document.activeElement)) buttons[0].focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  if (!buttons.includes(event.target) || !/^( |Enter)$/.test(event.key)) return;
  event.preventDefault();
  event.target.click();
});

menu.addEventListener("click", ({ target }) => target.closest("a") && close());
menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close());
toggle.checked = false; // a browser may have kept it open over a reload
showState();
