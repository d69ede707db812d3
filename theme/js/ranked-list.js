// The ranked list, sorted by the column whose heading is pressed.

export function makeSortable(scope) {
    for (const table of scope.querySelectorAll('table.ranked')) {
        [...table.tHead.rows[0].cells].forEach((heading, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...heading.childNodes);
            button.addEventListener('click', () => sort(table, heading, column));
            heading.append(button);
        });
        table.tHead.rows[0].cells[0].setAttribute('aria-sort', 'ascending');
    }
}

function sort(table, heading, column) {
    const ascending = heading.getAttribute('aria-sort') !== 'ascending';
    for (const other of table.tHead.rows[0].cells) {
        other.removeAttribute('aria-sort');
    }
    heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const rows = [...table.tBodies[0].rows].sort((a, b) => compare(a.cells[column], b.cells[column]));
    table.tBodies[0].append(...(ascending ? rows : rows.reverse()));
}

function compare(a, b) {
    const number = cell => Number(cell.dataset.sort);
    return 'sort' in a.dataset
        ? number(a) - number(b)
        : a.textContent.localeCompare(b.textContent, 'en');
}
