// The service worker: it stores one version of the whole book, for reading without a network.
// handbook/site/version.rs puts the list of the book's files in front of it, as `self.book`.
//
// A new version is installed as a whole or not at all, and takes over at once. That mixes nothing:
// what a page loads has names that no other version uses, and an older version stays stored as
// long as one of its pages is open.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute, setCatchHandler } from 'workbox-routing';

const { entries, python } = self.book;
const { scope } = self.registration;

// One origin may have several books, each in a folder.
const BOOK = `book ${scope}`;
const PYTHON = `python ${scope}`;

/** How long a page may take to say which revision it shows, in milliseconds. */
const ANSWER = 1000;

const address = path => new URL(path, scope).href;
const isPage = url => url.endsWith('.html');
const revisions = new Map(entries.map(({ url: path, revision }) => [address(path), revision]));
const ours = new Set(revisions.values());

/** Refuses what is not from this version: a cache between here and the host may be behind. */
const onlyThisVersion = {
    async fetchDidSucceed({ request, response, event }) {
        if (event?.type !== 'install' || !response.ok) {
            return response;
        }
        const page = isPage(request.url);
        const revision = `data-revision="${revisions.get(request.url)}"`;
        if (page && !(await response.clone().text()).includes(revision)) {
            throw new Error(`${request.url} is from another version`);
        }
        if (!page && /\bhtml\b/.test(response.headers.get('content-type') ?? '')) {
            throw new Error(`${request.url} is a page`);
        }
        return response;
    },
};

// An entry that the browser has dropped is fetched as the page asked for it; see the last line.
const book = new PrecacheController({ cacheName: BOOK, plugins: [onlyThisVersion], fallbackToNetwork: false });
book.addToCacheList(entries);

self.addEventListener('install', event => {
    self.skipWaiting();
    event.waitUntil(navigator.locks.request(BOOK, () => book.install(event)));
});
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

// A page asks whether it is from this version. By then it is loaded, and older ones may be gone.
self.addEventListener('message', event => {
    if (event.data === 'take over') {
        self.skipWaiting();
        return;
    }
    event.ports[0]?.postMessage(ours.has(event.data));
    event.waitUntil(tidy(event));
});

registerRoute(
    new PrecacheRoute(book, {
        directoryIndex: 'index.html',
        cleanURLs: true,
        ignoreURLParametersMatching: [/./],
        // Some hosts lead from /list/ to /list.
        urlManipulation: ({ url }) => [new URL(url.href.replace(/\/?([?#].*)?$/, '.html'))],
    }),
);

// Python is large: the page stores it, when a program is run or the reader asks for it.
registerRoute(
    ({ url }) => url.href.startsWith(address('run/pyodide-')),
    async ({ request }) =>
        (await caches.match(request.url, { cacheName: PYTHON, ignoreVary: true })) ?? fetch(request),
);

// A page of an older version goes on with its own files.
registerRoute(
    ({ url, request }) => request.mode !== 'navigate' && /^(v|run|search)\//.test(url.href.slice(scope.length)),
    async ({ request }) =>
        (await caches.match(request.url, { cacheName: BOOK, ignoreVary: true })) ?? fetch(request),
);

registerRoute(
    ({ request }) => request.mode === 'navigate',
    async ({ request }) => {
        try {
            return await fetch(request);
        } catch {
            const page = await book.matchPrecache(address('404.html'));
            return page ? new Response(page.body, { status: 404, headers: page.headers }) : Response.error();
        }
    },
);

setCatchHandler(({ request }) => fetch(request));

/**
 * Deletes older versions, unless one of their pages may be open.
 * @param {ExtendableEvent} event
 */
async function tidy(event) {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const shown = await Promise.all(windows.filter(({ url }) => url.startsWith(scope)).map(revisionOf));
    if (!shown.every(revision => ours.has(revision))) {
        return;
    }
    await navigator.locks.request(BOOK, { ifAvailable: true }, async lock => {
        // What a newer version stores is not older.
        const { installing, waiting } = self.registration;
        if (lock && !installing && !waiting) {
            await deleteOthers(event);
        }
    });
}

/**
 * Deletes what is not of this version.
 * @param {ExtendableEvent} event
 */
async function deleteOthers(event) {
    await book.activate(event);
    const cache = await caches.open(PYTHON);
    for (const request of await cache.keys()) {
        if (!request.url.startsWith(address(python))) {
            await cache.delete(request);
        }
    }
}

/**
 * What an open page says; nothing where it does not answer.
 * @param {Client} client
 */
function revisionOf(client) {
    return new Promise(resolve => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        setTimeout(resolve, ANSWER);
        client.postMessage('revision', [port2]);
    });
}
