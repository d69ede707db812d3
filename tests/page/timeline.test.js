// The cases of handbook/page/timeline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, layOut, ticks } from '../../theme/js/run/timeline.js';
import { parse } from '../../theme/js/run/transcript.js';
import { meaning } from '../../theme/js/run/words.js';

const timeline = (text, stamped = true) => layOut(parse(text, stamped), {});

test('lanes last from their first to their last event', () => {
    const { axis, lanes } = timeline('[   0ms] a: start\n[ 100ms] b: start\n[ 200ms] a: done\n[ 400ms] b: cancelled\n');
    assert.deepEqual(axis, { end: 400, ticks: [0, 100, 200, 300, 400] });
    assert.deepEqual(lanes.map(({ end, open }) => [end, open]), [[0.5, false], [1, false]]);
    assert.equal(lanes[1].marks[1].meaning, 'cancelled');
});

test('a lane that only started is open to the end', () => {
    const drawn = timeline('[   0ms] mail: start\n[ 100ms] main: done\n');
    assert.equal(drawn.lanes[0].open, true);
    assert.equal(drawn.lanes[0].end, 1);
    assert.ok(inWords(drawn).includes('mail: start at 0; not heard of again.'));
});

test('blocking lasts until the next event of the lane', () => {
    const { lanes } = timeline('[   0ms] report: blocking\n[ 100ms] b: x\n[ 200ms] report: done\n');
    assert.deepEqual(lanes[0].stretches[0], { start: 0, end: 1, meaning: 'blocking' });
});

test('a queue is stood in until the next event of the lane', () => {
    const { lanes } = timeline('[   0ms] a: queued\n[ 100ms] a: start\n[ 150ms] a: half\n[ 200ms] a: done\n');
    const stretches = lanes[0].stretches.map(({ start, end, meaning }) => [start, end, meaning]);
    assert.deepEqual(stretches, [[0, 0.5, 'queued'], [0.5, 1, 'open']]);
});

test('without stamps the order is drawn', () => {
    const { axis, lanes, places } = timeline('a: start\nb: start\na: done\n', false);
    assert.equal(axis, null);
    assert.equal(lanes[0].end, 1);
    assert.deepEqual(places, [0, 0.5, 1]);
});

test('two runs may share one clock', () => {
    const { axis, lanes } = layOut(parse('[   0ms] a: start\n[ 100ms] a: done\n', true), {}, 400);
    assert.equal(axis.end, 400);
    assert.equal(lanes[0].end, 0.25);
});

test('ticks are few and round', () => {
    assert.deepEqual(ticks(350), [0, 100, 200, 300]);
    assert.deepEqual(ticks(600), [0, 200, 400, 600]);
    assert.deepEqual(ticks(1), [0, 1]);
    for (let end = 1; end < 5000; end++) {
        const { length } = ticks(end);
        assert.ok(length >= 2 && length <= 6, `${end}`);
    }
});

test('the first words decide, and a listing may add its own', () => {
    const marks = { done: ['paid'] };
    for (const [event, expected] of [
        ['done', 'done'], ['done, late', 'done'], ['paid', 'done'], ['not done', 'note'],
        ['starting', 'note'], ['gave up', 'cancelled'], ['doneé', 'note'], ['error: x', 'failed'],
    ]) {
        assert.equal(meaning(event, marks), expected, event);
    }
});
