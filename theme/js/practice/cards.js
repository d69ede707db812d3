// The cards, as they stand in the page: the list that is read without scripts is also the data.

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
    /** @type {Card} */
    const card = {
        id: drill.id.replace(/^drill-/, ''),
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
        lines: JSON.parse(dataset.lines ?? '{}'),
        prints: dataset.prints ?? '',
        question,
        says: find('.says'),
        sources: find('.sources'),
        program: drill.querySelector('a.program')?.getAttribute('href') ?? '',
    };
    return card;
}
