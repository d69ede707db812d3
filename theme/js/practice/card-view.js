// One card: the question first, then what the reader makes of it, then the answer.
import { button, make } from './elements.js';
import { isPlain } from '../keys.js';
import { same } from '../predict.js';
import { keepTyped, remember } from '../storage.js';

/** @import { Card } from './cards.js' */
/** @import { Parts } from './start.js' */
/** @import { Grade } from '../../../page-tools/schedule.js' */

const GRADES = ['Again', 'Hard', 'Good', 'Easy'];
const NAMES = /** @type {Record<string, string>} */ ({ python: 'Python', rust: 'Rust' });

/** Where keys are typed, and where Space and Enter mean something already. */
const TYPED = 'input, textarea, select, [contenteditable=true]';
const PRESSED = 'button, summary, a, pre, [role=listbox]';

export class CardView {
    element = make('article', 'drill-card');
    #card;
    #parts;
    #tell;
    #heading = make('h2', 'asks');
    #reply = make('div', 'reply');
    #verdict = make('p', 'outcome');
    /** @type {HTMLElement | null} */
    #block = null;
    #shown = false;
    /** @type {Grade | null} The grade that the card gave itself. */
    #own = null;
    /** @type {(() => void) | null} Checks what is chosen: nothing is final before. */
    #chosen = null;
    #check = button('check', 'Check', () => this.#chosen?.());

    /**
     * @param {Card} card
     * @param {Parts} parts
     * @param {{ when: () => string[], graded: (grade: Grade) => void }} tell `when` says for each
     *     grade when the card would come again.
     */
    constructor(card, parts, tell) {
        this.#card = card;
        this.#parts = parts;
        this.#tell = tell;
        this.#heading.tabIndex = -1;
        this.#heading.append(...[...card.question.childNodes].map(node => node.cloneNode(true)));
        this.element.setAttribute('aria-label', 'Card');
        this.#verdict.setAttribute('role', 'status');
        this.#verdict.tabIndex = -1;
        this.#check.hidden = true;
        this.element.append(make('p', 'about', `${card.kindName} · ${card.theme}`), this.#heading, this.#reply, this.#verdict);
        if (card.parent) {
            const asked = [...card.parent.childNodes].map(node => node.cloneNode(true));
            this.#heading.before(make('p', 'parent', 'Your interviewer asked: “', ...asked, '” You answered, and now:'));
        }
        this.#ask();
    }

    /** Whether the answer is shown. */
    get shown() {
        return this.#shown;
    }

    focus() {
        this.#heading.focus({ preventScroll: true });
        const { top } = this.element.getBoundingClientRect();
        if (top < 60 || top > innerHeight / 2) {
            this.element.scrollIntoView({ block: 'start' });
        }
    }

    #ask() {
        const { answer, options, program, lines } = this.#card;
        if (options.length > 0) {
            const list = make('ul', 'options');
            for (const option of options) {
                const choice = button('', option, () => {
                    for (const other of list.querySelectorAll('button')) {
                        other.setAttribute('aria-pressed', String(other === choice));
                    }
                    this.#choose('Check', () => this.#predict(option));
                });
                choice.setAttribute('aria-pressed', 'false');
                list.append(make('li', '', choice));
            }
            this.#reply.append(list, this.#check, ' ');
        } else if (answer !== null) {
            const form = make('form');
            const input = make('input');
            input.autocomplete = 'off';
            input.spellcheck = false;
            keepTyped(input, this.#typed);
            form.append(make('label', '', 'Your answer ', input), ' ', make('button', '', 'Check'));
            form.addEventListener('submit', event => {
                event.preventDefault();
                if (input.value.trim()) {
                    this.#predict(input.value);
                }
            });
            this.#reply.append(form);
        } else if (Object.keys(lines).length === 0) {
            const text = make('textarea');
            text.rows = 2;
            keepTyped(text, this.#typed);
            this.#reply.append(make('label', '', 'Say it aloud, or type it ', text));
        } else {
            this.#heading.after(make('p', 'hint', 'Mark the line: press it, or go there with the arrow keys. Then press Check, or Enter.'));
        }
        const show = button('show', answer === null ? 'Show the answer' : 'I do not know', () => this.#show());
        show.append(' ', make('kbd', '', 'space'));
        this.#reply.append(show);
        if (program) {
            this.#showProgram(program);
        }
    }

    /** @param {string} href */
    async #showProgram(href) {
        const place = make('div', 'program-of');
        (this.element.querySelector('.hint') ?? this.#heading).after(place);
        const { lines, languages } = this.#card;
        const hunted = Object.keys(lines);
        if (hunted.length > 0) {
            // Above the program, in which the lines are then marked.
            place.before(this.#verdict);
        }
        try {
            const [{ blockAt, enliven }, { offerLines }] = await Promise.all([this.#parts.block(), this.#parts.lines()]);
            const block = await blockAt(href, hunted.length > 0 ? hunted : this.#card.language ? [this.#card.language] : languages);
            block.classList.add('asking');
            place.append(block);
            this.#block = block;
            enliven(place);
            if (hunted.length > 0) {
                place.append(this.#check);
            }
            if (this.#shown) {
                this.#reveal(null);
                return;
            }
            for (const program of this.#programs) {
                const language = program.dataset.language ?? '';
                if (lines[language]) {
                    program.id ||= `hunted-${language}`;
                    offerLines(program, `Which line of the ${NAMES[language]} program is wrong?`, {
                        chosen: line => this.#choose(`Check line ${line} in ${NAMES[language]}`, () => this.#mark(language, line)),
                        checked: line => this.#mark(language, line),
                    });
                }
            }
        } catch {
            const link = make('a', '', 'The program');
            link.href = href;
            place.append(make('p', '', link, ' could not be loaded here.'));
        }
    }

    get #programs() {
        return /** @type {HTMLElement[]} */ ([...(this.#block?.querySelectorAll('.program') ?? [])]);
    }

    get #typed() {
        return `handbook-typed/${this.#card.id}`;
    }

    /**
     * @param {string} text What the button to check it says.
     * @param {() => void} check
     */
    #choose(text, check) {
        this.#chosen = check;
        this.#check.textContent = text;
        this.#check.hidden = this.#shown;
    }

    /** @param {string} given */
    #predict(given) {
        if (this.#shown) {
            return;
        }
        const right = same(given, this.#card.answer ?? '');
        for (const option of this.#reply.querySelectorAll('.options button')) {
            const text = option.textContent ?? '';
            option.classList.toggle('right', same(text, this.#card.answer ?? ''));
            option.classList.toggle('wrong', text === given && !right);
        }
        this.#verdict.textContent = right ? 'Right.' : `Not quite: you said “${given.trim()}”.`;
        this.#own = right ? 3 : 1;
        this.#show();
    }

    /**
     * @param {string} language
     * @param {number} line
     */
    #mark(language, line) {
        if (this.#shown) {
            return;
        }
        const wrong = this.#card.lines[language];
        const right = wrong.includes(line);
        const where = wrong.length > 1 ? `lines ${wrong.join(', ')}` : `line ${wrong[0]}`;
        this.#verdict.textContent = right ? `Yes, line ${line}. The run shows it.` : `Not line ${line}: look at ${where}.`;
        this.#own = right ? 3 : 1;
        this.#show({ language, line });
    }

    /** @param {{ language: string, line: number } | null} marked */
    async #show(marked = null) {
        if (this.#shown) {
            return;
        }
        this.#shown = true;
        const { answer, lines } = this.#card;
        if (answer !== null) {
            this.#own ??= 1;
            this.#reply.querySelector('form')?.remove();
        }
        this.#reply.querySelector('.show')?.remove();
        this.element.querySelector('.hint')?.remove();
        this.#check.remove();
        const revealed = this.#reveal(marked);
        const says = make('div', 'answer', this.#card.says.cloneNode(true), this.#sources());
        says.tabIndex = -1;
        const grades = this.#own === null ? this.#grades() : this.#next(this.#own);
        this.element.append(says, grades);
        const first = marked ? this.#verdict : says;
        first.focus({ preventScroll: true });
        // The run makes the card longer.
        await revealed;
        (this.#verdict.textContent ? this.#verdict : says).scrollIntoView({ block: 'nearest' });
    }

    /** @param {{ language: string, line: number } | null} marked */
    async #reveal(marked) {
        const { lines, decides, language, prints } = this.#card;
        if (!this.#block) {
            return;
        }
        const [{ markRun }, { settleLines }] = await Promise.all([this.#parts.block(), this.#parts.lines()]);
        this.#block.classList.remove('asking');
        this.#block.querySelectorAll('.folded, .told').forEach(closed => closed.setAttribute('open', ''));
        for (const program of this.#programs) {
            const own = program.dataset.language ?? '';
            if (lines[own] && program.querySelector('.code-line')) {
                settleLines(program, lines[own], marked?.language === own ? marked.line : null);
            }
        }
        markRun(this.#block, language || Object.keys(lines)[0] || '', (said, index) => decides.includes(index) || (prints !== '' && said.includes(prints)));
    }

    #sources() {
        const sources = /** @type {HTMLElement} */ (this.#card.sources.cloneNode(true));
        const place = make('div', 'proofs');
        this.#showHere(sources, 'a.proof', place);
        const mends = this.#block;
        if (mends) {
            this.#showHere(mends, '.note a[href*="#listing-"]', place);
        }
        return make('div', '', sources, place);
    }

    #grades() {
        const group = make('div', 'grades');
        group.setAttribute('role', 'group');
        group.setAttribute('aria-label', 'How well did you know it?');
        const when = this.#tell.when();
        GRADES.forEach((name, index) => {
            const grade = /** @type {Grade} */ (index + 1);
            const choose = button('', name, () => this.#grade(grade));
            choose.append(' ', make('small', '', when[index]), ' ', make('kbd', '', String(grade)));
            group.append(choose);
        });
        return group;
    }

    /** @param {Grade} grade */
    #grade(grade) {
        remember(this.#typed, null);
        this.#tell.graded(grade);
    }

    /** @param {Grade} grade */
    #next(grade) {
        const next = button('next', 'Next card', () => this.#grade(grade));
        next.append(' ', make('small', '', `comes again ${this.#tell.when()[grade - 1]}`), ' ', make('kbd', '', 'space'));
        return make('div', 'grades', next);
    }

    /**
     * Does what the buttons say of their keys, while the focus is in the card, or nowhere and the card
     * is in sight.
     * @param {KeyboardEvent} event
     */
    key(event) {
        const target = /** @type {Element} */ (event.target);
        const { top, bottom } = this.element.getBoundingClientRect();
        const meant = this.element.contains(target) || (target === document.body && top < innerHeight && bottom > 0);
        if (!meant || !isPlain(event) || target.closest(TYPED)) {
            return;
        }
        const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (this.element.querySelectorAll('.grades button'));
        if (/^[1-4]$/.test(event.key)) {
            if (this.#shown && this.#own === null && !event.repeat) {
                event.preventDefault();
                buttons[Number(event.key) - 1].click();
            }
        } else if ((event.key === ' ' || event.key === 'Enter') && !target.closest(PRESSED)) {
            event.preventDefault();
            this.#goOn(event);
        }
    }

    /** @param {KeyboardEvent} event Space or Enter. */
    #goOn({ key, repeat }) {
        if (repeat) {
            return;
        }
        if (this.#shown) {
            /** @type {HTMLElement | null} */ (this.element.querySelector('.next'))?.click();
        } else if (key === 'Enter' && this.#chosen) {
            this.#chosen();
        } else if (key === ' ' || (this.#card.answer === null && Object.keys(this.#card.lines).length === 0)) {
            // For what settles itself, Enter is not a way to give up.
            this.#show();
        }
    }

    /**
     * Links to programs become buttons that show them in a place here.
     * @param {ParentNode} scope
     * @param {string} links
     * @param {HTMLElement} place
     */
    #showHere(scope, links, place) {
        for (const link of scope.querySelectorAll(links)) {
            const href = link.getAttribute('href') ?? '';
            link.replaceWith(button('link', link.textContent ?? '', async () => {
                try {
                    const { blockAt, enliven } = await this.#parts.block();
                    const block = await blockAt(href);
                    // It stands here once.
                    place.querySelector(`#${CSS.escape(block.id)}`)?.parentElement?.remove();
                    const holder = make('div', '', block);
                    place.append(holder);
                    enliven(holder);
                    holder.scrollIntoView({ block: 'nearest' });
                } catch {
                    location.assign(href);
                }
            }));
        }
    }
}
