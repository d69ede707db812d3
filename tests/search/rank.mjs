// Ranks the sections that queries find, with the page's own engine.
// usage: node rank.mjs BOOK QUERIES     prints one line of JSON for each query: its rank, or null
import { readFile } from 'node:fs/promises';
import { Engine } from '../../theme/js/search/engine.js';

const [book, queries] = process.argv.slice(2);
/** A page says where the index is, and the index where the rest is. */
const [, root] = (await readFile(`${book}/index.html`, 'utf8')).match(/data-search="([^"]+)"/) ?? [];
const engine = new Engine(async name => {
    const isRoot = name === 'index.json';
    const { folder = '' } = isRoot ? {} : await engine.root();
    return JSON.parse(await readFile(isRoot ? `${book}/${root}` : `${book}/search/${folder}${name}`, 'utf8'));
});
const started = performance.now();
for (const { query, sections } of JSON.parse(await readFile(queries, 'utf8'))) {
    const found = (await engine.find(query, 10)).map(({ address }) => address);
    const rank = found.findIndex(address => sections.includes(address));
    console.log(JSON.stringify({ query, rank: rank < 0 ? null : rank + 1, found: found.slice(0, 3) }));
}
console.error(`${performance.now() - started} ms`);
