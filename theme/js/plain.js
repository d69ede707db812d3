// What a page does without its modules: it says so, and its sidebar and themes work. boot.js loads
// this where main.js did not start. It is no module itself.
{
    const root = document.documentElement;
    // A module may be late.
    const late = () => 'modules' in root.dataset;
    /** @param {string} key @param {string} value */
    const remember = (key, value) => {
        try {
            localStorage.setItem(key, value);
        } catch {
            // Storage may be denied.
        }
    };

    const workSidebar = () => {
        const box = /** @type {HTMLInputElement} */ (document.getElementById('mdbook-sidebar-toggle-anchor'));
        const button = document.getElementById('mdbook-sidebar-toggle');
        button?.setAttribute('aria-expanded', String(box.checked));
        button?.addEventListener('click', () => {
            if (!late()) {
                box.checked = !box.checked;
                root.classList.toggle('sidebar-visible', box.checked);
                button.setAttribute('aria-expanded', String(box.checked));
                remember('mdbook-sidebar', box.checked ? 'visible' : 'hidden');
            }
        });
    };

    const workThemes = () => {
        const toggle = document.getElementById('mdbook-theme-toggle');
        const menu = document.getElementById('mdbook-theme-list');
        const items = /** @type {HTMLButtonElement[]} */ ([...(menu?.querySelectorAll('button') ?? [])]);
        const show = (/** @type {boolean} */ open) => {
            menu?.style.setProperty('display', open ? 'block' : '');
            toggle?.setAttribute('aria-expanded', String(open));
            for (const item of items) {
                const chosen = item.value === root.dataset.theme;
                item.classList.toggle('theme-selected', chosen);
                item.setAttribute('aria-checked', String(chosen));
            }
        };
        toggle?.addEventListener('click', () => {
            if (!late()) {
                show(!menu?.style.display);
            }
        });
        for (const item of items) {
            item.addEventListener('click', () => {
                if (!late()) {
                    root.dataset.theme = item.value;
                    remember('mdbook-theme', item.value);
                    document.dispatchEvent(new Event('theme'));
                    show(false);
                    toggle?.focus();
                }
            });
        }
        menu?.addEventListener('keydown', ({ key }) => {
            if (key === 'Escape' && !late()) {
                show(false);
                toggle?.focus();
            }
        });
    };

    const say = () => {
        const note = document.createElement('p');
        note.className = 'plain-note';
        note.setAttribute('role', 'status');
        if (location.protocol === 'file:') {
            const command = document.createElement('code');
            command.textContent = 'cargo run';
            note.append(
                'This page was opened from a file, where browsers run no programs. To run programs, search and practise, start ',
                command,
                ' in the project, or put the folder on any web server.',
            );
        } else {
            note.append('Part of this page could not be loaded, so programs, search and practice do not work. Reload the page to try again.');
        }
        document.querySelector('main')?.prepend(note);
    };

    const start = () => {
        workSidebar();
        workThemes();
        say();
        root.classList.add('plain');
    };
    if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', start);
    } else {
        start();
    }
}
