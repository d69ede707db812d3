// Predict: the reader chooses or types before the answer is shown. What was answered is kept.
import { keepTyped, recall, remember } from './storage.js';

const KEY = 'handbook-answers';

/** @param {ParentNode} scope */
export function askPredictions(scope) {
    for (const question of /** @type {NodeListOf<HTMLElement>} */ (scope.querySelectorAll('.predict'))) {
        const options = question.querySelector('.options');
        if (options) {
            offer(question, options);
        } else {
            ask(question);
        }
        const given = answers()[question.id];
        if (typeof given === 'string') {
            judge(question, given);
        }
    }
}

/**
 * @param {HTMLElement} question
 * @param {Element} options
 */
function offer(question, options) {
    for (const option of options.children) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = option.textContent;
        button.addEventListener('click', () => settle(question, button.textContent ?? ''));
        option.replaceChildren(button);
    }
}

/** @param {HTMLElement} question */
function ask(question) {
    const form = document.createElement('form');
    form.innerHTML = '<label>Your answer <input autocomplete="off" spellcheck="false"></label> <button>Check</button>';
    const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
    const key = `handbook-typed/${question.id}`;
    keepTyped(input, key);
    form.addEventListener('submit', event => {
        event.preventDefault();
        const { value } = input;
        if (value.trim()) {
            remember(key, null);
            settle(question, value);
        }
    });
    question.querySelector('details')?.before(form);
}

/**
 * Answers by the ids of their questions, which change when a question does.
 * @returns {Record<string, unknown>}
 */
function answers() {
    try {
        return JSON.parse(recall(KEY) ?? 'null') ?? {};
    } catch {
        return {};
    }
}

/**
 * @param {HTMLElement} question
 * @param {string} given
 */
function settle(question, given) {
    remember(KEY, JSON.stringify({ ...answers(), [question.id]: given }));
    judge(question, given);
    // A run that is shown has the lines that decide it.
    document.dispatchEvent(new Event('answered'));
}

/**
 * @param {HTMLElement} question
 * @param {string} given
 */
function judge(question, given) {
    question.dataset.given = given;
    const answer = question.dataset.answer ?? '';
    const right = same(given, answer);
    for (const button of question.querySelectorAll('.options button')) {
        const chosen = button.textContent === given;
        button.classList.toggle('right', same(button.textContent ?? '', answer));
        button.classList.toggle('wrong', chosen && !right);
    }
    verdict(question).textContent = right ? 'Right.' : `Not quite: you said “${given.trim()}”.`;
    question.querySelector('details')?.setAttribute('open', '');
    // The run that it was about need not stay hidden.
    document.querySelector(`#${CSS.escape(question.dataset.run ?? '')} .folded`)?.setAttribute('open', '');
}

/** @param {HTMLElement} question */
function verdict(question) {
    let line = question.querySelector('.verdict');
    if (!line) {
        line = document.createElement('p');
        line.className = 'verdict';
        line.setAttribute('role', 'status');
        question.querySelector('details')?.before(line);
    }
    return line;
}

/**
 * "300", "300ms" and "300 ms" are one answer.
 * @param {string} given
 * @param {string} answer
 */
export function same(given, answer) {
    const plain = (/** @type {string} */ text) => text.toLowerCase().replace(/\s+/g, '').replace(/^(\d+)ms$/, '$1');
    return plain(given) === plain(answer);
}
