// Counts the bytes of files while whoever asked for them reads them.

/**
 * Returns a `fetch` that reads the files named here at once, side by side, and hands them over
 * when they are asked for. The browser compiles while it loads, and keeps what it compiled.
 * @param {{ url: string, bytes: number }[]} files
 * @param {(loaded: number, total: number) => void} tell
 */
export function countingFetch(files, tell) {
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const loaded = new Map(files.map(({ url }) => [url, 0]));
    const count = (/** @type {string} */ url, /** @type {number} */ bytes) => {
        loaded.set(url, bytes);
        tell(Math.min(total, [...loaded.values()].reduce((sum, part) => sum + part, 0)), total);
    };
    /** @param {string} url */
    const begin = async url => {
        const response = await fetch(url);
        if (!response.ok) {
            throw new Error(`${url}: ${response.status}`);
        }
        follow(response.clone(), bytes => count(url, bytes)).catch(() => {});
        return typed(url, response);
    };
    const begun = new Map(files.map(({ url }) => [url, begin(url)]));
    const all = Promise.all(begun.values());
    // Who waits for one of them, or for all, is told; nobody else need be.
    [all, ...begun.values()].forEach(promise => promise.catch(() => {}));
    return {
        /** @type {typeof fetch} */
        fetch(input, init) {
            const url = new URL(input instanceof Request ? input.url : input, location.href).href;
            const response = begun.get(url);
            begun.delete(url);
            return response ?? fetch(input, init);
        },
        /** All of them have come, or one has not. */
        all,
    };
}

const WASM = 'application/wasm';

/**
 * A host may not know the type of WebAssembly; browsers compile no other while it loads.
 * @param {string} url
 * @param {Response} response
 */
function typed(url, response) {
    const right = !url.endsWith('.wasm') || response.headers.get('content-type') === WASM;
    return right ? response : new Response(response.body, { headers: { 'content-type': WASM } });
}

/**
 * @param {Response} response
 * @param {(bytes: number) => void} tell
 */
async function follow(response, tell) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    let sum = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) {
            return;
        }
        sum += value.length;
        tell(sum);
    }
}
