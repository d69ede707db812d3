// The shim by itself, on a memory of our own, and with a program made by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Exit, wasi } from '../../theme/js/run/wasi.js';

/** A module that exports a memory and imports every function, which it exports again. */
const NAMES = ['args_sizes_get', 'args_get', 'random_get', 'clock_time_get', 'fd_write', 'poll_oneoff', 'proc_exit', 'path_open'];
const SIGNATURES = { args_sizes_get: 'ii', args_get: 'ii', random_get: 'ii', clock_time_get: 'iIi', fd_write: 'iiii', poll_oneoff: 'iiii', proc_exit: 'i', path_open: 'i' };

function module() {
    const bytes = text => [text.length, ...new TextEncoder().encode(text)];
    const section = (id, ...content) => {
        const flat = content.flat(Infinity);
        const size = flat.length < 128 ? [flat.length] : [(flat.length & 127) | 128, flat.length >> 7];
        return [id, ...size, ...flat];
    };
    const types = NAMES.map(name => [0x60, SIGNATURES[name].length, [...SIGNATURES[name]].map(type => (type === 'i' ? 0x7f : 0x7e)), name === 'proc_exit' ? [0] : [1, 0x7f]]);
    const imports = NAMES.map((name, index) => [bytes('wasi_snapshot_preview1'), bytes(name), 0, index]);
    const exported = NAMES.map((name, index) => [bytes(name), 0, index]);
    return new Uint8Array([
        0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
        ...section(1, NAMES.length + 1, types, [0x60, 0, 0]),
        ...section(2, NAMES.length, imports),
        ...section(3, 1, NAMES.length),
        ...section(5, 1, 0, 1),
        ...section(7, NAMES.length + 2, exported, [bytes('memory'), 2, 0], [bytes('_start'), 0, NAMES.length]),
        ...section(10, 1, 2, 0, 0x0b),
    ]);
}

/** Runs `use` with the functions as a program has them, and its memory. */
function within(world, use) {
    const { Instance } = WebAssembly;
    let exports;
    WebAssembly.Instance = class extends Instance {
        constructor(...given) {
            super(...given);
            ({ exports } = this);
        }
    };
    try {
        assert.equal(wasi({ write() {}, ...world })(new WebAssembly.Module(module())), 0);
    } finally {
        WebAssembly.Instance = Instance;
    }
    return use(exports, new DataView(exports.memory.buffer));
}

const monotonic = ({ clock_time_get }, view) => {
    assert.equal(clock_time_get(1, 0n, 0), 0);
    return view.getBigUint64(0, true);
};

function timer(view, index, { data, timeout, absolute = false, kind = 0 }) {
    const at = 1000 + 48 * index;
    view.setBigUint64(at, data, true);
    view.setUint8(at + 8, kind);
    view.setUint32(at + 16, 1, true);
    view.setBigUint64(at + 24, timeout, true);
    view.setUint16(at + 40, absolute ? 1 : 0, true);
}

test('to sleep moves the clock, to the earliest timer', () => {
    within({}, (functions, view) => {
        const start = monotonic(functions, view);
        assert.equal(monotonic(functions, view), start, 'by itself it stands still');
        timer(view, 0, { data: 7n, timeout: 500_000_000n });
        timer(view, 1, { data: 8n, timeout: 200_000_000n });
        timer(view, 2, { data: 9n, timeout: start + 200_000_000n, absolute: true });
        assert.equal(functions.poll_oneoff(1000, 2000, 3, 500), 0);
        assert.equal(monotonic(functions, view) - start, 200_000_000n);
        assert.equal(view.getUint32(500, true), 2);
        assert.deepEqual([view.getBigUint64(2000, true), view.getBigUint64(2032, true)], [8n, 9n]);
        timer(view, 0, { data: 7n, timeout: start, absolute: true });
        functions.poll_oneoff(1000, 2000, 1, 500);
        assert.equal(monotonic(functions, view) - start, 200_000_000n, 'what is due costs nothing');
    });
});

test('the date goes with the clock', () => {
    within({ date: 1_000 }, (functions, view) => {
        timer(view, 0, { data: 1n, timeout: 5_000_000n });
        functions.poll_oneoff(1000, 2000, 1, 500);
        functions.clock_time_get(0, 0n, 0);
        assert.equal(view.getBigUint64(0, true), 1_005_000_000n);
    });
});

test('nothing else can be waited for', () => {
    within({}, (functions, view) => {
        timer(view, 0, { data: 1n, timeout: 0n, kind: 1 });
        assert.equal(functions.poll_oneoff(1000, 2000, 1, 500), 52);
    });
});

test('what is printed is told, whole letters at a time', () => {
    const told = [];
    within({ write: (...what) => told.push(what) }, ({ fd_write, memory }, view) => {
        const text = new TextEncoder().encode('a: é\n');
        new Uint8Array(memory.buffer).set(text, 100);
        const write = (descriptor, from, size) => {
            view.setUint32(0, 100 + from, true);
            view.setUint32(4, size, true);
            return fd_write(descriptor, 0, 1, 8);
        };
        assert.equal(write(1, 0, 4), 0);
        assert.equal(view.getUint32(8, true), 4, 'it took half of a letter');
        write(1, 4, 2);
        write(2, 0, 1);
        assert.equal(write(3, 0, 1), 8);
    });
    assert.deepEqual(told, [[1, 'a: '], [1, 'é\n'], [2, 'a']]);
});

test('arguments are handed over', () => {
    within({ args: ['listings', 'gather_page'] }, ({ args_sizes_get, args_get, memory }, view) => {
        args_sizes_get(0, 4);
        assert.deepEqual([view.getUint32(0, true), view.getUint32(4, true)], [2, 21]);
        args_get(0, 100);
        assert.equal(view.getUint32(4, true), 109);
        assert.equal(new TextDecoder().decode(new Uint8Array(memory.buffer, 100, 21)), 'listings\0gather_page\0');
    });
});

test('the same seed gives the same chance, another one another', () => {
    const drawn = seed => within({ seed }, ({ random_get, memory }) => {
        random_get(0, 16);
        return [...new Uint8Array(memory.buffer, 0, 16)].join();
    });
    assert.equal(drawn(1), drawn(1));
    assert.notEqual(drawn(1), drawn(2));
});

test('a program ends itself, and what is not there says so', () => {
    within({}, ({ proc_exit, path_open }) => {
        assert.throws(() => proc_exit(3), error => error instanceof Exit && error.status === 3);
        assert.equal(path_open(0), 52);
    });
});
