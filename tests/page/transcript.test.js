// The cases of handbook/listing/transcript.rs, and what the page reads besides.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, read, said, withoutStamps } from '../../theme/js/run/transcript.js';

test('lines have stamp, lane and event', () => {
    const lines = parse('[   0ms] orders: request\n[ 300ms] orders: done: 3 items\n[12000ms] main: end\n', true);
    assert.deepEqual(lines[1], { stamp: 300, lane: 'orders', event: 'done: 3 items' });
    assert.equal(lines[2].stamp, 12000);
    assert.equal(said(lines[1]), 'orders: done: 3 items');
});

test('every malformed line is refused where it stands', () => {
    for (const [text, line, message] of [
        ['', 0, 'empty'],
        ['[   0ms] a: b', 1, 'newline'],
        ['[   0ms] a: b\r\n', 1, 'CRLF'],
        ['[   0ms] a: b\n[   1ms] no lane\n', 2, 'not a line'],
        ['[   0ms] a: b\n[1ms] a: b\n', 2, 'not a line'],
        ['[   0ms] a: b\n[   5ms] a: b\n[   4ms] a: b\n', 3, 'before'],
        ['[   7ms] a: b\n', 1, '0 ms'],
        ['[   0ms] a: \u001b[1m\n', 1, 'control'],
        ['[  +0ms] a: b\n', 1, 'not a line'],
        ['[0000ms] a: b\n', 1, 'not a line'],
        ['[99999999999999999999ms] a: b\n', 1, 'not a line'],
        ['\n', 1, 'not a line'],
        ['[   0ms] a:  b\n', 1, 'not a line'],
        ['[   0ms]  a: b\n', 1, 'not a line'],
        ['[   0ms] : b\n', 1, 'not a line'],
        ['[   0ms] a: \n', 1, 'not a line'],
    ]) {
        assert.throws(() => parse(text, true), error => {
            return error.message.includes(message) && (line === 0 || error.message.startsWith(`${line}: `));
        }, JSON.stringify(text));
    }
});

test('only stamps are taken off', () => {
    assert.equal(withoutStamps('[ 312ms] a: [ 1ms] b\nplain\n[x] y\n'), 'a: [ 1ms] b\nplain\n[x] y\n');
    assert.equal(withoutStamps('[ms] a: b\n[0312ms] a: b\n'), '[ms] a: b\n[0312ms] a: b\n');
});

test('what is no line of a transcript stays as text', () => {
    assert.deepEqual(read('[   0ms] a: b\nhello\n'), [
        { text: '[   0ms] a: b', line: { stamp: 0, lane: 'a', event: 'b' } },
        { text: 'hello', line: null },
    ]);
    assert.deepEqual(read(''), []);
    assert.equal(read('half a line').length, 1);
});
