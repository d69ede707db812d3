// An interview: questions in a row, a while to speak on each, and all the answers at the end.
import { button, choice, make } from './elements.js';
import { draw, evenWeight } from './draw.js';

/** @import { Card } from './cards.js' */

/** How long there is to speak, in seconds. */
const SECONDS = 40;

export class Interview {
    element = make('div', 'interview');
    #cards;
    #again;
    #left;
    #kept;
    #keep;
    #timer = 0;

    /**
     * @param {readonly Card[]} cards
     * @param {{ again: (cards: string[]) => void, left: () => void, kept: () => string, keep: (round: string) => void }} tell
     *     `keep` stores a round that has begun, and `kept` returns it, or nothing.
     */
    constructor(cards, { again, left, kept, keep }) {
        this.#kept = kept;
        this.#keep = keep;
        this.#cards = cards.filter(({ kind }) => kind === 'pattern' || kind === 'question');
        this.#again = again;
        this.#left = left;
        this.#offer();
    }

    #offer() {
        const count = choice('Questions', new Map(['5', '10', '20'].map(number => [number, number])));
        const timed = make('input');
        timed.type = 'checkbox';
        timed.checked = true;
        const form = make('form', '', count.label, make('label', '', timed, ` ${SECONDS} seconds for each`), make('button', '', 'Begin'));
        form.addEventListener('submit', event => {
            event.preventDefault();
            const drawn = draw(this.#cards, Number(count.select.value));
            const cards = drawn.flatMap(id => this.#cards.find(card => card.id === id) ?? []);
            this.#put(cards, 0, [], timed.checked);
        });
        const even = evenWeight(this.#cards);
        const begun = this.#begun();
        const [at, all] = [begun?.said.length ?? 0, begun?.cards.length ?? 0];
        const onward = begun && make('p', '', button('show', at < all ? `Go on with question ${at + 1} of ${all}` : 'Your last answers', () => {
            this.#put(begun.cards, begun.said.length, begun.said, begun.timed, begun.typed);
        }));
        this.#show(
            heading('An interview'),
            make('p', '', `The questions are drawn by how often the list says that their patterns are asked. A question without a figure weighs ${even}, the mean of the others.`),
            ...(onward ? [onward] : []),
            form,
            button('link', 'Back to the cards', () => this.#leave()),
        );
    }

    /**
     * Asks one question, then the next.
     * @param {Card[]} cards
     * @param {number} at
     * @param {string[]} said
     * @param {boolean} timed
     * @param {string} [typed] What the reader had typed before the page was left.
     */
    #put(cards, at, said, timed, typed = '') {
        const text = make('textarea');
        text.rows = 3;
        text.value = typed;
        const store = () => this.#keep(JSON.stringify({ cards: cards.map(({ id }) => id), said, timed, typed: text.value }));
        text.addEventListener('input', store);
        store();
        if (at === cards.length) {
            this.#compare(cards, said);
            return;
        }
        const over = make('p', 'outcome');
        over.setAttribute('role', 'status');
        const last = at + 1 === cards.length;
        const next = button('show', last ? 'The answers' : 'Next question', () => this.#put(cards, at + 1, [...said, text.value], timed));
        const bar = make('div', 'time');
        const asks = heading('');
        asks.append(...[...cards[at].question.childNodes].map(node => node.cloneNode(true)));
        this.#show(
            make('p', 'about', `Question ${at + 1} of ${cards.length}`),
            asks,
            ...(timed ? [bar] : []),
            make('label', '', 'Say it aloud, or type it ', text),
            over,
            make('p', '', next, ' ', button('link', 'End the interview', () => this.#leave())),
        );
        if (timed) {
            this.#count(bar, () => {
                over.textContent = 'The time is over. Finish your sentence, and go on.';
            });
        }
    }

    /**
     * @param {HTMLElement} bar
     * @param {() => void} over
     */
    #count(bar, over) {
        const until = Date.now() + SECONDS * 1000;
        bar.setAttribute('role', 'timer');
        const tick = () => {
            const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
            bar.textContent = `${left} s`;
            bar.style.setProperty('--left', String(left / SECONDS));
            if (left === 0) {
                clearInterval(this.#timer);
                over();
            }
        };
        tick();
        this.#timer = window.setInterval(tick, 250);
    }

    /**
     * @param {Card[]} cards
     * @param {string[]} said
     */
    #compare(cards, said) {
        const list = make('ol', 'compared');
        const boxes = cards.map((card, index) => {
            const box = make('input');
            box.type = 'checkbox';
            const asks = make('h3', '', ...[...card.question.childNodes].map(node => node.cloneNode(true)));
            list.append(make(
                'li',
                '',
                asks,
                ...(said[index].trim() ? [make('p', 'said', `You wrote: ${said[index].trim()}`)] : []),
                card.says.cloneNode(true),
                card.sources.cloneNode(true),
                make('label', '', box, ' Look at it again'),
            ));
            return box;
        });
        this.#show(
            heading('Your answers, and the book’s'),
            list,
            make('p', '', button('show', 'Put what is marked into the deck', () => {
                this.#again(cards.filter((_, index) => boxes[index].checked).map(({ id }) => id));
                this.#end();
            }), ' ', button('link', 'Leave it', () => this.#end())),
        );
    }

    /**
     * The round that the reader has begun and not ended, if its cards are still there.
     * @returns {{ cards: Card[], said: string[], timed: boolean, typed: string } | null}
     */
    #begun() {
        try {
            const { cards: ids, said, timed, typed } = JSON.parse(this.#kept());
            const cards = ids.map((/** @type {string} */ id) => this.#cards.find(card => card.id === id));
            const whole = cards.every(Boolean) && said.length <= cards.length && said.every((/** @type {unknown} */ it) => typeof it === 'string');
            return whole ? { cards, said, timed: timed === true, typed: String(typed) } : null;
        } catch {
            return null;
        }
    }

    /** Ends the round: its answers were compared. */
    #end() {
        this.#keep('');
        this.#leave();
    }

    #leave() {
        clearInterval(this.#timer);
        this.element.remove();
        this.#left();
    }

    /** @param {...Node} children */
    #show(...children) {
        clearInterval(this.#timer);
        this.element.replaceChildren(...children);
        const first = /** @type {HTMLElement} */ (this.element.querySelector('.asks'));
        first.focus({ preventScroll: true });
        this.element.scrollIntoView({ block: 'nearest' });
    }

    focus() {
        /** @type {HTMLElement | null} */ (this.element.querySelector('.asks'))?.focus();
    }
}

/** @param {string} text */
function heading(text) {
    const element = make('h2', 'asks', text);
    element.tabIndex = -1;
    return element;
}
