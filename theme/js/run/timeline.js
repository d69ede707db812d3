// The layout of a run's timeline: as handbook/page/timeline/mod.rs, so that a run in the page
// is drawn as a recorded one. Places are parts of the width, from 0 to 1.
import { meaning } from './words.js';

/** @import { Line } from './transcript.js' */
/** @import { Marks, Meaning } from './words.js' */

/**
 * @typedef {object} Mark One event.
 * @property {number} at
 * @property {number | null} stamp
 * @property {Meaning} meaning
 * @property {string} event
 * @property {number} line Which line of the run it is, from 0.
 *
 * @typedef {{ start: number, end: number, meaning: Meaning }} Stretch
 *
 * @typedef {object} Lane
 * @property {string} name
 * @property {number} end
 * @property {boolean} open Whether it was still at work when the run ended.
 * @property {Stretch[]} stretches
 * @property {Mark[]} marks
 *
 * @typedef {object} Timeline
 * @property {Lane[]} lanes In the order in which they first spoke.
 * @property {{ end: number, ticks: number[] } | null} axis Time; none where only the order is drawn.
 * @property {number[]} places Where each line is.
 */

/**
 * @param {Line[]} lines
 * @param {Marks} marks
 * @param {number} [until] The end of the clock, where it is shared with a longer run.
 * @returns {Timeline}
 */
export function layOut(lines, marks, until = 0) {
    const end = Math.max(lines.at(-1)?.stamp ?? 0, until);
    const last = Math.max(lines.length - 1, 1);
    const places = lines.map(({ stamp }, index) => (end > 0 && stamp !== null ? stamp / end : index / last));
    /** @type {Lane[]} */
    const lanes = [];
    lines.forEach(({ stamp, lane: name, event }, line) => {
        const mark = { at: places[line], stamp, meaning: meaning(event, marks), event, line };
        const lane = lanes.find(lane => lane.name === name);
        if (lane) {
            lane.marks.push(mark);
        } else {
            lanes.push({ name, end: mark.at, open: false, stretches: [], marks: [mark] });
        }
    });
    lanes.forEach(close);
    return { lanes, axis: end > 0 ? { end, ticks: ticks(end) } : null, places };
}

/**
 * Works out what depends on all events of a lane.
 * @param {Lane} lane
 */
function close(lane) {
    const last = lane.marks[lane.marks.length - 1];
    const kinds = ['blocking', 'queued'];
    lane.open = ['open', ...kinds].includes(last.meaning);
    lane.end = lane.open ? 1 : last.at;
    lane.marks.forEach(({ at: start, meaning }, index) => {
        const end = lane.marks[index + 1]?.at ?? lane.end;
        const before = lane.stretches.at(-1);
        // What is no new kind of work goes on as before.
        if (before && !kinds.includes(meaning) && !kinds.includes(before.meaning)) {
            before.end = end;
        } else {
            lane.stretches.push({ start, end, meaning });
        }
    });
}

/**
 * What the picture shows, in words.
 * @param {Timeline} timeline
 */
export function inWords({ lanes, axis }) {
    const said = lanes.map(({ name, marks, open }) => {
        const events = marks.map(({ event, stamp }) => (stamp === null ? event : `${event} at ${stamp}`));
        return ` ${name}: ${events.join('; ')}${open ? '; not heard of again.' : '.'}`;
    });
    const title = axis ? `Timeline of ${axis.end} milliseconds.` : 'Timeline by the order of the lines.';
    return title + said.join('');
}

/**
 * A few round numbers from 0 to the end.
 * @param {number} end
 */
export function ticks(end) {
    let step = 1;
    for (let power = 1; Math.floor(end / step) > 5; power *= 10) {
        step = [1, 2, 5].map(part => part * power).find(step => Math.floor(end / step) <= 5) ?? step;
    }
    return Array.from({ length: Math.floor(end / step) + 1 }, (_, count) => count * step);
}
