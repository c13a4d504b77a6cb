// Sends a form to the sandbox. What is lost on the way can be sent again: no action is done twice.

import { request } from "./requests.js";

// The form's fields as they are now. `source` is the pressed button, or the form if it was sent without one.
export function readForm(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return { address: form.action, source: submitter ?? form, body };
}

// Returns a promise of the answer's HTML. After a network failure it tries once more at once, with the same idempotency
// key, so that the sandbox does the action only once. After a timeout it doesn't.
export function sendForm({ address, source, body }) {
  const options = { method: "POST", body, headers: { "Idempotency-Key": idempotencyKey(source, body) } };
  const send = async () => (await request(address, options)).text();
  return send().catch((error) => (error.name === "TimeoutError" ? Promise.reject(error) : send()));
}

const keys = new WeakMap();

// The same button with the same fields has the same key, until the sandbox's answer brings another button.
function idempotencyKey(source, body) {
  const known = keys.get(source);
  if (known?.body === String(body)) return known.key;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  keys.set(source, { body: String(body), key });
  return key;
}
