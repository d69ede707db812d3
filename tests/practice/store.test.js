import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { read, written } from '../../theme/js/practice/archive.js';
import { Store } from '../../theme/js/practice/store.js';
import { FakeStorage } from './storage.js';

const fc = createRequire(new URL('../../page-tools/package.json', import.meta.url))('fast-check');

const cards = fc.constantFrom('Q01', 'Q02-next', 'trap-gather_one_by_one', 'P01');
const moments = fc.integer({ min: 1, max: 1000 }).map(minute => 1_790_000_000_000 + minute * 60_000);
const grades = fc.integer({ min: 1, max: 4 });

/** What a reader may do, in one of two tabs of a browser or in another browser. */
const deeds = fc.array(
    fc.oneof(
        { weight: 6, arbitrary: fc.record({ does: fc.constant('answer'), where: fc.nat(2), card: cards, at: moments, grade: grades }) },
        fc.record({ does: fc.constant('export'), where: fc.nat(2) }),
        fc.record({ does: fc.constant('import'), where: fc.nat(2) }),
        fc.record({ does: fc.constant('reload'), where: fc.nat(2) }),
        fc.record({ does: fc.constant('hear'), where: fc.nat(2) }),
    ),
    { maxLength: 40 },
);

const ids = store => store.entries().map(({ card, at, key, grade }) => `${card} ${at} ${key} ${grade}`);

test('no order of answers, exports and imports loses a card, in two tabs and in another browser', () => {
    fc.assert(fc.property(deeds, list => {
        const [home, away] = [new FakeStorage(), new FakeStorage()];
        const storages = [home, home, away];
        const tabs = storages.map(storage => new Store(storage));
        const given = [[], []];
        let file = null;
        let inFile = [];
        for (const { does, where, card, at, grade } of list) {
            const own = given[where === 2 ? 1 : 0];
            if (does === 'answer') {
                const before = new Set(ids(tabs[where]));
                tabs[where].add(card, at, grade);
                own.push(...ids(tabs[where]).filter(id => !before.has(id)));
            } else if (does === 'export') {
                tabs[where].refresh();
                file = written(tabs[where].entries(), '');
                inFile = [...own];
            } else if (does === 'import' && file) {
                tabs[where].refresh();
                assert.equal(tabs[where].merge(read(file).entries), true);
                own.push(...inFile.filter(id => !own.includes(id)));
            } else if (does === 'reload') {
                tabs[where] = new Store(storages[where]);
            } else if (does === 'hear') {
                tabs[where].refresh();
            }
        }
        tabs.forEach(tab => tab.refresh());
        for (const [index, tab] of tabs.entries()) {
            assert.deepEqual(ids(tab).sort(), [...given[index === 2 ? 1 : 0]].sort());
        }
        assert.deepEqual(ids(tabs[0]), ids(tabs[1]), 'both tabs have the same order');
    }), { numRuns: 500 });
});

const entries = fc.uniqueArray(
    fc.record({ card: cards, at: moments, grade: grades, key: fc.constantFrom('a', 'b', 'c') }).map(entry => ({ ...entry })),
    { selector: ({ card, at, key }) => `${card}${at}${key}`, maxLength: 20 },
);

test('files can be read in any order and as often as one likes', () => {
    fc.assert(fc.property(fc.array(entries, { maxLength: 4 }), fc.nat(), (files, turn) => {
        const [one, other] = [new Store(new FakeStorage()), new Store(new FakeStorage())];
        files.forEach(file => one.merge(file));
        const turned = files.map((_, index) => files[(index + turn) % files.length]).reverse();
        [...turned, ...files].forEach(file => other.merge(file));
        assert.deepEqual(ids(one), ids(other));
    }));
});

test('what is written is read', () => {
    fc.assert(fc.property(entries, fc.constantFrom('', '2026-12-24'), (list, interview) => {
        assert.deepEqual(read(written(list, interview)), { entries: list, interview });
    }));
});

test('a file that lacks a piece or has another letter is refused or is still a whole one', () => {
    fc.assert(fc.property(entries, fc.nat(), fc.nat(), fc.string({ maxLength: 2 }), (list, from, length, put) => {
        const text = written(list, '');
        const start = from % text.length;
        const damaged = text.slice(0, start) + put + text.slice(start + (length % 9));
        const store = new Store(new FakeStorage());
        store.add('Q01', 1_790_000_000_000, 3);
        const before = ids(store);
        let found;
        try {
            found = read(damaged);
        } catch (error) {
            assert.match(error.message, /^[A-Z].*\.$/s);
            assert.deepEqual(ids(store), before);
            return;
        }
        // Whatever is read can be kept, and read again.
        assert.equal(store.merge(found.entries), true);
        assert.deepEqual(read(written(store.entries(), found.interview)).entries, store.entries());
    }), { numRuns: 1000 });
});

test('a foreign file says why it is refused', () => {
    const answer = { card: 'Q01', at: 1_790_000_000_000, grade: 3, key: 'a' };
    const file = { format: 'async-handbook-practice', version: 1, interview: '', answers: [answer] };
    for (const [wrong, why] of [
        ['', /no JSON/],
        ['[]', /not saved by this page/],
        ['null', /not saved by this page/],
        [{ ...file, format: 'anki' }, /not saved by this page/],
        [{ ...file, version: 2 }, /version 2; this page reads version 1/],
        [{ ...file, answers: {} }, /no answers/],
        [{ ...file, interview: 'soon' }, /no day/],
        [{ ...file, interview: '2026-13-40' }, /no day/],
        [{ ...file, answers: [answer, { ...answer, grade: 5 }] }, /Answer 2 .* damaged/],
        [{ ...file, answers: [{ ...answer, at: '1' }] }, /Answer 1 .* damaged/],
        [{ ...file, answers: [{ ...answer, card: '../x' }] }, /damaged/],
    ]) {
        assert.throws(() => read(typeof wrong === 'string' ? wrong : JSON.stringify(wrong)), why);
    }
});

test('where storage is denied or full the deck still works, and says so', () => {
    const denied = new Store(null);
    denied.add('Q01', 1_790_000_000_000, 3);
    denied.set('interview', '2026-12-24');
    assert.match(denied.trouble, /denies/);
    denied.refresh();
    assert.deepEqual([denied.entries().length, denied.setting('interview')], [1, '2026-12-24']);
    const storage = new FakeStorage(100);
    const full = new Store(storage);
    assert.equal(full.trouble, '');
    for (let minute = 0; minute < 5; minute++) {
        full.add('Q01', 1_790_000_000_000 + minute, 3);
    }
    full.refresh();
    assert.equal(full.entries().length, 5);
    assert.match(full.trouble, /full/);
    full.reset();
    assert.deepEqual([full.entries().length, full.trouble, storage.length], [0, '', 0]);
});

test('a file that does not fit changes nothing', () => {
    const storage = new FakeStorage(200);
    const store = new Store(storage);
    store.add('Q01', 1_790_000_000_000, 3);
    const [before, items] = [ids(store), new Map(storage.items)];
    const file = Array.from({ length: 9 }, (_, index) => ({ card: 'Q02-next', at: 1_790_000_000_001 + index, grade: 2, key: 'z' }));
    assert.equal(store.merge(file), false);
    assert.deepEqual(ids(store), before);
    assert.deepEqual(storage.items, items);
});

test('what others keep in the same storage is left alone', () => {
    const storage = new FakeStorage();
    storage.setItem('handbook-language', 'rust');
    storage.setItem('handbook-practice/Q01/no-number/x', '3');
    storage.setItem('handbook-practice/Q01/1790000000000/x', '9');
    const store = new Store(storage);
    assert.deepEqual(store.entries(), []);
    store.add('Q01', 1_790_000_000_000, 3);
    store.reset();
    assert.equal(storage.getItem('handbook-language'), 'rust');
});
