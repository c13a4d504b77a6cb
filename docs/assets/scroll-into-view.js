// Scrolls to what a learner needs after a press. Between the site's header and the sheet with the SMS stand the title
// of the step or the notice about the press, and as much of the form below it as fits.

const GAP = 8; // CSS pixels above and below
const SMALL = window.matchMedia("(max-width: 44.98em)");

function sheetHeight() {
  const sheet = SMALL.matches && document.querySelector(".phone--in-use");
  return sheet ? sheet.offsetHeight : 0;
}

// Scrolls as little as needed from `start` at the top towards the whole of `goal`, but never past `lead`.
export function scrollIntoView(start, lead, goal) {
  const top = (document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0) + GAP;
  const bottom = window.innerHeight - sheetHeight() - GAP;
  const begin = start.getBoundingClientRect().top;
  const { bottom: end } = goal.getBoundingClientRect();
  if (begin >= top && end <= bottom) return;
  const beyond = end - (begin - top) - bottom;
  const spare = lead.getBoundingClientRect().top - begin;
  window.scrollBy({ top: begin - top + Math.max(0, Math.min(beyond, spare)) });
}

// On a low screen the buttons of the clock stand in one row, which is wider than the sheet.
export function scrollSideways(button) {
  const row = button.parentElement;
  row.scrollLeft += Math.max(0, button.getBoundingClientRect().right - row.getBoundingClientRect().right);
}

// The browser itself scrolls to a focused field. phone.css tells it how much of the screen the sheet takes.
const sizes = new ResizeObserver(() => {
  document.documentElement.style.setProperty("--wt-sheet", `${sheetHeight() + GAP}px`);
});

export function observeSheet(widget) {
  const body = widget.querySelector(".walkthrough__body"); // grows and shrinks with the phone in it
  if (body) sizes.observe(body);
}
