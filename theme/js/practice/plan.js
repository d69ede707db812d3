// Which card comes next, and how many there are a day until the interview.

/** @import { Answer, Standing, Grade } from '../../../page-tools/schedule.js' */

/**
 * @typedef {object} Scheduler
 * @property {(answers: readonly Answer[]) => Standing} standing
 * @property {(answers: readonly Answer[], now: number) => number[]} choices
 */

/** How many new cards a day has, where no interview says otherwise. */
export const USUAL = 20;

/** A card that was forgotten comes again this soon, if nothing else is left. In milliseconds. */
const SOON = 20 * 60_000;

const DAY = 86_400_000;
const GOOD = /** @type {Grade} */ (3);

/** @param {number} at */
function midnight(at) {
    const day = new Date(at);
    return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/**
 * The days from now to a day, by the calendar: 0 is today.
 * @param {number} now
 * @param {string} day As 2026-12-24.
 */
export function daysUntil(now, day) {
    const [year, month, date] = day.split('-').map(Number);
    // A day on which the clocks change has 23 hours or 25.
    return Math.round((new Date(year, month - 1, date).getTime() - midnight(now)) / DAY);
}

/**
 * @typedef {object} Today
 * @property {string[]} due The cards that are due, the longest first.
 * @property {string[]} fresh The new ones that are for today.
 * @property {string[]} soon Those that come again within minutes.
 * @property {number} unseen How many were never answered.
 * @property {number} begun How many new ones were answered today.
 */

/**
 * @param {readonly string[]} cards
 * @param {Map<string, Answer[]>} answers
 * @param {Scheduler} scheduler
 * @param {number} now
 * @param {number} most How many new ones a day has.
 * @returns {Today}
 */
export function today(cards, answers, scheduler, now, most) {
    const tonight = midnight(midnight(now) + 1.5 * DAY);
    const [due, soon] = [/** @type {[number, string][]} */ ([]), /** @type {[number, string][]} */ ([])];
    const unseen = [];
    for (const card of cards) {
        const given = answers.get(card);
        if (!given) {
            unseen.push(card);
            continue;
        }
        const standing = scheduler.standing(given);
        // What days pass for is due on its day, whatever the hour.
        if (standing.due <= now || (standing.learnt && standing.due < tonight)) {
            due.push([standing.due, card]);
        } else if (standing.due <= now + SOON) {
            soon.push([standing.due, card]);
        }
    }
    const begun = [...answers.values()].filter(given => given[0].at >= midnight(now)).length;
    const ordered = (/** @type {[number, string][]} */ list) => list.sort((a, b) => a[0] - b[0]).map(([, card]) => card);
    const fresh = mixed(unseen).slice(0, Math.max(0, most - begun));
    return { due: ordered(due), fresh, soon: ordered(soon), unseen: unseen.length, begun };
}

/**
 * An order that mixes the kinds and is the same at each visit.
 * @param {readonly string[]} cards
 */
function mixed(cards) {
    const place = (/** @type {string} */ text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0;
    return [...cards].sort((one, other) => place(one) - place(other));
}

/**
 * What is to be done each day until the interview, if every card is known when it comes.
 * @param {readonly string[]} cards
 * @param {Map<string, Answer[]>} answers
 * @param {Scheduler} scheduler
 * @param {number} now
 * @param {number} days
 */
export function plan(cards, answers, scheduler, now, days) {
    const end = midnight(now) + days * DAY;
    const unseen = cards.filter(card => !answers.has(card)).length;
    const begun = [...answers.values()].filter(given => given[0].at >= midnight(now)).length;
    // What was begun today is part of today's share.
    const fresh = Math.ceil((unseen + begun) / days);
    let again = cards.reduce((sum, card) => sum + repetitions(answers.get(card) ?? [], scheduler, end, now), 0);
    const first = passes(scheduler, now, end);
    for (let day = 0, left = unseen; day < days && left > 0; day++, left -= fresh) {
        const until = end - day * DAY;
        again += Math.min(left, fresh) * first.filter(at => at < until).length;
    }
    return { fresh, again: Math.ceil(again / days) };
}

/**
 * When a new card comes again on later days.
 * @param {Scheduler} scheduler
 * @param {number} now
 * @param {number} end
 */
function passes(scheduler, now, end) {
    /** @type {Answer[]} */
    const given = [];
    const days = [];
    for (let at = now; at < end; at = scheduler.standing(given).due) {
        given.push({ at, grade: GOOD });
        if (at >= midnight(now) + DAY) {
            days.push(at);
        }
    }
    return days;
}

/**
 * How often a card that was answered comes again before the end.
 * @param {readonly Answer[]} answers
 * @param {Scheduler} scheduler
 * @param {number} end
 * @param {number} now
 */
function repetitions(answers, scheduler, end, now) {
    const given = [...answers];
    let count = 0;
    while (given.length > 0) {
        const { due } = scheduler.standing(given);
        if (due >= end) {
            break;
        }
        given.push({ at: Math.max(due, now), grade: GOOD });
        count += 1;
    }
    return count;
}
