// A term's definition, shown where the term is used. It is read from the glossary's page.

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** How far it is from its term and from the window's edge, in pixels. */
const GAP = 8;

/**
 * @param {HTMLAnchorElement} term A link to an entry of the glossary.
 * @throws {unknown} If the definition cannot be shown.
 */
export async function showDefinition(term) {
    const address = term.href.replace(/#.*/, '');
    pages.set(address, pages.get(address) ?? load(address));
    const entry = (await pages.get(address))?.getElementById(decodeURIComponent(term.hash.slice(1)));
    const meaning = entry?.nextElementSibling;
    if (!entry || !meaning) {
        throw new Error(`${address} does not define ${term.hash}`);
    }
    const [box, name, text, more, link] = ['div', 'strong', 'p', 'p', 'a'].map(tag => document.createElement(tag));
    box.className = 'definition';
    box.setAttribute('popover', '');
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', `Definition: ${entry.textContent}`);
    box.tabIndex = -1;
    name.textContent = entry.textContent;
    text.append(...document.importNode(meaning, true).childNodes);
    // Its links start at the glossary.
    for (const inner of text.querySelectorAll('a[href]')) {
        inner.setAttribute('href', new URL(inner.getAttribute('href') ?? '', address).href);
    }
    link.textContent = 'In the glossary';
    link.setAttribute('href', term.href);
    more.append(link);
    box.append(name, text, more);
    document.querySelector('.content')?.append(box);
    box.addEventListener('toggle', event => {
        if (/** @type {ToggleEvent} */ (event).newState === 'closed') {
            box.remove();
        }
    });
    box.showPopover();
    place(box, term.getBoundingClientRect());
    box.focus({ preventScroll: true });
}

/**
 * Puts it below its term, or above where there is no room, within the window.
 * @param {HTMLElement} box
 * @param {DOMRect} term
 */
function place(box, { left, top, bottom }) {
    const { width, height } = box.getBoundingClientRect();
    const right = document.documentElement.clientWidth - width - GAP;
    const above = bottom + GAP + height > innerHeight && top - GAP - height > 0;
    box.style.left = `${scrollX + Math.max(GAP, Math.min(left, right))}px`;
    box.style.top = `${scrollY + (above ? top - GAP - height : bottom + GAP)}px`;
}

/** @param {string} address */
async function load(address) {
    try {
        const response = await fetch(address);
        if (!response.ok) {
            throw new Error(`${address}: ${response.status}`);
        }
        return new DOMParser().parseFromString(await response.text(), 'text/html');
    } catch (error) {
        // It may be there the next time.
        pages.delete(address);
        throw error;
    }
}
