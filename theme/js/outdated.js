// Helps a page whose version is gone from the host: a browser may show an old page from its cache
// after the book was updated. This file keeps its name in all versions.

/** A page is reloaded by itself once in so many milliseconds. */
const PAUSE = 60_000;

/**
 * @param {EventTarget} target What could not be loaded: an element, or else a module.
 */
export async function help(target) {
    const main = document.querySelector('script[type=module]');
    const isElement = target instanceof HTMLLinkElement || target instanceof HTMLScriptElement;
    const element = /** @type {HTMLLinkElement & HTMLScriptElement} */ (isElement ? target : main);
    let response;
    try {
        response = await fetch(element.href || element.src, { method: 'HEAD', cache: 'no-store' });
    } catch {
        // There is no network: nothing is known.
        return;
    }
    if (response.ok) {
        return;
    }
    // Without its styles or its scripts a page is not worth reading.
    if (isElement && mayReload()) {
        location.reload();
    } else {
        offer();
    }
}

function mayReload() {
    const key = 'handbook-reloaded';
    try {
        const last = Number(sessionStorage.getItem(key));
        sessionStorage.setItem(key, String(Date.now()));
        return Date.now() - last > PAUSE;
    } catch {
        // Storage may be denied.
        return false;
    }
}

function offer() {
    document.querySelector('.update-note')?.remove();
    const note = document.createElement('aside');
    note.className = 'update-note';
    note.setAttribute('role', 'alert');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Reload';
    button.addEventListener('click', () => location.reload());
    note.append('This book was updated after this page was loaded. ', button);
    document.body.append(note);
}
