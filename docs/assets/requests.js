// Asks the sandbox for a part of the page, and makes an element of what it answers.

const TIMEOUT = 15_000;

// The sandbox may be on another host than the page.
export function request(url, options = {}) {
  const headers = { "X-Walkthrough": "fragment", ...options.headers };
  return fetch(url, { ...options, headers, credentials: "include", signal: AbortSignal.timeout?.(TIMEOUT) });
}

// The sandbox answers with the part that was asked for, or with a notice of why there is none. Anything else comes from
// a proxy or the sign-in page of a Wi-Fi, and throws a TypeError, as a lost connection does.
export function parse(html, part) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const answer = template.content.firstElementChild;
  if (!answer?.matches(`${part}, .notice`)) throw new TypeError("not the sandbox's answer");
  return answer;
}

export function isNotice(answer) {
  return answer.matches(".notice");
}
