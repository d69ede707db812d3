// Makes elements.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [kind] Its class.
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, kind = '', ...children) {
    const element = document.createElement(tag);
    element.className = kind;
    element.append(...children);
    return element;
}

/**
 * @param {string} kind
 * @param {string} text
 * @param {() => void} pressed
 */
export function button(kind, text, pressed) {
    const element = make('button', kind, text);
    element.type = 'button';
    element.addEventListener('click', pressed);
    return element;
}

/**
 * A choice from a list, with its label.
 * @param {string} name
 * @param {Map<string, string>} values
 */
export function choice(name, values) {
    const select = make('select', '', ...[...values].map(([value, words]) => new Option(words, value)));
    return { label: make('label', '', `${name} `, select), select };
}
