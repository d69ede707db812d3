// What the reader answered. Each answer is an entry of its own in the browser's storage and is never
// written again, so that several tabs cannot undo each other. Where storage is denied or full, the
// answers are kept until the page is closed, and `trouble` says so.

/** @import { Answer, Grade } from '../../../page-tools/schedule.js' */

/**
 * @typedef {object} Entry An answer with what it answers.
 * @property {string} card
 * @property {number} at
 * @property {Grade} grade
 * @property {string} key Tells it from one that was given at the same moment elsewhere.
 */

const ANSWER = 'handbook-practice/';
const SETTING = 'handbook-practice-';

/** @param {Entry} entry */
const idOf = ({ card, at, key }) => `${card}/${at}/${key}`;

export class Store {
    /** @type {Map<string, Entry>} Those that could not be written, too. */
    #entries = new Map();
    /** @type {Map<string, string>} */
    #settings = new Map();
    /** @type {Set<string>} Entries and settings that could not be written. */
    #unwritten = new Set();
    #storage;

    /** @param {Storage | null} storage None where the browser denies it. */
    constructor(storage) {
        this.#storage = storage;
        this.refresh();
    }

    /** Why answers will be lost with the page, if they will. */
    get trouble() {
        if (!this.#storage) {
            return 'This browser denies the page its storage: what you answer is lost when you close it. Save it as a file first.';
        }
        return this.#unwritten.size > 0
            ? 'The browser’s storage is full: what you answer now is lost when you close the page. Save it as a file first.'
            : '';
    }

    /** Reads what there is now: another tab may have written. */
    refresh() {
        for (const id of this.#entries.keys()) {
            if (!this.#unwritten.has(ANSWER + id)) {
                this.#entries.delete(id);
            }
        }
        try {
            for (let index = 0; index < (this.#storage?.length ?? 0); index++) {
                const name = this.#storage?.key(index) ?? '';
                const entry = name.startsWith(ANSWER) && entryOf(name.slice(ANSWER.length), this.#storage?.getItem(name));
                if (entry) {
                    this.#entries.set(idOf(entry), entry);
                }
            }
        } catch {
            this.#storage = null;
        }
    }

    /**
     * @param {string} card
     * @param {number} at
     * @param {Grade} grade
     */
    add(card, at, grade) {
        const entry = { card, at, grade, key: Math.random().toString(36).slice(2, 8) };
        this.#entries.set(idOf(entry), entry);
        this.#write(ANSWER + idOf(entry), String(grade));
    }

    /** Every answer, by card, each in the order of time. */
    answers() {
        /** @type {Map<string, Answer[]>} */
        const answers = new Map();
        for (const { card, at, grade } of this.entries()) {
            answers.set(card, [...(answers.get(card) ?? []), { at, grade }]);
        }
        return answers;
    }

    /** Every answer in the order of time. */
    entries() {
        const order = (/** @type {Entry} */ one, /** @type {Entry} */ other) =>
            one.at - other.at || (idOf(one) < idOf(other) ? -1 : 1);
        return [...this.#entries.values()].sort(order);
    }

    /** @param {string} name */
    setting(name) {
        try {
            return this.#settings.get(name) ?? this.#storage?.getItem(SETTING + name) ?? '';
        } catch {
            return '';
        }
    }

    /**
     * @param {string} name
     * @param {string} value
     */
    set(name, value) {
        this.#write(SETTING + name, value);
        if (this.#unwritten.has(SETTING + name)) {
            this.#settings.set(name, value);
        } else {
            this.#settings.delete(name);
        }
    }

    /**
     * Puts answers to those that are there: all of them, or none where there is no room. Two that
     * disagree about one answer are settled for the worse grade, in whatever order they come.
     * @param {readonly Entry[]} entries
     * @returns {boolean} Whether they are kept.
     */
    merge(entries) {
        this.refresh();
        const better = entries.filter(entry => entry.grade < (this.#entries.get(idOf(entry))?.grade ?? 5));
        /** @type {[string, string | null][]} */
        const before = [];
        try {
            for (const entry of better) {
                const name = ANSWER + idOf(entry);
                before.push([name, this.#storage?.getItem(name) ?? null]);
                this.#storage?.setItem(name, String(entry.grade));
            }
        } catch {
            for (const [name, value] of before) {
                // What was there fitted, and fits again.
                value === null ? this.#storage?.removeItem(name) : this.#storage?.setItem(name, value);
            }
            return false;
        }
        for (const entry of better) {
            this.#entries.set(idOf(entry), entry);
            if (!this.#storage) {
                this.#unwritten.add(ANSWER + idOf(entry));
            }
        }
        return true;
    }

    /** Forgets every answer, and no setting. */
    reset() {
        for (const id of this.#entries.keys()) {
            try {
                this.#storage?.removeItem(ANSWER + id);
            } catch {
                // Denied since: then nothing of it is there.
            }
            this.#unwritten.delete(ANSWER + id);
        }
        this.#entries.clear();
    }

    /**
     * @param {string} name
     * @param {string} value
     */
    #write(name, value) {
        try {
            if (!this.#storage) {
                throw new Error('denied');
            }
            this.#storage.setItem(name, value);
            this.#unwritten.delete(name);
        } catch {
            this.#unwritten.add(name);
        }
    }
}

/**
 * @param {string} id
 * @param {string | null | undefined} value
 * @returns {Entry | null}
 */
function entryOf(id, value) {
    const [card, at, key, ...rest] = id.split('/');
    const entry = { card, at: Number(at), grade: /** @type {Grade} */ (Number(value)), key };
    return rest.length === 0 && isEntry(entry) ? entry : null;
}

/**
 * @param {any} given
 * @returns {given is Entry}
 */
export function isEntry(given) {
    return typeof given === 'object' && given !== null
        && typeof given.card === 'string' && /^[\w-]{1,100}$/.test(given.card)
        && Number.isSafeInteger(given.at) && given.at > 0 && given.at < 8.64e15
        && [1, 2, 3, 4].includes(given.grade)
        && typeof given.key === 'string' && /^\w{0,20}$/.test(given.key);
}

/** The browser's storage, if it can be used at all. */
export function browserStorage() {
    try {
        const name = `${SETTING}probe`;
        localStorage.setItem(name, name);
        localStorage.removeItem(name);
        return localStorage;
    } catch (error) {
        // A full one is still read.
        return error instanceof DOMException && error.name === 'QuotaExceededError' ? localStorage : null;
    }
}
