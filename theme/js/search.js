// Opens the search, and loads it then: most pages are read without.

import { isFree } from './keys.js';

export function searchWhenWanted() {
    const toggle = document.getElementById('mdbook-search-toggle');
    const wrapper = document.getElementById('mdbook-search-wrapper');
    const bar = /** @type {HTMLInputElement} */ (document.getElementById('mdbook-searchbar'));

    /** @param {boolean} shown */
    const show = async shown => {
        wrapper.classList.toggle('hidden', !shown);
        toggle.setAttribute('aria-expanded', String(shown));
        if (shown) {
            bar.select();
            (await import('./search/panel.js')).startSearch();
        } else {
            toggle.focus();
        }
    };
    toggle.addEventListener('click', () => show(wrapper.classList.contains('hidden')));
    wrapper.addEventListener('keydown', event => event.key === 'Escape' && !event.isComposing && show(false));
    document.addEventListener('keydown', event => {
        if ((event.key === 's' || event.key === '/') && isFree(event)) {
            event.preventDefault();
            show(true);
        }
    });
    const asked = new URLSearchParams(location.search).get('search');
    if (asked) {
        bar.value = asked;
        show(true);
    }
}
