// Why something could not be had from the site, asked of the site itself: the connection isn't always to blame.

const OURS = /assets\/script\.\w+\.js/; // its name changes with its content
const script = document.querySelector("script[type=module][src]")?.src.split("/").pop();

// "offline" if the site can't be reached, "outdated" if it has been published anew since this page was opened: what
// such a page has not loaded yet may be gone. Else "broken".
export async function findCause() {
  try {
    const response = await fetch(location.href, { cache: "no-store" }); // past the service worker too
    const page = await response.text();
    return OURS.test(page) && !page.includes(script) ? "outdated" : "broken";
  } catch {
    return "offline";
  }
}
