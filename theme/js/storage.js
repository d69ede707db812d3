// The browser's storage, which may be denied: then nothing is remembered, and nothing breaks.

/**
 * @param {string} key
 * @param {string | null} value Nothing: it is forgotten.
 */
export function remember(key, value) {
    try {
        if (value === null) {
            localStorage.removeItem(key);
        } else {
            localStorage.setItem(key, value);
        }
    } catch {
        // Denied or full.
    }
}

/**
 * Keeps what is typed into a field until it is sent: then the key is to be forgotten.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} key
 */
export function keepTyped(field, key) {
    field.value = recall(key) ?? '';
    field.addEventListener('input', () => remember(key, field.value || null));
}

/**
 * What was remembered, if anything was.
 * @param {string} key
 */
export function recall(key) {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
}
