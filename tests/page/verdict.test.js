import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../theme/js/run/timeline.js';
import { parse } from '../../theme/js/run/transcript.js';
import { difference, firstDifference, verdict } from '../../theme/js/run/verdict.js';

const TEXT = '[   0ms] a: start\n[   0ms] b: start\n[ 100ms] a: done\n';

const judged = given => verdict({
    language: 'python',
    end: { kind: 'ended', status: 0 },
    stdout: TEXT,
    stderr: '',
    recorded: TEXT,
    settings: '',
    timeline: layOut(parse(TEXT, true), {}),
    ...given,
});

test('the same bytes are the same run', () => {
    assert.equal(judged({}).kind, 'same');
    const other = judged({ stdout: TEXT.replace('100', '101') });
    assert.deepEqual([other.kind, other.text], ['differs', 'Not as recorded, from line 3 on.']);
});

test('with other values nothing is compared, and the values are named', () => {
    const { kind, text } = judged({ recorded: null, settings: 'LIMIT=3' });
    assert.deepEqual([kind, text], ['good', 'It ended well with LIMIT=3.']);
    const failed = judged({ recorded: null, settings: 'LIMIT=3', end: { kind: 'ended', status: 3 } });
    assert.deepEqual([failed.kind, failed.text], ['bad', 'It failed with LIMIT=3.']);
    assert.equal(judged({ recorded: null }).text, 'It ended well.');
});

test('a deadlock is said, with the lanes that are still open', () => {
    for (const given of [
        { end: { kind: 'ended', status: 1 }, stderr: 'virtual_time.Deadlock: deadlock: every task is waiting\n' },
        { language: 'rust', end: { kind: 'trapped', message: 'unreachable' }, stderr: "thread 'main' panicked at x:\ncondvar wait not supported\n" },
    ]) {
        const { kind, text } = judged({ stdout: '', ...given });
        assert.equal(kind, 'bad');
        assert.match(text, /^Deadlock: .* Still open: b\.$/);
    }
});

test('an error is said in its own words', () => {
    const trace = 'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\nValueError: no price\n';
    assert.equal(judged({ end: { kind: 'ended', status: 1 }, stderr: trace, stdout: '' }).detail, 'ValueError: no price');
    const group = '  + Exception Group Traceback (most recent call last):\n  | ExceptionGroup: two (2 sub-exceptions)\n  +-+----\n';
    const detailOf = stderr => judged({ end: { kind: 'ended', status: 1 }, stderr, stdout: '' }).detail;
    assert.equal(detailOf(group), 'ExceptionGroup: two (2 sub-exceptions)');
    const inner = `${group}    | Traceback (most recent call last):\n    |   File "main.py", line 3\n    |     pass\n    | KeyError: 'a'\n    +-----\n`;
    assert.equal(detailOf(inner), "KeyError: 'a'");
    const panic = "\nthread 'main' (1) panicked at src/main.rs:7:5:\nno price\nnote: run with `RUST_BACKTRACE=1`\n";
    const { detail } = judged({ language: 'rust', end: { kind: 'trapped', message: 'unreachable' }, stderr: panic, stdout: '' });
    assert.equal(detail, 'no price');
});

test('what was ended by us is said', () => {
    for (const [end, text] of [
        [{ kind: 'stopped' }, /^Stopped\.$/],
        [{ kind: 'endless' }, /would not end\. Still open: b\.$/],
        [{ kind: 'too-much' }, /more than anybody reads/],
        [{ kind: 'no-start', message: '404' }, /^Python could not be loaded\.$/],
    ]) {
        assert.match(judged({ end }).text, text);
    }
});

test('a difference is the least that changes one into the other', () => {
    const apply = (from, to) => difference([...from], [...to]).map(({ sign, text }) => sign + text).join('');
    assert.equal(apply('abc', 'abc'), ' a b c');
    assert.equal(apply('abc', 'axc'), ' a-b+x c');
    assert.equal(apply('', 'a'), '+a');
    assert.equal(apply('ab', 'b'), '-a b');
    assert.equal(firstDifference('a\nb\n', 'a\nc\n'), 2);
    assert.equal(firstDifference('a\n', 'a\nb\n'), 2);
});
