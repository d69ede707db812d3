// The editor, bundled into src/run/editor.js by the build and loaded when a reader edits.
// It has the page's own colours: its marks carry the classes that the code on the page has.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, keymap, lineNumbers } from '@codemirror/view';
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
    view.focus();
    return { close: () => view.destroy() };
}
