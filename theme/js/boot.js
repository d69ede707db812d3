// What is settled before the first line is drawn, so that nothing jumps: theme, language, sidebar.
{
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    // Storage may be denied: then it is as on a first visit.
    /** @param {string} key */
    const stored = key => {
        try {
            return localStorage.getItem(key);
        } catch {
            return null;
        }
    };

    let shown = root.dataset.light ?? '';
    const paint = () => {
        const { theme, light = '', dark: dusk = '' } = root.dataset;
        const wanted = theme || (dark.matches ? dusk : light);
        root.classList.replace(shown, wanted);
        shown = wanted;
        const color = getComputedStyle(root).backgroundColor;
        document.querySelector('meta[name=theme-color]')?.setAttribute('content', color);
    };
    const choose = () => {
        // Without a theme it is the one that the system asks for.
        root.dataset.theme = stored('mdbook-theme')?.match(/^(light|rust|coal|navy|ayu)$/)?.[0] ?? '';
        paint();
    };
    choose();
    // On another page another one may have been chosen, before a reader came back to this one.
    addEventListener('pageshow', ({ persisted }) => persisted && choose());
    dark.addEventListener('change', paint);
    document.addEventListener('theme', paint);

    root.classList.add('js');
    // Nothing waits for main.js where it does not start: from a file, or without all its modules.
    root.dataset.modules = 'awaited';
    const check = () => {
        if (root.dataset.modules === 'awaited') {
            delete root.dataset.modules;
            const script = document.createElement('script');
            script.src = root.dataset.plain ?? '';
            document.head.append(script);
        }
    };
    addEventListener('load', check);
    setTimeout(check, location.protocol === 'file:' ? 0 : 10_000);
    root.dataset.language = stored('handbook-language') === 'rust' ? 'rust' : 'python';
    const wide = matchMedia('(min-width: 1080px)').matches;
    const visible = wide && stored('mdbook-sidebar') !== 'hidden';
    root.classList.toggle('sidebar-visible', visible);

    /**
     * An address without what servers add or leave out.
     * @param {string} address
     */
    const plain = address => address.replace(/(\/(index)?)?(\.html)?([?#].*)?$/, '');

    customElements.define('mdbook-sidebar-scrollbox', class extends HTMLElement {
        // While the page is read, as soon as the element is.
        connectedCallback() {
            /** @type {HTMLInputElement} */ (document.getElementById('mdbook-sidebar-toggle-anchor')).checked = visible;
            const { pathToRoot = '' } = root.dataset;
            const { chapters } = /** @type {{ chapters?: string }} */ (globalThis);
            if (!chapters) {
                return;
            }
            this.innerHTML = chapters;
            const links = [...this.querySelectorAll('a')];
            for (const link of links) {
                link.href = pathToRoot + link.getAttribute('href');
            }
            const here = plain(location.href);
            // The first page is the first chapter's, too.
            const first = here === plain(new URL(pathToRoot || './', document.baseURI).href);
            const active = first ? links[0] : links.find(link => plain(link.href) === here);
            if (active) {
                active.classList.add('active');
                active.setAttribute('aria-current', 'page');
                // Where it was when it was chosen from the list; from elsewhere, in the middle.
                active.scrollIntoView({ block: 'center' });
                const top = stored('handbook-chosen-at');
                this.scrollTop += top ? active.getBoundingClientRect().top - Number(top) : 0;
            }
        }
    });
}
