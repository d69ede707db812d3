// A listing's controls at work: runs its programs, plays what they printed, and says how it went.
import { NAMES, difference, raced, verdict } from './verdict.js';
import { Newest } from './newest.js';
import { Player } from './player.js';
import { RunView } from './view.js';
import { Transport, speed } from './transport.js';
import { decidingLines, unanswered } from './questions.js';
import { markLines, renumbered, sourceOf } from './editing.js';
import { parse, withoutStamps } from './transcript.js';
import { pointAt } from './code-line.js';
import { resetKnobs, settingsOf } from './knobs.js';
import { run } from './runner.js';
import { sourceLines } from './source-line.js';

/** @import { Language } from './protocol.js' */
/** @import { State } from './player.js' */
/** @import { End, Run } from './runner.js' */
/** @import { Declared, Raised } from './reports.js' */
/** @import { Verdict } from './verdict.js' */

/**
 * @typedef {object} Track One language's run.
 * @property {Language} language
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} edited Whether it is the reader's own program.
 * @property {string} settings The knobs that are not as recorded.
 * @property {number} before How many of its lines are not shown.
 * @property {End | null} end
 * @property {Run | null} running
 * @property {number} since When it started, once it has.
 * @property {RunView} view
 * @property {HTMLElement | null} place Made for it, and taken away with it.
 */

const LANGUAGES = /** @type {const} */ (['python', 'rust']);

/** A run that is not over by then is shown while it goes on. In milliseconds. */
const SOON = 400;

/** @type {WeakMap<HTMLElement, Panel>} */
const panels = new WeakMap();

/** @type {Panel | null} */
let busy = null;

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} controls
 */
export function panelOf(figure, controls) {
    const panel = panels.get(figure) ?? new Panel(figure, controls);
    panels.set(figure, panel);
    return panel;
}

export class Panel {
    /** @type {Track[]} */
    #tracks = [];
    /** @type {{ at: number, track: Track }[]} */
    #stops = [];
    /** @type {Verdict | null} */
    #verdict = null;
    #working = false;
    /** Whether what works is too quick to be stopped by a button. */
    #quiet = false;
    #racing = false;
    #asked = false;
    /** @type {Promise<void>} */
    #over = Promise.resolve();
    /** The end of the clock while knobs are moved: it grows, so that the picture keeps its scale. */
    #scale = 0;
    #slides = new Newest((/** @type {Language[]} */ languages) => this.#begin(languages, true));
    #figure;
    #go;
    #player = new Player(state => this.#show(state));
    #transport = new Transport({
        play: () => (this.#player.state.playing ? this.#player.pause() : this.#player.play()),
        step: () => this.#player.step(),
        seek: at => this.#player.seek(at),
        speed: speed => this.#changeSpeed(speed),
    });

    /**
     * @param {HTMLElement} figure
     * @param {HTMLElement} controls
     */
    constructor(figure, controls) {
        this.#figure = figure;
        this.#go = /** @type {HTMLButtonElement} */ (controls.querySelector('.go'));
        controls.classList.remove('broken');
        controls.append(this.#transport.element, this.#transport.said);
        document.addEventListener('answered', () => this.#settle());
    }

    /** Runs one language; stops what runs.
     * @param {Language} language
     */
    run(language) {
        if (this.#isBusy && !this.#quiet) {
            this.stop();
        } else {
            this.#begin([language]);
        }
    }

    /** Runs with the knobs as they stand now, and shows the whole run at once. Where a race is
     * shown, both run again.
     * @param {Language} language
     * @param {boolean} reset Whether all knobs are as recorded again: then so is the scale.
     */
    slide(language, reset) {
        if (reset) {
            this.#scale = 0;
        }
        this.#slides.ask(this.#racing ? [...LANGUAGES] : [language]);
    }

    /** Runs both languages, and plays them on one clock. */
    race() {
        if (this.#isBusy && !this.#quiet) {
            this.stop();
        }
        this.#begin([...LANGUAGES]);
    }

    /** Ends the program, or else the playing of it. */
    stop() {
        if (this.#working) {
            this.#tracks.forEach(({ running }) => running?.stop());
        } else if (this.#player.state.playing) {
            this.#player.pause();
            this.#transport.say({ kind: 'stopped', text: 'Stopped.' });
        }
        this.#mark();
    }

    get #isBusy() {
        return this.#working || this.#player.state.playing;
    }

    /**
     * @param {Language[]} languages
     * @param {boolean} [still] Whether the run is shown at once and not played.
     */
    async #begin(languages, still = false) {
        if (!this.#asked && this.#asksFirst(languages)) {
            // A slider asks again: it moves on while the question is there.
            this.#asked = !still;
            return;
        }
        const before = this.#over;
        /** @type {() => void} */
        let over = () => {};
        this.#over = new Promise(resolve => {
            over = resolve;
        });
        await before;
        const loud = setTimeout(() => {
            this.#quiet = false;
            this.#mark();
        }, SOON);
        try {
            this.#quiet = still;
            await this.#work(languages, still);
        } finally {
            clearTimeout(loud);
            this.#quiet = false;
            over();
        }
    }

    /**
     * @param {Language[]} languages
     * @param {boolean} still
     */
    async #work(languages, still) {
        if (still) {
            this.#scale ||= this.#recordedEnd;
        } else {
            this.#transport.open();
        }
        // One at a time: a worker has room for one program, and a reader for one run.
        if (busy !== this) {
            busy?.stop();
        }
        busy = this;
        this.#player.pause();
        this.#verdict = null;
        if (!still) {
            this.#player.rewind();
        }
        // What is said of the run that is shown stays until the next one is there.
        if (!still || this.#tracks.length === 0) {
            this.#transport.say(null);
        }
        this.#working = true;
        this.#mark();
        this.#figure.querySelector('.folded')?.setAttribute('open', '');
        const recorded = this.#tracks;
        const tracks = languages.map(language => this.#start(language, languages.length > 1));
        let begun = false;
        const begin = () => {
            if (!begun) {
                begun = true;
                recorded.forEach(track => this.#take(track));
                this.#tracks = tracks;
                this.#racing = languages.length > 1;
                this.#place(this.#racing);
                this.#player.rewind();
            }
        };
        this.#tracks = [...recorded, ...tracks];
        const watching = setInterval(() => {
            const under = !still && tracks.every(({ since }) => performance.now() - since > SOON);
            if (under && tracks.some(({ stdout }) => stdout !== '')) {
                begin();
                this.#load();
                this.#play();
            }
        }, SOON);
        const ends = await Promise.all(tracks.map(({ running }) => running?.end));
        clearInterval(watching);
        tracks.forEach((track, index) => {
            track.end = ends[index] ?? null;
            track.running = null;
            this.#markLines(track);
        });
        this.#working = false;
        this.#transport.loaded();
        const stopped = ends.some(end => end?.kind === 'stopped');
        const nothing = tracks.every(({ stdout }) => stdout === '');
        if (!begun && nothing && (stopped || ends.some(end => end?.kind === 'no-start'))) {
            // The recorded run stays.
            this.#tracks = recorded;
            this.#verdict = this.#judge(tracks);
            this.#transport.say(this.#verdict);
            this.#mark();
            return;
        }
        begin();
        this.#load();
        this.#verdict = this.#judge(tracks);
        this.#remark();
        if (still || stopped) {
            this.#player.finish();
        } else if (!this.#player.state.playing) {
            this.#play();
        }
    }

    /**
     * A question about the run is asked before it.
     * @param {Language[]} languages
     */
    #asksFirst(languages) {
        const question = unanswered(this.#figure);
        this.#asked = true;
        if (!question) {
            return false;
        }
        this.#transport.say({ kind: 'asks', text: 'There is a question about it.' });
        const answer = link('Answer it first', () => {
            question.tabIndex = -1;
            question.focus({ preventScroll: true });
            question.scrollIntoView({ block: 'center' });
        });
        const anyway = link('Run now', () => {
            this.#asked = true;
            this.#go.focus();
            this.#begin(languages);
        });
        this.#transport.offer(' ', answer, ' or ', anyway);
        return true;
    }

    /**
     * @param {Language} language
     * @param {boolean} race
     * @returns {Track}
     */
    #start(language, race) {
        /** @type {Track} */
        const track = {
            language,
            stdout: '',
            stderr: '',
            edited: false,
            settings: '',
            before: 0,
            end: null,
            running: null,
            since: Infinity,
            place: null,
            view: /** @type {any} */ (null),
        };
        const { text, edited, before } = sourceOf(this.#program(language));
        const { env, text: settings } = settingsOf(this.#figure);
        Object.assign(track, { edited, before, settings });
        const what = {
            slug: this.#figure.dataset.slug ?? '',
            env,
            ...(language === 'python' && { program: text }),
        };
        track.running = run(language, what, {
            onProgress: (loaded, total) => {
                if (language === 'python' || !race) {
                    this.#transport.progress(NAMES[language], loaded, total);
                }
            },
            onStart: () => {
                track.since = performance.now();
                this.#transport.loaded();
            },
            onOutput: (descriptor, text) => {
                track[descriptor === 1 ? 'stdout' : 'stderr'] += text;
            },
        });
        return track;
    }

    /**
     * Finds or makes a place for each track.
     * @param {boolean} race
     */
    #place(race) {
        const runs = /** @type {HTMLElement} */ (this.#figure.querySelector('.runs'));
        const places = /** @type {HTMLElement[]} */ ([...runs.querySelectorAll(':scope > .run:not(.extra)')]);
        const marks = JSON.parse(this.#figure.dataset.marks ?? '{}');
        this.#tracks.forEach((track, index) => {
            let place = places.length > 1 ? places.find(({ dataset }) => dataset.language === track.language) : places[index];
            if (!place) {
                place = document.createElement('div');
                place.className = 'run extra';
                runs.append(place);
                runs.classList.add('two');
                track.place = place;
            }
            const title = `Your run in ${NAMES[track.language]}${track.settings && ` with ${track.settings}`}`;
            const last = index + 1 === this.#tracks.length;
            track.view = new RunView(place, { title, marks, back: last ? () => this.#back() : null });
        });
        runs.classList.toggle('racing', race);
    }

    /** @param {Track} track */
    #take(track) {
        track.view?.remove();
        if (track.place) {
            track.place.remove();
            this.#figure.querySelector('.runs')?.classList.remove('two');
        }
    }

    /** Puts the recorded run back. */
    #back() {
        this.#player.pause();
        this.#tracks.forEach(track => this.#take(track));
        this.#tracks = [];
        this.#racing = false;
        this.#scale = 0;
        resetKnobs(this.#figure);
        this.#figure.querySelector('.runs')?.classList.remove('racing');
        this.#transport.enabled = false;
        this.#transport.say(null);
        this.#programs.forEach(program => pointAt(program, null));
        this.#verdict = null;
        this.#go.focus();
    }

    /** Shows what was printed so far. */
    #load() {
        this.#tracks.forEach(({ view, stdout }) => view.load(stdout));
        const until = Math.max(this.#scale, ...this.#tracks.map(({ view }) => view.timeline.axis?.end ?? 0));
        if (this.#scale > 0) {
            this.#scale = until;
        }
        if (this.#tracks.some(({ view }) => view.timeline.axis && view.timeline.axis.end < until)) {
            this.#tracks.forEach(({ view, stdout }) => view.load(stdout, until));
        }
        this.#stops = this.#tracks
            .flatMap(track => track.view.stops.map(at => ({ at, track })))
            .sort((a, b) => a.at - b.at);
        this.#player.load(this.#stops.map(({ at }) => at));
        this.#transport.range(this.#stops.map(({ at }) => at), this.#tracks.some(({ view }) => view.timed));
        this.#transport.enabled = true;
    }

    #play() {
        const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        this.#player.speed = still ? 'once' : speed();
        this.#player.play();
    }

    /** @param {import('./player.js').Speed} speed */
    #changeSpeed(speed) {
        this.#player.speed = speed;
        if (speed === 'once' && this.#player.state.playing) {
            this.#player.finish();
        }
    }

    /** @param {State} state */
    #show(state) {
        const shown = this.#stops.slice(0, state.shown);
        for (const track of this.#tracks.filter(({ view }) => view)) {
            const own = shown.filter(stop => stop.track === track).length;
            track.view.show(state.at, own, state.ended && !this.#working);
            const said = own > 0 && !state.ended ? track.view.said(own - 1) : null;
            const program = this.#program(track.language);
            const text = program.querySelector('pre.code code')?.textContent ?? '';
            pointAt(program, said === null || track.edited ? null : sourceLines(text, track.language)(said));
        }
        this.#transport.show(state, this.#stops.length);
        if (state.ended && !this.#working && this.#verdict) {
            const verdict = this.#verdict;
            this.#verdict = null;
            this.#transport.say(verdict);
        }
        this.#mark();
    }

    /** The Run button says what it does now. */
    #mark() {
        this.#go.classList.toggle('busy', this.#isBusy && !this.#quiet);
    }

    /**
     * @param {Track[]} tracks
     * @returns {Verdict}
     */
    #judge(tracks) {
        const verdicts = tracks.map(track => {
            const { language, stdout, stderr, view, edited, settings } = track;
            const { text, stamped } = this.#recorded(language);
            const end = track.end ?? { kind: /** @type {const} */ ('stopped') };
            const printed = stamped ? stdout : withoutStamps(stdout);
            const empty = { lanes: [], axis: null, places: [] };
            const found = verdict({
                language,
                end,
                stdout: printed,
                stderr,
                recorded: edited || settings ? null : text,
                settings,
                timeline: view?.timeline ?? empty,
                declared: edited ? {} : this.#declared(language),
                lineOf: line => lineInEditor(track, line),
            });
            if (view && (reportedBy(track) || printed !== text)) {
                this.#explain(track, found, text, printed);
            }
            return found;
        });
        if (verdicts.length === 1) {
            return verdicts[0];
        }
        const bad = verdicts.findIndex(({ kind }) => kind !== 'same' && kind !== 'good');
        if (bad >= 0) {
            const { kind, text, detail } = verdicts[bad];
            const name = NAMES[tracks[bad].language];
            return { kind, text: text.startsWith(name) ? text : `${name}: ${text}`, detail };
        }
        const [python, rust] = tracks.map(({ stdout }) => stdout);
        const { kind, text } = raced(python, rust);
        const { settings } = tracks[0];
        const how = settings ? ` With ${settings}.` : tracks.some(({ edited }) => edited) ? '' : ' Each as recorded.';
        return { kind, text: text + how };
    }

    /**
     * Puts below a run what else there is to read about it.
     * @param {Track} track
     * @param {Verdict} found
     * @param {string} recorded
     * @param {string} printed
     */
    #explain(track, found, recorded, printed) {
        const { view, settings } = track;
        // With other values it is meant to be different.
        if (!settings && recorded !== printed && found.kind !== 'stopped' && printed !== '') {
            const changes = difference(recorded.trimEnd().split('\n'), printed.trimEnd().split('\n'));
            const lines = changes.map(({ sign, text }) => {
                const line = document.createElement(sign === '-' ? 'del' : sign === '+' ? 'ins' : 'span');
                line.textContent = `${sign} ${text}\n`;
                return line;
            });
            view.append(folded('What is different: − as recorded, + as it ran', lines, found.kind === 'differs'));
        }
        const reported = reportedBy(track);
        if (reported) {
            view.append(folded('On standard error', [reported], found.kind === 'bad'));
        }
    }

    /** Marks the lines that settle a question, or at which two runs part. */
    #remark() {
        this.#settle();
        if (this.#tracks.length === 2) {
            const [python, rust] = this.#tracks.map(({ stdout }) => stdout.trimEnd().split('\n'));
            let [left, right] = [0, 0];
            /** @type {[number[], number[]]} */
            const apart = [[], []];
            for (const { sign } of difference(python, rust)) {
                if (sign === '-') {
                    apart[0].push(left);
                } else if (sign === '+') {
                    apart[1].push(right);
                }
                left += sign === '+' ? 0 : 1;
                right += sign === '-' ? 0 : 1;
            }
            this.#tracks.forEach(({ view }, index) => view.mark(apart[index], 'apart'));
        }
    }

    #settle() {
        for (const { view, language, stdout } of this.#tracks.filter(({ view }) => view)) {
            const same = stdout === this.#recorded(language).text;
            view.mark(same ? decidingLines(this.#figure, language) : [], 'decides');
        }
    }

    /**
     * What was recorded, as the page shows it.
     * @param {Language} language
     */
    #recorded(language) {
        const runs = /** @type {HTMLElement[]} */ ([...this.#figure.querySelectorAll('.runs > .run:not(.extra)')]);
        const place = runs.find(({ dataset }) => dataset.language === language) ?? runs[0];
        const transcript = place.querySelector(':scope > .transcript');
        return { text: transcript?.textContent ?? '', stamped: transcript?.querySelector('.stamp') !== null };
    }

    /**
     * How the listing declares that a program ends.
     * @param {Language} language
     * @returns {Declared}
     */
    #declared(language) {
        return JSON.parse(this.#figure.dataset.ends ?? '{}')[language] ?? {};
    }

    /**
     * Marks, in the editor, the lines that a run complains of.
     * @param {Track} track
     */
    #markLines(track) {
        if (track.edited) {
            const { error = null, complaints = [] } = reportOf(track) ?? {};
            const found = [...innermost(error), ...complaints].map(({ line, ...rest }) => ({
                line: lineInEditor(track, line),
                column: 'column' in rest ? rest.column : null,
            }));
            markLines(this.#program(track.language), found);
        }
    }

    /** When the last line of the recorded run was printed. */
    get #recordedEnd() {
        const ends = LANGUAGES.map(language => parse(this.#recorded(language).text, true).at(-1)?.stamp ?? 0);
        return Math.max(...ends);
    }

    get #programs() {
        return /** @type {HTMLElement[]} */ ([...this.#figure.querySelectorAll('.program')]);
    }

    /** @param {Language} language */
    #program(language) {
        const found = this.#programs.find(({ dataset }) => dataset.language === language);
        return /** @type {HTMLElement} */ (found);
    }
}

/** @param {Track} track */
function reportOf({ end }) {
    return end?.kind === 'ended' ? end.report : undefined;
}

/**
 * The exceptions that are no groups.
 * @param {Raised | null} error
 * @returns {Raised[]}
 */
function innermost(error) {
    return error ? (error.members.length > 0 ? error.members.flatMap(innermost) : [error]) : [];
}

/**
 * All that a run reported, as text.
 * @param {Track} track
 */
function reportedBy(track) {
    const { traceback = '', complaints = [] } = reportOf(track) ?? {};
    const text = [track.stderr, ...complaints.map(({ text }) => `${text}\n`), traceback].join('');
    return track.edited ? renumbered(text, track.before) : text;
}

/**
 * The number that a line has in the editor. A program that is not edited has no line numbers.
 * @param {Track} track
 * @param {number | null} line
 */
function lineInEditor({ edited, before }, line) {
    return edited && line !== null && line > before ? line - before : null;
}

/**
 * @param {string} text
 * @param {() => void} pressed
 */
function link(text, pressed) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.textContent = text;
    button.addEventListener('click', pressed);
    return button;
}

/**
 * @param {string} title
 * @param {(Node | string)[]} lines
 * @param {boolean} open
 */
function folded(title, lines, open) {
    const details = document.createElement('details');
    details.className = 'besides';
    details.open = open;
    const summary = document.createElement('summary');
    summary.textContent = title;
    const text = document.createElement('pre');
    text.className = 'transcript';
    text.tabIndex = 0;
    text.append(...lines);
    details.append(summary, text);
    return details;
}
