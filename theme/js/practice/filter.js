// Which cards the reader wants: by kind, chapter, pattern, language, and by how often it is asked.

/** @import { Card } from './cards.js' */

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
