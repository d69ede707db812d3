// Begins practice. What every round needs was bundled into one file; what a reader may ask for is
// loaded then, from here.

const parts = {
    block: () => import('./block.js'),
    help: () => import('../help.js'),
    filterForm: () => import('./filter-form.js'),
    interview: () => import('./interview.js'),
    keeping: () => import('./keeping.js'),
    lines: () => import('./lines.js'),
    plan: () => import('./plan.js'),
    progress: () => import('./progress.js'),
};

/** @typedef {typeof parts} Parts */

/** @param {HTMLElement} deck */
export async function practise(deck) {
    try {
        const address = new URL(deck.dataset.practice ?? '', location.href).href;
        /** @type {{ begin: (deck: HTMLElement, parts: Parts) => void }} */
        const { begin } = await import(address);
        begin(deck, parts);
    } catch (error) {
        dispatchEvent(new Event('not-loaded'));
        // The list is whole without it.
        const said = document.createElement('p');
        said.className = 'trouble';
        said.setAttribute('role', 'alert');
        said.textContent = 'Practice could not be loaded. Here are its questions as a list.';
        deck.before(said);
        console.error(error);
    }
}
