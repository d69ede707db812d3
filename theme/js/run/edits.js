// A Python program that the reader changes: its editor, the kept draft, Reset and its undoing. The
// helper that the page leaves out is put before the reader's text, so that the program runs, and is
// copied, as a whole.
import { draftOf, hashOf, keep, keyOf } from './drafts.js';
import { markBy } from './editing.js';

/** @import { Draft } from './drafts.js' */
/** @import { Place } from './editing.js' */

/** The helper, as every program contains it. */
const HELPER = /^from time import monotonic\n[^]*?^def log\(.*\n(?: {4}.*\n)+/m;

/** @typedef {{ close: () => void, replace: (text: string) => void, focus: () => void, mark: (places: Place[]) => void }} Editor */

/** @type {WeakMap<HTMLElement, Edits>} */
const all = new WeakMap();

/**
 * The edits of a listing.
 * @param {HTMLElement} figure
 * @param {HTMLButtonElement} button Its button Edit, which becomes Reset.
 */
export function editsOf(figure, button) {
    const edits = all.get(figure) ?? new Edits(figure, button);
    all.set(figure, edits);
    return edits;
}

class Edits {
    #figure;
    #button;
    #slug;
    #program;
    #shown;
    #original;
    #hash;
    #helper;
    /** @type {Editor | null} */
    #editor = null;
    /** Whether a change of the editor's text is the reader's, and to be stored. */
    #stores = true;
    #place = make('div', 'editor code');
    #undo;
    /** What is said above the program. */
    #note = make('div', 'kept-edit');

    /**
     * @param {HTMLElement} figure
     * @param {HTMLButtonElement} button
     */
    constructor(figure, button) {
        this.#figure = figure;
        this.#button = button;
        this.#slug = figure.dataset.slug ?? '';
        this.#program = /** @type {HTMLElement} */ (figure.querySelector('.program[data-language=python]'));
        this.#shown = /** @type {HTMLElement} */ (this.#program.querySelector('pre.code'));
        const copy = this.#program.dataset.copy ?? '';
        this.#original = (this.#shown.querySelector('code')?.textContent ?? '').trimEnd();
        this.#hash = hashOf(copy);
        this.#helper = `${HELPER.exec(copy)?.[0] ?? ''}\n\n`;
        this.#undo = press('Undo reset', () => this.#open(draftOf(this.#slug)?.text ?? this.#original, true));
        this.#undo.className = button.className.replace('edit', 'undo');
        addEventListener('storage', ({ key }) => (key === null || key === keyOf(this.#slug)) && this.restore());
        addEventListener('pageshow', ({ persisted }) => persisted && this.restore());
    }

    /** What the button does: opens the editor, or resets the program. */
    async press() {
        const draft = draftOf(this.#slug);
        if (this.#editor) {
            this.#reset();
        } else if (this.#note.isConnected) {
            this.#note.querySelector('button')?.focus();
        } else if (draft && draft.of !== this.#hash && !draft.reset) {
            this.#choose(draft);
            this.#note.querySelector('button')?.focus();
        } else {
            await this.#open(draft && !draft.reset ? draft.text : this.#original, true);
        }
    }

    /** Shows the program as the reader left it, here or in another tab. */
    async restore() {
        const draft = draftOf(this.#slug);
        this.#note.remove();
        this.#undo.remove();
        if (!draft || draft.reset) {
            this.#close();
            if (draft) {
                this.#button.after(this.#undo);
            }
        } else if (draft.of !== this.#hash) {
            this.#close();
            this.#choose(draft);
        } else {
            await this.#open(draft.text, false, false);
        }
    }

    /**
     * The book's program is not the one that the reader changed: both are shown, and neither is dropped.
     * @param {Draft} draft
     */
    #choose(draft) {
        const yours = make('details', 'besides');
        const summary = make('summary', '');
        summary.textContent = 'Your version';
        const text = make('pre', 'transcript');
        text.tabIndex = 0;
        text.textContent = draft.text;
        yours.setAttribute('open', '');
        yours.append(summary, text);
        const said = make('p', '');
        said.textContent = 'The book’s program has changed since you edited it. Your version is kept until you decide.';
        const choices = make('p', '');
        choices.append(
            press('Use your version', () => {
                this.#note.remove();
                this.#open(draft.text, true);
            }),
            press('Use the book’s', () => {
                keep(this.#slug, { of: this.#hash, text: draft.text, reset: true });
                this.restore();
                this.#button.focus();
            }),
        );
        this.#note.replaceChildren(said, choices, yours);
        this.#shown.before(this.#note);
    }

    /**
     * @param {string} text
     * @param {boolean} focus
     * @param {boolean} [store] Not where it was just read: another tab may have written since.
     */
    async #open(text, focus, store = true) {
        this.#undo.remove();
        if (text !== this.#original) {
            this.#changed(text, store);
        } else if (draftOf(this.#slug)?.reset) {
            // What was reset is there until something else is typed.
            this.#button.after(this.#undo);
        }
        if (!this.#editor) {
            const { edit } = await import(new URL('../../../run/editor.js', import.meta.url).href);
            // Another press may have opened it meanwhile.
            this.#editor ??= this.#edit(edit, text);
            markBy(this.#program, this.#editor.mark);
        }
        this.#stores = store;
        this.#editor?.replace(text);
        this.#stores = true;
        this.#button.textContent = 'Reset';
        if (focus) {
            this.#editor?.focus();
        }
    }

    /**
     * @param {(place: HTMLElement, about: object) => Editor} edit
     * @param {string} text
     */
    #edit(edit, text) {
        this.#program.dataset.before = String(this.#helper.split('\n').length - 1);
        this.#shown.hidden = true;
        this.#shown.before(this.#place);
        return edit(this.#place, {
            text,
            label: 'Python program',
            changed: (/** @type {string} */ text) => this.#changed(text, this.#stores),
            run: () => /** @type {HTMLElement | null} */ (this.#figure.querySelector('.controls .go'))?.click(),
        });
    }

    /**
     * @param {string} text
     * @param {boolean} store
     */
    #changed(text, store) {
        const same = text.trimEnd() === this.#original;
        if (same) {
            delete this.#program.dataset.edited;
        } else {
            this.#program.dataset.edited = `${this.#helper}${text}\n`;
        }
        if (!store || (same && draftOf(this.#slug)?.reset)) {
            return;
        }
        this.#undo.remove();
        const kept = keep(this.#slug, same ? null : { of: this.#hash, text });
        if (!kept && !this.#note.isConnected) {
            this.#note.textContent = 'This browser does not store your program: copy it before you leave the page.';
            this.#shown.before(this.#note);
        }
    }

    #reset() {
        const draft = draftOf(this.#slug);
        if (draft) {
            keep(this.#slug, { ...draft, reset: true });
        }
        this.restore();
    }

    #close() {
        this.#editor?.close();
        this.#editor = null;
        markBy(this.#program, null);
        this.#place.remove();
        this.#shown.hidden = false;
        delete this.#program.dataset.edited;
        delete this.#program.dataset.before;
        this.#button.textContent = 'Edit';
    }
}

/**
 * @param {string} tag
 * @param {string} kind
 */
function make(tag, kind) {
    const element = document.createElement(tag);
    element.className = kind;
    return element;
}

/**
 * @param {string} text
 * @param {() => void} pressed
 */
function press(text, pressed) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', pressed);
    return button;
}
