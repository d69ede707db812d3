// Keeps the book for when there is no network: all of one version, or the one before. It asks the
// network first, so that whoever has one reads what is there now.

const BOOK = 'book ';
const PYTHON = 'python';

/** What no page names where it can be found. */
const BESIDES = [
    'index.html',
    'toc.html',
    '404.html',
    'search/index.json',
    'run/programs.json',
    'run/virtual_time.py',
    'run/listings.wasm',
    'run/editor.js',
    'run/practice.js',
];

/** How pages, modules and styles name other files. */
const NAMES = /\b(?:href|src)="([^"#?]+)|\b(?:from|import)\s*\(?\s*'(\.[^']+)'|'(\.\/[\w-]+\.js)'|url\(['"]?([^'")]+)/g;

const root = new URL('./', self.location.href).href;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('message', event => event.waitUntil(keep()));
self.addEventListener('fetch', event => {
    const { method, url } = event.request;
    if (method === 'GET' && url.startsWith(root)) {
        event.respondWith(answer(event.request));
    }
});

async function answer(request) {
    try {
        const response = await fetch(request);
        // Python is large: it is kept when a reader has asked for it.
        if (response.ok && request.url.startsWith(`${root}run/pyodide/`)) {
            const cache = await caches.open(PYTHON);
            await cache.put(request, response.clone());
        }
        return response;
    } catch (error) {
        const address = request.url.replace(/[#?].*$/, '');
        const kept = await caches.match(address.endsWith('/') ? `${address}index.html` : address, { ignoreVary: true });
        if (kept) {
            return kept;
        }
        throw error;
    }
}

/** Fetches all of this version, and forgets the one before once this one is whole. */
async function keep() {
    const { headers } = await fetch(`${root}index.html`, { method: 'HEAD' });
    const version = headers.get('etag') ?? headers.get('last-modified');
    const name = BOOK + version;
    if (!version || (await caches.has(name))) {
        return;
    }
    const files = await collect();
    const cache = await caches.open(name);
    for (const [url, response] of files) {
        await cache.put(url, response);
    }
    for (const other of await caches.keys()) {
        if (other.startsWith(BOOK) && other !== name) {
            await caches.delete(other);
        }
    }
}

/** Every file that can be reached from the first page, and the few that are not named there. */
async function collect() {
    const files = new Map();
    let wanted = BESIDES.map(path => root + path);
    while (wanted.length > 0) {
        const named = await Promise.all(wanted.map(url => read(url, files)));
        wanted = [...new Set(named.flat())].filter(url => !files.has(url) && url.startsWith(root));
    }
    return [...files].filter(([, response]) => response);
}

async function read(url, files) {
    files.set(url, null);
    const response = await fetch(url);
    if (!response.ok) {
        return [];
    }
    files.set(url, response.clone());
    if (url.endsWith('search/index.json')) {
        const { shards, files } = await response.json();
        const terms = shards.map((_, number) => `terms-${number}.json`);
        const sections = Array.from({ length: files }, (_, number) => `sections-${number}.json`);
        return [...terms, ...sections].map(name => new URL(name, url).href);
    }
    if (!/\b(html|javascript|css)\b/.test(response.headers.get('content-type') ?? '')) {
        return [];
    }
    const text = await response.text();
    return [...text.matchAll(NAMES)].map(names => new URL(names.slice(1).find(Boolean), url).href.replace(/[#?].*$/, ''));
}
