// The buttons that let a reader change a Python program, where the page can run it.

/** @param {Document} scope */
export function addEditButtons(scope) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (scope.querySelectorAll('.listing[data-edit]'))) {
        const program = /** @type {HTMLElement} */ (figure.querySelector('.program[data-language=python]'));
        const edit = document.createElement('button');
        edit.type = 'button';
        edit.className = figure.querySelector('.tabs') ? 'edit of-python' : 'edit';
        edit.textContent = 'Edit';
        edit.addEventListener('click', async () => {
            try {
                const editing = await import('./run/editing.js');
                if (edit.textContent === 'Reset') {
                    editing.reset(program);
                    edit.textContent = 'Edit';
                } else {
                    const run = /** @type {HTMLElement} */ (figure.querySelector('.controls .go'));
                    await editing.edit(program, () => run.click());
                    edit.textContent = 'Reset';
                }
            } catch {
                edit.textContent = 'Not loaded';
            }
        });
        figure.querySelector('.bar')?.append(edit);
    }
}
