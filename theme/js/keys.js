// The keyboard shortcuts of every page, and the one rule that says when a key press is a shortcut.

/** What has its own use for keys while the focus is in it. */
const BUSY = 'input, select, textarea, form, dialog, [popover], [contenteditable]:not([contenteditable=false]), [role=menu], [role=listbox], [role=tablist], #mdbook-search-wrapper, .controls, .knobs, .practice, handbook-live';

/** What has its own use for keys while it is open, wherever the focus is. */
const OPEN = 'dialog[open], [popover], [aria-haspopup][aria-expanded=true], #mdbook-search-wrapper:not(.hidden)';

/** A card of practice that is asked: its keys work from anywhere in the page. */
const CARD = '.drill-card, .interview';

/** Where left and right scroll or move within a control. */
const SCROLLS = 'main :is(pre, button, summary, [tabindex="0"])';

/** @type {Record<string, string | undefined>} */
const TURNS = { ArrowLeft: 'previous', ArrowRight: 'next' };

/**
 * Whether a key press is one key by itself, which nothing has handled and nothing open waits for.
 * @param {KeyboardEvent} event
 */
export function isPlain(event) {
    // The key code 229 is a key that an input method takes, in browsers that do not say so otherwise.
    const taken = event.defaultPrevented || event.isComposing || event.keyCode === 229;
    return !(taken || event.altKey || event.ctrlKey || event.metaKey || document.querySelector(OPEN));
}

/**
 * Whether a key press may be a shortcut of the page.
 * @param {KeyboardEvent} event
 */
export function isFree(event) {
    const target = /** @type {Element} */ (event.target);
    const scrolls = event.key in TURNS && (event.shiftKey || target.closest(SCROLLS));
    return isPlain(event) && !scrolls && !isBusy(target) && !document.querySelector(CARD);
}

/** @param {Element} target */
export function isBusy(target) {
    return target.closest(BUSY) !== null;
}

export function listenToKeys() {
    document.addEventListener('keydown', event => {
        if (!isFree(event)) {
            return;
        }
        const side = TURNS[event.key];
        if (event.key === '?') {
            event.preventDefault();
            import('./help.js').then(it => it.showHelp());
        } else if (side) {
            event.preventDefault();
            /** @type {HTMLElement | null} */ (document.querySelector(`.nav-chapters.${side}`))?.click();
        }
    });
}
