import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as scheduler from '../../page-tools/schedule.js';
import { draw, evenWeight } from '../../theme/js/practice/draw.js';
import { mixed, mostAsked } from '../../theme/js/practice/order.js';
import { daysUntil, inDays, plan } from '../../theme/js/practice/plan.js';
import { today } from '../../theme/js/practice/today.js';

const fc = createRequire(new URL('../../page-tools/package.json', import.meta.url))('fast-check');

const DAY = 86_400_000;
const NOON = new Date(2026, 10, 21, 12).getTime();
const cards = Array.from({ length: 60 }, (_, index) => `card-${index}`);

const histories = fc.array(fc.record({ after: fc.integer({ min: 0, max: 20 * DAY }), grade: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 12 });

/** Answers with times, the last of them before now. */
function answered(history, until = NOON) {
    const total = history.reduce((sum, { after }) => sum + after, 0);
    let at = until - total - 1;
    return history.map(({ after, grade }) => ({ at: (at += after), grade }));
}

test('a better grade never comes back sooner, and every grade comes back later than now', () => {
    fc.assert(fc.property(histories, history => {
        const given = answered(history);
        const dues = scheduler.choices(given, NOON);
        assert.ok(dues.every(due => due > NOON));
        for (let grade = 1; grade < 4; grade++) {
            assert.ok(dues[grade - 1] <= dues[grade], `${dues}`);
        }
        const chosen = scheduler.standing([...given, { at: NOON, grade: 3 }]);
        assert.equal(chosen.due, dues[2], 'what is promised is kept');
    }));
});

test('a clock that was set back breaks nothing', () => {
    const given = [{ at: NOON, grade: 3 }, { at: NOON - 9 * DAY, grade: 3 }];
    assert.ok(scheduler.standing(given).due > NOON);
});

test('each card is new, due, coming soon, or known until later: none is lost', () => {
    fc.assert(fc.property(fc.array(fc.option(histories), { maxLength: 20 }), list => {
        const names = list.map((_, index) => `card-${index}`);
        const answers = new Map(names.flatMap((name, index) => (list[index] ? [[name, answered(list[index])]] : [])));
        const { due, fresh, soon, unseen } = today(names, answers, scheduler, NOON, 1000);
        assert.equal(fresh.length, unseen);
        const later = names.filter(name => answers.has(name) && scheduler.standing(answers.get(name)).due > NOON);
        const all = [...due, ...fresh, ...soon];
        assert.equal(new Set(all).size, all.length);
        for (const name of names) {
            assert.ok(all.includes(name) || later.includes(name), name);
        }
    }));
});

test('a card that is due in days is due on its day, whatever the hour', () => {
    const given = [{ at: NOON, grade: 4 }];
    const { due, learnt } = scheduler.standing(given);
    assert.equal(learnt, true);
    const morning = new Date(due).setHours(0, 5);
    const state = now => today(['a'], new Map([['a', given]]), scheduler, now, 20);
    assert.deepEqual(state(morning).due, ['a']);
    assert.deepEqual(state(morning - 10 * 60_000).due, []);
});

test('a day has so many new cards and no more', () => {
    const none = today(cards, new Map(), scheduler, NOON, 20);
    assert.deepEqual([none.fresh.length, none.unseen], [20, 60]);
    assert.deepEqual(today(cards, new Map(), scheduler, NOON + 1, 20).fresh, none.fresh, 'the same at each visit');
    const some = new Map(none.fresh.slice(0, 15).map(card => [card, [{ at: NOON - 1, grade: 4 }]]));
    assert.equal(today(cards, some, scheduler, NOON, 20).fresh.length, 5);
    assert.equal(today(cards, some, scheduler, NOON + DAY, 20).fresh.length, 20);
});

test('the days until the interview are those of the calendar', () => {
    assert.equal(daysUntil(NOON, '2026-11-21'), 0);
    assert.equal(daysUntil(NOON, '2026-11-22'), 1);
    assert.equal(daysUntil(NOON, '2026-11-20'), -1);
    assert.equal(daysUntil(new Date(2026, 2, 1, 23, 59).getTime(), '2026-04-01'), 31, 'also where clocks change');
});

test('a reader who keeps to the plan has seen every card that fits into the days', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 60 }), (days, count) => {
        const names = cards.slice(0, count);
        const answers = new Map();
        for (let day = 0; day < days; day++) {
            const now = NOON + day * DAY;
            for (;;) {
                const { fresh } = plan(names, answers, scheduler, now, days - day);
                const next = today(names, answers, scheduler, now, fresh).fresh[0];
                if (!next) {
                    break;
                }
                answers.set(next, [{ at: now, grade: 3 }]);
            }
        }
        assert.equal(answers.size, Math.min(count, 20 * days));
    }), { numRuns: 40 });
});

const kinds = ['pattern', 'question', 'predict', 'trap', 'difference'];
const decks = fc.uniqueArray(fc.record({
    id: fc.stringMatching(/^[A-Za-z][a-z0-9-]{0,8}$/),
    kind: fc.constantFrom(...kinds),
    asked: fc.option(fc.integer({ min: 1, max: 100 })),
}), { selector: ({ id }) => id }).map(list => list.flatMap(card => {
    const own = { ...card, follows: '' };
    return card.kind === 'question' ? [own, { id: `${card.id}-next`, kind: 'next', asked: card.asked, follows: card.id }] : [own];
}));

test('a follow-up question never comes before its parent, in whatever order, and no card is lost', () => {
    fc.assert(fc.property(decks, deck => {
        for (const order of [mixed, mostAsked]) {
            const ids = order(deck).map(({ id }) => id);
            assert.deepEqual([...ids].sort(), deck.map(({ id }) => id).sort());
            for (const { id, follows } of deck.filter(({ follows }) => follows)) {
                assert.ok(ids.indexOf(follows) < ids.indexOf(id), `${follows} before ${id} in ${ids}`);
            }
        }
    }));
});

test('with an interview near, the most asked questions come first', () => {
    fc.assert(fc.property(decks, deck => {
        const ordered = mostAsked(deck);
        const questions = deck.filter(({ kind }) => kind === 'pattern' || kind === 'question');
        const first = ordered.slice(0, questions.length);
        assert.ok(first.every(card => questions.includes(card)), 'what interviewers ask, before all else');
        const figures = first.map(({ asked }) => asked ?? 0);
        assert.deepEqual(figures, [...figures].sort((one, other) => other - one));
    }));
    const deck = Array.from({ length: 40 }, (_, index) => ({ id: `Q${index}`, kind: 'question', asked: index, follows: '' }));
    const { fresh } = plan(deck.map(({ id }) => id), new Map(), scheduler, NOON, 1);
    const tomorrow = today(mostAsked(deck).map(({ id }) => id), new Map(), scheduler, NOON, fresh).fresh;
    assert.deepEqual(tomorrow, Array.from({ length: 20 }, (_, index) => `Q${39 - index}`));
});

test('the plan says what a day has, and that cards are left out', () => {
    const many = Array.from({ length: 248 }, (_, index) => `card-${index}`);
    const says = days => inDays(days, days < 1 ? null : plan(many, new Map(), scheduler, NOON, days));
    assert.match(says(1), /^The interview is tomorrow: 20 new cards today, the most asked first, .* There is no time for the 228 least asked cards\. Questions and spoken/);
    assert.match(says(20), /^20 days are left: 13 new cards a day, the most asked first, and about \d+ that come again\. Questions/);
    assert.match(says(0), /no new cards/);
    assert.doesNotMatch(says(0) + says(-1), /\d/);
});

test('what comes again is counted', () => {
    assert.deepEqual(plan(cards, new Map(), scheduler, NOON, 1), { fresh: 20, again: 0, without: 40 });
    const { fresh, again } = plan(cards, new Map(), scheduler, NOON, 20);
    assert.equal(fresh, 3);
    assert.ok(again >= 3 && again <= 12, `${again}`);
});

test('an interview draws different questions, the weightier ones more often', () => {
    const candidates = [...cards.slice(0, 20)].map((id, index) => ({ id, asked: index < 2 ? 90 : index < 10 ? 10 : null }));
    assert.equal(evenWeight(candidates), 26);
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const counts = new Map();
    for (let round = 0; round < 2000; round++) {
        const drawn = draw(candidates, 5, random);
        assert.equal(new Set(drawn).size, 5);
        drawn.forEach(id => counts.set(id, (counts.get(id) ?? 0) + 1));
    }
    const of = index => counts.get(`card-${index}`) ?? 0;
    assert.ok(Math.min(of(0), of(1)) > 1.5 * of(15), `${[...counts]}`);
    assert.ok(of(15) > 1.5 * of(5));
    assert.ok([...Array(20).keys()].every(index => of(index) > 0));
});
