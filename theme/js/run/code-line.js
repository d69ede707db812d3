// Shows in a program which of its lines is meant.

/**
 * @param {Element} program A block of class `program`.
 * @param {number | null} line Counted from 0; none to show nothing.
 */
export function pointAt(program, line) {
    const code = program.querySelector('pre.code code');
    let pointer = /** @type {HTMLElement | null} */ (code?.querySelector('.pointer') ?? null);
    if (line === null) {
        pointer?.remove();
        return;
    }
    if (!pointer) {
        pointer = document.createElement('span');
        pointer.className = 'pointer';
        pointer.setAttribute('aria-hidden', 'true');
        code?.prepend(pointer);
    }
    pointer.style.setProperty('--line', String(line));
}
