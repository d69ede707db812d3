// Runs the Rust programs: one WebAssembly module holds them all, and its argument chooses.
import { countingFetch } from './progress.js';
import { serve, tell } from './serve.js';
import { wasi } from './wasi.js';

/** @import { Programs } from './protocol.js' */

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

serve(load, (module, { slug, env }, write) => ({ status: wasi({ args: ['listings', slug], env, write })(module) }));
