// The audit of the two texts: shows the claims of a verdict, a text or an item.

import { recall, remember } from './storage.js';

/** What was chosen last: a value for each choice. */
const KEY = 'handbook-claims';

/** @param {ParentNode} scope */
export function addClaimFilters(scope) {
    for (const claims of scope.querySelectorAll('.claims')) {
        const form = document.createElement('form');
        form.className = 'claims-filter';
        const verdict = choice(form, 'Verdict', verdicts(claims));
        const text = choice(form, 'Text', new Map([['list', 'the list'], ['answers', 'the fifty answers']]));
        const item = choice(form, 'Item', items(claims));
        const count = form.appendChild(document.createElement('output'));
        const selects = [verdict, text, item];
        const kept = recall(KEY)?.split('/') ?? [];
        selects.forEach((select, index) => {
            // What is no choice any more is not chosen.
            const known = [...select.options].some(({ value }) => value === kept[index]);
            select.value = known ? kept[index] : '';
        });
        const show = () => {
            remember(KEY, selects.some(({ value }) => value) ? selects.map(({ value }) => value).join('/') : null);
            const shown = filter(claims, verdict.value, text.value, item.value);
            count.textContent = shown === 1 ? '1 claim' : `${shown} claims`;
        };
        form.addEventListener('input', show);
        form.addEventListener('submit', event => event.preventDefault());
        claims.before(form);
        show();
        // A link to a claim shows it, whatever was chosen.
        const reveal = () => {
            if (claims.querySelector('.claim:target[hidden], [hidden] .claim:target, [hidden] > :target')) {
                form.reset();
                show();
                document.querySelector(':target')?.scrollIntoView();
            }
        };
        reveal();
        addEventListener('hashchange', reveal);
    }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {Map<string, string>} values
 */
function choice(form, name, values) {
    const label = form.appendChild(document.createElement('label'));
    const select = document.createElement('select');
    select.append(new Option('all', ''), ...[...values].map(([value, words]) => new Option(words, value)));
    label.append(`${name} `, select);
    return select;
}

/** @param {Element} claims */
function verdicts(claims) {
    const badges = /** @type {NodeListOf<HTMLElement>} */ (claims.querySelectorAll('.says .verdict'));
    return new Map([...badges].map(badge => [badge.dataset.verdict ?? '', badge.textContent]));
}

/** @param {Element} claims */
function items(claims) {
    const sections = /** @type {NodeListOf<HTMLElement>} */ (claims.querySelectorAll('[data-item]'));
    return new Map([...sections].map(section => [section.dataset.item ?? '', section.querySelector('h2')?.textContent ?? '']));
}

/**
 * Hides the others and returns how many are shown.
 * @param {Element} claims
 * @param {string} verdict
 * @param {string} text
 * @param {string} item
 */
function filter(claims, verdict, text, item) {
    let shown = 0;
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (claims.querySelectorAll('[data-item]'))) {
        let here = 0;
        for (const claim of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.claim'))) {
            const said = (claim.dataset.items ?? '').split(' ');
            claim.hidden =
                (verdict !== '' && claim.dataset.verdict !== verdict) ||
                (text !== '' && !said.some(other => other.startsWith('Q') === (text === 'answers'))) ||
                (item !== '' && !said.includes(item));
            here += claim.hidden ? 0 : 1;
        }
        section.hidden = here === 0;
        shown += here;
    }
    return shown;
}
