// Draws a timeline as handbook/page/timeline/svg.rs does: the same elements in the same order,
// so that the picture of a run that is the same as the recorded one is the recorded one.
// What is drawn can be shown up to any moment.
import { inWords } from './timeline.js';

/** @import { Lane, Mark, Stretch, Timeline } from './timeline.js' */
/** @import { Meaning } from './words.js' */

const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;
/** The narrowest and the usual width of a row, and the width of a letter, in pixels. */
const NARROW = 270;
const WIDE = 520;
const LETTER = 6.7;

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function svg(name, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        element.setAttribute(key, String(value));
    }
    element.append(...children);
    return element;
}

/**
 * @typedef {object} Drawn
 * @property {HTMLElement} element
 * @property {(at: number, shown: number, ended: boolean) => void} show Shows it up to a place from
 *     0 to 1, with so many of its events.
 */

/**
 * The picture of a run.
 * @param {Timeline} timeline
 * @returns {Drawn}
 */
export function draw(timeline) {
    const { lanes, axis } = timeline;
    const grid = axis ? axis.ticks.map(tick => tick / axis.end) : [];
    const element = document.createElement('div');
    element.className = 'timeline';
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', inWords(timeline));
    /** @type {Drawn['show'][]} */
    const parts = [];
    lanes.forEach((lane, index) => {
        const name = document.createElement('span');
        name.className = 'lane';
        name.textContent = lane.name;
        const row = drawRow(lane, index, grid);
        element.append(name, row.element);
        parts.push(row.show, (_at, shown) => {
            name.classList.toggle('later', shown <= lane.marks[0].line);
            // No class is no attribute, as it was drawn.
            row.element.classList.toggle('later', shown <= lane.marks[0].line);
        });
    });
    element.append(...drawAxis(axis));
    return { element, show: (at, shown, ended) => parts.forEach(show => show(at, shown, ended)) };
}

/**
 * A line over all rows, where the clock is.
 */
export function playhead() {
    const line = document.createElement('span');
    line.className = 'playhead';
    line.setAttribute('aria-hidden', 'true');
    return line;
}

/** @param {Timeline['axis']} axis */
function drawAxis(axis) {
    const name = document.createElement('span');
    name.className = 'lane axis';
    const texts = axis
        ? axis.ticks.map((tick, index) => {
              const anchor = index === 0 ? 'start' : tick === axis.end ? 'end' : 'middle';
              const unit = index + 1 === axis.ticks.length ? ' ms' : '';
              return svg('text', { x: percent(tick / axis.end), y: 12, 'text-anchor': anchor }, `${tick}${unit}`);
          })
        : [svg('text', { x: 0, y: 12 }, 'in order, not to scale')];
    return [name, svg('svg', { class: 'axis', width: '100%', height: 16 }, ...texts)];
}

/**
 * @param {Lane} lane
 * @param {number} index
 * @param {number[]} grid
 */
function drawRow(lane, index, grid) {
    const element = svg('svg', { class: `run lane-${(index % 6) + 1}`, width: '100%', height: HEIGHT });
    /** @type {Drawn['show'][]} */
    const parts = [];
    for (const at of grid) {
        element.append(svg('line', { class: 'grid', x1: percent(at), x2: percent(at), y1: 0, y2: HEIGHT }));
    }
    lane.stretches.forEach((stretch, index) => {
        const open = lane.open && index + 1 === lane.stretches.length;
        const drawn = drawBar(stretch, open);
        if (drawn) {
            element.append(drawn.element);
            parts.push(drawn.show);
        }
    });
    for (const { mark, shift } of shifted(lane.marks)) {
        const moved = svg('g', { transform: `translate(${shift})` }, ...drawShape(mark.meaning));
        const drawn = svg('svg', { class: 'mark', x: percent(mark.at), y: MIDDLE }, moved);
        element.append(drawn);
        parts.push((_at, shown) => drawn.toggleAttribute('hidden', shown <= mark.line));
    }
    const label = drawLabel(lane);
    if (label) {
        element.append(label);
        const last = lane.marks[lane.marks.length - 1];
        parts.push((_at, shown) => label.toggleAttribute('hidden', shown <= last.line));
    }
    return { element, show: /** @type {Drawn['show']} */ ((...state) => parts.forEach(show => show(...state))) };
}

/**
 * @param {Stretch} stretch
 * @param {boolean} open
 */
function drawBar({ start, end, meaning }, open) {
    if (end <= start) {
        return null;
    }
    const [kind, height] =
        meaning === 'blocking' ? ['blocks', HEIGHT - 12] : meaning === 'queued' ? ['queues', 4] : ['waits', HEIGHT - 12];
    const ended = kind === 'waits' && open ? 'waits open' : kind;
    const element = svg('rect', {
        class: ended,
        x: percent(start),
        y: (HEIGHT - height) / 2,
        width: percent(end - start),
        height,
        rx: 4,
    });
    /** @type {Drawn['show']} */
    const show = (at, _shown, all) => {
        element.setAttribute('width', percent(Math.max(0, Math.min(at, end) - start)));
        // That nobody heard of it again is known at the end.
        element.setAttribute('class', all ? ended : kind);
    };
    return { element, show };
}

/**
 * Shape says what colour says again, so that no meaning hangs on colour.
 * @param {Meaning} meaning
 */
function drawShape(meaning) {
    switch (meaning) {
        case 'done':
            return [svg('circle', { class: 'done', r: 7 }), svg('path', { class: 'stroke', d: 'M-3.5 0l2.5 2.8 4.5-5.3' })];
        case 'cancelled':
            return [
                svg('rect', { class: 'cancelled', x: -7, y: -7, width: 14, height: 14, rx: 3 }),
                svg('path', { class: 'stroke', d: 'M-3 -3l6 6M3 -3l-6 6' }),
            ];
        case 'failed':
            return [
                svg('path', { class: 'failed', d: 'M0 -9L9 0L0 9L-9 0Z' }),
                svg('path', { class: 'stroke', d: 'M0 -4.5v5M0 3v1.5' }),
            ];
        default:
            return [svg('circle', { class: 'note', r: 4 })];
    }
}

/**
 * Marks that fall on one spot are put side by side, towards the middle of the row.
 * @param {Mark[]} marks
 */
function shifted(marks) {
    const width = (/** @type {Mark} */ { meaning }) => (['done', 'cancelled', 'failed'].includes(meaning) ? 16 : 9);
    /** @type {Mark[][]} */
    const groups = [];
    for (const mark of marks) {
        const group = groups.at(-1);
        const before = group?.at(-1);
        if (group && before && Math.abs(before.at - mark.at) < 0.004) {
            group.push(mark);
        } else {
            groups.push([mark]);
        }
    }
    return groups.flatMap(group => {
        const towards = group[0].at > 0.5 ? -1 : 1;
        const ordered = towards < 0 ? group.toReversed() : group;
        let shift = 0;
        return ordered.map((mark, index) => {
            if (index > 0) {
                shift += (towards * (width(ordered[index - 1]) + width(mark))) / 2;
            }
            return { mark, shift };
        });
    });
}

/**
 * What the lane's last event says, where there is room for it beside the mark.
 * @param {Lane} lane
 */
function drawLabel(lane) {
    const last = lane.marks[lane.marks.length - 1];
    const before = lane.marks.findLast(mark => mark.at < last.at)?.at ?? 0;
    const width = [...last.event].length * LETTER + 14;
    const rightwards = lane.marks.slice(0, -1).every(mark => mark.at < last.at);
    if (lane.open || !rightwards) {
        return null;
    }
    let place = { room: last.at - before - 0.02, dx: -13, anchor: 'end' };
    if (last.at < 0.5) {
        place = { room: 1 - last.at, dx: 13, anchor: 'start' };
    } else if (lane.stretches.some(({ meaning, end }) => meaning === 'blocking' && end >= last.at)) {
        return null;
    }
    if (place.room * WIDE <= width) {
        return null;
    }
    const text = svg('text', {
        class: place.room * NARROW > width ? '' : 'roomy',
        x: place.dx,
        y: 4,
        'text-anchor': place.anchor,
    }, last.event);
    return svg('svg', { class: 'mark', x: percent(last.at), y: MIDDLE }, text);
}

/** @param {number} part */
function percent(part) {
    return `${(part * 100).toFixed(2).replace(/\.?0+$/, '')}%`;
}
