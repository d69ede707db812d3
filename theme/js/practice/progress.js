// How far the reader is, chapter by chapter.
import { make } from './elements.js';

/** @import { Card } from './cards.js' */
/** @import { Answer } from '../../../page-tools/schedule.js' */
/** @import { Scheduler } from './today.js' */

/**
 * @param {readonly Card[]} cards
 * @param {Map<string, Answer[]>} answers
 * @param {Scheduler} scheduler
 */
export function progressTable(cards, answers, scheduler) {
    const themes = [...new Set(cards.map(({ theme }) => theme))];
    const rows = themes.map(theme => {
        const own = cards.filter(card => card.theme === theme);
        const begun = own.filter(({ id }) => answers.has(id));
        const known = begun.filter(({ id }) => scheduler.standing(answers.get(id) ?? []).learnt).length;
        return row(theme, known, begun.length - known, own.length);
    });
    const head = make('tr', '', ...['Chapter', 'Known', 'Begun', 'Of', ''].map(name => column(name)));
    const table = make('table', 'progress', make('thead', '', head), make('tbody', '', ...rows));
    return make('div', 'wide', table);
}

/** @param {string} name */
function column(name) {
    const cell = make(name ? 'th' : 'td', '', name);
    if (name) {
        cell.setAttribute('scope', 'col');
    }
    return cell;
}

/**
 * @param {string} theme
 * @param {number} known
 * @param {number} begun
 * @param {number} all
 */
function row(theme, known, begun, all) {
    const bar = make('div', 'bar-of');
    bar.setAttribute('aria-hidden', 'true');
    for (const [kind, count] of /** @type {[string, number][]} */ ([['known', known], ['begun', begun]])) {
        const part = make('span', kind);
        part.style.inlineSize = `${(100 * count) / all}%`;
        bar.append(part);
    }
    const name = make('th', '', theme);
    name.scope = 'row';
    return make('tr', '', name, ...[known, begun, all].map(count => make('td', '', String(count))), make('td', '', bar));
}
