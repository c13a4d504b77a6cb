// A file of the learner's from a sandbox on another host. A browser sends a page's cookie along with what the page
// itself asks for, but a link to another host is followed without it.

import { request } from "./requests.js";

export function isElsewhere(link) {
  return link.origin !== location.origin;
}

// Saves the file, or returns the page that came instead.
export async function save(link) {
  const response = await request(link.href);
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (isPage || !response.ok) return response.text();
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await response.blob());
  file.download = link.dataset.file;
  file.click();
  setTimeout(URL.revokeObjectURL, 60_000, file.href);
}
