// What keys do in every page: left and right turn it, and ? says so.

/** Where keys are typed. */
export const TYPED = 'input, select, textarea, [contenteditable=true]';
/** Where left and right scroll code, or move within a control. */
const NEEDED = 'main :is(pre, button, summary, [role=tab])';

/** @type {Record<string, string | undefined>} */
const TURNS = { ArrowLeft: 'previous', ArrowRight: 'next' };

export function listenToKeys() {
    const help = /** @type {HTMLDialogElement} */ (document.getElementById('mdbook-help-container'));
    // Its box covers the window: beside what it says, a click closes it.
    help.addEventListener('click', ({ target }) => target === help && help.close());
    document.addEventListener('keydown', event => {
        const target = /** @type {Element} */ (event.target);
        if (event.altKey || event.ctrlKey || event.metaKey || target.closest(TYPED)) {
            return;
        }
        const side = TURNS[event.key];
        if (event.key === '?') {
            event.preventDefault();
            help.showModal();
        } else if (side && !event.shiftKey && !target.closest(NEEDED)) {
            event.preventDefault();
            /** @type {HTMLElement | null} */ (document.querySelector(`.nav-chapters.${side}`))?.click();
        }
    });
}
