// What the pages do beyond being read. Without it they are complete.
import { keepArrowKeys } from './arrow-keys.js';
import { addClaimFilters } from './claims.js';
import { addCopyButtons } from './copy.js';
import { addEditButtons } from './edit-buttons.js';
import { keepForOffline } from './offline.js';
import { askPredictions } from './predict.js';
import { makeSortable } from './ranked-list.js';
import { addRunButtons } from './run-buttons.js';
import { searchWhenWanted } from './search.js';
import { addTabs } from './tabs.js';

addTabs(document);
addCopyButtons(document);
askPredictions(document);
if (!('print' in document.documentElement.dataset)) {
    addRunButtons(document);
    addEditButtons(document);
}
const deck = /** @type {HTMLElement | null} */ (document.querySelector('.deck[data-practice]'));
if (deck && !('print' in document.documentElement.dataset)) {
    import('./practice/start.js').then(({ practise }) => practise(deck));
}
makeSortable(document);
addClaimFilters(document);
keepArrowKeys(document);
searchWhenWanted();
keepForOffline();

if ('print' in document.documentElement.dataset) {
    addEventListener('load', () => setTimeout(() => print(), 100));
}
