import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../theme/js/run/timeline.js';
import { parse } from '../../theme/js/run/transcript.js';
import { written } from '../../theme/js/run/reports.js';
import { difference, firstDifference, raced, verdict } from '../../theme/js/run/verdict.js';

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

/** How a Python program ended, as outcome.py describes it. */
const raised = (name, message, more = {}) => ({ names: [name], message, notes: [], members: [], line: null, column: null, ...more });
const ended = (given = {}) => {
    const error = given.error ?? null;
    return { kind: 'ended', status: error ? 1 : 0, ...given, report: { error, traceback: '', complaints: [], ...given } };
};
const FORGOTTEN = { message: "coroutine 'fetch' was never awaited", line: 12, text: 'main.py:12: ...' };

test('with other values nothing is compared, and the values are named', () => {
    const { kind, text } = judged({ recorded: null, settings: 'LIMIT=3' });
    assert.deepEqual([kind, text], ['good', 'It ended well with LIMIT=3.']);
    const failed = judged({ recorded: null, settings: 'LIMIT=3', end: { kind: 'ended', status: 3 } });
    assert.deepEqual([failed.kind, failed.text, failed.detail], ['bad', 'It failed with LIMIT=3.', 'exit status 3']);
    assert.equal(judged({ recorded: null }).text, 'It ended well.');
});

test('a deadlock is said, with the lanes that are still open', () => {
    for (const given of [
        { end: ended({ error: raised('virtual_time.Deadlock', 'deadlock') }) },
        { language: 'rust', end: { kind: 'trapped', message: 'unreachable' }, stderr: "thread 'main' panicked at x:\ncondvar wait not supported\n" },
    ]) {
        const { kind, text } = judged({ stdout: '', ...given });
        assert.equal(kind, 'bad');
        assert.match(text, /^Deadlock: .* Still open: b\.$/);
    }
    const lie = judged({ stdout: '', stderr: 'virtual_time.Deadlock: no\n', end: { kind: 'ended', status: 1 } });
    assert.equal(lie.text, 'It failed.', 'text on standard error is no deadlock');
});

test('an error is said in its own words, a group with its members and notes', () => {
    const detailOf = given => judged({ stdout: '', recorded: null, ...given }).detail;
    assert.equal(detailOf({ end: ended({ error: raised('ValueError', 'no price') }) }), 'ValueError: no price');
    const members = [raised('KeyError', "'a'", { line: 7 }), raised('ValueError', 'b', { notes: ['of today'] })];
    const group = raised('ExceptionGroup', 'two (2 sub-exceptions)', { members });
    const told = detailOf({ end: ended({ error: group }), lineOf: line => line && line - 4 });
    assert.equal(told, "ExceptionGroup: two (2 sub-exceptions)\n  line 3: KeyError: 'a'\n  ValueError: b\n  of today");
    const panic = "\nthread 'main' (1) panicked at src/main.rs:7:5:\nno price\nnote: run with `RUST_BACKTRACE=1`\n";
    assert.equal(detailOf({ language: 'rust', end: { kind: 'trapped', message: 'unreachable' }, stderr: panic }), 'no price');
});

test('what a run reports is part of its verdict, unless it is declared', () => {
    const forgotten = { end: ended({ complaints: [FORGOTTEN] }) };
    const edited = judged({ recorded: null, lineOf: line => line && line - 8, ...forgotten });
    assert.deepEqual(
        [edited.kind, edited.text, edited.detail],
        ['bad', 'It ended, but not well.', "line 4: coroutine 'fetch' was never awaited"],
    );
    assert.equal(judged(forgotten).kind, 'bad', 'the right lines do not make up for it');
    const declared = { reports: [FORGOTTEN.message] };
    const same = judged({ declared, ...forgotten });
    assert.deepEqual([same.kind, same.detail], ['same', FORGOTTEN.message]);
    assert.equal(judged({ declared, ...forgotten, stderr: 'and more\n' }).kind, 'bad');
    assert.equal(judged({ declared }).kind, 'bad', 'what is declared is missing');
    assert.equal(judged({ language: 'rust', stderr: 'a line\n' }).kind, 'bad');
});

test('exit status and exception are as declared, or it failed', () => {
    const error = raised('ExceptionGroup', 'two', { members: [raised('KeyError', '1')] });
    for (const [declared, end, kind] of [
        [{ raises: 'ExceptionGroup[KeyError]' }, ended({ error }), 'same'],
        [{ raises: 'ExceptionGroup' }, ended({ error }), 'same'],
        [{ raises: 'KeyError' }, ended({ error }), 'bad'],
        [{ raises: 'ExceptionGroup' }, ended(), 'bad'],
        [{ status: 3 }, ended({ status: 3, error: raised('SystemExit', '3') }), 'same'],
        [{}, ended({ status: 3, error: raised('SystemExit', '3') }), 'bad'],
        [{ status: 3 }, ended(), 'bad'],
    ]) {
        assert.equal(judged({ declared, end }).kind, kind, JSON.stringify([declared, end]));
    }
});

test('a race compares what was printed, stamped or not', () => {
    assert.equal(raced(TEXT, TEXT).kind, 'same');
    assert.equal(raced(`${TEXT}no stamp\n`, TEXT).text, 'They part at line 4.');
});

test('a panic is one complaint, and every other line is one', () => {
    const messages = (language, stderr) => written(language, stderr).map(({ message }) => message);
    const panic = "\nthread 'main' (1) panicked at src/main.rs:7:5:\nno price\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
    assert.deepEqual(messages('rust', panic), ['no price']);
    const both = `${panic}\nthread 'worker' (2) panicked at src/main.rs:9:5:\nassertion failed\n  left: 1\n\nleft over\n`;
    assert.deepEqual(messages('rust', both), ['no price', 'assertion failed left: 1', 'left over']);
    assert.equal(messages('python', panic).length, 3);
    const trace = 'ERROR: no answer\nTraceback (most recent call last):\n  File "a.py", line 1\nKeyError: 1\nlater\n';
    assert.deepEqual(messages('python', trace), ['ERROR: no answer', 'KeyError: 1', 'later']);
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
