// Brings a form to the sandbox. What is lost on the way can be sent again: nothing is done twice.

import { request } from "./requests.js";

// A form as it was when it was sent. `pressed` is the button, or the form if there was none.
export function pack(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return { address: form.action, pressed: submitter ?? form, body };
}

// Returns what came back. What was lost on the way is sent once more at once. The same mark tells the
// sandbox that nothing is to be done twice.
export async function deliver({ address, pressed, body }) {
  const options = { method: "POST", body, headers: { "Idempotency-Key": markOf(pressed, body) } };
  const send = async () => (await request(address, options)).text();
  return send().catch((error) => (error.name === "TimeoutError" ? Promise.reject(error) : send()));
}

const marks = new WeakMap();

function markOf(pressed, body) {
  const known = marks.get(pressed);
  if (known?.body === String(body)) return known.mark;
  const mark = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  marks.set(pressed, { body: String(body), mark });
  return mark;
}
