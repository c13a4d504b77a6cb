// Registers the service worker; only in a published site, so that a preview never shows old pages.

if (navigator.serviceWorker) {
  const first = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register(new URL("../service-worker.js", import.meta.url)).then(
    async () => {
      const { active } = await navigator.serviceWorker.ready;
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      const here = loaded.filter((name) => name.startsWith(location.origin) && !name.includes("/sandbox/"));
      if (first) active.postMessage([location.href, ...here]);
    },
    () => {}, // a browser that forbids it reads the site online
  );
}
