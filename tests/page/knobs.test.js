import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resetKnobs, settingsOf } from '../../theme/js/run/knobs.js';

/** As much of a block as is needed: its sliders. */
const figure = (...sliders) => ({
    querySelectorAll: selector => (selector === '.knobs input' ? sliders : []),
});

const slider = (name, value, defaultValue) => {
    const heard = [];
    return { name, value, defaultValue, heard, dispatchEvent: ({ type }) => heard.push(type) };
};

test('a program is given what was moved, and nothing else', () => {
    assert.deepEqual(settingsOf(figure()), { env: {}, text: '' });
    assert.deepEqual(settingsOf(figure(slider('LIMIT', '2', '2'))), { env: {}, text: '' });
    const moved = figure(slider('LIMIT', '3', '2'), slider('A', '1', '1'), slider('PAUSE_MS', '50', '100'));
    assert.deepEqual(settingsOf(moved), { env: { LIMIT: '3', PAUSE_MS: '50' }, text: 'LIMIT=3 PAUSE_MS=50' });
});

test('put back, they say so and run nothing', () => {
    const moved = slider('LIMIT', '3', '2');
    resetKnobs(figure(moved));
    assert.equal(moved.value, '2');
    assert.deepEqual(moved.heard, ['change'], '`input` would run it');
});
