// Practice, bundled into src/run/practice.js by the build: what a round of cards needs, and when each
// is due.
import * as scheduler from './schedule.js';
import { Practice } from '../theme/js/practice/page.js';

/** @import { Parts } from '../theme/js/practice/start.js' */

/**
 * @param {HTMLElement} deck
 * @param {Parts} parts
 */
export function begin(deck, parts) {
    new Practice(deck, scheduler, parts);
}
