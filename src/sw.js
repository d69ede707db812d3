// Removes the copy that a browser has stored of an earlier build. A build with npm's packages puts
// the worker that stores a copy in its place: page-tools/offline-worker.js.
const { scope } = self.registration;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(remove()));

async function remove() {
    await Promise.all([caches.delete(`book ${scope}`), caches.delete(`python ${scope}`)]);
    await self.registration.unregister();
    for (const client of await self.clients.matchAll({ type: 'window' })) {
        // Shows what is there now.
        client.navigate(client.url).catch(() => {});
    }
}
