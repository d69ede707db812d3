// Draws the questions of an interview: the likelier one is asked, the likelier it is drawn.

/** @typedef {{ id: string, asked: number | null }} Candidate */

/**
 * What a question without a figure weighs: as much as those with one do on average.
 * @param {readonly Candidate[]} candidates
 */
export function evenWeight(candidates) {
    const figures = candidates.flatMap(({ asked }) => asked ?? []);
    return figures.length > 0 ? Math.round(figures.reduce((sum, figure) => sum + figure, 0) / figures.length) : 1;
}

/**
 * As many different questions, by their weights (Efraimidis and Spirakis).
 * @param {readonly Candidate[]} candidates
 * @param {number} count
 * @param {() => number} random From 0 to 1.
 */
export function draw(candidates, count, random = Math.random) {
    const even = evenWeight(candidates);
    const keys = candidates.map(({ id, asked }) => ({ id, key: random() ** (1 / (asked ?? even)) }));
    return keys.sort((one, other) => other.key - one.key).slice(0, count).map(({ id }) => id);
}
