// Keeps what is half typed until it is answered, in this tab alone: it survives Back and a reload. A password is not kept,
// nor what the page would refuse to send.

import { isForeignData } from "./training-data.js";

export function keepDraft(widget) {
  const inputs = [...widget.querySelectorAll(".field:not(.field--password, .field--switch) > input")];
  const kept = inputs.filter((input) => input.value && !isForeignData(input));
  try {
    sessionStorage.draft = JSON.stringify(kept.map(({ id, value }) => [id, value]));
  } catch {} // the browser stores nothing
}

export function restoreDraft() {
  try {
    for (const [id, value] of JSON.parse(sessionStorage.draft)) document.getElementById(id).value = value;
  } catch {} // nothing is kept, or it was typed at another step
}
