// Refuses what can't be training data before anything is sent. The server would refuse it too.

const isForeign = {
  // A slip in a training number is answered by the server. Seven digits of anything else may be a real number.
  phone(text) {
    const digits = text.match(/\p{Nd}/gu) ?? [];
    return digits.length >= 7 && !/^[78]?907000\p{Nd}{0,6}$/u.test(digits.join(""));
  },
  // The training address without its signs or its end is a slip, too. Any other letters may be a real address.
  email: (text, expected) => !letters(expected).startsWith(letters(text)),
  name: (text, expected) => text.trim() !== "" && normalized(text) !== normalized(expected),
  sum: (text) => (text.match(/\p{Nd}/gu) ?? []).length >= 13, // a card number
};

function letters(address) {
  return address.toLowerCase().replace(/^[^\p{L}]*mailto:/u, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function normalized(name) {
  return name.replaceAll(/[\p{Cf}\uFE00-\uFE0F]/gu, "").trim().split(/\s+/).join(" ").toLowerCase().replaceAll("ё", "е");
}

// What stands in a field as it came is an example of ours.
export function isForeignData({ value, defaultValue, dataset }) {
  return value !== defaultValue && isForeign[dataset.refuses]?.(value, dataset.expected);
}

// Returns the text of the refusal, or an empty string if the form may be sent. The words are in the page, beside it.
export function refuseForeignData(form) {
  const inputs = [...form.querySelectorAll("[data-refuses]")];
  const foreign = inputs.filter(isForeignData);
  if (foreign.length === 0) return "";
  const screen = form.closest(".screen__body");
  const words = screen.querySelector(`.screen__refusal[data-kind="${foreign[0].dataset.refuses}"]`);
  const [notice, error] = words.content.cloneNode(true).children;
  screen.querySelector(":scope > .notice")?.remove();
  screen.prepend(notice);
  for (const input of inputs) clearError(input);
  for (const input of foreign) showError(input, error.cloneNode(true));
  foreign[0].focus();
  return notice.textContent;
}

export function clearError(input) {
  document.getElementById(`${input.id}-error`)?.remove();
  input.removeAttribute("aria-invalid");
  describe(input, "hint");
  input.parentElement.classList.remove("field--error");
}

function showError(input, error) {
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
