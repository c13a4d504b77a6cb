// One request at a time, in the order of the presses, so that quick presses aren't lost. A second press of a button
// whose request is still waiting is ignored.

let last = Promise.resolve();
const waiting = new WeakSet();

// `source` is the pressed button, or the form if it was sent without one. If `work` fails, the next request is made all
// the same.
export function enqueue(source, work) {
  if (waiting.has(source)) return;
  waiting.add(source);
  last = last
    .then(work)
    .catch((error) => window.reportError?.(error))
    .finally(() => waiting.delete(source));
}
