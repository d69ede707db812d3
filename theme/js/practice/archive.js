// The answers as a file that the reader keeps. What is not wholly such a file is refused.
import { isEntry } from './store.js';

/** @import { Entry } from './store.js' */

const FORMAT = 'async-handbook-practice';
const VERSION = 1;

/**
 * @param {readonly Entry[]} entries
 * @param {string} interview The day of the interview, or nothing.
 */
export function written(entries, interview) {
    return JSON.stringify({ format: FORMAT, version: VERSION, interview, answers: entries }, null, 1);
}

/**
 * @param {string} text
 * @returns {{ entries: Entry[], interview: string }}
 * @throws {Error} With what is wrong, as a sentence for the reader.
 */
export function read(text) {
    /** @type {any} */
    let file;
    try {
        file = JSON.parse(text);
    } catch {
        throw new Error('This is no JSON file, or only a part of one.');
    }
    if (typeof file !== 'object' || file === null || file.format !== FORMAT) {
        throw new Error('This file was not saved by this page.');
    }
    if (file.version !== VERSION) {
        throw new Error(`This file has version ${file.version}; this page reads version ${VERSION}.`);
    }
    if (!Array.isArray(file.answers)) {
        throw new Error('This file has no answers.');
    }
    const wrong = file.answers.findIndex((/** @type {unknown} */ answer) => !isEntry(answer));
    if (wrong >= 0) {
        throw new Error(`Answer ${wrong + 1} of this file is damaged.`);
    }
    if (file.interview !== '' && !isDay(file.interview)) {
        throw new Error('The day of the interview in this file is no day.');
    }
    const entries = file.answers.map((/** @type {Entry} */ { card, at, grade, key }) => ({ card, at, grade, key }));
    return { entries, interview: file.interview };
}

/** @param {unknown} text */
function isDay(text) {
    return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
