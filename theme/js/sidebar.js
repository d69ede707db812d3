// Shows and hides the sidebar. boot.js has filled it, and shows it as it was left.
import { remember } from './storage.js';

/** Where in the window a chapter was when it was chosen: boot.js puts it there again. */
const CHOSEN_AT = 'handbook-chosen-at';

export function workSidebar() {
    const sidebar = document.getElementById('mdbook-sidebar');
    const button = document.getElementById('mdbook-sidebar-toggle');
    // What mdBook's styles go by.
    const box = /** @type {HTMLInputElement} */ (document.getElementById('mdbook-sidebar-toggle-anchor'));
    /** @param {boolean} visible */
    const show = visible => {
        box.checked = visible;
        document.documentElement.classList.toggle('sidebar-visible', visible);
        button?.setAttribute('aria-expanded', String(visible));
    };
    show(box.checked);
    button?.addEventListener('click', () => {
        show(!box.checked);
        remember('mdbook-sidebar', box.checked ? 'visible' : 'hidden');
    });

    remember(CHOSEN_AT, null);
    sidebar?.addEventListener('click', ({ target }) => {
        const link = /** @type {Element} */ (target).closest('a:not([href^="#"])');
        if (link) {
            remember(CHOSEN_AT, String(link.getBoundingClientRect().top));
        }
    });
}
