// Runs the Python programs in Pyodide, by the book's own virtual_time.py. It is loaded once and
// kept: loading takes seconds, a run milliseconds.
import { countingFetch } from './progress.js';
import { HARNESS } from './python-harness.js';
import { serve, tell } from './serve.js';

/** @import { Order, Print, Programs } from './protocol.js' */
/** @import { Report } from './reports.js' */

/** Files that Pyodide fetches itself; those that it imports are counted when they have come. */
const FETCHED = /\.(wasm|zip|json)$/;

/** @param {string} assets */
async function load(assets) {
    const helpers = Promise.all(
        ['virtual_time.py', 'outcome.py'].map(async name => (await fetch(new URL(name, assets))).text()),
    );
    const programs = /** @type {Programs} */ (await (await fetch(new URL('programs.json', assets))).json());
    if (!programs.python) {
        throw new Error('this book was built without Python');
    }
    const folder = new URL(programs.python.folder, assets).href;
    const files = programs.python.files.map(({ name, bytes }) => ({ url: new URL(name, folder).href, bytes }));
    const imported = files.filter(({ url }) => !FETCHED.test(url));
    const sum = imported.reduce((sum, { bytes }) => sum + bytes, 0);
    let here = 0;
    const counting = countingFetch(files.filter(({ url }) => FETCHED.test(url)), (loaded, total) =>
        tell({ kind: 'progress', loaded: loaded + here, total: total + sum }),
    );
    self.fetch = counting.fetch;
    const modules = Promise.all(
        imported.map(async ({ url, bytes }) => {
            const module = await import(url);
            here += bytes;
            return module;
        }),
    );
    await Promise.all([modules, counting.all]);
    const { loadPyodide } = await import(new URL('pyodide.js', folder).href);
    // Pyodide would import it as .mjs, which is no script on every host.
    const { default: createPyodideModule } = await import(new URL('pyodide.asm.js', folder).href);
    const pyodide = await loadPyodide({ indexURL: folder, createPyodideModule });
    pyodide.runPython(HARNESS);
    const run = pyodide.globals.get('handbook_run');
    const [virtualTime, outcome] = await helpers;
    pyodide.globals.get('handbook_load')(outcome);
    return (/** @type {Order} */ { program = '', env }, /** @type {Print} */ print) => {
        const to = (/** @type {1 | 2} */ descriptor) => {
            const decoder = new TextDecoder();
            return {
                write(/** @type {Uint8Array} */ bytes) {
                    print(descriptor, decoder.decode(bytes, { stream: true }));
                    return bytes.length;
                },
            };
        };
        pyodide.setStdout(to(1));
        pyodide.setStderr(to(2));
        const report = /** @type {Report} */ (JSON.parse(run(program, virtualTime, JSON.stringify(env))));
        return { status: report.status, report };
    };
}

serve(load, (python, order, print) => python(order, print));
