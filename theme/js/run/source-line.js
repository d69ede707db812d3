// Which line of a program printed an event, where that can be known: the one log call whose text
// fits. Where two fit, or none, nothing is claimed.

/** @import { Language } from './protocol.js' */

/** A call of the helper with one literal, which may begin on the next line. */
const CALLS = {
    python: /^[ \t]*log\(\s*(f?)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*,?\s*\)/gm,
    rust: /\blog!\(\s*()("(?:[^"\\\n]|\\.)*")\s*[,)]/g,
};

/**
 * Returns what finds the line, counted from 0, that printed `lane: event`.
 * @param {string} program
 * @param {Language} language
 * @returns {(said: string) => number | null}
 */
export function sourceLines(program, language) {
    const calls = [...program.matchAll(CALLS[language])].map(match => ({
        line: program.slice(0, match.index + match[0].indexOf('log')).split('\n').length - 1,
        fits: pattern(match[2].slice(1, -1), language === 'rust' || match[1] === 'f'),
    }));
    // A call that cannot be read, as of a variable, may have printed anything.
    const all = program.match(language === 'python' ? /(?<!def )\blog\(/g : /\blog!\(/g)?.length ?? 0;
    const sure = all === calls.length && calls.every(({ fits }) => fits);
    return said => {
        const found = calls.filter(({ fits }) => fits?.test(said));
        return sure && found.length === 1 ? found[0].line : null;
    };
}

/**
 * What a literal can have printed; nothing if it is not simple enough to say.
 * @param {string} literal
 * @param {boolean} formatted
 */
function pattern(literal, formatted) {
    if (/\\[^"'\\]/.test(literal)) {
        return null;
    }
    const text = literal.replace(/\\(.)/g, '$1');
    const quote = (/** @type {string} */ piece) => piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    if (!formatted) {
        return new RegExp(`^${quote(text)}$`, 's');
    }
    const pieces = text.split(/(\{\{|\}\}|\{[^{}]*\})/);
    const source = pieces.map(piece => {
        if (piece === '{{' || piece === '}}') {
            return quote(piece[0]);
        }
        return /^\{.*\}$/s.test(piece) ? '.*' : quote(piece);
    });
    return new RegExp(`^${source.join('')}$`, 's');
}
