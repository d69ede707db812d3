// The cards, as they stand in the page, and which of them the reader wants: the list that is read
// without scripts is also the data.

import { make } from './elements.js';

/** What the cards of a kind are called. */
const KINDS = /** @type {Record<string, string>} */ ({
    pattern: 'Patterns, in thirty seconds',
    question: 'Questions of the two texts',
    next: 'What is asked next',
    predict: 'Predictions',
    trap: 'Programs that go wrong',
    difference: 'Differences',
});

/**
 * @typedef {object} Card
 * @property {string} id
 * @property {string} kind
 * @property {string} kindName
 * @property {string} theme
 * @property {string[]} patterns
 * @property {string[]} languages
 * @property {number | null} asked
 * @property {string[]} options
 * @property {string | null} answer
 * @property {number[]} decides The lines of the run that settle it, from 0.
 * @property {string} language The one whose run is meant, where the two differ.
 * @property {Record<string, number[]>} lines The lines that are wrong, from 1, by language.
 * @property {string} prints What a line of the run holds that proves the fault.
 * @property {Element} question
 * @property {Element} says
 * @property {Element} sources
 * @property {string} follows The id of the card whose follow-up question it is, or nothing.
 * @property {Element | null} parent The question of that card.
 * @property {string} program Where the program is that it is about.
 */

/** @param {ParentNode} deck */
export function readCards(deck) {
    const drills = /** @type {NodeListOf<HTMLElement>} */ (deck.querySelectorAll('.drill'));
    return [...drills].map(readCard);
}

/** @param {HTMLElement} drill */
function readCard(drill) {
    const { dataset } = drill;
    const words = (/** @type {string | undefined} */ text) => text?.split(' ').filter(Boolean) ?? [];
    const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (drill.querySelector(selector));
    const question = /** @type {Element} */ (find('summary').cloneNode(true));
    question.querySelector('.options')?.remove();
    let heading = drill.previousElementSibling;
    while (heading && heading.tagName !== 'H2') {
        heading = heading.previousElementSibling;
    }
    const id = drill.id.replace(/^drill-/, '');
    // Each stands right after its parent.
    const parent = dataset.kind === 'next' ? drill.previousElementSibling : null;
    /** @type {Card} */
    const card = {
        id,
        follows: parent ? id.replace(/-next$/, '') : '',
        parent: parent?.querySelector('summary') ?? null,
        kind: dataset.kind ?? '',
        kindName: KINDS[dataset.kind ?? ''] ?? '',
        theme: heading?.textContent ?? '',
        patterns: words(dataset.patterns),
        languages: dataset.languages ? words(dataset.languages) : ['python', 'rust'],
        asked: dataset.asked ? Number(dataset.asked) : null,
        options: [...drill.querySelectorAll('summary .options code')].map(({ textContent }) => textContent ?? ''),
        answer: dataset.answer ?? null,
        decides: words(dataset.decides).map(Number),
        language: dataset.language ?? '',
        lines: Object.fromEntries(words(dataset.lines).map(text => text.split(':')).map(([language, lines]) => [language, lines.split(',').map(Number)])),
        prints: dataset.prints ?? '',
        question,
        says: find('.says'),
        // What is asked next is shown where the question before it is; a program that goes wrong, in the card.
        sources: find('.sources') ?? parent?.querySelector('.sources') ?? make('p'),
        program: drill.querySelector('a.program')?.getAttribute('href') ?? '',
    };
    return card;
}

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
