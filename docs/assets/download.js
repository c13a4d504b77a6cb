// Downloads a learner's file from a sandbox on another host. A browser sends the session cookie with what the page
// fetches, but not when a link to another host is followed.

import { request } from "./requests.js";

// Saves the file and returns null, or returns the HTML of the page that came instead.
export async function download(link) {
  const response = await request(link.href);
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (isPage || !response.ok) return response.text();
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await response.blob());
  file.download = link.dataset.file;
  file.click();
  setTimeout(URL.revokeObjectURL, 60_000, file.href);
  return null;
}
