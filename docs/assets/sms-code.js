// The buttons beside a code in an SMS: one puts it into the field, the other into the clipboard.

// The focus goes to the button that comes next, so that no keyboard opens over it. Returns whether there is a field.
export function insertCode(button) {
  const field = button.closest("section").querySelector(".screen .field--code input");
  if (!field) return false;
  field.value = button.dataset.code;
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
  showDone(button);
  field.form.querySelector(".btn--primary").focus();
  return true;
}

export function showCopyButtons(widget) {
  for (const button of widget.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

export async function copyCode(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    showDone(button);
  } catch {} // the browser forbids it; the code can still be selected by a double click
}

function showDone(button) {
  const [before, after] = button.children;
  before.hidden = true;
  after.hidden = false;
}
