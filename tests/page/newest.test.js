import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Newest } from '../../theme/js/run/newest.js';

test('what was asked for in between is never done, and the newest always is', async () => {
    const done = [];
    let release;
    const newest = new Newest(async wanted => {
        done.push(wanted);
        await new Promise(resolve => {
            release = resolve;
        });
    });
    const all = newest.ask(1);
    newest.ask(2);
    newest.ask(3);
    assert.deepEqual(done, [1]);
    release();
    await new Promise(setImmediate);
    assert.deepEqual(done, [1, 3]);
    newest.ask(4);
    release();
    await new Promise(setImmediate);
    release();
    await all;
    assert.deepEqual(done, [1, 3, 4]);
    newest.ask(5);
    assert.deepEqual(done, [1, 3, 4, 5], 'at once, where nothing is under way');
});

test('what fails does not keep the next from being done', async () => {
    const done = [];
    const newest = new Newest(async wanted => {
        done.push(wanted);
        if (wanted === 1) {
            throw new Error('no worker');
        }
    });
    await assert.rejects(newest.ask(1), /no worker/);
    await newest.ask(2);
    assert.deepEqual(done, [1, 2]);
});
