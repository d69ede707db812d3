// The programs that a reader has changed, kept in the browser's storage: one entry for each listing.
// Where storage is denied or full, a draft lasts as long as its page, and leaving the page asks first.

/**
 * @typedef {object} Draft
 * @property {string} of The hash of the book's program that was changed.
 * @property {string} text The reader's program.
 * @property {boolean} [reset] Whether the reader went back to the book's program.
 */

const PREFIX = 'handbook-edit/';

/** @type {Map<string, Draft>} Drafts that could not be stored. */
const unstored = new Map();

/** @param {string} slug */
export function keyOf(slug) {
    return PREFIX + slug;
}

/**
 * A hash of a program (FNV-1a with 32 bits, and the length): it notices an edit of the book.
 * @param {string} text
 */
export function hashOf(text) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    return `${(hash >>> 0).toString(16)}-${text.length}`;
}

/**
 * The draft of a listing, if there is one.
 * @param {string} slug
 * @returns {Draft | null}
 */
export function draftOf(slug) {
    const kept = unstored.get(slug);
    if (kept) {
        return kept;
    }
    try {
        const draft = JSON.parse(localStorage.getItem(keyOf(slug)) ?? 'null');
        return typeof draft?.of === 'string' && typeof draft.text === 'string' ? draft : null;
    } catch {
        return null;
    }
}

/**
 * Stores a draft, or removes it.
 * @param {string} slug
 * @param {Draft | null} draft
 * @returns {boolean} Whether it outlasts the page.
 */
export function keep(slug, draft) {
    unstored.delete(slug);
    try {
        if (draft) {
            localStorage.setItem(keyOf(slug), JSON.stringify(draft));
        } else {
            localStorage.removeItem(keyOf(slug));
        }
    } catch {
        if (draft) {
            unstored.set(slug, draft);
        }
    }
    // The listener is there only while it is needed: with one, browsers keep no page for the way back.
    const change = unstored.size > 0 ? 'addEventListener' : 'removeEventListener';
    globalThis[change]?.('beforeunload', ask);
    return !unstored.has(slug);
}

/** @param {Event} event */
function ask(event) {
    event.preventDefault();
}
