// The menu of themes, loaded when a reader opens it. boot.js paints the theme that is chosen.
import { remember } from './storage.js';

/** Opens the menu, or closes it. */
export const pressThemes = menuOfThemes();

function menuOfThemes() {
    const root = document.documentElement;
    const toggle = /** @type {HTMLElement} */ (document.getElementById('mdbook-theme-toggle'));
    const menu = /** @type {HTMLElement} */ (document.getElementById('mdbook-theme-list'));
    const items = [...menu.querySelectorAll('button')];
    const mark = () => {
        for (const item of items) {
            const chosen = item.value === root.dataset.theme;
            item.classList.toggle('theme-selected', chosen);
            item.setAttribute('aria-checked', String(chosen));
        }
    };
    /** @param {boolean} open */
    const show = open => {
        menu.style.display = open ? 'block' : '';
        toggle.setAttribute('aria-expanded', String(open));
    };
    const press = () => {
        // It may have been another one since: a browser keeps pages for the way back.
        mark();
        show(!menu.style.display);
        items.find(item => item.value === root.dataset.theme)?.focus();
    };
    for (const item of items) {
        item.addEventListener('click', () => {
            root.dataset.theme = item.value;
            remember('mdbook-theme', item.value || null);
            document.dispatchEvent(new Event('theme'));
            mark();
        });
    }
    menu.addEventListener('keydown', event => {
        const here = items.indexOf(/** @type {HTMLButtonElement} */ (event.target));
        const to = /** @type {Record<string, number | undefined>} */ ({ ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 })[event.key];
        if (to !== undefined) {
            items.at(to % items.length)?.focus();
        } else if (event.key === 'Escape') {
            show(false);
            toggle.focus();
        } else {
            return;
        }
        event.preventDefault();
    });
    // It closes when a reader goes elsewhere. Safari gives a pressed button no focus.
    const leave = (/** @type {EventTarget | null} */ to) => {
        if (to instanceof Node && ![menu, toggle].some(part => part.contains(to))) {
            show(false);
        }
    };
    menu.addEventListener('focusout', ({ relatedTarget }) => leave(relatedTarget));
    document.addEventListener('click', ({ target }) => leave(target));
    return press;
}
