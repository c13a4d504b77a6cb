// Keeps the scroll position when a page is reloaded. The browser's own restoration goes by the page as it was built,
// with the first step open; then the sandbox answers with the learner's step, and what is around it moves.

const KEY = "place";
const isReloaded = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
let place = isReloaded ? storedPlace() : null;
for (const moved of ["wheel", "touchmove", "keydown"]) window.addEventListener(moved, forgetPlace, { passive: true });

window.addEventListener("pagehide", () => {
  const step = document.querySelector(".step--now");
  if (!step) return;
  const { top } = step.getBoundingClientRect();
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, id: step.id, top }));
  } catch {} // without storage the browser's own restoration is left
});

function storedPlace() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY));
    return stored?.page === location.pathname ? stored : null;
  } catch {
    return null;
  }
}

function forgetPlace() {
  place = null;
}

// Calls `change`, which changes the page, and scrolls the step that was open back to where it stood.
export function keepScrollPosition(change) {
  const { style } = document.documentElement;
  if (place) style.overflowAnchor = "none"; // or the browser would move it too
  change();
  const step = place && document.querySelector(`.step--now[id="${place.id}"]`);
  if (step) window.scrollBy({ top: step.getBoundingClientRect().top - place.top, behavior: "instant" });
  forgetPlace();
  requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty("overflow-anchor")));
}
