// One request at a time, in the order of the presses: a quick learner loses none. A second press of the same is one.

let last = Promise.resolve();
const waiting = new WeakSet();

// `pressed` is the button, or the form if it was sent without one. Whatever `work` meets, the next press is served.
export function enqueue(pressed, work) {
  if (waiting.has(pressed)) return;
  waiting.add(pressed);
  last = last
    .then(work)
    .catch((error) => window.reportError?.(error))
    .finally(() => waiting.delete(pressed));
}
