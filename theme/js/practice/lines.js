// Makes the lines of a program something to choose from: arrows or a press choose one, Enter checks it.

/**
 * @param {HTMLElement} program A block of class `program`.
 * @param {string} label
 * @param {{ chosen: (line: number) => void, checked: (line: number) => void }} on With the number of
 *     the line, from 1.
 */
export function offerLines(program, label, { chosen, checked }) {
    const code = /** @type {HTMLElement} */ (program.querySelector('pre.code code'));
    const lines = split(code);
    code.replaceChildren(...lines);
    program.querySelector('pre')?.removeAttribute('tabindex');
    code.setAttribute('role', 'listbox');
    code.setAttribute('aria-label', label);
    code.tabIndex = 0;
    let at = -1;
    lines.forEach((line, index) => {
        line.id = `${program.id}-line-${index + 1}`;
        // An empty line is none to choose.
        line.setAttribute('role', blank(line) ? 'presentation' : 'option');
        if (!blank(line)) {
            line.setAttribute('aria-selected', 'false');
        }
        line.addEventListener('click', () => !blank(line) && move(index));
    });
    const move = (/** @type {number} */ to) => {
        if (code.getAttribute('role') !== 'listbox') {
            return;
        }
        lines[at]?.classList.remove('here');
        lines[at]?.setAttribute('aria-selected', 'false');
        const step = to < at ? -1 : 1;
        at = Math.max(0, Math.min(lines.length - 1, to));
        while (blank(lines[at]) && lines[at + step]) {
            at += step;
        }
        if (blank(lines[at])) {
            return;
        }
        lines[at].classList.add('here');
        lines[at].setAttribute('aria-selected', 'true');
        lines[at].scrollIntoView({ block: 'nearest', inline: 'nearest' });
        code.setAttribute('aria-activedescendant', lines[at].id);
        chosen(at + 1);
    };
    code.addEventListener('keydown', event => {
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
        if (to !== undefined && code.getAttribute('role') === 'listbox') {
            event.preventDefault();
            move(to);
        } else if (event.key === 'Enter' && at >= 0 && !blank(lines[at])) {
            event.preventDefault();
            checked(at + 1);
        }
    });
}

/**
 * Shows which lines are wrong, and which one was marked.
 * @param {HTMLElement} program
 * @param {readonly number[]} wrong
 * @param {number | null} marked
 */
export function settleLines(program, wrong, marked) {
    const code = /** @type {HTMLElement} */ (program.querySelector('pre.code code'));
    for (const name of ['role', 'aria-label', 'aria-activedescendant', 'tabindex']) {
        code.removeAttribute(name);
    }
    program.querySelector('pre')?.setAttribute('tabindex', '0');
    [...code.querySelectorAll('.code-line')].forEach((line, index) => {
        line.removeAttribute('role');
        line.removeAttribute('aria-selected');
        line.classList.remove('here');
        line.classList.toggle('faulty', wrong.includes(index + 1));
        line.classList.toggle('marked', marked === index + 1);
    });
}

/** @param {HTMLElement} line */
function blank(line) {
    return line.textContent?.trim() === '';
}

/**
 * The lines of coloured code: what spans several of them is coloured in each.
 * @param {HTMLElement} code
 */
function split(code) {
    /** @type {HTMLElement[]} */
    const lines = [];
    const fresh = () => {
        const line = document.createElement('span');
        line.className = 'code-line';
        lines.push(line);
        return line;
    };
    /** @type {Node} */
    let into = fresh();
    const walk = (/** @type {Node} */ node, /** @type {Element[]} */ around) => {
        if (node instanceof Text) {
            node.data.split('\n').forEach((piece, index) => {
                if (index > 0) {
                    lines[lines.length - 1].append('\n');
                    into = around.reduce((parent, element) => parent.appendChild(element.cloneNode(false)), /** @type {Node} */ (fresh()));
                }
                into.appendChild(document.createTextNode(piece));
            });
            return;
        }
        const outside = into;
        const own = /** @type {Element} */ (node);
        into = into.appendChild(own.cloneNode(false));
        const depth = lines.length;
        own.childNodes.forEach(child => walk(child, [...around, own]));
        into = lines.length === depth ? outside : around.reduce((parent) => /** @type {Node} */ (parent.lastChild ?? parent), /** @type {Node} */ (lines[lines.length - 1]));
    };
    code.childNodes.forEach(child => walk(child, []));
    if (lines[lines.length - 1].textContent === '') {
        lines.pop();
    }
    return lines;
}
