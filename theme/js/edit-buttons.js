// The buttons that let a reader change a Python program, where the page can run it.
import { recall } from './storage.js';

/**
 * @param {ParentNode} scope
 * @param {boolean} [restored] Whether a program is shown as the reader left it.
 */
export function addEditButtons(scope, restored = true) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (scope.querySelectorAll('.listing[data-edit]'))) {
        const edit = document.createElement('button');
        edit.type = 'button';
        edit.className = figure.querySelector('.tabs') ? 'edit of-python' : 'edit';
        edit.textContent = 'Edit';
        /** @param {'press' | 'restore'} how */
        const use = async how => {
            try {
                const { editsOf } = await import('./run/edits.js');
                await editsOf(figure, edit)[how]();
            } catch {
                dispatchEvent(new Event('not-loaded'));
                edit.textContent = 'Not loaded';
            }
        };
        edit.addEventListener('click', () => use('press'));
        figure.querySelector('.bar')?.append(edit);
        const key = `handbook-edit/${figure.dataset.slug}`;
        const restore = () => recall(key) && use('restore');
        if (restored) {
            restore();
            // Another tab may change it, also while the browser keeps this page for the way back.
            addEventListener('storage', event => event.key === key && restore());
            addEventListener('pageshow', event => event.persisted && restore());
        }
    }
}
