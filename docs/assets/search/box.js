// The search box: asks the engine at each letter, shows what it found, and leads through it by keyboard.
// All words that it says stand in `partials/search.html`.

import { Engine } from "./engine.js";

const SITE = new URL("../../", import.meta.url);
const plurals = new Intl.PluralRules("ru");

export async function connect(form, toggle) {
  const response = await fetch(new URL("index.json", import.meta.url));
  if (!response.ok) throw new Error(`no search index: ${response.status}`);
  const engine = new Engine(await response.json());
  const box = form.closest(".md-search");
  const input = form.elements[0];
  const results = box.querySelector("#search-results");
  const list = results.querySelector("ol");
  let asked = null;

  function ask() {
    if (input.value === asked) return;
    asked = input.value;
    const found = engine.find(asked);
    results.querySelector("[role=status]").textContent = summary(found, asked.trim(), results.dataset);
    list.replaceChildren(...found.pages.map((page) => item(page, results.dataset)));
    list.closest(".md-search__scrollwrap").scrollTop = 0;
  }

  const close = () => {
    toggle.checked = false;
  };
  const links = () => [...list.querySelectorAll("a")];

  input.addEventListener("input", ask);
  form.addEventListener("reset", () => {
    setTimeout(ask);
    input.focus();
  });
  form.addEventListener("submit", () => links()[0]?.click());
  list.addEventListener("click", ({ target }) => target.closest("a") && close());
  box.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move || event.isComposing) return;
    const stops = [input, ...links()];
    const next = stops.indexOf(document.activeElement) + move;
    stops[(next + stops.length) % stops.length].focus();
    event.preventDefault();
  });
  ask();
}

function summary({ read, pages }, query, words) {
  if (!query) return words.empty;
  if (!pages.length) return words.none;
  const form = { one: words.one, few: words.few }[plurals.select(pages.length)] ?? words.many;
  return (read ? words.read.replace("#", () => read) : "") + form.replace("#", pages.length);
}

function item(page, words) {
  const links = page.sections.map((section) => link(section, "search-hit search-hit--section", words));
  return element("li", "md-search-result__item", link(page, "search-hit", words), ...links);
}

function link({ url, title, text, step, isMistake, isUrgent }, kind, words) {
  const urgent = isUrgent ? [element("b", "search-hit__urgent", words.urgent), " "] : [];
  const number = step ? words.step.replace("#", step) : "";
  const label = isMistake ? words.mistake : "";
  const made = element("a", `md-search-result__link ${kind}`, element("span", "search-hit__title", ...urgent, number, ...marked(title)));
  if (text.length) made.append(element("span", "search-hit__text", label, ...marked(text)));
  made.href = new URL(url, SITE);
  return made;
}

function marked(pieces) {
  return pieces.map(({ text, isFound }) => (isFound ? element("mark", "", text) : text));
}

function element(tag, kind, ...children) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}
