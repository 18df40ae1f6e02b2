const WORKER = "/service-worker.js";
/** How long a worker may take to let go before signing out goes on without its word. */
const FORGET_MS = 3000;

/** Keeps the files of the app in this browser, so that it opens without a network. Only for those who are signed in. */
export async function keepOfflineCopy(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(WORKER);
  } catch {
    // Without a worker the app works as long as there is a network.
  }
}

/** Drops what `keepOfflineCopy` has kept, also what is being kept just now. */
export async function dropOfflineCopy(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  const workers = registrations.flatMap(({ installing, waiting, active }) =>
    [installing, waiting, active].filter((worker) => worker !== null),
  );
  await Promise.all(registrations.map((registration) => registration.unregister()));
  await Promise.all(workers.map(askToForget));
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Resolves when this worker has let go of its cache and will write no more, or does not answer. */
function askToForget(worker: ServiceWorker): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => resolve());
  port1.start();
  worker.postMessage("forget", [port2]);
  const timer = setTimeout(resolve, FORGET_MS);
  return promise.finally(() => {
    clearTimeout(timer);
    port1.close();
  });
}
