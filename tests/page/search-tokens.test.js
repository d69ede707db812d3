import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Engine } from '../../theme/js/search/engine.js';
import { tokens } from '../../theme/js/search/tokens.js';

// The tables are in handbook/search/tokens.rs, which writes them into the index.
const source = readFileSync(new URL('../../handbook/search/tokens.rs', import.meta.url), 'utf8');
const stop = source.match(/STOP_WORDS: &str = "([^"]+)"/)[1].replace(/\\\n\s*/g, '').split(/\s+/);
const endings = [...source.match(/ENDINGS[^=]+=\s*\[([^;]+)\];/)[1].matchAll(/\("(\w+)", "(\w*)"\)/g)].map(([, ending, instead]) => [ending, instead]);

test('a query becomes the terms that the index has', () => {
    const cases = JSON.parse(readFileSync(new URL('../search/tokens.json', import.meta.url), 'utf8'));
    for (const { text, tokens: expected } of cases) {
        assert.deepEqual(tokens(text, { stop, endings }), expected, text);
    }
});

const FILES = {
    'index.json': { stop, endings, shards: ['appl', 'pear'], chunk: 2 },
    'terms-0.json': { appl: [0, 40, 1, 10], applesauc: [2, 30], lemon: [1, 30] },
    'terms-1.json': { pear: [1, 20] },
    'sections-0.json': [{ address: 'zero' }, { address: 'one' }],
    'sections-1.json': [{ address: 'two' }],
};
const engine = () => new Engine(async name => FILES[name]);
const found = async query => (await engine().find(query)).map(({ address }) => address);

test('scores are added, and a section with all of the words comes first', async () => {
    assert.deepEqual(await found('apple '), ['zero', 'one']);
    assert.deepEqual(await found('lemon pear '), ['one']);
    assert.deepEqual(await found('apple lemon pear '), ['one', 'zero']);
});

test('a word that is still typed finds what begins so, and a slip of a letter what was meant', async () => {
    assert.deepEqual(await found('app'), ['zero', 'two', 'one']);
    assert.deepEqual(await found('aple'), []);
    assert.deepEqual(await found('lemin '), ['one']);
});

test('a file that could not be loaded is asked for again', async () => {
    let tries = 0;
    const engine = new Engine(async name => {
        tries += 1;
        if (tries === 1) {
            throw new Error('no network');
        }
        return FILES[name];
    });
    await assert.rejects(engine.find('apple'));
    assert.equal((await engine.find('apple ')).length, 2);
});
