const WORKER = "/service-worker.js";

/** Keeps the files of the app in this browser, so that it opens without a network. Only for those who are signed in. */
export async function keepOfflineCopy(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(WORKER);
  } catch {
    // Without a worker the app works as long as there is a network.
  }
}

/** Drops what `keepOfflineCopy` has kept. */
export async function dropOfflineCopy(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
