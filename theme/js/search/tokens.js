// How a query becomes search terms: as handbook/search/tokens.rs does it, with the index's tables.

const WORD = /[A-Za-z_]\w*(?:(?:::|\.)[A-Za-z_]\w*)*!?|[0-9][0-9.]*/g;

/**
 * @typedef {{ stop: string[], endings: [string, string][] }} Rules
 */

/**
 * The terms of a text, in order: identifiers whole and in parts, words without their endings.
 * @param {string} text
 * @param {Rules} rules
 */
export function tokens(text, rules) {
    /** @type {string[]} */
    const all = [];
    for (const [word] of text.matchAll(WORD)) {
        const bare = word.replace(/!+$/, '');
        const parts = bare.split(/::|\./);
        if (parts.length > 1) {
            all.push(parts.join('.'));
        }
        if (bare.length < word.length) {
            all.push(word);
        }
        for (const part of parts) {
            all.push(part);
            const pieces = part.split(/_|(?<=[^A-Z_])(?=[A-Z])/).filter(piece => piece.length > 1);
            if (pieces.length > 1) {
                all.push(...pieces);
            }
        }
    }
    const words = all.map(word => word.toLowerCase()).filter(word => word && !rules.stop.includes(word));
    return words.map(word => stem(word, rules.endings));
}

/**
 * @param {string} word
 * @param {[string, string][]} endings
 */
function stem(word, endings) {
    if (!/^[a-z]{4,}$/.test(word)) {
        return word;
    }
    const fits = ([ending]) => word.length >= ending.length + 3 && word.endsWith(ending) && !(ending === 's' && word.endsWith('ss'));
    const [ending, instead] = endings.find(fits) ?? ['', ''];
    let stem = word.slice(0, word.length - ending.length) + instead;
    if (stem.length > 4 && stem.endsWith('e')) {
        stem = stem.slice(0, -1);
    }
    return stem.length > 3 && /([^s])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
