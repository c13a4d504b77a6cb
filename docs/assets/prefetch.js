// Fetches the page of a link that is about to be pressed, so that it opens sooner. Browsers that know the site's
// speculation rules (sandbox/web/prefetch.py) do that by themselves.

const fetched = new Set([location.pathname]);

function prefetch({ target }) {
  const link = target.closest?.("a[href]");
  if (link?.origin !== location.origin || !link.pathname.endsWith("/") || fetched.has(link.pathname)) return;
  fetched.add(link.pathname);
  fetch(link.pathname, { priority: "low" }).catch(() => {});
}

if (!window.HTMLScriptElement.supports?.("speculationrules") && !navigator.connection?.saveData) {
  for (const sign of ["pointerover", "touchstart", "focusin"]) document.addEventListener(sign, prefetch, { passive: true });
}
