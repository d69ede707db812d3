// Has the book kept for when there is no network, once the page is read and the browser has time.

/** A page that was only passed through has nothing kept. In milliseconds. */
const PATIENCE = 3000;

export function keepForOffline() {
    // While the book is written, the page shows what is there now and nothing else.
    const live = document.querySelector('script[data-version]');
    if (!('serviceWorker' in navigator) || live) {
        return;
    }
    setTimeout(async () => {
        const { pathToRoot } = document.documentElement.dataset;
        try {
            await navigator.serviceWorker.register(`${pathToRoot}sw.js`);
            const { active } = await navigator.serviceWorker.ready;
            active.postMessage('keep');
        } catch {
            // Not allowed here: then the book needs its network.
        }
    }, PATIENCE);
}
