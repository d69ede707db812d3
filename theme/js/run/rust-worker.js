// Runs the Rust programs: one WebAssembly module holds them all, and its argument chooses.
import { messageOf, printer } from './protocol.js';
import { countingFetch } from './progress.js';
import { wasi } from './wasi.js';

/** @import { Answer, Order, Programs } from './protocol.js' */

/** @type {Promise<WebAssembly.Module> | undefined} */
let module;

const tell = (/** @type {Answer} */ answer) => self.postMessage(answer);

/** @param {string} assets */
async function load(assets) {
    const programs = /** @type {Programs} */ (await (await fetch(new URL('programs.json', assets))).json());
    if (!programs.rust) {
        throw new Error('this book was built without its Rust programs');
    }
    const url = new URL(programs.rust.file, assets).href;
    const counting = countingFetch([{ url, bytes: programs.rust.bytes }], (loaded, total) =>
        tell({ kind: 'progress', loaded, total }),
    );
    return WebAssembly.compileStreaming(counting.fetch(url));
}

self.addEventListener('message', async event => {
    const { run, slug, assets } = /** @type {Order} */ (event.data);
    try {
        module ??= load(assets);
        await module;
    } catch (error) {
        module = undefined;
        tell({ kind: 'no-start', message: messageOf(error) });
        return;
    }
    tell({ kind: 'started', run });
    try {
        const program = wasi({ args: ['listings', slug], write: printer(run, tell) });
        tell({ kind: 'end', run, status: program(await module) });
    } catch (error) {
        tell({ kind: 'trapped', run, message: messageOf(error) });
    }
});
