declare const self: ServiceWorkerGlobalScope;

/** Written in by the build: the files that the app needs to start, and a mark of their contents. */
const SHELL_FILES: readonly string[] = "__SHELL_FILES__".split(" ");
const BUILD = "__BUILD__";

const PREFIX = "parley-shell-";
const CURRENT = PREFIX + BUILD;
const PICTURES = "parley-pictures";
const MOST_PICTURES = 200;
const PAGE = "/";
const SLOW_NETWORK_MS = 4000;

/** What is being kept at the moment, and whether nothing may be kept any more. */
const keeping = new Set<Promise<unknown>>();
let isForgotten = false;

self.addEventListener("install", (event) => {
  event.waitUntil(keep(keepShell));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  if (event.data === "forget")
    event.waitUntil(forget().then(() => event.ports[0]?.postMessage(null)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname.startsWith("/socket.io")) return;
  if (request.mode === "navigate") event.respondWith(answerPage(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(answerAsset(request));
  else if (SHELL_FILES.includes(url.pathname)) event.respondWith(answerKept(request));
  else if (request.destination === "image") event.respondWith(answerPicture(event));
});

/** Runs what writes into the cache where `forget` waits for it. */
async function keep(write: () => Promise<void>): Promise<void> {
  if (isForgotten) return;
  const work = write();
  keeping.add(work);
  try {
    await work;
  } finally {
    keeping.delete(work);
  }
}

/** Somebody signs out: what is under way ends, then everything goes and nothing comes after it. */
async function forget(): Promise<void> {
  isForgotten = true;
  await Promise.allSettled(keeping);
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(CURRENT);
  await cache.addAll(SHELL_FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await self.skipWaiting();
}

/** The build before stays, for pages that are still open on it. */
async function takeOver(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The server's page while it answers soon, else the kept one. */
async function answerPage(request: Request): Promise<Response> {
  const answer = fetch(request);
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), SLOW_NETWORK_MS);
  });
  const soon = await Promise.race([answer.catch(() => null), late]);
  if (soon && soon.status < 500) return soon;
  const newest = await caches.open(CURRENT);
  return (await newest.match(PAGE)) ?? (await caches.match(PAGE)) ?? soon ?? answer;
}

/** Assets carry a mark of their contents in their name, so a kept one is never wrong. */
async function answerAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    await keepSeen(async () => (await caches.open(CURRENT)).put(request, copy));
  }
  return answer;
}

/** The server's picture, else the one that was seen last, as of people in conversations. */
async function answerPicture(event: FetchEvent): Promise<Response> {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (answer.ok) event.waitUntil(keepPicture(request, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: PICTURES });
    if (kept) return kept;
    throw error;
  }
}

/** The newest stand last; of too many those go that were seen longest ago. */
async function keepPicture(request: Request, picture: Response): Promise<void> {
  await keepSeen(async () => {
    const cache = await caches.open(PICTURES);
    await cache.delete(request);
    await cache.put(request, picture);
    const all = await cache.keys();
    await Promise.all(all.slice(0, -MOST_PICTURES).map((oldest) => cache.delete(oldest)));
  });
}

/** Whoever signed out has no cache any more, and gets none by going on with the page. */
async function keepSeen(write: () => Promise<void>): Promise<void> {
  await keep(async () => {
    if (await caches.has(CURRENT)) await write();
  });
}

async function answerKept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
