// What an event means, by the words that it begins with: as handbook/page/timeline/words.rs.

/** @typedef {'done' | 'cancelled' | 'failed' | 'blocking' | 'queued' | 'open' | 'note'} Meaning */

/** @typedef {Partial<Record<Exclude<Meaning, 'note'>, string[]>>} Marks What a listing says besides. */

/** @type {[Exclude<Meaning, 'note'>, string[]][]} */
const USUAL = [
    ['done', ['done', 'finished', 'closed']],
    ['cancelled', ['cancelled', 'gave up', 'timed out', 'dropped', 'aborted']],
    ['failed', ['failed', 'error', 'panicked', 'raised']],
    ['blocking', ['blocking']],
    ['queued', ['queued']],
    ['open', ['start', 'started', 'request', 'waiting']],
];

/**
 * What the listing says of an event, else what the usual words say.
 * @param {string} event
 * @param {Marks} marks
 * @returns {Meaning}
 */
export function meaning(event, marks) {
    const begins = (/** @type {string} */ words) =>
        event.startsWith(words) && !/^[\p{Alphabetic}\p{N}]/u.test(event.slice(words.length));
    const declared = USUAL.find(([name]) => marks[name]?.some(begins));
    const usual = USUAL.find(([, words]) => words.some(begins));
    return (declared ?? usual)?.[0] ?? 'note';
}
