// The browser's storage, which may be denied: then nothing is remembered, and nothing breaks.

export function remember(key, value) {
    try {
        localStorage.setItem(key, value);
    } catch {
        // Denied or full.
    }
}
