// Which card comes next.

/** @import { Answer, Standing } from '../../../page-tools/schedule.js' */

/**
 * @typedef {object} Scheduler
 * @property {(answers: readonly Answer[]) => Standing} standing
 * @property {(answers: readonly Answer[], now: number) => number[]} choices
 */

/** How many new cards a day has, where no interview says otherwise. */
export const USUAL = 20;

/** A card that was forgotten comes again this soon, if nothing else is left. In milliseconds. */
const SOON = 20 * 60_000;

export const DAY = 86_400_000;
/** @param {number} at */
export function midnight(at) {
    const day = new Date(at);
    return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
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
 * @param {readonly string[]} cards In the order in which new ones come.
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
    const fresh = unseen.slice(0, Math.max(0, most - begun));
    return { due: ordered(due), fresh, soon: ordered(soon), unseen: unseen.length, begun };
}
