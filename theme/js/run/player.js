// A clock that plays a run again: by its stamps, faster or slower, in steps, or at once.

/** How fast, by name: virtual milliseconds for each real one. */
export const SPEEDS = { slow: 1 / 8, real: 1, fast: 4, once: Infinity };

/** @typedef {keyof typeof SPEEDS} Speed */

/**
 * @typedef {object} State What is to be shown.
 * @property {number} at The place on the clock.
 * @property {number} shown How many lines have been printed by then.
 * @property {boolean} playing
 * @property {boolean} ended
 */

export class Player {
    /** @type {number[]} */
    #stops = [];
    #at = 0;
    #shown = 0;
    #playing = false;
    #last = 0;
    #frame = 0;
    /** @type {Speed} */
    #speed = 'slow';

    /**
     * @param {(state: State) => void} tell Called whenever there is something else to show.
     * @param {{ now: () => number, request: (call: () => void) => number, cancel: (frame: number) => void }} [time]
     */
    constructor(tell, time = browser) {
        this.tell = tell;
        this.time = time;
    }

    /** @param {Speed} speed */
    set speed(speed) {
        this.#speed = speed;
    }

    /** Where the last line is. */
    get end() {
        return this.#stops.at(-1) ?? 0;
    }

    /** @returns {State} */
    get state() {
        const ended = this.#shown === this.#stops.length;
        return { at: this.#at, shown: this.#shown, playing: this.#playing, ended };
    }

    /**
     * Takes the places of the lines on the clock, in order. More may follow the ones that are known.
     * @param {number[]} stops
     */
    load(stops) {
        this.#stops = stops;
        this.#shown = Math.min(this.#shown, stops.length);
    }

    /** Plays on, or from the beginning where the end was reached. */
    play() {
        if (this.state.ended) {
            this.#move(0);
        }
        if (this.#speed === 'once') {
            this.finish();
            return;
        }
        this.#playing = true;
        this.#last = this.time.now();
        this.#advance(0);
    }

    pause() {
        this.#playing = false;
        this.time.cancel(this.#frame);
        this.tell(this.state);
    }

    /** @param {number} at */
    seek(at) {
        this.#playing = false;
        this.time.cancel(this.#frame);
        this.#move(Math.max(0, Math.min(at, this.end)));
        this.tell(this.state);
    }

    /** One line more: those of one moment come one after another, too. */
    step() {
        this.#playing = false;
        this.time.cancel(this.#frame);
        if (!this.state.ended) {
            this.#shown += 1;
            this.#at = this.#stops[this.#shown - 1];
        }
        this.tell(this.state);
    }

    /** All of it, at once. */
    finish() {
        this.seek(this.end);
    }

    /** Back to before the first line. */
    rewind() {
        this.#playing = false;
        this.time.cancel(this.#frame);
        this.#at = 0;
        this.#shown = 0;
    }

    /** @param {number} at */
    #move(at) {
        this.#at = at;
        this.#shown = this.#stops.filter(stop => stop <= at).length;
    }

    /** @param {number} by */
    #advance(by) {
        // A step may have shown fewer lines of this moment than there are: playing goes on from there.
        this.#move(Math.min(this.#at + by, this.end));
        if (this.state.ended) {
            this.#playing = false;
        }
        this.tell(this.state);
        if (this.#playing) {
            this.#frame = this.time.request(() => {
                const now = this.time.now();
                const passed = (now - this.#last) * SPEEDS[this.#speed];
                this.#last = now;
                this.#advance(passed);
            });
        }
    }
}

const browser = {
    now: () => performance.now(),
    request: (/** @type {() => void} */ call) => requestAnimationFrame(call),
    cancel: (/** @type {number} */ frame) => cancelAnimationFrame(frame),
};
