// What the page and its two workers say to each other, and the limits they keep.

/** A program that prints without end is stopped after so many letters or lines. */
export const MOST_LETTERS = 100_000;
export const MOST_LINES = 1000;

/**
 * @typedef {'python' | 'rust'} Language
 *
 * @typedef {object} Order A program to run.
 * @property {number} run A number that its answers carry.
 * @property {string} slug
 * @property {string} [program] Its text, in Python.
 * @property {Record<string, string>} env The variables that it is given.
 * @property {string} assets The address of the folder run/.
 *
 * @typedef {{ kind: 'progress', loaded: number, total: number }
 *     | { kind: 'started', run: number }
 *     | { kind: 'output', run: number, descriptor: 1 | 2, text: string }
 *     | ({ kind: 'end', run: number } & Ended)
 *     | { kind: 'too-much', run: number }
 *     | { kind: 'trapped', run: number, message: string }
 *     | { kind: 'no-start', message: string }} Answer
 *
 * @typedef {{ status: number, report?: import('./reports.js').Report }} Ended How a program ended.
 *
 * @typedef {object} Programs What run/programs.json says.
 * @property {{ file: string, bytes: number } | null} rust
 * @property {{ folder: string, files: { name: string, bytes: number }[] } | null} python
 */

/** @typedef {(descriptor: 1 | 2, text: string) => void} Print */

/**
 * Hands on what a program prints, up to the limit; then the page ends this worker.
 * @param {number} run
 * @param {(answer: Answer) => void} tell
 * @returns {Print}
 */
export function printer(run, tell) {
    let letters = 0;
    let lines = 0;
    let full = false;
    return (descriptor, text) => {
        letters += text.length;
        lines += text.split('\n').length - 1;
        if (letters <= MOST_LETTERS && lines <= MOST_LINES) {
            tell({ kind: 'output', run, descriptor, text });
        } else if (!full) {
            full = true;
            tell({ kind: 'too-much', run });
        }
    };
}

/**
 * What the page waits for of an import or a fetch that failed.
 * @param {unknown} error
 */
export function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
