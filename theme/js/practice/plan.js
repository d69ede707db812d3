// How many cards there are a day until the interview. Loaded when its day is set.
import { DAY, USUAL, midnight } from './today.js';

/** @import { Answer, Grade } from '../../../page-tools/schedule.js' */
/** @import { Scheduler } from './today.js' */

const GOOD = /** @type {Grade} */ (3);

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
 * What is to be done each day until the interview: every card, or as many as a day has room for.
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
    const fresh = Math.min(USUAL, Math.ceil((unseen + begun) / days));
    const without = Math.max(0, unseen + begun - fresh * days);
    let again = cards.reduce((sum, card) => sum + repetitions(answers.get(card) ?? [], scheduler, end, now), 0);
    const first = passes(scheduler, now, end);
    for (let day = 0, left = unseen; day < days && left > 0; day++, left -= fresh) {
        const until = end - day * DAY;
        again += Math.min(left, fresh) * first.filter(at => at < until).length;
    }
    return { fresh, again: Math.ceil(again / days), without };
}

/**
 * The plan as a text.
 * @param {number} days
 * @param {ReturnType<typeof plan> | null} shares Nothing from the day of the interview on.
 */
export function inDays(days, shares) {
    if (!shares) {
        return days === 0
            ? 'The interview is today. Repeat what is due; there are no new cards.'
            : 'That day is over. There is no plan any more.';
    }
    const { fresh, again, without } = shares;
    const left = days === 1 ? 'The interview is tomorrow' : `${days} days are left`;
    const share = days === 1 ? `${fresh} new cards today` : `${fresh} new cards a day`;
    const rest = without > 0 ? ` There is no time for the ${without} least asked cards.` : '';
    return `${left}: ${share}, the most asked first, and about ${again} that come again.${rest} ${ORDER}`;
}

/** How new cards are ordered while a day is set. */
const ORDER = 'Questions and spoken answers come first, ordered by how often the list says that interviewers ask about their pattern; then the follow-up questions; then predictions, programs and differences.';

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
