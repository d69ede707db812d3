// When a card is due: FSRS. A card's standing is computed from its answers alone, so nothing else has
// to be stored, and answers from several tabs or devices only have to be put together.
import { State, createEmptyCard, fsrs } from 'ts-fsrs';

// Without chance, so that the same answers give the same day everywhere.
const scheduler = fsrs({ enable_fuzz: false });

/**
 * @typedef {1 | 2 | 3 | 4} Grade Again, hard, good, easy.
 * @typedef {object} Answer
 * @property {number} at When, in milliseconds since 1970.
 * @property {Grade} grade
 */

/**
 * @typedef {object} Standing
 * @property {number} due When the card is due, in milliseconds since 1970.
 * @property {boolean} learnt Whether days pass before it is due again, and not minutes.
 */

/** @param {readonly Answer[]} answers In the order of time. */
function replay(answers) {
    let card = createEmptyCard(new Date(answers[0]?.at ?? 0));
    let last = 0;
    for (const { at, grade } of answers) {
        // A clock that was set back must not undo what was learnt.
        last = Math.max(last, at);
        card = scheduler.next(card, new Date(last), grade).card;
    }
    return { card, last };
}

/**
 * Where a card stands after these answers.
 * @param {readonly Answer[]} answers In the order of time, at least one.
 * @returns {Standing}
 */
export function standing(answers) {
    const { card } = replay(answers);
    return { due: card.due.getTime(), learnt: card.state === State.Review };
}

/**
 * When the card would be due after each of the four grades.
 * @param {readonly Answer[]} answers In the order of time.
 * @param {number} now
 */
export function choices(answers, now) {
    const { card, last } = replay(answers);
    const at = new Date(Math.max(now, last));
    return /** @type {Grade[]} */ ([1, 2, 3, 4]).map(grade => scheduler.next(card, at, grade).card.due.getTime());
}
