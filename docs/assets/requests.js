// Asks the sandbox for a part of the page, and makes an element of what it answers.

const TIMEOUT = 15_000;

// The sandbox may be on another host than the page.
export function request(url, options = {}) {
  const headers = { "X-Walkthrough": "fragment", ...options.headers };
  return fetch(url, { ...options, headers, credentials: "include", signal: AbortSignal.timeout?.(TIMEOUT) });
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}
