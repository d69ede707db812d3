// A Python program that the reader changes. The helper that the page leaves out stands before what
// they write, so that it runs, and is copied, as a whole.

/** The helper, as every program holds it. */
const HELPER = /^from time import monotonic\n[^]*?^def log\(.*\n(?: {4}.*\n)+/m;

/**
 * @typedef {object} Place
 * @property {number | null} line Counted from 1.
 * @property {number | null} column Counted from 1; of a syntax error.
 */

/** @type {WeakMap<Element, { close: () => void, mark: (places: Place[]) => void }>} */
const open = new WeakMap();

/**
 * What a program is run from, and how many of its lines are not shown.
 * @param {HTMLElement} program A block of class `program`.
 */
export function sourceOf(program) {
    const { copy = '', edited, before = '0' } = program.dataset;
    return { text: edited ?? copy, edited: edited !== undefined, before: Number(before) };
}

/**
 * Opens the editor in the place of a program.
 * @param {HTMLElement} program
 * @param {() => void} run
 */
export async function edit(program, run) {
    const root = document.documentElement.dataset.pathToRoot ?? '';
    const editor = await import(new URL(`${root}run/editor.js`, document.baseURI).href);
    if (open.has(program)) {
        return;
    }
    const shown = /** @type {HTMLElement} */ (program.querySelector('pre.code'));
    const helper = `${HELPER.exec(program.dataset.copy ?? '')?.[0] ?? ''}\n\n`;
    const place = document.createElement('div');
    place.className = 'editor code';
    // The book turns pages and opens its search by keys that are letters here.
    place.addEventListener('keydown', event => event.stopPropagation());
    program.dataset.before = String(helper.split('\n').length - 1);
    shown.hidden = true;
    shown.before(place);
    const text = shown.querySelector('code')?.textContent ?? '';
    const opened = editor.edit(place, {
        text: text.trimEnd(),
        label: 'Python program',
        changed: (/** @type {string} */ text) => {
            program.dataset.edited = `${helper}${text}\n`;
        },
        run,
    });
    open.set(program, {
        mark: opened.mark,
        close() {
            opened.close();
            place.remove();
            shown.hidden = false;
            delete program.dataset.edited;
            delete program.dataset.before;
            open.delete(program);
        },
    });
}

/**
 * Puts back what was there.
 * @param {HTMLElement} program
 */
export function reset(program) {
    open.get(program)?.close();
}

/**
 * Marks the lines that a run complains of, until the program is changed.
 * @param {HTMLElement} program
 * @param {Place[]} places
 */
export function markLines(program, places) {
    open.get(program)?.mark(places);
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
