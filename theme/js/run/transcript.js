// Transcripts: what a listing prints, as lines of stamp, lane and event. The same rules as in
// handbook/listing/transcript.rs, and tests of both hold the same cases.

/**
 * @typedef {object} Line
 * @property {number | null} stamp Milliseconds since the program began, where lines are stamped.
 * @property {string} lane
 * @property {string} event
 */

/** The largest stamp that the harness reads. */
const LARGEST = 2n ** 64n - 1n;

/**
 * A line without its stamp: `orders: done`.
 * @param {Line} line
 */
export function said({ lane, event }) {
    return `${lane}: ${event}`;
}

/**
 * A stamp as the helpers print it.
 * @param {number} stamp
 */
export function stamped(stamp) {
    return `[${String(stamp).padStart(4)}ms]`;
}

/**
 * The stamp that a line begins with, exactly as the helpers print it, and what follows it.
 * @param {string} text
 * @returns {[number, string] | null}
 */
function parseStamp(text) {
    const [, number, rest] = /^\[(.*?)ms\] (.*)$/su.exec(text) ?? [];
    if (number === undefined || !/^ *\d+$/.test(number)) {
        return null;
    }
    const stamp = BigInt(number.trim());
    return stamp <= LARGEST && String(stamp).padStart(4) === number ? [Number(stamp), rest] : null;
}

/**
 * One line, without its end; nothing if it is none of a transcript.
 * @param {string} text
 * @param {boolean} withStamp
 * @returns {Line | null}
 */
export function parseLine(text, withStamp) {
    const [stamp, rest] = withStamp ? (parseStamp(text) ?? [null, null]) : [null, text];
    if (rest === null) {
        return null;
    }
    const colon = rest.indexOf(': ');
    const [lane, event] = [rest.slice(0, Math.max(colon, 0)), rest.slice(colon + 2)];
    const plain = (/** @type {string} */ part) => part !== '' && !/^\p{White_Space}|\p{White_Space}$/u.test(part);
    return colon >= 0 && plain(lane) && plain(event) ? { stamp, lane, event } : null;
}

/**
 * All lines of a transcript.
 * @param {string} text
 * @param {boolean} withStamps
 * @returns {Line[]}
 * @throws {Error} At the first line that breaks a rule; the message begins with its number.
 */
export function parse(text, withStamps) {
    if (text === '') {
        throw new Error('this transcript is empty');
    }
    /** @type {Line[]} */
    const lines = [];
    text.match(/[^\n]*\n|[^\n]+$/g)?.forEach((whole, index) => {
        const wrong = (/** @type {string} */ message) => new Error(`${index + 1}: ${message}`);
        if (!whole.endsWith('\n')) {
            throw wrong('the last line does not end with a newline');
        }
        const line = whole.slice(0, -1);
        if (line.endsWith('\r')) {
            throw wrong('this line ends with CRLF');
        }
        if (/\p{Cc}/u.test(line)) {
            throw wrong('a control character in a transcript');
        }
        const parsed = parseLine(line, withStamps);
        if (!parsed) {
            throw wrong('not a line of a transcript');
        }
        const before = lines.at(-1);
        if (before && parsed.stamp !== null && before.stamp !== null && parsed.stamp < before.stamp) {
            throw wrong('this stamp is before the one of the line above');
        }
        if (index === 0 && parsed.stamp) {
            throw wrong('the first line must be stamped 0 ms');
        }
        lines.push(parsed);
    });
    return lines;
}

/**
 * What was printed, as far as it can be read: lines that are none of a transcript stay as text.
 * @param {string} text
 * @returns {{ text: string, line: Line | null }[]}
 */
export function read(text) {
    const pieces = text.split('\n');
    if (pieces.at(-1) === '') {
        pieces.pop();
    }
    return pieces.map(piece => ({ text: piece, line: parseLine(piece, true) }));
}

/**
 * Takes the stamps off: for a program on the real clock, whose order is exact and whose times
 * are not.
 * @param {string} printed
 */
export function withoutStamps(printed) {
    return printed.replace(/[^\n]+/g, line => parseStamp(line)?.[1] ?? line);
}
