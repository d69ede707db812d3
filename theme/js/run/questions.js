// The questions of a page about a run: asked before it, and settled by its very lines.

/** @param {HTMLElement} figure */
function questionsAbout(figure) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.predict'));
    return [...all].filter(question => question.dataset.run === figure.id);
}

/**
 * The first question about this listing that the reader has not answered.
 * @param {HTMLElement} figure
 */
export function unanswered(figure) {
    return questionsAbout(figure).find(question => !('given' in question.dataset));
}

/**
 * The numbers of the lines, from 0, that decide the questions that were answered.
 * @param {HTMLElement} figure
 * @param {string} language
 */
export function decidingLines(figure, language) {
    return questionsAbout(figure)
        .filter(({ dataset }) => 'given' in dataset && (dataset.language ?? language) === language)
        .flatMap(({ dataset }) => dataset.decides?.split(' ').filter(Boolean).map(Number) ?? []);
}
