import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Player } from '../../theme/js/run/player.js';

/** A player on a clock that the test turns. */
function played(stops, speed) {
    const time = { at: 0, call: null };
    const states = [];
    const player = new Player(state => states.push(state), {
        now: () => time.at,
        request: call => {
            time.call = call;
            return 1;
        },
        cancel: () => {
            time.call = null;
        },
    });
    player.speed = speed;
    player.load(stops);
    const pass = milliseconds => {
        time.at += milliseconds;
        const { call } = time;
        time.call = null;
        call?.();
    };
    return { player, pass, states, shown: () => player.state.shown };
}

const STOPS = [0, 0, 100, 300];

test('lines are shown when their stamps come, faster or slower', () => {
    for (const [speed, real] of [['real', 100], ['fast', 25], ['slow', 800]]) {
        const { player, pass, shown } = played(STOPS, speed);
        player.play();
        assert.equal(shown(), 2, 'at once what is printed at 0');
        pass(real - 1);
        assert.equal(shown(), 2);
        pass(1);
        assert.equal(shown(), 3);
        pass(real * 2);
        assert.deepEqual(player.state, { at: 300, shown: 4, playing: false, ended: true });
    }
});

test('at once is at once', () => {
    const { player, states } = played(STOPS, 'once');
    player.play();
    assert.equal(states.length, 1);
    assert.equal(states[0].ended, true);
});

test('a pause holds the clock', () => {
    const { player, pass, shown } = played(STOPS, 'real');
    player.play();
    pass(50);
    player.pause();
    pass(1000);
    assert.equal(player.state.at, 50);
    player.play();
    pass(50);
    assert.equal(shown(), 3);
});

test('steps show one line each, those of one moment too', () => {
    const { player, shown, pass } = played(STOPS, 'real');
    const seen = [];
    for (let step = 0; step < 5; step++) {
        player.step();
        seen.push([shown(), player.state.at]);
    }
    assert.deepEqual(seen, [[1, 0], [2, 0], [3, 100], [4, 300], [4, 300]]);
    player.play();
    assert.equal(player.state.at, 0, 'from the end it plays again');
    pass(300);
    assert.equal(player.state.ended, true);
});

test('a place is sought within the run', () => {
    const { player, shown } = played(STOPS, 'real');
    for (const [at, lines, where] of [[150, 3, 150], [-5, 2, 0], [900, 4, 300], [99, 2, 99]]) {
        player.seek(at);
        assert.deepEqual([shown(), player.state.at, player.state.playing], [lines, where, false]);
    }
});

test('a run without lines is over', () => {
    const { player } = played([], 'real');
    player.play();
    assert.deepEqual(player.state, { at: 0, shown: 0, playing: false, ended: true });
});
