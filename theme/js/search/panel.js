// Shows what a search finds while it is typed.

import { Engine } from './engine.js';
import { tokens } from './tokens.js';

/** How many lines of a section a result shows. */
const LINES = 2;
/** How much of a line is shown, in characters. */
const LENGTH = 160;

const bar = /** @type {HTMLInputElement} */ (document.getElementById('mdbook-searchbar'));
const list = /** @type {HTMLElement} */ (document.getElementById('mdbook-searchresults'));
const header = /** @type {HTMLElement} */ (document.getElementById('mdbook-searchresults-header'));
/** Where a build has versions, its pages say where their index is, and the index where the rest is. */
const { search: named } = document.documentElement.dataset;
const index = named ? new URL(named, document.baseURI) : new URL('../../../search/index.json', import.meta.url);

const engine = new Engine(async name => {
    const isRoot = name === 'index.json';
    const { folder = '' } = isRoot ? {} : await engine.root();
    // Only the index keeps its name when the book changes.
    const response = isRoot ? await fetch(index, { cache: 'no-cache' }) : await fetch(new URL(folder + name, index));
    if (!response.ok) {
        throw new Error(`${name}: ${response.status}`);
    }
    return response.json();
});

let started = false;
/** The newest query: an older one that comes later is not shown. */
let newest = '';

export function startSearch() {
    if (started) {
        return;
    }
    started = true;
    bar.addEventListener('input', search);
    bar.form?.addEventListener('submit', event => {
        event.preventDefault();
        list.querySelector('a')?.click();
    });
    bar.closest('search')?.addEventListener('keydown', event => move(/** @type {KeyboardEvent} */ (event)));
    search();
}

async function search() {
    const query = bar.value.trim();
    newest = query;
    remember(query);
    const outer = /** @type {HTMLElement} */ (list.parentElement);
    if (!query) {
        outer.classList.add('hidden');
        return;
    }
    try {
        const [root, sections] = await Promise.all([engine.root(), engine.find(bar.value)]);
        if (query !== newest) {
            return;
        }
        const wanted = new Set(tokens(query, root));
        list.replaceChildren(...sections.map(section => result(section, wanted, root)));
        header.textContent = said(sections.length, query);
    } catch {
        dispatchEvent(new Event('not-loaded'));
        list.replaceChildren();
        header.textContent = 'The search index could not be loaded. Check the network, then type again.';
    }
    outer.classList.remove('hidden');
}

/**
 * @param {number} count
 * @param {string} query
 */
function said(count, query) {
    const about = query.length > 60 ? `${query.slice(0, 60)}…` : query;
    return count === 0 ? `Nothing found for “${about}”.` : `Best ${count === 1 ? 'section' : `${count} sections`} for “${about}”:`;
}

/** The address names the search, so that it can be shared. */
function remember(query) {
    const address = new URL(location.href);
    query ? address.searchParams.set('search', query) : address.searchParams.delete('search');
    history.replaceState(history.state, '', address);
}

/**
 * @param {import('./engine.js').Section} section
 * @param {Set<string>} wanted
 * @param {import('./tokens.js').Rules} rules
 */
function result({ address, title, page, program, lines }, wanted, rules) {
    const link = document.createElement('a');
    link.href = `${document.documentElement.dataset.pathToRoot}${address}`;
    link.append(...marked(title, wanted, rules));
    const where = document.createElement('span');
    where.className = 'where';
    where.textContent = [page === title ? '' : page, program ? 'with programs' : ''].filter(Boolean).join(' · ');
    const item = document.createElement('li');
    item.append(link, where);
    for (const line of best(lines, wanted, rules)) {
        const shown = document.createElement('p');
        shown.append(...marked(line, wanted, rules));
        item.append(shown);
    }
    return item;
}

/** The lines with the most of the words, cut around the first of them. */
function best(lines, wanted, rules) {
    const counted = lines.map(line => ({ line, words: new Set(tokens(line, rules).filter(term => wanted.has(term))).size }));
    const most = counted.sort((one, other) => other.words - one.words).slice(0, LINES);
    const found = most.filter(({ words }) => words > 0);
    return (found.length > 0 ? found : most.slice(0, 1)).map(({ line }) => cut(line, wanted, rules));
}

function cut(line, wanted, rules) {
    if (line.length <= LENGTH) {
        return line;
    }
    const word = [...line.matchAll(/\S+/g)].find(([word]) => tokens(word, rules).some(term => wanted.has(term)));
    const start = Math.max(0, Math.min((word?.index ?? 0) - LENGTH / 4, line.length - LENGTH));
    const from = start === 0 ? 0 : line.indexOf(' ', start) + 1;
    const end = line.length - from <= LENGTH ? line.length : line.lastIndexOf(' ', from + LENGTH);
    return `${from > 0 ? '… ' : ''}${line.slice(from, end)}${end < line.length ? ' …' : ''}`;
}

/** A text, with the words that were searched for marked. */
function marked(text, wanted, rules) {
    return text.split(/(\s+)/).map(word => {
        if (!tokens(word, rules).some(term => wanted.has(term))) {
            return word;
        }
        const mark = document.createElement('mark');
        mark.textContent = word;
        return mark;
    });
}

/** Up and down go through the results. */
function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [bar, ...list.querySelectorAll('a')];
    const here = stops.indexOf(/** @type {any} */ (document.activeElement));
    // An input method has its own use for the arrows.
    if (step && here >= 0 && !event.isComposing) {
        event.preventDefault();
        stops[Math.min(stops.length - 1, Math.max(0, here + step))].focus();
    }
}
