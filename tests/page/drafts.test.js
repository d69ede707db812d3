import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, hashOf, keep, keyOf } from '../../theme/js/run/drafts.js';
import { neighbour } from '../../theme/js/run/transport.js';

/** A storage in memory, which may refuse to take anything. */
function storage() {
    const entries = new Map();
    return {
        entries,
        full: false,
        getItem: key => entries.get(key) ?? null,
        setItem(key, value) {
            if (this.full) {
                throw new Error('full');
            }
            entries.set(key, value);
        },
        removeItem: key => entries.delete(key),
    };
}

test('a draft is found by its listing, until it is removed', () => {
    globalThis.localStorage = storage();
    const draft = { of: hashOf('book'), text: 'reader' };
    assert.equal(keep('one', draft), true);
    assert.deepEqual(draftOf('one'), draft);
    assert.equal(draftOf('two'), null);
    assert.equal(keep('one', null), true);
    assert.equal(draftOf('one'), null);
});

test('what is no draft is none', () => {
    globalThis.localStorage = storage();
    for (const text of ['', 'no JSON', '3', 'null', '{}', '{"of": "a"}', '{"of": 1, "text": "b"}']) {
        localStorage.setItem(keyOf('one'), text);
        assert.equal(draftOf('one'), null, text);
    }
});

test('where storage is full a draft lasts as long as its page, and the caller hears of it', () => {
    const full = storage();
    globalThis.localStorage = full;
    keep('one', { of: 'a', text: 'first' });
    full.full = true;
    assert.equal(keep('one', { of: 'a', text: 'second' }), false);
    assert.equal(draftOf('one').text, 'second');
    full.full = false;
    assert.equal(keep('one', { of: 'a', text: 'third' }), true);
    assert.equal(draftOf('one').text, 'third');
});

test('an edit of the book changes its hash', () => {
    const text = 'import asyncio\n\nasyncio.run(main())\n';
    const hashes = new Set([text, `${text} `, text.replace('main', 'niam'), text.slice(1), ''].map(hashOf));
    assert.equal(hashes.size, 5);
    assert.equal(hashOf(text), hashOf(`${text}`));
});

test('an arrow leads to the next event, and with Shift by a millisecond', () => {
    const key = (name, more = {}) => ({ key: name, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
    // Several lines at one moment, and places that are not whole numbers.
    const stops = [0, 0, 99.99999999999999, 100.4, 300, 300];
    assert.equal(neighbour(key('ArrowRight'), stops, 0), 99.99999999999999);
    assert.equal(neighbour(key('ArrowRight'), stops, 100), 300);
    assert.equal(neighbour(key('ArrowRight'), stops, 300), 300);
    assert.equal(neighbour(key('ArrowLeft'), stops, 300), 100.4);
    assert.equal(neighbour(key('ArrowDown'), stops, 100), 0);
    assert.equal(neighbour(key('ArrowRight', { shiftKey: true }), stops, 100), 101);
    assert.equal(neighbour(key('ArrowLeft', { shiftKey: true }), stops, 100), 99);
    assert.equal(neighbour(key('ArrowLeft'), [], 0), 0);
    for (const other of [key('Home'), key('a'), key('ArrowRight', { ctrlKey: true }), key('ArrowRight', { altKey: true })]) {
        assert.equal(neighbour(other, stops, 100), null);
    }
});
