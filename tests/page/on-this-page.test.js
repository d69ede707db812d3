import assert from 'node:assert/strict';
import test from 'node:test';
import { lineAt } from '../../theme/js/on-this-page.js';

test('a section begins to be read near the top of the window', () => {
    for (const scrolled of [0, 1, 2000, 4000]) {
        assert.equal(lineAt(scrolled, 5000, 1000), 150);
    }
});

test('over the last window the line moves down to the end', () => {
    const lines = [4000, 4250, 4500, 4750, 5000].map(scrolled => lineAt(scrolled, 5000, 1000));
    assert.deepEqual(lines, [150, 362.5, 575, 787.5, 1000]);
});

test('a page of less than two windows begins at its first section and ends at its last', () => {
    assert.equal(lineAt(0, 100, 1000), 150);
    assert.equal(lineAt(100, 100, 1000), 1000);
});

test('a page that cannot be scrolled is at its first section', () => {
    assert.equal(lineAt(0, 0, 1000), 150);
});
