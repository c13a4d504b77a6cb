// Follows a link to another place of the cabinet without leaving the page. Each place has an entry of its own in the
// browser's history, named by its hash. Without this file the link opens a page of its own.

import { request } from "./requests.js";
import { parseWidget } from "./widget.js";

const CABINET = "[data-cabinet]";
const find = () => document.querySelector(CABINET);
const named = () => find()?.dataset.places.split(" ").find((place) => place === location.hash.slice(1));

let setUp = null;

// Called for each cabinet that has come into the page. At first the place is shown that the address names.
export function follow(prepare) {
  if (setUp) return;
  setUp = prepare;
  document.addEventListener("click", open);
  window.addEventListener("popstate", showNamed);
  if (named() && named() !== find().dataset.place) showNamed();
}

async function open(event) {
  const link = event.target.closest(`${CABINET} a[data-place]`);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.replaceState(history.state, "", `#${find().dataset.place}`);
  const fresh = await show(link.href);
  if (!fresh) {
    location.assign(link.href);
    return;
  }
  history.pushState({}, "", `#${fresh.dataset.place}`);
  const place = fresh.querySelector(".step");
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}

function showNamed() {
  const link = find()?.querySelector(".cabinet__menu a");
  if (link && named()) show(link.href.replace(/[^/]*$/u, named()));
}

// Puts the place at the address into the page. Null if the sandbox doesn't answer with one.
async function show(address) {
  const cabinet = find();
  cabinet.setAttribute("aria-busy", "true");
  try {
    const answer = await request(address);
    const fresh = parseWidget(await answer.text(), cabinet.id);
    if (!fresh.matches(CABINET)) return null;
    find().replaceWith(fresh); // meanwhile another answer may have replaced it
    setUp(fresh);
    return fresh;
  } catch {
    return null;
  } finally {
    cabinet.removeAttribute("aria-busy");
  }
}
