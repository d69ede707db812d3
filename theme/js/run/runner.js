// Runs programs in workers: one for each language, kept between runs. To stop a program is to end
// its worker, which nothing can resist.

import { messageOf } from './protocol.js';

/** @import { Answer, Ended, Language, Order } from './protocol.js' */

const WORKERS = { python: './python-worker.js', rust: './rust-worker.js' };

/** A run may compute so long; waiting takes no time. In milliseconds. */
export const RUN_LIMIT = 10_000;

/** Loading may stand still so long. */
export const LOAD_LIMIT = 30_000;

/**
 * @typedef {{ kind: 'ended' } & Ended
 *     | { kind: 'stopped' }
 *     | { kind: 'endless' }
 *     | { kind: 'too-much' }
 *     | { kind: 'trapped', message: string }
 *     | { kind: 'no-start', message: string }} End How a run ended.
 *
 * @typedef {object} Heard What is told while a program runs.
 * @property {(loaded: number, total: number) => void} onProgress
 * @property {() => void} onStart
 * @property {(descriptor: 1 | 2, text: string) => void} onOutput
 *
 * @typedef {object} Run
 * @property {Promise<End>} end
 * @property {() => void} stop
 */

/** @type {Partial<Record<Language, Worker>>} */
const workers = {};
let runs = 0;

/** @param {Language} language */
function worker(language) {
    return (workers[language] ??= new Worker(new URL(WORKERS[language], import.meta.url), { type: 'module' }));
}

/** @param {Language} language */
function discard(language) {
    workers[language]?.terminate();
    delete workers[language];
}

/** The folder run/ of this book. */
function assets() {
    return new URL('../../../run/', import.meta.url).href;
}

/**
 * Runs a program. Only one of each language runs at a time.
 * @param {Language} language
 * @param {{ slug: string, program?: string, env: Record<string, string> }} what
 * @param {Heard} heard
 * @returns {Run}
 */
export function run(language, what, heard) {
    const number = ++runs;
    let here;
    try {
        here = worker(language);
    } catch (error) {
        // A browser without workers, or one that is told to allow none.
        return { end: Promise.resolve({ kind: 'no-start', message: messageOf(error) }), stop() {} };
    }
    const listening = new AbortController();
    /** @type {ReturnType<typeof setTimeout>} */
    let limit;
    /** @type {(end: End) => void} */
    let settle;
    /** @type {Promise<End>} */
    const ended = new Promise(resolve => {
        settle = resolve;
    });
    const finish = (/** @type {End} */ end, /** @type {boolean} */ broken) => {
        clearTimeout(limit);
        listening.abort();
        if (broken) {
            discard(language);
        }
        if (end.kind === 'no-start') {
            dispatchEvent(new Event('not-loaded'));
        }
        settle(end);
    };
    const within = (/** @type {number} */ time, /** @type {End} */ otherwise) => {
        clearTimeout(limit);
        limit = setTimeout(() => finish(otherwise, true), time);
    };
    const stalled = () => within(LOAD_LIMIT, { kind: 'no-start', message: `nothing came for ${LOAD_LIMIT / 1000} seconds` });
    /** @param {Answer} answer */
    const answered = answer => {
        if ('run' in answer && answer.run !== number) {
            return;
        }
        switch (answer.kind) {
            case 'progress':
                stalled();
                heard.onProgress(answer.loaded, answer.total);
                break;
            case 'started':
                within(RUN_LIMIT, { kind: 'endless' });
                if (language === 'python') {
                    // theme/js/stored-copy.js stores it.
                    document.documentElement.dataset.python = 'loaded';
                    document.dispatchEvent(new Event('python-loaded'));
                }
                heard.onStart();
                break;
            case 'output':
                heard.onOutput(answer.descriptor, answer.text);
                break;
            case 'end':
                finish({ kind: 'ended', status: answer.status, report: answer.report }, false);
                break;
            case 'too-much':
                finish({ kind: 'too-much' }, true);
                break;
            case 'trapped':
                // What a program left half done in its memory is not used again.
                finish({ kind: 'trapped', message: answer.message }, language === 'python');
                break;
            case 'no-start':
                finish({ kind: 'no-start', message: answer.message }, true);
                break;
        }
    };
    const { signal } = listening;
    here.addEventListener('message', event => answered(event.data), { signal });
    here.addEventListener(
        'error',
        event => {
            event.preventDefault();
            finish({ kind: 'no-start', message: event.message || 'its worker could not be started' }, true);
        },
        { signal },
    );
    stalled();
    here.postMessage(/** @satisfies {Order} */ ({ run: number, assets: assets(), ...what }));
    return { end: ended, stop: () => finish({ kind: 'stopped' }, true) };
}
