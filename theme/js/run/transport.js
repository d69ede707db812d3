// What stands below the Run button once it was pressed: play, step, scrubber, speed, and what is
// said of the run. It makes its elements and tells what is pressed; it knows nothing of programs.
import { recall, remember } from '../storage.js';
import { SPEEDS } from './player.js';

/** @import { Speed, State } from './player.js' */
/** @import { Verdict } from './verdict.js' */

const KEY = 'handbook-speed';

/** @type {Record<Speed, [string, string]>} */
const NAMES = {
    slow: ['⅛×', 'An eighth of real time'],
    real: ['1×', 'Real time'],
    fast: ['4×', 'Four times real time'],
    once: ['At once', 'At once'],
};

const SIGNS = { same: '✓', good: '✓', differs: '≠', bad: '✗', stopped: '■', asks: '?' };

/** Pictures on buttons, in a box of 16. */
const ICONS = {
    play: 'M4 2.5v11l9-5.5z',
    pause: 'M4 3h3v10H4zM9 3h3v10H9z',
    step: 'M3 2.5v11l7-5.5zM11 3h2.5v10H11z',
};

let count = 0;

export class Transport {
    element = make('div', 'transport');
    /** What is said, beside the buttons. */
    said = make('div', 'said');
    #play = /** @type {HTMLButtonElement} */ (make('button', 'play'));
    #step = /** @type {HTMLButtonElement} */ (make('button', 'step'));
    #scrubber = /** @type {HTMLInputElement} */ (make('input', 'scrubber'));
    #clock = make('output', 'clock');
    #verdict = make('p', 'verdict');
    #loading = make('div', 'loading');
    #bar = /** @type {HTMLProgressElement} */ (make('progress'));
    #bytes = make('span', 'bytes');
    #timed = true;
    /** @type {number[]} */
    #stops = [];

    /**
     * @param {{ play: () => void, step: () => void, seek: (at: number) => void, speed: (speed: Speed) => void }} on
     */
    constructor(on) {
        const inner = make('div', 'inner');
        const row = make('div', 'row');
        this.#play.type = this.#step.type = 'button';
        this.#play.addEventListener('click', on.play);
        label(this.#step, 'One line further', ICONS.step);
        this.#step.addEventListener('click', on.step);
        this.#scrubber.type = 'range';
        this.#scrubber.min = '0';
        this.#scrubber.value = '0';
        this.#scrubber.setAttribute('aria-label', 'Place in the run');
        this.#scrubber.addEventListener('input', () => on.seek(Number(this.#scrubber.value)));
        this.#scrubber.addEventListener('keydown', event => {
            const to = neighbour(event, this.#stops, Number(this.#scrubber.value));
            if (to !== null) {
                event.preventDefault();
                on.seek(to);
            }
        });
        // The clock repeats what the scrubber says.
        this.#clock.setAttribute('aria-hidden', 'true');
        row.append(this.#play, this.#step, this.#scrubber, this.#clock, this.#speeds(on.speed));
        this.#verdict.setAttribute('role', 'status');
        this.#bar.setAttribute('aria-label', 'Loading');
        this.#loading.hidden = true;
        this.#loading.append(this.#bytes, this.#bar);
        this.said.append(this.#loading, this.#verdict);
        inner.append(row);
        this.element.append(inner);
        this.enabled = false;
    }

    /** Opens it: from nothing to its height, smoothly. */
    open() {
        // The browser has to have seen it closed.
        this.element.getBoundingClientRect();
        this.element.classList.add('open');
    }

    /** Whether there is a run to play. */
    set enabled(/** @type {boolean} */ enabled) {
        for (const control of [this.#play, this.#step, this.#scrubber]) {
            control.disabled = !enabled;
        }
        if (!enabled) {
            this.#clock.textContent = '';
            label(this.#play, 'Play', ICONS.play);
        }
    }

    /**
     * @param {number[]} stops The places of the lines on the clock, in order.
     * @param {boolean} timed Whether it is in milliseconds.
     */
    range(stops, timed) {
        this.#timed = timed;
        this.#stops = stops;
        this.#scrubber.max = String(stops.at(-1) ?? 0);
        this.#scrubber.step = timed ? '1' : 'any';
    }

    /**
     * @param {State} state
     * @param {number} lines How many there are.
     */
    show({ at, shown, playing, ended }, lines) {
        const [playLabel, icon] = playing ? ['Pause', ICONS.pause] : [ended ? 'Play again' : 'Play', ICONS.play];
        label(this.#play, playLabel, icon);
        this.#step.disabled = ended;
        this.#scrubber.value = String(at);
        const end = Number(this.#scrubber.max);
        this.element.style.setProperty('--played', String(end > 0 ? at / end : 1));
        this.#clock.textContent = this.#timed ? `${Math.round(at)} ms` : `${shown} of ${lines}`;
        const spoken = this.#timed ? `${Math.round(at)} milliseconds` : `line ${shown} of ${lines}`;
        this.#scrubber.setAttribute('aria-valuetext', spoken);
    }

    /**
     * @param {string} what
     * @param {number} loaded In bytes.
     * @param {number} total
     */
    progress(what, loaded, total) {
        const megabytes = (/** @type {number} */ bytes) => (bytes / 1_000_000).toFixed(1);
        this.#loading.hidden = false;
        this.#bar.max = total;
        this.#bar.value = loaded;
        const rest = loaded < total ? `${megabytes(loaded)} of ${megabytes(total)} MB` : 'starting';
        this.#bytes.textContent = `Loading ${what}: ${rest}`;
    }

    /** Nothing is loading any more. */
    loaded() {
        this.#loading.hidden = true;
    }

    /** @param {Verdict | null} verdict */
    say(verdict) {
        this.loaded();
        this.#verdict.className = verdict ? `verdict ${verdict.kind}` : 'verdict';
        this.#verdict.replaceChildren();
        if (verdict) {
            const sign = make('span', 'sign');
            sign.setAttribute('aria-hidden', 'true');
            sign.textContent = SIGNS[verdict.kind];
            this.#verdict.append(sign, verdict.text);
            if (verdict.detail) {
                const detail = make('code', 'detail');
                detail.textContent = verdict.detail;
                this.#verdict.append(' ', detail);
            }
        }
    }

    /** @param {...(Node | string)} nodes */
    offer(...nodes) {
        this.#verdict.append(...nodes);
    }

    /** @param {(speed: Speed) => void} tell */
    #speeds(tell) {
        const group = make('fieldset', 'speeds');
        const legend = make('legend');
        legend.textContent = 'Speed';
        group.append(legend);
        const chosen = speed();
        count += 1;
        for (const [name, [text, title]] of Object.entries(NAMES)) {
            const option = make('label');
            const radio = /** @type {HTMLInputElement} */ (make('input'));
            radio.type = 'radio';
            radio.name = `speed-${count}`;
            radio.checked = name === chosen;
            radio.setAttribute('aria-label', title);
            radio.addEventListener('change', () => {
                remember(KEY, name);
                tell(/** @type {Speed} */ (name));
            });
            const face = make('span');
            face.textContent = text;
            option.append(radio, face);
            group.append(option);
        }
        return group;
    }
}

/** The scrubber rounds its place: what is nearer than this is the same place. */
const HALF = .5;

/** Which way an arrow leads. */
const ARROWS = /** @type {Record<string, number | undefined>} */ ({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 });

/**
 * Where a key on the scrubber leads: to the next event, or by a millisecond with Shift.
 * @param {{ key: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean }} event
 * @param {number[]} stops The places of the lines on the clock, in order.
 * @param {number} at
 * @returns {number | null} None where the key has another meaning.
 */
export function neighbour({ key, shiftKey, ctrlKey, altKey, metaKey }, stops, at) {
    const way = ARROWS[key];
    if (!way || ctrlKey || altKey || metaKey) {
        return null;
    }
    if (shiftKey) {
        return at + way;
    }
    const next = way > 0 ? stops.find(stop => stop > at + HALF) : stops.findLast(stop => stop < at - HALF);
    return next ?? (way > 0 ? at : 0);
}

/**
 * The speed that was chosen last.
 * @returns {Speed}
 */
export function speed() {
    const remembered = recall(KEY);
    return remembered && remembered in SPEEDS ? /** @type {Speed} */ (remembered) : 'slow';
}

/**
 * @param {string} name
 * @param {string} [kind]
 */
function make(name, kind) {
    const element = document.createElement(name);
    if (kind) {
        element.className = kind;
    }
    return element;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {string} icon
 */
function label(button, text, icon) {
    if (button.getAttribute('aria-label') === text) {
        return;
    }
    button.setAttribute('aria-label', text);
    button.title = text;
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    picture.setAttribute('viewBox', '0 0 16 16');
    picture.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', icon);
    picture.append(path);
    button.replaceChildren(picture);
}
