// Left and right turn mdBook's pages, but not while they are needed to scroll code
// or to move within a control.

export function keepArrowKeys(scope) {
    scope.querySelector('main').addEventListener('keydown', event => {
        const needed = event.target.closest('pre, button, input, select, summary, [role=tab], [contenteditable=true]');
        if (needed && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
            event.stopPropagation();
        }
    });
}
