// How this site's scripts ask the sandbox: for a part of a page, and no longer than somebody would wait.

const TIMEOUT = 15_000;

export function ask(url, options = {}) {
  const headers = { "X-Walkthrough": "fragment", ...options.headers };
  // the sandbox may be on another host than the page
  return fetch(url, { ...options, headers, credentials: "include", signal: AbortSignal.timeout?.(TIMEOUT) });
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}
