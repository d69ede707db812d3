// What is to be said of a run: whether it is the recorded one, and how it ended where it did not
// end well. Sentences here, elements elsewhere.
import { said } from './transcript.js';

/** @import { Language } from './protocol.js' */
/** @import { End } from './runner.js' */
/** @import { Timeline } from './timeline.js' */

export const NAMES = { python: 'Python', rust: 'Rust' };

/**
 * @typedef {object} Verdict
 * @property {'same' | 'good' | 'differs' | 'bad' | 'stopped' | 'asks'} kind
 * @property {string} text
 * @property {string} [detail] Text as the program or the browser wrote it.
 */

/**
 * @typedef {object} Outcome All that is known of a run.
 * @property {Language} language
 * @property {End} end
 * @property {string} stdout
 * @property {string} stderr
 * @property {string | null} recorded What was recorded; nothing where that is another program's.
 * @property {string} settings The knobs that are not as recorded.
 * @property {Timeline} timeline
 */

/**
 * @param {Outcome} outcome
 * @returns {Verdict}
 */
export function verdict({ language, end, stdout, stderr, recorded, settings, timeline }) {
    const open = openLanes(timeline);
    switch (end.kind) {
        case 'stopped':
            return { kind: 'stopped', text: 'Stopped.' };
        case 'endless':
            return { kind: 'bad', text: `Stopped after 10 seconds: it would not end.${stillOpen(open)}` };
        case 'too-much':
            return { kind: 'bad', text: 'Stopped: it printed more than anybody reads.' };
        case 'no-start':
            return { kind: 'bad', text: `${NAMES[language]} could not be loaded.`, detail: end.message };
        default:
    }
    const same = recorded !== null && stdout === recorded;
    const deadlock = isDeadlock(stderr) || (end.kind === 'trapped' && isDeadlock(end.message));
    if (deadlock) {
        return {
            kind: 'bad',
            text: `Deadlock: every task waits for another one, and no timer is set.${stillOpen(open)}`,
        };
    }
    if (end.kind === 'trapped' || end.status !== 0) {
        const detail = lastWords(language, stderr) || (end.kind === 'trapped' ? end.message : `exit status ${end.status}`);
        const failed = settings ? `It failed with ${settings}.` : 'It failed.';
        const text = same ? 'Same as recorded, and it fails as it does there.' : failed;
        return { kind: same ? 'same' : 'bad', text, detail };
    }
    if (recorded === null) {
        return { kind: 'good', text: settings ? `It ended well with ${settings}.` : 'It ended well.' };
    }
    if (same) {
        return { kind: 'same', text: 'Same as recorded, byte for byte.' };
    }
    return { kind: 'differs', text: `Not as recorded, from line ${firstDifference(stdout, recorded)} on.` };
}

/** @param {string} text */
function isDeadlock(text) {
    return /\bDeadlock: |condvar wait not supported/.test(text);
}

/**
 * Lanes that did not come to an end.
 * @param {Timeline} timeline
 */
function openLanes({ lanes }) {
    const ends = ['done', 'cancelled', 'failed'];
    const open = lanes.filter(({ marks }) => !ends.includes(marks[marks.length - 1].meaning));
    return open.map(({ name }) => name);
}

/** @param {string[]} names */
function stillOpen(names) {
    return names.length === 0 ? '' : ` Still open: ${names.join(', ')}.`;
}

/**
 * The message of a traceback or a panic.
 * @param {Language} language
 * @param {string} stderr
 */
function lastWords(language, stderr) {
    const lines = stderr.trimEnd().split('\n');
    if (language === 'python') {
        // The last that names an error: a traceback of a group has a frame around it.
        const named = lines.map(line => /^(?: *\| )?([A-Za-z_][\w.]*(?:: .*)?)$/.exec(line)?.[1]);
        return named.findLast(Boolean) ?? lines[lines.length - 1];
    }
    const at = lines.findLastIndex(line => line.includes(' panicked at '));
    return at < 0 ? lines[lines.length - 1] : (lines[at + 1] ?? lines[at]);
}

/**
 * The number of the first line that two texts do not share.
 * @param {string} a
 * @param {string} b
 */
export function firstDifference(a, b) {
    const [these, those] = [a.split('\n'), b.split('\n')];
    const at = these.findIndex((line, index) => line !== those[index]);
    return (at < 0 ? these.length : at) + 1;
}

/**
 * What has to be taken out of the one text and put in to get the other, line by line.
 * @param {string[]} from
 * @param {string[]} to
 * @returns {{ sign: ' ' | '-' | '+', text: string }[]}
 */
export function difference(from, to) {
    const size = to.length + 1;
    const common = new Uint16Array((from.length + 1) * size);
    for (let i = from.length - 1; i >= 0; i--) {
        for (let j = to.length - 1; j >= 0; j--) {
            const at = i * size + j;
            common[at] = from[i] === to[j] ? common[at + size + 1] + 1 : Math.max(common[at + size], common[at + 1]);
        }
    }
    /** @type {{ sign: ' ' | '-' | '+', text: string }[]} */
    const changes = [];
    let [i, j] = [0, 0];
    while (i < from.length || j < to.length) {
        if (i < from.length && j < to.length && from[i] === to[j]) {
            changes.push({ sign: ' ', text: from[i] });
            i++;
            j++;
        } else if (j >= to.length || (i < from.length && common[(i + 1) * size + j] >= common[i * size + j + 1])) {
            changes.push({ sign: '-', text: from[i++] });
        } else {
            changes.push({ sign: '+', text: to[j++] });
        }
    }
    return changes;
}

/**
 * What is to be said of two runs side by side.
 * @param {import('./transcript.js').Line[]} python
 * @param {import('./transcript.js').Line[]} rust
 * @returns {Verdict}
 */
export function raced(python, rust) {
    const text = (/** @type {import('./transcript.js').Line[]} */ lines) =>
        lines.map(line => `${line.stamp} ${said(line)}`).join('\n');
    if (text(python) === text(rust)) {
        return { kind: 'same', text: 'The same lines at the same moments in both.' };
    }
    const at = firstDifference(text(python), text(rust));
    return { kind: 'differs', text: `They part at line ${at}.` };
}
