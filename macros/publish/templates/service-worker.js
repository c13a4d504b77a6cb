// Caches what was read for reading offline. Pages are always requested from the network first,
// so that a new one is never hidden by an old one. Nothing of the trainer is cached.
// A cache may be full or broken at any time: then a page is read from the network, as in a browser without this worker.

// All sites of one origin share its caches: the names of one at a path begin with that.
const ASSETS_OF_ALL = "{{ path }}assets-";
const ASSETS = `${ASSETS_OF_ALL}{{ version }}`; // it changes with every change of the style or the script
const PAGES = "{{ path }}pages";
const OFFLINE = {{ offline }};
const SEARCH = {{ search | tojson }};
const SOON = 30_000; // milliseconds between the fetch of a page before its link is pressed and the press
const KEPT_VERSIONS = 3; // pages read long ago still need their own style

let coming = {}; // the page that was fetched last before its link was pressed
const scope = new URL(self.registration.scope);
const hashed = /\/assets\/.+\.[0-9a-f]{8}\.(min\.)?(css|js|speculationrules)$/;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetOldAssets(), self.clients.claim()])));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  const trainer = url.pathname.startsWith(`${scope.pathname}sandbox/`);
  const { method, cache, headers } = event.request;
  if (method !== "GET" || !ours || trainer || headers.has("range") || cache === "no-store") return;
  event.respondWith(hashed.test(url.pathname) ? keptFirst(event) : networkFirst(event));
});

// The first page was loaded before this worker began. Its parts are in the browser's own cache: nothing is downloaded.
self.addEventListener("message", (event) => {
  const loaded = event.data.map((address) => new Request(address, { cache: "force-cache" }));
  event.waitUntil(Promise.all(loaded.map(load)));
});

async function load(request) {
  const response = await fetch(request);
  if (response.ok) await keep(request, response);
}

async function keptFirst(event) {
  return (await find(event.request)) ?? fetchAndKeep(event);
}

async function networkFirst(event) {
  try {
    return await (takeComing(event.request) ?? fetchAndKeep(event));
  } catch (failure) {
    const kept = await find(event.request, { ignoreSearch: true });
    if (kept) return kept;
    if (event.request.mode !== "navigate") throw failure;
    return new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

// A page is fetched when its link is about to be pressed (prefetch.js), and is then the answer to that press.
function takeComing({ mode, url }) {
  const { address, answer, until } = coming;
  coming = {};
  return mode === "navigate" && address === url.split("#")[0] && Date.now() < until ? answer : null;
}

// The answer waits for no cache.
async function fetchAndKeep(event) {
  const { mode, url } = event.request;
  const answer = fetch(event.request);
  if (mode !== "navigate" && url.endsWith("/")) coming = { address: url, answer: answer.then((each) => each.clone()), until: Date.now() + SOON };
  const response = await answer;
  if (response.status === 200) event.waitUntil(keepPage(event.request, response.clone()));
  return response;
}

function find(request, options) {
  return caches.match(request, options).catch(() => undefined);
}

async function keepPage(request, response) {
  await keep(request, response);
  if (new URL(request.url).pathname.endsWith("/")) await keepSearch().catch(() => {});
}

// A reader of a second page may want to search offline too. The first page costs no more requests.
async function keepSearch() {
  const pages = await (await caches.open(PAGES)).keys();
  if (pages.filter(({ url }) => url.endsWith("/")).length < 2) return;
  const missing = [];
  for (const address of SEARCH) if (!(await caches.match(new URL(address, scope)))) missing.push(address);
  await Promise.all(missing.map((address) => load(new Request(new URL(address, scope)))));
}

// What can't be kept is read online only.
async function keep(request, response) {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  try {
    const cache = await caches.open(hashed.test(url.pathname) ? ASSETS : PAGES);
    await cache.put(url, response);
  } catch {}
}

async function forgetOldAssets() {
  const versions = (await caches.keys()).filter((name) => name.startsWith(ASSETS_OF_ALL) && name !== ASSETS);
  await Promise.all(versions.slice(0, -KEPT_VERSIONS).map((name) => caches.delete(name)));
}
