// Each step has an entry of its own in the browser's history: Back leads to the step before. The address of an entry
// names its step, so that it can be opened and passed on as a link.

const named = () => location.hash.slice(1);

// `fresh` answers a form of the step `was`. Going back leaves no entry to go forward to. A Back that only ended a lesson
// is taken back.
export function recordStep(was, fresh) {
  const now = fresh.dataset.step;
  if (named() === now) return;
  const isBehind = hasPassed(fresh, named());
  if (hasPassed(fresh, was)) {
    history.replaceState(null, "", `#${was}`);
    history.pushState(null, "", `#${now}`);
  } else if (was === now) {
    if (isBehind) history.forward();
  } else if (!isBehind) history.replaceState(null, "", `#${now}`);
}

// Marks the step that the address names, which can be begun with.
export function markNamedStep() {
  document.getElementById(named())?.closest(".step")?.classList.add("step--named");
}

function hasPassed(widget, step) {
  return widget.querySelector(`.step--done > [id="${step}"]`);
}

// Each Back sends a form of its own: the same form isn't sent twice at once.
window.addEventListener("popstate", () => {
  const form = document.querySelector("[data-action=step_back]");
  if (!form || !hasPassed(document, named())) return;
  const own = form.cloneNode(true);
  form.after(own);
  own.elements.target.value = named();
  own.requestSubmit();
});
