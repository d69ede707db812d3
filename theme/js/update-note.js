// Says that a new version of the page is stored.

export function showUpdate() {
    if (document.querySelector('.update-note')) {
        return;
    }
    const note = document.createElement('aside');
    note.className = 'update-note';
    note.setAttribute('aria-label', 'New version');
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    note.append(said, button('Reload', () => location.reload()), button('Later', () => note.remove()));
    document.body.append(note);
    // A status is announced when it changes.
    said.textContent = 'A new version of this page is stored.';
}

/**
 * @param {string} text
 * @param {() => void} pressed
 */
function button(text, pressed) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', pressed);
    return button;
}
