// A listing's block, taken out of the chapter that shows it, so that it is the same in both places.
import { addCopyButtons } from '../copy.js';
import { addEditButtons } from '../edit-buttons.js';
import { addRunButtons } from '../run-buttons.js';
import { addTabs } from '../tabs.js';

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/**
 * The block that a link leads to, ready to be run.
 * @param {string} href
 * @param {readonly string[]} languages The ones that are wanted of it.
 * @returns {Promise<HTMLElement>}
 */
export async function blockAt(href, languages = ['python', 'rust']) {
    const address = new URL(href, location.href);
    const page = `${address.origin}${address.pathname}`;
    pages.set(page, pages.get(page) ?? load(page));
    const found = (await pages.get(page))?.getElementById(address.hash.slice(1));
    if (!found) {
        throw new Error(`${page} has no ${address.hash}`);
    }
    const figure = /** @type {HTMLElement} */ (document.importNode(found, true));
    for (const link of figure.querySelectorAll('a[href]')) {
        link.setAttribute('href', new URL(link.getAttribute('href') ?? '', address).href);
    }
    for (const program of /** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll('.program'))) {
        if (!languages.includes(program.dataset.language ?? '')) {
            program.remove();
        }
    }
    const runs = figure.dataset.run?.split(' ').filter(language => languages.includes(language)).join(' ');
    runs ? (figure.dataset.run = runs) : delete figure.dataset.run;
    if (!runs?.includes('python')) {
        delete figure.dataset.edit;
    }
    return figure;
}

/**
 * Gives a block that stands in the page what it has in its chapter.
 * @param {HTMLElement} place
 */
export function enliven(place) {
    addTabs(place);
    addCopyButtons(place);
    addRunButtons(/** @type {any} */ (place));
    // A card asks about the book's program, not about the reader's.
    addEditButtons(place, false);
}

/** @param {string} page */
async function load(page) {
    try {
        const response = await fetch(page);
        if (!response.ok) {
            throw new Error(`${page}: ${response.status}`);
        }
        return new DOMParser().parseFromString(await response.text(), 'text/html');
    } catch (error) {
        // It may be there the next time.
        pages.delete(page);
        throw error;
    }
}

/**
 * Marks lines of a recorded run.
 * @param {HTMLElement} figure
 * @param {string} language The one whose run is meant, where there are two.
 * @param {(said: string, index: number) => boolean} which
 */
export function markRun(figure, language, which) {
    const runs = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll('.run')]);
    for (const run of runs.filter(({ dataset }) => !language || (dataset.language ?? language) === language)) {
        const said = [...run.querySelectorAll(':scope > .transcript > span:not(.stamp)')];
        said.forEach((line, index) => {
            const stamp = line.previousElementSibling?.className === 'stamp' ? `${line.previousElementSibling.textContent} ` : '';
            line.classList.toggle('settles', which(stamp + line.textContent, index));
        });
    }
}
