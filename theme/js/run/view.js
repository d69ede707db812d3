// A run to look at: its timeline and its transcript, in the place of the recorded ones, shown up
// to any moment.
import { draw, playhead } from './draw.js';
import { layOut } from './timeline.js';
import { read, said, stamped } from './transcript.js';

/** @import { Drawn } from './draw.js' */
/** @import { Line } from './transcript.js' */
/** @import { Marks } from './words.js' */

/** Where only the order is known, a line stands for so many milliseconds. */
const APART = 250;

export class RunView {
    /** @type {Drawn | null} */
    #drawn = null;
    /** @type {{ element: HTMLElement, line: Line | null, before: number }[]} */
    #rows = [];
    #place;
    #live = document.createElement('div');
    #transcript = document.createElement('pre');
    #playhead = playhead();
    #end = 0;

    /**
     * @param {HTMLElement} place A block of class `run`, whose content is kept.
     * @param {{ title: string, marks: Marks, back: (() => void) | null }} about
     */
    constructor(place, { title, marks, back }) {
        this.#place = place;
        this.marks = marks;
        this.#live.className = 'live';
        const caption = document.createElement('p');
        caption.className = 'caption';
        caption.append(title);
        if (back) {
            const button = document.createElement('button');
            button.type = 'button';
            button.className = 'back';
            button.textContent = 'Recorded run';
            button.addEventListener('click', back);
            caption.append(button);
        }
        this.#transcript.className = 'transcript';
        this.#transcript.tabIndex = 0;
        this.#live.append(caption, this.#transcript);
        this.timeline = layOut([], marks);
    }

    /**
     * Takes what was printed so far.
     * @param {string} text
     * @param {number} [until] The end of a clock that is shared.
     */
    load(text, until) {
        const entries = read(text);
        const lines = entries.flatMap(({ line }) => line ?? []);
        this.timeline = layOut(lines, this.marks, until);
        let before = 0;
        this.#rows = entries.map(({ text, line }) => {
            const row = { element: document.createElement('span'), line, before };
            row.element.className = 'line';
            row.element.append(...(line ? this.#written(line) : [text]), '\n');
            before += line ? 1 : 0;
            return row;
        });
        this.#transcript.replaceChildren(...this.#rows.map(({ element }) => element));
        const drawn = draw(this.timeline);
        drawn.element.append(this.#playhead);
        this.#drawn?.element.remove();
        if (lines.length > 0) {
            this.#transcript.before(drawn.element);
        }
        this.#drawn = drawn;
        const { axis, places } = this.timeline;
        this.#end = axis?.end ?? (places.length - 1) * APART;
        if (!this.#live.isConnected) {
            this.#place.classList.add('replaced');
            this.#place.append(this.#live);
        }
    }

    /** When each line is printed, on the clock that is played. */
    get stops() {
        return this.timeline.places.map(place => place * this.#end);
    }

    /** Whether it has a clock in milliseconds. */
    get timed() {
        return this.timeline.axis !== null;
    }

    /**
     * @param {number} at On the clock.
     * @param {number} shown How many lines.
     * @param {boolean} ended
     */
    show(at, shown, ended) {
        const part = ended || this.#end === 0 ? 1 : at / this.#end;
        this.#drawn?.show(part, shown, ended);
        this.#playhead.style.setProperty('--at', String(part));
        this.#playhead.hidden = ended;
        for (const { element, line, before } of this.#rows) {
            element.classList.toggle('later', line ? shown <= before : shown < before);
            element.classList.toggle('now', line !== null && !ended && shown === before + 1);
        }
    }

    /**
     * What the line with this number says, counted from 0.
     * @param {number} index
     */
    said(index) {
        const line = this.#rows.find(({ line, before }) => line && before === index)?.line;
        return line ? said(line) : null;
    }

    /**
     * Marks lines, by their numbers from 0: `decides` or `apart`.
     * @param {number[]} indexes
     * @param {string} how
     */
    mark(indexes, how) {
        for (const { element, line, before } of this.#rows) {
            element.classList.toggle(how, line !== null && indexes.includes(before));
        }
    }

    /** Adds something below the transcript. */
    append(/** @type {HTMLElement} */ element) {
        this.#live.append(element);
    }

    /** Puts the recorded run back. */
    remove() {
        this.#live.remove();
        this.#place.classList.remove('replaced');
    }

    /** @param {Line} line */
    #written(line) {
        const words = document.createElement('span');
        words.textContent = said(line);
        const mark = this.timeline.lanes
            .find(({ name }) => name === line.lane)
            ?.marks.find(({ event }) => event === line.event);
        if (mark?.meaning === 'cancelled' || mark?.meaning === 'failed') {
            words.className = mark.meaning;
        }
        if (line.stamp === null) {
            return [words];
        }
        const stamp = document.createElement('span');
        stamp.className = 'stamp';
        stamp.textContent = stamped(line.stamp);
        return [stamp, ' ', words];
    }
}
