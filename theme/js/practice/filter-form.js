// The form in which the reader chooses cards. Loaded when it is opened.
import { choice, make } from './elements.js';

/** @import { Card } from './cards.js' */

/** @type {Map<string, string>} */
const ASKED = new Map([
    ['', 'all'],
    ['60', '60 of 100 rounds or more'],
    ['40', '40 or more'],
    ['0', 'any figure'],
    ['none', 'no figure'],
]);

/**
 * @param {readonly Card[]} cards
 * @param {Record<string, string>} wanted What was chosen last.
 * @param {(wanted: Record<string, string>) => void} changed
 */
export function filterForm(cards, wanted, changed) {
    const all = (/** @type {[string, string][]} */ pairs) => new Map([['', 'all'], ...pairs]);
    const themes = [...new Set(cards.map(({ theme }) => theme))];
    const patterns = cards.filter(({ kind }) => kind === 'pattern');
    const fields = {
        kind: choice('Kind', all(cards.map(({ kind, kindName }) => [kind, kindName]))),
        theme: choice('Chapter', all(themes.map(theme => [theme, theme]))),
        pattern: choice('Pattern', all(patterns.map(({ id, theme }) => [id, theme]))),
        language: choice('Language', all([['python', 'Python'], ['rust', 'Rust']])),
        asked: choice('Asked in', ASKED),
    };
    const form = make('form', 'wanted', ...Object.values(fields).map(({ label }) => label));
    /** @param {Record<string, string>} chosen */
    const show = chosen => {
        for (const [name, { select }] of Object.entries(fields)) {
            select.value = chosen[name] ?? '';
        }
    };
    Object.entries(fields).forEach(([name, { select }]) => {
        select.name = name;
    });
    show(wanted);
    form.addEventListener('input', () => {
        changed(Object.fromEntries(Object.entries(fields).map(([name, { select }]) => [name, select.value])));
    });
    form.addEventListener('submit', event => event.preventDefault());
    return { form, show };
}
