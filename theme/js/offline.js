// Has the book stored for reading without a network, once the page is read.

/** In milliseconds: a page that a reader only passes through stores nothing. */
const PATIENCE = 3000;

export function storeForOffline() {
    // A page knows its revision where the build made a service worker.
    if (navigator.serviceWorker && document.documentElement.dataset.revision) {
        setTimeout(() => import('./stored-copy.js').then(({ store }) => store()).catch(() => {}), PATIENCE);
    }
}
