// What is kept: saved as a file, read from one, forgotten. Loaded when the reader looks at it.
import { button, make } from './elements.js';
import { read, written } from './archive.js';

/** @import { Store } from './store.js' */

/**
 * @param {Store} store
 * @param {() => void} changed
 */
export function keeping(store, changed) {
    const said = make('p', 'outcome');
    said.setAttribute('role', 'status');
    const input = make('input');
    input.type = 'file';
    input.accept = 'application/json,.json';
    input.addEventListener('change', async () => {
        const [file] = input.files ?? [];
        if (file) {
            said.textContent = take(store, await file.text());
            input.value = '';
            changed();
        }
    });
    const forget = button('link', 'Forget all answers', () => {
        const count = store.entries().length;
        const sure = make('span', 'sure', `All ${count} answers go. `, button('link', 'Forget them', () => {
            store.reset();
            sure.replaceWith(forget);
            said.textContent = 'Forgotten.';
            changed();
            forget.focus();
        }), ' ', button('link', 'Keep them', () => {
            sure.replaceWith(forget);
            forget.focus();
        }));
        forget.replaceWith(sure);
        sure.querySelector('button')?.focus();
    });
    const all = make(
        'div',
        'keeping',
        make('p', '', 'What you answer stays in this browser. Save it as a file to take it to another one: reading a file adds its answers to those that are there.'),
        make('p', '', button('', 'Save as a file', () => save(store))),
        make('p', '', make('label', '', 'Read a file ', input)),
        make('p', '', forget),
    );
    return [all, said];
}

/** @param {Store} store */
function save(store) {
    const text = written(store.entries(), store.setting('interview'));
    const link = make('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'async-handbook-practice.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Reads a file, and says how it went.
 * @param {Store} store
 * @param {string} text
 */
function take(store, text) {
    try {
        const { entries, interview } = read(text);
        const before = store.entries().length;
        if (!store.merge(entries)) {
            return 'There is no room for these answers in the browser’s storage. Nothing was changed.';
        }
        if (interview && !store.setting('interview')) {
            store.set('interview', interview);
        }
        return `${store.entries().length - before} new answers of ${entries.length} were read.`;
    } catch (error) {
        return `${error instanceof Error ? error.message : error} Nothing was changed.`;
    }
}
