// What is to be said of a run: whether it is the recorded one, and how it ended where it did not
// end well. Sentences here, elements elsewhere.
import { complaints, endsAsDeclared, told } from './reports.js';

/** @import { Language } from './protocol.js' */
/** @import { End } from './runner.js' */
/** @import { Declared, Report } from './reports.js' */
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
 * @property {Declared} [declared] How the listing declares that it ends; not of an edited program.
 * @property {(line: number | null) => number | null} [lineOf] The line of the editor, for one of
 *     the program.
 */

/**
 * @param {Outcome} outcome
 * @returns {Verdict}
 */
export function verdict(outcome) {
    const { language, end, stdout, stderr, recorded, settings, timeline } = outcome;
    const { declared = {}, lineOf = () => null } = outcome;
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
    const report = end.kind === 'ended' ? end.report : undefined;
    const reported = complaints(language, report, stderr);
    if (isDeadlock(outcome, report)) {
        return {
            kind: 'bad',
            text: `Deadlock: every task waits for another one, and no timer is set.${stillOpen(open)}`,
        };
    }
    const same = recorded !== null && stdout === recorded;
    const values = settings && ` with ${settings}`;
    const error = report?.error ?? null;
    const lines = reported.map(({ message, line }) => {
        const shown = lineOf(line);
        return shown ? `line ${shown}: ${message}` : message;
    });
    if (end.kind === 'trapped' || !endsAsDeclared(declared, end.status, error)) {
        const exits = error?.names[0] === 'SystemExit';
        const details = error && !exits ? [told(error, lineOf), ...lines] : lines;
        if (exits || details.length === 0) {
            details.push(end.kind === 'trapped' ? end.message : `exit status ${end.status}`);
        }
        return { kind: 'bad', text: `It failed${values}.`, detail: details.join('\n') };
    }
    const { reports = [] } = declared;
    if (reported.length !== reports.length || reported.some(({ message }, index) => message !== reports[index])) {
        const text = `It ended${values}, but not well.`;
        return { kind: 'bad', text, detail: lines.join('\n') || `not reported: ${reports.join('\n')}` };
    }
    const detail = [...(error ? [told(error, lineOf)] : []), ...lines].join('\n') || undefined;
    if (recorded === null) {
        return { kind: 'good', text: `It ended ${declared.raises ? 'as declared' : 'well'}${values}.`, detail };
    }
    if (same) {
        return { kind: 'same', text: `Same as recorded, byte for byte${detail ? ', and it reports:' : '.'}`, detail };
    }
    return { kind: 'differs', text: `Not as recorded, from line ${firstDifference(stdout, recorded)} on.`, detail };
}

/**
 * @param {Outcome} outcome
 * @param {Report | undefined} report
 */
function isDeadlock({ language, end, stderr }, report) {
    if (language === 'python') {
        return report?.error?.names.includes('virtual_time.Deadlock') ?? false;
    }
    const blocked = 'condvar wait not supported';
    return stderr.includes(blocked) || (end.kind === 'trapped' && end.message.includes(blocked));
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
 * What is to be said of two runs side by side, which are compared as they were printed: a line
 * without a stamp is one, too.
 * @param {string} python
 * @param {string} rust
 * @returns {Verdict}
 */
export function raced(python, rust) {
    if (python === rust) {
        return { kind: 'same', text: 'The same lines at the same moments in both.' };
    }
    return { kind: 'differs', text: `They part at line ${firstDifference(python, rust)}.` };
}
