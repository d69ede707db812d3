// Copy: the whole program, with the helper that the page leaves out.

/** @param {ParentNode} scope */
export function addCopyButtons(scope) {
    for (const listing of scope.querySelectorAll('.listing')) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'copy';
        button.textContent = 'Copy';
        button.addEventListener('click', () => copy(button, listing));
        listing.querySelector('.bar')?.append(button);
    }
}

/**
 * @param {HTMLButtonElement} button
 * @param {Element} listing
 */
async function copy(button, listing) {
    const programs = /** @type {HTMLElement[]} */ ([...listing.querySelectorAll('.program')]);
    const shown = programs.find(program => program.offsetParent !== null);
    try {
        await navigator.clipboard.writeText(shown?.dataset.edited ?? shown?.dataset.copy ?? '');
        say(button, 'Copied');
    } catch {
        say(button, 'Not allowed');
    }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
function say(button, text) {
    button.textContent = text;
    setTimeout(() => {
        button.textContent = 'Copy';
    }, 2000);
}
