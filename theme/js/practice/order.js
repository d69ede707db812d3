// The order in which new cards come. A follow-up question never comes before its parent.

/**
 * @typedef {object} Orderable What the order depends on.
 * @property {string} id
 * @property {string} kind
 * @property {number | null} asked In how many of a hundred interviews, by the list's figures.
 * @property {string} follows The id of the card that it follows, or nothing.
 */

/** Interviewers ask the first two kinds, then follow up; all other kinds help to understand. */
const RANKS = /** @type {Record<string, number | undefined>} */ ({ pattern: 0, question: 0, next: 1 });

/**
 * For an interview that is near: the most asked first, and of the same figure as in the book. A card
 * without a figure comes after those with one.
 * @template {Orderable} Card
 * @param {readonly Card[]} cards
 */
export function mostAsked(cards) {
    const rank = (/** @type {Orderable} */ { kind }) => RANKS[kind] ?? 2;
    const asked = (/** @type {Orderable} */ { asked }) => asked ?? -1;
    return [...cards].sort((one, other) => rank(one) - rank(other) || asked(other) - asked(one));
}

/**
 * With time: all kinds mixed, in the same order at each visit. It begins with the most asked card.
 * @template {Orderable} Card
 * @param {readonly Card[]} cards
 */
export function mixed(cards) {
    const place = (/** @type {string} */ text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0;
    const places = new Map(cards.map(({ id, follows }) => [id, Math.max(place(id), follows ? place(follows) : 0)]));
    const after = (/** @type {Orderable} */ { follows }) => (follows ? 1 : 0);
    const [first] = mostAsked(cards);
    const begins = (/** @type {Orderable} */ card) => (card === first ? 0 : 1);
    return [...cards].sort((one, other) => begins(one) - begins(other) || (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0) || after(one) - after(other));
}
