// The sliders of a listing's knobs, where the page can run it: to move one is to run it.
import { recall, remember } from './storage.js';

/**
 * @param {HTMLElement} figure
 * @param {(reset: boolean) => void} moved
 */
export function addSliders(figure, moved) {
    const block = /** @type {HTMLElement | null} */ (figure.querySelector(':scope > .knobs'));
    if (!block) {
        return;
    }
    const knobs = /** @type {HTMLElement[]} */ ([...block.querySelectorAll('.knob')]);
    const sliders = knobs.map(knob => slider(knob, `${figure.id}-${knob.dataset.name}`));
    const reset = document.createElement('button');
    reset.type = 'button';
    reset.className = 'reset';
    reset.textContent = 'Reset';
    reset.setAttribute('aria-label', 'Reset to the values of the recorded run');
    const show = () => {
        sliders.forEach(({ show }) => show());
        reset.disabled = sliders.every(({ input }) => input.value === input.defaultValue);
    };
    reset.addEventListener('click', () => {
        sliders[0].input.focus();
        sliders.forEach(({ input }) => {
            input.value = input.defaultValue;
        });
        show();
        moved(true);
    });
    for (const { row, input } of sliders) {
        input.addEventListener('input', () => {
            show();
            moved(false);
        });
        // What is set by the page itself is shown, and not run.
        input.addEventListener('change', show);
        block.append(row);
    }
    show();
    if (!reset.disabled) {
        const kept = document.createElement('p');
        kept.className = 'kept';
        kept.textContent = 'These values are from your last visit. Press Run to see their run.';
        block.append(kept);
    }
    block.append(reset);
    block.classList.add('sliding');
}

/**
 * @param {HTMLElement} knob What is said of it.
 * @param {string} id
 */
function slider(knob, id) {
    const { name = '', usual = '', least = '', most = '', step = '', unit } = knob.dataset;
    const [row, label, code, value] = ['div', 'label', 'code', 'output'].map(name => document.createElement(name));
    const input = document.createElement('input');
    row.className = 'slider';
    label.setAttribute('for', id);
    code.textContent = name;
    label.append(...(knob.querySelector('.meaning')?.cloneNode(true).childNodes ?? []), ' ', code);
    Object.assign(input, { type: 'range', id, name, min: least, max: most, step });
    // The range comes first: a value outside it would be moved into it.
    input.defaultValue = usual;
    input.autocomplete = 'off';
    // The slider says its value itself.
    value.setAttribute('aria-hidden', 'true');
    row.append(label, input, value);
    const key = `handbook-knob/${id}`;
    input.value = recall(key) ?? usual;
    const show = () => {
        remember(key, input.value === usual ? null : input.value);
        const text = unit ? `${input.value} ${unit}` : input.value;
        value.textContent = text;
        input.setAttribute('aria-valuetext', text);
        const part = (Number(input.value) - Number(least)) / (Number(most) - Number(least));
        input.style.setProperty('--played', String(part));
    };
    return { row, input, show };
}
