// The stored copy of the book: has the browser make it, says how far it is, and stores Python when
// the reader wants it.

/** How long the service worker may take to store Python by itself, in milliseconds. */
const MEANWHILE = 3000;

/** When a new version that waits is asked again to take over, in milliseconds. */
const AGAIN = 2000;

const root = document.documentElement;
const { serviceWorker } = navigator;

export async function store() {
    const { pathToRoot = '', revision = '' } = root.dataset;
    let wasControlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener('message', ({ data, ports }) => {
        if (data === 'revision') {
            ports[0]?.postMessage(revision);
        }
    });
    // Some browsers allow none, for example in a private window.
    const registration = await serviceWorker.register(new URL(`${pathToRoot}sw.js`, document.baseURI));
    serviceWorker.addEventListener('controllerchange', () => {
        wasControlled = true;
        check();
    });
    const check = async () => {
        const { active } = await serviceWorker.ready;
        const current = active && (await ask(active, revision));
        // A page that came past the service worker may be newer than what is stored.
        if (current === false && wasControlled) {
            (await import('./update-note.js')).showUpdate();
        }
    };
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) {
            registration.update().catch(() => {});
        }
    });
    registration.addEventListener('updatefound', () => hasten(registration));
    hasten(registration);
    const { scope } = await serviceWorker.ready;
    check();
    await showStatus(scope);
}

/**
 * Asks a new version to take over for as long as it waits. It wants to by itself, and some browsers
 * leave it waiting all the same, where the version before was at work when it came.
 * @param {ServiceWorkerRegistration} registration
 */
function hasten(registration) {
    const worker = registration.installing ?? registration.waiting;
    const ask = () => {
        if (worker?.state === 'installing' || worker?.state === 'installed') {
            worker.postMessage('take over');
            setTimeout(ask, AGAIN);
        }
    };
    setTimeout(ask, AGAIN);
}

/**
 * Whether a page of this revision is in the version that a service worker has stored.
 * @param {ServiceWorker} worker
 * @param {string} revision
 * @returns {Promise<boolean>}
 */
function ask(worker, revision) {
    return new Promise(resolve => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        worker.postMessage(revision, [port2]);
    });
}

/** @param {string} scope */
async function showStatus(scope) {
    const status = document.createElement('footer');
    status.className = 'offline-status';
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    said.textContent = 'Stored for reading offline.';
    status.append(said);
    document.getElementById('mdbook-content')?.append(status);

    const files = await pythonFiles();
    if (files.length === 0) {
        return;
    }
    const cache = await caches.open(`python ${scope}`);
    const missing = async () => {
        const found = await Promise.all(files.map(({ url }) => cache.match(url, { ignoreVary: true })));
        return files.filter((_, index) => !found[index]);
    };
    const button = document.createElement('button');
    const megabytes = Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
    button.type = 'button';
    button.textContent = `Store Python, too (${megabytes} MB)`;

    let storing = false;
    const storePython = async () => {
        if (storing) {
            return;
        }
        storing = true;
        button.remove();
        try {
            await fetchInto(cache, await missing(), percent => {
                said.textContent = `Stored for reading offline. Storing Python: ${percent} %`;
            });
            said.textContent = 'Stored for reading offline, with Python.';
        } catch {
            said.textContent = 'Stored for reading offline. Python could not be stored.';
            status.append(button);
        }
        storing = false;
    };
    button.addEventListener('click', storePython);
    // A program was run before the service worker could see it.
    document.addEventListener('python-loaded', () => setTimeout(storePython, MEANWHILE));
    // Python of an earlier version is stored: the reader has asked for it before.
    const wanted = 'python' in root.dataset || (await cache.keys()).length > 0;
    if (wanted) {
        await storePython();
    } else {
        status.append(button);
    }
}

/** The files of Python, with their sizes in bytes; none where the book has no Python. */
async function pythonFiles() {
    const index = new URL('../../run/programs.json', import.meta.url);
    const response = await fetch(index);
    /** @type {import('./run/protocol.js').Programs | null} */
    const programs = response.ok ? await response.json() : null;
    const { folder = '', files = [] } = programs?.python ?? {};
    return files.map(({ name, bytes }) => ({ url: new URL(folder + name, index).href, bytes }));
}

/**
 * @param {Cache} cache
 * @param {{ url: string, bytes: number }[]} files
 * @param {(percent: number) => void} tell
 */
async function fetchInto(cache, files, tell) {
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let loaded = 0;
    for (const { url } of files) {
        const response = await fetch(url);
        if (!response.ok || !response.body) {
            throw new Error(`${url}: ${response.status}`);
        }
        const counted = response.body.pipeThrough(
            new TransformStream({
                transform(/** @type {Uint8Array} */ chunk, controller) {
                    loaded += chunk.length;
                    tell(Math.min(100, Math.floor((100 * loaded) / total)));
                    controller.enqueue(chunk);
                },
            }),
        );
        await cache.put(url, new Response(counted, { headers: response.headers }));
    }
}
