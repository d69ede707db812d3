// Finds sections. It loads the shards that a query needs and adds the scores in them.

import { tokens } from './tokens.js';

/** What a term counts that only begins as the typed word does, or differs from it by a letter. */
const NEAR = 0.6;

/** How much of a score depends on how many of the words were found. */
const ALL_WORDS = 0.5;

/**
 * @typedef {{ address: string, title: string, page: string, program: boolean, lines: string[] }} Section
 * @typedef {import('./tokens.js').Rules & { shards: string[], chunk: number, folder?: string }} Root
 */

export class Engine {
    /**
     * @param {(name: string) => Promise<any>} load Loads a file of the index.
     */
    constructor(load) {
        const loaded = new Map();
        /** @param {string} name */
        this.load = name => {
            if (!loaded.has(name)) {
                const loading = load(name);
                loading.catch(() => loaded.delete(name));
                loaded.set(name, loading);
            }
            return loaded.get(name);
        };
    }

    /** @returns {Promise<Root>} */
    root() {
        return this.load('index.json');
    }

    /**
     * The best sections for a query, the best first.
     * @param {string} query
     * @param {number} count
     * @returns {Promise<Section[]>}
     */
    async find(query, count = 10) {
        const { chunk } = await this.root();
        const best = (await this.rank(query)).slice(0, count);
        return Promise.all(best.map(async number => {
            const sections = await this.load(`sections-${Math.floor(number / chunk)}.json`);
            return sections[number % chunk];
        }));
    }

    /**
     * The numbers of the sections that a query finds, the best first.
     * @param {string} query
     * @returns {Promise<number[]>}
     */
    async rank(query) {
        const root = await this.root();
        const terms = [...new Set(tokens(query, root))];
        // A word is whole once something follows it.
        const typed = /\w$/.test(query) ? terms.at(-1) : undefined;
        const found = await Promise.all(terms.map(term => this.postings(term, term === typed, root)));
        /** @type {Map<number, { sum: number, words: number }>} */
        const scores = new Map();
        let all = 0;
        for (const postings of found) {
            const most = Math.max(0, ...postings.values());
            all += most;
            for (const [section, score] of postings) {
                const { sum, words } = scores.get(section) ?? { sum: 0, words: 0 };
                scores.set(section, { sum: sum + score, words: words + most });
            }
        }
        const score = ([, { sum, words }]) => sum * (1 - ALL_WORDS + ALL_WORDS * words / all);
        return [...scores].sort((one, other) => score(other) - score(one) || one[0] - other[0]).map(([section]) => section);
    }

    /**
     * The sections that a term leads to, with their scores.
     * @param {string} term
     * @param {boolean} typed Whether the word may still go on.
     * @param {Root} root
     */
    async postings(term, typed, { shards }) {
        const after = shards.findIndex(first => first > term);
        const number = Math.max(0, (after === -1 ? shards.length : after) - 1);
        /** @type {Record<string, number[]>} */
        const shard = await this.load(`terms-${number}.json`);
        /** @type {Map<number, number>} */
        const scores = new Map();
        const add = (name, weight) => {
            for (let at = 0; at < shard[name].length; at += 2) {
                const section = shard[name][at];
                scores.set(section, Math.max(scores.get(section) ?? 0, shard[name][at + 1] * weight));
            }
        };
        const exact = Object.hasOwn(shard, term);
        if (exact) {
            add(term, 1);
        }
        if (!exact || typed) {
            const names = Object.keys(shard).filter(name => name !== term);
            let near = term.length > 2 ? names.filter(name => name.startsWith(term)) : [];
            if (!exact && near.length === 0 && term.length > 4) {
                near = names.filter(name => differByOne(name, term));
            }
            near.forEach(name => add(name, NEAR));
        }
        return scores;
    }
}

/**
 * Whether one letter is replaced, missing or added.
 * @param {string} one
 * @param {string} other
 */
function differByOne(one, other) {
    if (Math.abs(one.length - other.length) > 1) {
        return false;
    }
    let same = 0;
    while (same < one.length && one[same] === other[same]) {
        same += 1;
    }
    const [rest, others] = [one.slice(same), other.slice(same)];
    return rest.slice(1) === others.slice(1) || rest === others.slice(1) || rest.slice(1) === others;
}
