/* The part of the service worker that answers without a network: one nameless page, the people to talk to
   as anybody sees them, and their files are cached (self.POCKET); nothing else ever is. */
const CACHE = `pocket-${self.POCKET.version}`;
const FILES = new Set(self.POCKET.files);
const [SHELL, HELP] = self.POCKET.pages;
const GOING = /^\/leaves\/(now|[0-9a-f-]{36}\/(departure|evidence))\/$/;

async function fetchAll() {
  const cache = await caches.open(CACHE);
  const fresh = { cache: "reload", credentials: "omit" };
  await cache.addAll([SHELL, HELP, ...FILES].map((address) => new Request(address, fresh)));
  await self.skipWaiting();
}

async function dropOlder() {
  const older = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function fromCache(address) {
  const cache = await caches.open(CACHE);
  return cache.match(address, { ignoreVary: true });
}

async function pageOrShell(request) {
  const { pathname } = new URL(request.url);
  const posted = request.method === "POST" && GOING.test(pathname) ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (unreachable) {
    const known = await fromCache(pathname === HELP ? HELP : SHELL);
    if (!known) throw unreachable;
    return posted ? withAnswers(known, posted) : known;
  }
}

/* What was answered at the door, or planned on going, is handed to the page that seals it (posted.js); no
   copy of it stays. */
async function withAnswers(page, request) {
  const [html, form] = [await page.text(), await request.formData().catch(() => [])];
  const fields = JSON.stringify([...form].filter(([name]) => name !== "passphrase")).replaceAll(
    "<",
    "\\u003c",
  );
  const headers = new Headers(page.headers);
  for (const name of ["Content-Length", "Content-Encoding"]) headers.delete(name);
  headers.set("Cache-Control", "no-store");
  return new Response(
    html.replace("</body>", () => `<script type="application/json" id="posted">${fields}</script></body>`),
    { headers },
  );
}

async function fileOf(request) {
  return (await fromCache(request.url)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(pageOrShell(request));
  else if (request.method === "GET" && FILES.has(new URL(request.url).pathname))
    event.respondWith(fileOf(request));
});
self.addEventListener("sync", (event) => event.waitUntil(self.pocketSend.sendOrFail()));
