// Language tabs: one choice for all listings of all pages, remembered.
// Which program is shown is decided by CSS from <html data-language>, set before the page is drawn.
import { remember } from './storage.js';

/** @type {Record<string, string>} */
const NAMES = { python: 'Python', rust: 'Rust' };
let count = 0;

/** @param {ParentNode} scope */
export function addTabs(scope) {
    for (const listing of scope.querySelectorAll('.listing')) {
        const programs = /** @type {HTMLElement[]} */ ([...listing.querySelectorAll('.program')]);
        if (programs.length > 1) {
            listing.querySelector('.bar')?.prepend(tabList(programs));
        } else {
            listing.classList.add('single');
            listing.querySelector('.bar')?.prepend(heading(programs[0]));
        }
    }
    mark(document.documentElement.dataset.language ?? '');
}

/** @param {HTMLElement} program */
function heading(program) {
    const name = document.createElement('span');
    name.className = 'only';
    name.textContent = NAMES[program.dataset.language ?? ''];
    return name;
}

/** @param {HTMLElement[]} programs */
function tabList(programs) {
    const list = document.createElement('div');
    list.className = 'tabs';
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', 'Language');
    for (const program of programs) {
        const { language = '' } = program.dataset;
        const tab = document.createElement('button');
        tab.type = 'button';
        tab.id = `tab-${++count}`;
        tab.dataset.language = language;
        tab.textContent = NAMES[language];
        tab.setAttribute('role', 'tab');
        tab.addEventListener('click', () => choose(language, tab));
        program.id ||= `panel-${count}`;
        program.setAttribute('role', 'tabpanel');
        program.setAttribute('aria-labelledby', tab.id);
        tab.setAttribute('aria-controls', program.id);
        list.append(tab);
    }
    list.addEventListener('keydown', event => move(event, /** @type {HTMLElement[]} */ ([...list.children])));
    return list;
}

/**
 * The pattern of the ARIA Authoring Practices: arrows, Home and End choose.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} tabs
 */
function move(event, tabs) {
    const here = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = /** @type {Record<string, number | undefined>} */ ({ ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 })[event.key];
    if (to === undefined) {
        return;
    }
    event.preventDefault();
    const tab = /** @type {HTMLElement} */ (tabs.at(to % tabs.length));
    tab.focus();
    choose(tab.dataset.language ?? '', tab);
}

/**
 * All blocks above may change their height: the one under the reader's hand stays where it is.
 * @param {string} language
 * @param {HTMLElement} tab
 */
function choose(language, tab) {
    const before = tab.getBoundingClientRect().top;
    document.documentElement.dataset.language = language;
    mark(language);
    scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: 'instant' });
    remember('handbook-language', language);
}

/** @param {string} language */
function mark(language) {
    for (const tab of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.tabs [role=tab]'))) {
        const selected = tab.dataset.language === language;
        tab.setAttribute('aria-selected', String(selected));
        tab.tabIndex = selected ? 0 : -1;
    }
}
