// The editor, bundled into src/run/editor.js by the build and loaded when a reader edits.
// It has the page's own colours: its marks carry the classes that the code on the page has.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, keymap, lineNumbers } from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';

const colours = tagHighlighter([
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.self], class: 'k' },
    { tag: [tags.string, tags.special(tags.string), tags.escape], class: 's' },
    { tag: [tags.number, tags.bool, tags.null], class: 'n' },
    { tag: tags.comment, class: 'c' },
    { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'f' },
    { tag: [tags.className, tags.typeName], class: 't' },
    { tag: tags.meta, class: 'a' },
]);

const WRONG_LINE = Decoration.line({ class: 'wrong', attributes: { 'aria-invalid': 'true' } });
const WRONG_PLACE = Decoration.mark({ class: 'wrong-place' });

/** @type {import('@codemirror/state').StateEffectType<{ line: number | null, column: number | null }[]>} */
const mark = StateEffect.define();

/** The lines that the last run complains of. A change of the program clears them. */
const marks = StateField.define({
    create: () => Decoration.none,
    update(shown, { docChanged, effects, state }) {
        for (const effect of effects.filter(effect => effect.is(mark))) {
            const { doc } = state;
            const ranges = effect.value.flatMap(({ line, column }) => {
                if (line === null || line > doc.lines) {
                    return [];
                }
                const { from, to } = doc.line(line);
                const at = Math.min(from + (column ?? 1) - 1, to - 1);
                const place = column !== null && at >= from ? [WRONG_PLACE.range(at, to)] : [];
                return [WRONG_LINE.range(from), ...place];
            });
            return Decoration.set(ranges, true);
        }
        return docChanged ? Decoration.none : shown;
    },
    provide: field => EditorView.decorations.from(field),
});

/**
 * @param {HTMLElement} parent
 * @param {{ text: string, label: string, changed: (text: string) => void, run: () => void }} about
 */
export function edit(parent, { text, label, changed, run }) {
    const view = new EditorView({
        parent,
        state: EditorState.create({
            doc: text,
            extensions: [
                lineNumbers(),
                history(),
                drawSelection(),
                indentOnInput(),
                indentUnit.of('    '),
                bracketMatching(),
                python(),
                marks,
                syntaxHighlighting(colours),
                EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
                EditorView.updateListener.of(update => update.docChanged && changed(update.state.doc.toString())),
                // Tab goes on to the next button, as everywhere on the page.
                keymap.of([
                    { key: 'Mod-Enter', run: () => (run(), true) },
                    ...defaultKeymap,
                    ...historyKeymap,
                ]),
            ],
        }),
    });
    return {
        close: () => view.destroy(),
        focus: () => view.focus(),
        replace: (/** @type {string} */ text) => {
            const { length } = view.state.doc;
            if (view.state.doc.toString() !== text) {
                view.dispatch({ changes: { from: 0, to: length, insert: text } });
            }
        },
        /** @param {{ line: number | null, column: number | null }[]} places */
        mark: places => view.dispatch({ effects: mark.of(places) }),
    };
}
