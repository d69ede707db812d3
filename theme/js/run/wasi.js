// WASI preview 1, as much of it as the listings need, on a clock of its own: to sleep moves that
// clock and takes no time. So a run is over at once, and the same on every machine; the page
// plays it afterwards by its stamps.

/** How a program ends itself. */
export class Exit extends Error {
    /** @param {number} status */
    constructor(status) {
        super(`exit ${status}`);
        this.status = status;
    }
}

const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;
const NOT_SUPPORTED = 52;

/** Sizes and places of what poll_oneoff reads and writes. */
const SUBSCRIPTION = 48;
const EVENT = 32;
const CLOCK_EVENT = 0;
const ABSOLUTE = 1;

const REALTIME = 0;
/** Later than the clock's zero, so that a program may subtract from now. */
const START = 3_600_000_000_000n;

/**
 * @typedef {object} World What a program sees of the system.
 * @property {string[]} [args]
 * @property {Record<string, string>} [env]
 * @property {(descriptor: 1 | 2, text: string) => void} write
 * @property {number} [date] Milliseconds since 1970 when the program begins.
 * @property {number} [seed] What chance begins with: the same seed, the same run.
 */

/** @param {World} world */
export function wasi({ args = [], env = {}, write, date = Date.now(), seed = 1 }) {
    /** @type {WebAssembly.Memory} */
    let memory;
    let slept = 0n;
    const view = () => new DataView(memory.buffer);
    const bytes = (/** @type {number} */ at, /** @type {number} */ size) =>
        new Uint8Array(memory.buffer, at, size);
    const now = (/** @type {number} */ clock) =>
        slept + (clock === REALTIME ? BigInt(Math.trunc(date)) * 1_000_000n : START);
    const random = chance(seed);
    /** @type {Record<number, TextDecoder>} */
    const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
    const texts = (/** @type {string[]} */ list) => {
        const encoded = list.map(text => new TextEncoder().encode(`${text}\0`));
        return {
            sizes(/** @type {number} */ count, /** @type {number} */ size) {
                view().setUint32(count, encoded.length, true);
                view().setUint32(size, encoded.reduce((sum, text) => sum + text.length, 0), true);
                return SUCCESS;
            },
            get(/** @type {number} */ pointers, /** @type {number} */ at) {
                for (const text of encoded) {
                    view().setUint32(pointers, at, true);
                    bytes(at, text.length).set(text);
                    pointers += 4;
                    at += text.length;
                }
                return SUCCESS;
            },
        };
    };
    const argv = texts(args);
    const environment = texts(Object.entries(env).map(pair => pair.join('=')));

    /** @type {Record<string, (...given: any[]) => number>} */
    const functions = {
        args_sizes_get: argv.sizes,
        args_get: argv.get,
        environ_sizes_get: environment.sizes,
        environ_get: environment.get,
        random_get(at, size) {
            bytes(at, size).forEach((_, index, all) => {
                all[index] = random();
            });
            return SUCCESS;
        },
        clock_time_get(clock, _precision, at) {
            view().setBigUint64(at, now(clock), true);
            return SUCCESS;
        },
        fd_write(descriptor, vectors, count, written) {
            if (descriptor !== 1 && descriptor !== 2) {
                return BAD_DESCRIPTOR;
            }
            let sum = 0;
            let text = '';
            for (let index = 0; index < count; index++) {
                const at = view().getUint32(vectors + 8 * index, true);
                const size = view().getUint32(vectors + 8 * index + 4, true);
                // A letter of several bytes may be cut by the end of a write.
                text += decoders[descriptor].decode(bytes(at, size), { stream: true });
                sum += size;
            }
            view().setUint32(written, sum, true);
            if (text) {
                write(descriptor, text);
            }
            return SUCCESS;
        },
        // Waiting for the earliest timer is all there is to wait for.
        poll_oneoff(subscriptions, events, count, happened) {
            const timers = [];
            for (let index = 0; index < count; index++) {
                const at = subscriptions + SUBSCRIPTION * index;
                if (view().getUint8(at + 8) === CLOCK_EVENT) {
                    const clock = view().getUint32(at + 16, true);
                    const timeout = view().getBigUint64(at + 24, true);
                    const absolute = view().getUint16(at + 40, true) & ABSOLUTE;
                    const wait = absolute ? timeout - now(clock) : timeout;
                    timers.push({ data: view().getBigUint64(at, true), wait: wait > 0n ? wait : 0n });
                }
            }
            if (timers.length === 0) {
                return NOT_SUPPORTED;
            }
            const wait = timers.reduce((least, timer) => (timer.wait < least ? timer.wait : least), timers[0].wait);
            slept += wait;
            const due = timers.filter(timer => timer.wait <= wait);
            due.forEach(({ data }, index) => {
                const at = events + EVENT * index;
                bytes(at, EVENT).fill(0);
                view().setBigUint64(at, data, true);
                view().setUint8(at + 10, CLOCK_EVENT);
            });
            view().setUint32(happened, due.length, true);
            return SUCCESS;
        },
        sched_yield: () => SUCCESS,
        fd_prestat_get: () => BAD_DESCRIPTOR,
        proc_exit(status) {
            throw new Exit(status);
        },
    };

    /** Runs a compiled program to its end. Returns its exit status. */
    return function run(/** @type {WebAssembly.Module} */ module) {
        /** @type {Record<string, Record<string, WebAssembly.ImportValue>>} */
        const imports = {};
        for (const { module: from, name } of WebAssembly.Module.imports(module)) {
            // What is asked for and not there says so when it is called, not before.
            (imports[from] ??= {})[name] = functions[name] ?? (() => NOT_SUPPORTED);
        }
        const { exports } = new WebAssembly.Instance(module, imports);
        memory = /** @type {WebAssembly.Memory} */ (exports.memory);
        try {
            /** @type {() => void} */ (exports._start)();
            return 0;
        } catch (error) {
            if (error instanceof Exit) {
                return error.status;
            }
            throw error;
        }
    };
}

/**
 * Bytes that look random and are the same for the same seed (xorshift).
 * @param {number} seed
 */
function chance(seed) {
    let state = seed | 0 || 1;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state & 255;
    };
}
