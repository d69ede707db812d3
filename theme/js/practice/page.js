// The page for practice: a round of cards, what is due, a plan, and what is kept.
import { CardView } from './card-view.js';
import { Store, browserStorage } from './store.js';
import { USUAL, today } from './today.js';
import { button, make } from './elements.js';
import { filtered, readCards } from './cards.js';
import { mixed, mostAsked } from './order.js';

/** @import { Card } from './cards.js' */
/** @import { Parts } from './start.js' */
/** @import { Answer } from '../../../page-tools/schedule.js' */
/** @import { Scheduler, Today } from './today.js' */

/** @typedef {{ days: number, shares: ReturnType<typeof import('./plan.js').plan> | null }} Planned */

/** How many cards are added when the reader wants more than a day has. */
const MORE = 10;

export class Practice {
    #cards;
    #scheduler;
    #parts;
    #store = new Store(browserStorage());
    /** @type {Record<string, string>} What the reader wants of the cards. */
    #chosen = {};
    #choice = fold('Choose cards');
    /** @type {{ show: (chosen: Record<string, string>) => void } | null} */
    #form = null;
    #due = make('p', 'due');
    #all = button('link', 'All cards again', () => this.#choose({}));
    #trouble = make('p', 'trouble');
    #place = make('div', 'place');
    #share = make('p', 'planned');
    #keep = fold('Keep it');
    #progress = fold('How far you are', make('div'));
    /** @type {CardView | null} */
    #view = null;
    /** @type {string | null} The card that is asked. */
    #current = null;
    #more = 0;
    /** @type {typeof import('./plan.js') | null} */
    #planner = null;

    /**
     * @param {HTMLElement} deck
     * @param {Scheduler} scheduler
     * @param {Parts} parts
     */
    constructor(deck, scheduler, parts) {
        this.#cards = readCards(deck);
        this.#scheduler = scheduler;
        this.#parts = parts;
        try {
            this.#chosen = JSON.parse(this.#store.setting('filter')) ?? {};
        } catch {
            // Nothing was chosen yet.
        }
        this.#due.setAttribute('role', 'status');
        this.#trouble.setAttribute('role', 'alert');
        const list = make('details', 'fold', make('summary', '', 'All questions as a list'));
        const practice = make('section', 'practice');
        practice.setAttribute('aria-label', 'Practice');
        deck.before(practice);
        list.append(deck);
        practice.append(
            this.#trouble,
            make('p', 'modes', button('', 'Interview', () => this.#interview()), ' ', button('', 'Find the fault', () => this.#choose({ kind: 'trap' })), ' ', this.#all, ' ', button('link', 'Keys', () => this.#help())),
            this.#due,
            this.#place,
            this.#choice,
            fold('The day of the interview', this.#planForm(), this.#share),
            this.#progress,
            this.#keep,
            list,
        );
        this.#progress.addEventListener('toggle', () => this.#plot());
        this.#choice.addEventListener('toggle', async () => {
            const { filterForm } = await this.#parts.filterForm();
            const form = filterForm(this.#cards, this.#chosen, chosen => this.#choose(chosen));
            this.#form = form;
            this.#choice.append(form.form);
        }, { once: true });
        this.#keep.addEventListener('toggle', async () => {
            const { keeping } = await this.#parts.keeping();
            this.#keep.append(...keeping(this.#store, () => this.#plan()));
        }, { once: true });
        addEventListener('storage', () => this.#otherTab());
        // From the whole page: the first card has its keys before anything has the focus.
        document.addEventListener('keydown', event => this.#view?.key(event));
        this.#plan();
    }

    /** Makes the plan for the day that is set, if one is, and begins with its first card. */
    async #plan() {
        if (this.#store.setting('interview')) {
            this.#planner = await this.#parts.plan();
        }
        this.#next(false);
    }

    get #now() {
        return Date.now();
    }

    #wanted() {
        return filtered(this.#cards, this.#chosen);
    }

    /** @param {Record<string, string>} chosen */
    #choose(chosen) {
        this.#chosen = chosen;
        this.#store.set('filter', JSON.stringify(chosen));
        this.#form?.show(chosen);
        this.#more = 0;
        this.#next(false);
    }

    /**
     * The days until the interview, and what is to be done on each, if a day is set.
     * @param {Map<string, Answer[]>} answers
     * @returns {Planned | null}
     */
    #planned(answers) {
        const day = this.#store.setting('interview');
        if (!day || !this.#planner) {
            return null;
        }
        const ids = this.#cards.map(({ id }) => id);
        const days = this.#planner.daysUntil(this.#now, day);
        const shares = days < 1 ? null : this.#planner.plan(ids, answers, this.#scheduler, this.#now, days);
        return { days, shares };
    }

    /** What the day has, and what is planned. It is computed from every answer: once for each of them. */
    #standing() {
        const answers = this.#store.answers();
        const planned = this.#planned(answers);
        // On the day itself nothing new is begun.
        const share = planned?.days === 0 ? 0 : planned?.shares?.fresh ?? USUAL;
        const most = share + this.#more;
        const order = planned && planned.days >= 0 ? mostAsked : mixed;
        const ids = order(this.#wanted()).map(({ id }) => id);
        return { planned, ...today(ids, answers, this.#scheduler, this.#now, most) };
    }

    /**
     * Asks the card that is due, or says that none is.
     * @param {boolean} focus Whether the reader has just finished another one.
     */
    #next(focus) {
        const standing = this.#standing();
        const { due, fresh, soon, unseen } = standing;
        const id = [...due, ...fresh, ...soon][0];
        const card = this.#cards.find(card => card.id === id);
        this.#current = card?.id ?? null;
        this.#view = card ? this.#viewOf(card) : null;
        this.#place.replaceChildren(this.#view ? this.#view.element : this.#done(unseen));
        this.#tell(standing);
        if (focus) {
            this.#view ? this.#view.focus() : /** @type {HTMLElement} */ (this.#place.firstElementChild).focus();
        }
    }

    /** @param {Card} card */
    #viewOf(card) {
        return new CardView(card, this.#parts, {
            when: () => {
                const now = this.#now;
                const dues = this.#scheduler.choices(this.#store.answers().get(card.id) ?? [], now);
                return dues.map(due => inWords(due - now));
            },
            graded: grade => {
                this.#store.add(card.id, this.#now, grade);
                this.#next(true);
            },
        });
    }

    /** @param {number} unseen */
    #done(unseen) {
        const text = this.#wanted().length === 0 ? 'No card is like this.' : 'Nothing more is due today.';
        const done = make('div', 'done', make('p', '', text));
        done.tabIndex = -1;
        if (unseen > 0) {
            done.append(button('show', `Take ${Math.min(MORE, unseen)} more new ones`, () => {
                this.#more += MORE;
                this.#next(true);
            }));
        }
        return done;
    }

    /**
     * Says where the reader stands.
     * @param {Today & { planned: Planned | null }} standing
     */
    #tell({ due, fresh, soon, unseen, planned }) {
        const all = this.#wanted().length;
        this.#all.hidden = all === this.#cards.length;
        const shortly = soon.length > 0 ? `, ${soon.length} again in a few minutes` : '';
        this.#due.textContent = `Today: ${due.length} due, ${fresh.length} new${shortly}. Begun: ${all - unseen} of ${all}.`;
        this.#trouble.textContent = this.#store.trouble;
        this.#share.textContent = planned ? this.#planner?.inDays(planned.days, planned.shares) ?? '' : '';
        this.#plot();
    }

    /** How far the reader is, where that is looked at. */
    async #plot() {
        if (this.#progress.open) {
            const { progressTable } = await this.#parts.progress();
            this.#progress.lastElementChild?.replaceWith(progressTable(this.#cards, this.#store.answers(), this.#scheduler));
        }
    }

    #planForm() {
        const input = make('input');
        input.type = 'date';
        input.value = this.#store.setting('interview');
        input.addEventListener('change', () => {
            this.#store.set('interview', input.value);
            this.#plan();
        });
        return make('p', '', make('label', '', 'It is on ', input));
    }

    /** Another tab has written: what it answered is not asked here again. */
    #otherTab() {
        this.#store.refresh();
        const standing = this.#standing();
        const { due, fresh, soon } = standing;
        const left = due.length + fresh.length > 0 ? [...due, ...fresh] : soon;
        const asked = this.#current !== null && left.includes(this.#current);
        if (this.#place.querySelector('.interview') || this.#view?.shown || asked) {
            this.#tell(standing);
        } else {
            this.#next(false);
        }
    }

    async #help() {
        const { showHelp } = await this.#parts.help();
        showHelp();
    }

    async #interview() {
        const { Interview } = await this.#parts.interview();
        const interview = new Interview(this.#cards, {
            again: cards => {
                for (const card of cards) {
                    this.#store.add(card, this.#now, 1);
                }
            },
            left: () => this.#next(true),
            kept: () => this.#store.setting('round'),
            keep: round => this.#store.set('round', round),
        });
        this.#view = null;
        this.#place.replaceChildren(interview.element);
        interview.focus();
    }
}

/**
 * @param {string} title
 * @param {...Node} children
 */
function fold(title, ...children) {
    return make('details', 'fold', make('summary', '', title), ...children);
}

/** @param {number} span In milliseconds. */
function inWords(span) {
    const minutes = Math.round(span / 60_000);
    const hours = Math.round(minutes / 60);
    const days = Math.round(hours / 24);
    if (minutes < 60) {
        return `in ${Math.max(1, minutes)} min`;
    }
    return hours < 24 ? `in ${hours} h` : `in ${days} day${days === 1 ? '' : 's'}`;
}
