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
