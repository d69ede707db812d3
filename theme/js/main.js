// What the pages do beyond being read. Without it they are complete.
import { addCopyButtons } from './copy.js';
import { addEditButtons } from './edit-buttons.js';
import { listenToKeys } from './keys.js';
import { moveMenuBar } from './menu-bar.js';
import { storeForOffline } from './offline.js';
import { listHeadings } from './on-this-page.js';
import { askPredictions } from './predict.js';
import { addRunButtons } from './run-buttons.js';
import { searchWhenWanted } from './search.js';
import { workSidebar } from './sidebar.js';
import { addTabs } from './tabs.js';

const { dataset } = document.documentElement;
if (!dataset.language) {
    throw new Error('boot.js did not run');
}
workSidebar();
listHeadings();
document.getElementById('mdbook-theme-toggle')?.addEventListener('click', () => import('./theme.js').then(it => it.pressThemes()));
moveMenuBar();
listenToKeys();
addTabs(document);
addCopyButtons(document);
askPredictions(document);
if (!('print' in dataset)) {
    addRunButtons(document);
    addEditButtons(document);
}
const deck = /** @type {HTMLElement | null} */ (document.querySelector('.deck[data-practice]'));
if (deck && !('print' in dataset)) {
    import('./practice/start.js').then(({ practise }) => practise(deck));
}
// Of one page each.
if (document.querySelector('table.ranked')) {
    import('./ranked-list.js').then(({ makeSortable }) => makeSortable(document));
}
if (document.querySelector('.claims')) {
    import('./claims.js').then(({ addClaimFilters }) => addClaimFilters(document));
}
searchWhenWanted();
// A term's definition is shown where the term is used. Without scripts, and with a new tab, it is a link.
document.addEventListener('click', event => {
    const term = /** @type {Element} */ (event.target).closest('a.term');
    if (term && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        import('./definition.js').then(it => it.showDefinition(term)).catch(() => location.assign(term.href));
    }
});
storeForOffline();
dataset.modules = 'started';

if ('print' in dataset) {
    addEventListener('load', () => setTimeout(() => print(), 100));
}
