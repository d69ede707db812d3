// Loads mdBook's search when a reader wants it: most pages are read without.

import { TYPED } from './keys.js';

const SCRIPTS = ['elasticlunr.min.js', 'mark.min.js', 'searcher.js'];

export function searchWhenWanted() {
    const toggle = document.getElementById('mdbook-search-toggle');
    if (!toggle) {
        return;
    }
    const wrapper = document.getElementById('mdbook-search-wrapper');
    const bar = /** @type {HTMLInputElement} */ (document.getElementById('mdbook-searchbar'));
    // Once it is loaded, mdBook's own search listens.
    const until = new AbortController();
    const { signal } = until;
    let [loading, wanted] = [false, false];

    const load = async () => {
        if (loading) {
            return;
        }
        loading = true;
        nameForSearch();
        try {
            for (const name of SCRIPTS) {
                await script(name);
            }
        } catch {
            // Without a network, perhaps: it is tried again when it is wanted again.
            loading = false;
            return;
        }
        until.abort();
        // It begins closed. What was typed meanwhile is searched for.
        if (wanted && wrapper.classList.contains('hidden')) {
            const typed = bar.value.length;
            toggle.click();
            bar.setSelectionRange(typed, typed);
        }
    };
    const open = event => {
        event.preventDefault();
        wanted = true;
        wrapper.classList.remove('hidden');
        bar.focus();
        load();
    };
    toggle.addEventListener('click', open, { signal });
    bar.form.addEventListener('submit', event => event.preventDefault());
    document.addEventListener('keydown', event => {
        const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
        if (plain && !event.target.closest(TYPED) && (event.key === 's' || event.key === '/')) {
            open(event);
        }
    }, { signal });
    // The address asks for a search, or for what was searched to be marked.
    const asked = new URLSearchParams(location.search);
    if (asked.has('search') || asked.has('highlight')) {
        load();
    }
}

/** What mdBook's search looks for among the globals. */
function nameForSearch() {
    const { pathToRoot, searchIndex } = document.documentElement.dataset;
    Object.assign(globalThis, {
        path_to_root: pathToRoot,
        path_to_searchindex_js: searchIndex,
        mdbook_something_else_has_focus: event => event.target.closest(TYPED) !== null,
    });
}

function script(name) {
    return new Promise((resolve, reject) => {
        const element = document.createElement('script');
        element.src = document.documentElement.dataset.pathToRoot + name;
        element.addEventListener('load', resolve);
        element.addEventListener('error', reject);
        document.head.append(element);
    });
}
