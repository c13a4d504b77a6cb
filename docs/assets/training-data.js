// What can't be training data is refused here, before anything is sent. The server would refuse it again.

const isForeign = {
  // A slip in a training number is a lesson, which the server gives. Seven digits of anything else may be somebody's.
  phone(text) {
    const digits = text.match(/\p{Nd}/gu) ?? [];
    return digits.length >= 7 && !/^[78]?907000\p{Nd}{0,6}$/u.test(digits.join(""));
  },
  // The training address without its signs or its end is a slip, too. Any other letters may be somebody's.
  email: (text, expected) => !letters(expected).startsWith(letters(text)),
  name: (text, expected) => text.trim() !== "" && plain(text) !== plain(expected),
  sum: (text) => (text.match(/\p{Nd}/gu) ?? []).length >= 13, // a card number
};

function letters(address) {
  return address.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function plain(name) {
  return name.trim().split(/\s+/).join(" ").toLowerCase().replaceAll("ё", "е");
}

// Returns what was said, or nothing if the form may be sent. The words are in the page, beside the form.
export function refuse(form) {
  const inputs = [...form.querySelectorAll("[data-refuses]")];
  const foreign = inputs.filter((input) => isForeign[input.dataset.refuses](input.value, input.dataset.expected));
  if (foreign.length === 0) return "";
  const screen = form.closest(".screen__body");
  const words = screen.querySelector(`.screen__refusal[data-kind="${foreign[0].dataset.refuses}"]`);
  const [notice, error] = words.content.cloneNode(true).children;
  screen.querySelector(":scope > .notice")?.remove();
  screen.prepend(notice);
  for (const input of inputs) clear(input);
  for (const input of foreign) mark(input, error.cloneNode(true));
  foreign[0].focus();
  return notice.textContent;
}

function clear(input) {
  document.getElementById(`${input.id}-error`)?.remove();
  input.removeAttribute("aria-invalid");
  describe(input, "hint");
  input.parentElement.classList.remove("field--error");
}

function mark(input, error) {
  error.id = `${input.id}-error`;
  input.value = "";
  input.setAttribute("aria-invalid", "true");
  input.parentElement.classList.add("field--error");
  input.parentElement.append(error);
  describe(input, "hint", "error");
}

function describe(input, ...parts) {
  const ids = parts.map((part) => `${input.id}-${part}`).filter((id) => document.getElementById(id));
  input.toggleAttribute("aria-describedby", ids.length > 0);
  if (ids.length > 0) input.setAttribute("aria-describedby", ids.join(" "));
}
