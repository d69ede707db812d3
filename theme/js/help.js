// The list of every key that the pages know, shown by `?`. A test compares it with the code.

/**
 * The keys by the place in which they work. A key has the name that its events have; several keys
 * of one row do the same, and `Mod` is Ctrl, or Command on a Mac.
 * @type {{ where: string, rows: [string[], string][] }[]}
 */
export const KEYS = [
    {
        where: 'On every page',
        rows: [
            [['ArrowLeft', 'ArrowRight'], 'Go to the previous or the next page'],
            [['s', '/'], 'Search the book'],
            [['?'], 'Show this list'],
            [['Escape'], 'Close this list, a menu, the search or a definition'],
        ],
    },
    {
        where: 'In the search',
        rows: [
            [['ArrowDown', 'ArrowUp'], 'Go from result to result'],
            [['Enter'], 'Open the result'],
        ],
    },
    {
        where: 'In tabs and menus',
        rows: [
            [['ArrowLeft', 'ArrowRight'], 'Choose the previous or the next tab'],
            [['ArrowUp', 'ArrowDown'], 'Go to the previous or the next theme'],
            [['Home', 'End'], 'Go to the first or the last one'],
        ],
    },
    {
        where: 'In the timeline’s slider',
        rows: [
            [['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp'], 'Go to the previous or the next event'],
            [['Shift-ArrowLeft', 'Shift-ArrowRight'], 'Move by one millisecond'],
            [['Home', 'End'], 'Go to the start or the end'],
        ],
    },
    {
        where: 'In the editor',
        rows: [
            [['Mod-Enter'], 'Run the program'],
            [['Mod-z'], 'Undo'],
            [['Tab'], 'Leave the editor'],
        ],
    },
    {
        where: 'In practice',
        rows: [
            [[' ', 'Enter'], 'Show the answer, or the next card'],
            [['1', '2', '3', '4'], 'Grade the answer: again, hard, good, easy'],
            [['ArrowUp', 'ArrowDown', 'Home', 'End'], 'Go from line to line in a program'],
            [['Enter'], 'Check the line that is marked'],
        ],
    },
];

/** What is printed on keys, where it is not their name. */
const PRINTED = /** @type {Record<string, string>} */ ({
    ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': 'Space',
    Mod: /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl',
});

export function showHelp() {
    const help = /** @type {HTMLDialogElement} */ (document.getElementById('mdbook-help-container'));
    // Its box covers the window: beside the text, a click closes it.
    help.onclick = ({ target }) => target === help && help.close();
    const list = /** @type {HTMLElement} */ (help.querySelector('.shortcuts'));
    const searchable = document.getElementById('mdbook-search-toggle') !== null;
    const shown = KEYS.map(({ where, rows }) => ({
        where,
        rows: rows.filter(([keys]) => searchable || !keys.includes('/')),
    })).filter(({ where }) => searchable || where !== 'In the search');
    list.replaceChildren(...shown.map(({ where, rows }) => {
        const [group, title, keys] = ['section', 'h3', 'dl'].map(name => document.createElement(name));
        title.textContent = where;
        keys.append(...rows.map(row));
        group.append(title, keys);
        return group;
    }));
    help.showModal();
    help.scrollTop = 0;
}

/** @param {[string[], string]} row */
function row([keys, does]) {
    const [names, meaning] = [document.createElement('dt'), document.createElement('dd')];
    keys.forEach((key, index) => {
        names.append(index > 0 ? ' ' : '', ...key.split('-').map(part => {
            const cap = document.createElement('kbd');
            cap.textContent = PRINTED[part] ?? (part.length === 1 ? part.toUpperCase() : part);
            return cap;
        }));
    });
    meaning.textContent = does;
    const line = document.createElement('div');
    line.append(names, meaning);
    return line;
}
