// Which cards the reader wants: by kind, chapter, pattern, language, and by how often it is asked.
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

/** @type {Record<string, (card: Card, value: string) => boolean>} */
const FITS = {
    kind: (card, value) => card.kind === value,
    theme: (card, value) => card.theme === value,
    pattern: (card, value) => card.patterns.includes(value),
    language: (card, value) => card.languages.includes(value),
    asked: (card, value) => (value === 'none' ? card.asked === null : card.asked !== null && card.asked >= Number(value)),
};

/**
 * @param {readonly Card[]} cards
 * @param {Record<string, string>} wanted
 */
export function filtered(cards, wanted) {
    return cards.filter(card => Object.entries(wanted).every(([name, value]) => !value || !FITS[name] || FITS[name](card, value)));
}

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
    for (const [name, { select }] of Object.entries(fields)) {
        select.name = name;
        select.value = wanted[name] ?? '';
        // A chapter that is no longer there.
        if (select.selectedIndex < 0) {
            select.value = '';
        }
    }
    const now = () => Object.fromEntries(Object.entries(fields).map(([name, { select }]) => [name, select.value]));
    form.addEventListener('input', () => changed(now()));
    form.addEventListener('submit', event => event.preventDefault());
    return { form, now, choose: (/** @type {string} */ kind) => {
        form.reset();
        fields.kind.select.value = kind;
        changed(now());
    } };
}
