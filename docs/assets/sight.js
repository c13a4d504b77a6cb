// What a learner sees after a press. Between the site's header and the sheet with the SMS stand the step's title or
// what was said about the press, and as much of the form below it as fits.

const GAP = 8; // CSS pixels above and below
const SMALL = window.matchMedia("(max-width: 44.98em)");

function sheetHeight() {
  const sheet = SMALL.matches && document.querySelector(".phone--in-use");
  return sheet ? sheet.offsetHeight : 0;
}

// Scrolls as little as needed from `start` at the top towards the whole of `goal`, but never past `lead`.
export function bringIntoView(start, lead, goal) {
  const top = (document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0) + GAP;
  const bottom = window.innerHeight - sheetHeight() - GAP;
  const begin = start.getBoundingClientRect().top;
  const { bottom: end } = goal.getBoundingClientRect();
  if (begin >= top && end <= bottom) return;
  const beyond = end - (begin - top) - bottom;
  const spare = lead.getBoundingClientRect().top - begin;
  window.scrollBy({ top: begin - top + Math.max(0, Math.min(beyond, spare)) });
}

// On a low screen the levers of the clock stand in one row, which is wider than the sheet.
export function slideTo(lever) {
  const row = lever.parentElement;
  row.scrollLeft += Math.max(0, lever.getBoundingClientRect().right - row.getBoundingClientRect().right);
}

// The browser itself scrolls to a field that is typed in: it is told how much of the screen the sheet takes.
const sizes = new ResizeObserver(() => {
  document.documentElement.style.setProperty("--wt-sheet", `${sheetHeight() + GAP}px`);
});

export function followSheet(widget) {
  const body = widget.querySelector(".walkthrough__body"); // grows and shrinks with the phone in it
  if (body) sizes.observe(body);
}

// A page that is loaded again stands where it stood. The browser alone goes by what it finds around, which has moved:
// the trainer in the page is at its first step until the sandbox has told the learner's.
const PLACE = "place";
const again = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
let place = again ? rememberedPlace() : null;
for (const moved of ["wheel", "touchmove", "keydown"]) window.addEventListener(moved, forgetPlace, { passive: true });

window.addEventListener("pagehide", () => {
  const step = document.querySelector(".step--now");
  if (!step) return;
  const { top } = step.getBoundingClientRect();
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ page: location.pathname, id: step.id, top }));
  } catch {} // a browser that stores nothing goes by what it finds around
});

function rememberedPlace() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(PLACE));
    return stored?.page === location.pathname ? stored : null;
  } catch {
    return null;
  }
}

function forgetPlace() {
  place = null;
}

// Makes a change of the page, and brings the step that was open back to where it stood.
export function keepPlace(change) {
  const { style } = document.documentElement;
  if (place) style.overflowAnchor = "none"; // or the browser would move it too
  change();
  const step = place && document.querySelector(`.step--now[id="${place.id}"]`);
  if (step) window.scrollBy({ top: step.getBoundingClientRect().top - place.top, behavior: "instant" });
  forgetPlace();
  requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty("overflow-anchor")));
}
