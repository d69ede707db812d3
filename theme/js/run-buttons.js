// The buttons that run a listing. All that they need is loaded when one is pressed first.
import { addSliders } from './knob-sliders.js';

const NAMES = { python: 'Python', rust: 'Rust' };

/** @typedef {keyof typeof NAMES} Language */

/** @param {Document} scope */
export function addRunButtons(scope) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (scope.querySelectorAll('.listing[data-run]'))) {
        const languages = /** @type {Language[]} */ (figure.dataset.run?.split(' ') ?? []);
        const controls = document.createElement('div');
        controls.className = 'controls';
        controls.setAttribute('role', 'group');
        controls.setAttribute('aria-label', `Run ${figure.dataset.slug}`);
        const run = button('go', '');
        const [start, stop] = [span('start', 'Run '), span('stop', 'Stop')];
        run.append(start, stop);
        for (const language of languages) {
            // Which of two is shown is decided by CSS, as it is for the programs.
            start.append(span(languages.length > 1 ? `of-${language}` : '', NAMES[language]));
        }
        run.addEventListener('click', () => press(figure, controls, panel => panel.run(chosen(languages))));
        controls.append(run);
        if (languages.length > 1) {
            const race = button('race', 'Race both');
            race.addEventListener('click', () => press(figure, controls, panel => panel.race()));
            controls.append(race);
        }
        figure.querySelector(':scope > .folded, :scope > .runs')?.before(controls);
        addSliders(figure, reset => press(figure, controls, panel => panel.slide(chosen(languages), reset)));
    }
}

/** @param {Language[]} languages */
function chosen(languages) {
    const tab = /** @type {Language} */ (document.documentElement.dataset.language);
    return languages.includes(tab) ? tab : languages[0];
}

/**
 * @param {string} kind
 * @param {string} text
 */
function span(kind, text) {
    const element = document.createElement('span');
    element.className = kind;
    element.textContent = text;
    return element;
}

/**
 * @param {string} kind
 * @param {string} text
 */
function button(kind, text) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = kind;
    element.append(text);
    return element;
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} controls
 * @param {(panel: import('./run/panel.js').Panel) => void} then
 */
async function press(figure, controls, then) {
    try {
        const { panelOf } = await import('./run/panel.js');
        then(panelOf(figure, controls));
    } catch {
        dispatchEvent(new Event('not-loaded'));
        controls.classList.add('broken');
        controls.setAttribute('data-says', 'This could not be loaded. Press again, or reload the page.');
    }
}
