// What a run reported beside its output: the exception that ended it, warnings, panics, lines on
// standard error. The same rules as in handbook/harness/report.rs, and tests of both hold the same
// cases.

/** @import { Language } from './protocol.js' */

/**
 * @typedef {object} Complaint One problem that was reported.
 * @property {string} message In one line.
 * @property {number | null} line The line of the program, where that is known.
 * @property {string} text All of it.
 *
 * @typedef {object} Raised An exception.
 * @property {string[]} names Of its class, the shortest first.
 * @property {string} message
 * @property {string[]} notes
 * @property {Raised[]} members Of a group.
 * @property {number | null} line
 * @property {number | null} column Of a syntax error, counted from 1.
 *
 * @typedef {object} Report How a Python program ended, as outcome.py describes it.
 * @property {number} status
 * @property {Raised | null} error
 * @property {string} traceback
 * @property {Complaint[]} complaints
 *
 * @typedef {object} Declared How the listing declares that a program ends.
 * @property {number} [status]
 * @property {string} [raises]
 * @property {string[]} [reports]
 */

/**
 * Every problem that a run reported.
 * @param {Language} language
 * @param {Report | undefined} report
 * @param {string} stderr
 * @returns {Complaint[]}
 */
export function complaints(language, report, stderr) {
    return [...(report?.complaints ?? []), ...written(language, stderr)];
}

/**
 * A panic of Rust or a traceback of Python is one complaint, any other line is one.
 * @param {Language} language
 * @param {string} stderr
 */
export function written(language, stderr) {
    const begins = language === 'rust' ? /^thread '.*' .*panicked at .*:$/ : /^Traceback \(most recent call last\):$/;
    /** @type {Complaint[]} */
    const found = [];
    let inside = false;
    for (const line of stderr.split('\n')) {
        const last = found[found.length - 1];
        if (begins.test(line)) {
            inside = true;
            found.push({ message: '', line: null, text: line });
        } else if (inside && line.startsWith('note: run with `RUST_BACKTRACE=1`')) {
            inside = false;
        } else if (inside) {
            last.text += `\n${line}`;
            if (language === 'rust') {
                last.message += (last.message && line && ' ') + line.trim();
                inside = line !== '';
            } else if (!line.startsWith(' ')) {
                last.message = line;
                inside = false;
            }
        } else if (line.trim() !== '') {
            found.push({ message: line, line: null, text: line });
        }
    }
    return found;
}

/**
 * The class of an exception as a listing declares it: `ExceptionGroup[ValueError]`.
 * @param {Raised} error
 * @returns {string}
 */
function named({ names, message, members }) {
    const inside = members.length > 0 ? members.map(named).join() : names[0] === 'SystemExit' ? message : '';
    return inside ? `${names[0]}[${inside}]` : names[0];
}

/**
 * Whether a program ended as its listing declares.
 * @param {Declared} declared
 * @param {number} status
 * @param {Raised | null} error
 */
export function endsAsDeclared({ raises, status: expected = raises ? 1 : 0 }, status, error) {
    const raised = error && error.names[0] !== 'SystemExit' ? error : null;
    const same = raised ? raises !== undefined && [...raised.names, named(raised)].includes(raises) : raises === undefined;
    return status === expected && same;
}

/**
 * What is said of an exception: its message, its notes, and for a group those of its members.
 * @param {Raised} error
 * @param {(line: number | null) => number | null} lineOf The number of a line in the editor.
 * @returns {string}
 */
export function told(error, lineOf) {
    const { names, message, notes, members } = error;
    const line = lineOf(error.line);
    const head = `${line ? `line ${line}: ` : ''}${names[0]}${message ? `: ${message}` : ''}`;
    return [head, ...notes, ...members.map(member => told(member, lineOf).replace(/^/gm, '  '))].join('\n');
}
