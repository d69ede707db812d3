// What a run takes from a program that the reader may have changed, and what it says in the editor.

/**
 * @typedef {object} Place
 * @property {number | null} line Counted from 1.
 * @property {number | null} column Counted from 1; of a syntax error.
 */

/** @type {WeakMap<Element, (places: Place[]) => void>} How lines are marked in the editors that are open. */
const marks = new WeakMap();

/**
 * What a program is run from, and how many of its lines are not shown.
 * @param {HTMLElement} program A block of class `program`.
 */
export function sourceOf(program) {
    const { copy = '', edited, before = '0' } = program.dataset;
    return { text: edited ?? copy, edited: edited !== undefined, before: Number(before) };
}

/**
 * Takes how lines are marked in the editor of a program, or that it has no editor any more.
 * @param {HTMLElement} program
 * @param {((places: Place[]) => void) | null} mark
 */
export function markBy(program, mark) {
    if (mark) {
        marks.set(program, mark);
    } else {
        marks.delete(program);
    }
}

/**
 * Marks the lines that a run complains of, until the program is changed.
 * @param {HTMLElement} program
 * @param {Place[]} places
 */
export function markLines(program, places) {
    marks.get(program)?.(places);
}

/**
 * Has a traceback name the lines as the reader sees them.
 * @param {string} text
 * @param {number} before
 */
export function renumbered(text, before) {
    return text.replace(/(File "main\.py", line |^main\.py:)(\d+)/gm, (whole, place, line) =>
        Number(line) > before ? place + (Number(line) - before) : whole,
    );
}
