//! The page for practice, from the first card to what is kept, and the sheets for paper.

use super::PHONE;
use super::driver::Browser;
use super::weight::{Weight, weigh};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAGE: &str = "practice.html";

/// The card that is asked.
const CARD: &str = "document.querySelector('.drill-card')";

/// Noon, in the browser's own zone, of 21 November 2026.
const NOON: &str = "new Date(2026, 10, 21, 12).getTime()";

async fn open(browser: &Browser) {
    browser.visit(PAGE).await;
    browser.sees(&format!("{CARD} !== null")).await;
}

/// Presses the button of this name, once it is there: parts of the page come when they are asked for.
async fn press(browser: &Browser, name: &str) {
    let button =
        format!("[...document.querySelectorAll('.practice button')].find(it => it.textContent === '{name}')");
    browser.sees(&format!("{button} !== undefined")).await;
    browser.run(&format!("{button}.click()")).await;
}

/// Shows these kinds of cards only.
async fn choose(browser: &Browser, name: &str, value: &str) {
    browser.run("[...document.querySelectorAll('.fold')].find(it => it.textContent.startsWith('Choose cards')).open = true").await;
    browser.sees("document.querySelector('.wanted') !== null").await;
    browser.run(&format!("const select = document.querySelector('.wanted [name={name}]'); select.value = '{value}'; select.dispatchEvent(new Event('input', {{ bubbles: true }}))")).await;
}

async fn text(browser: &Browser, selector: &str) -> String {
    let text =
        browser.run(&format!("return document.querySelector({})?.textContent ?? ''", json!(selector))).await;
    text.as_str().expect("text").to_string()
}

/// How many answers the browser has kept.
async fn kept(browser: &Browser) -> usize {
    let kept =
        "return Object.keys(localStorage).filter(name => name.startsWith('handbook-practice/')).length";
    browser.run(kept).await.as_u64().expect("a number") as usize
}

/// Types keys where the focus is.
async fn keys(browser: &Browser, keys: &str) {
    let element = browser.client.active_element().await.expect("an element has the focus");
    element.send_keys(keys).await.expect("keys");
}

/// Answers the card by keyboard alone: what grades itself with space, all others with this key.
async fn answer(browser: &Browser, grade: &str) {
    let before = browser
        .run(&format!("window.before = {CARD}; return before.querySelector('.asks').textContent"))
        .await;
    browser.press(".drill-card .asks", " ").await;
    browser.sees(&format!("{CARD}.querySelector('.answer') !== null")).await;
    let own = browser.run(&format!("return {CARD}.querySelector('.next') !== null")).await == true;
    browser.press(".drill-card .answer", if own { " " } else { grade }).await;
    browser.sees(&format!("{CARD} !== window.before")).await;
    assert_ne!(text(browser, ".drill-card .asks").await, before, "another card is asked");
}

pub async fn a_round_of_twenty_cards_on_a_phone(browser: &mut Browser) {
    browser.resize_to(PHONE, 700).await;
    open(browser).await;
    let mut asked = BTreeSet::new();
    for number in 1..=20 {
        assert!(asked.insert(text(browser, ".drill-card .asks").await), "card {number} was there before");
        let focus = "return document.activeElement.matches('.drill-card .asks')";
        assert!(
            [1, 11].contains(&number) || browser.run(focus).await == true,
            "the next question is heard first"
        );
        let order = format!(
            "const all = [...{CARD}.querySelectorAll('.asks, .says')]; return all.map(it => it.className).join()"
        );
        assert_eq!(browser.run(&order).await, "asks", "the answer is not in the page yet");
        answer(browser, "3").await;
        assert_eq!(kept(browser).await, number);
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, PHONE);
        if number == 10 {
            let next = text(browser, ".drill-card .asks").await;
            let due = text(browser, ".due").await;
            open(browser).await;
            assert_eq!((text(browser, ".drill-card .asks").await, text(browser, ".due").await), (next, due));
        }
    }
    assert!(text(browser, ".due").await.starts_with("Today: 0 due, 0 new, "), "twenty are a day's share");
}

pub async fn a_card_is_worked_by_keyboard(browser: &mut Browser) {
    open(browser).await;
    choose(browser, "kind", "question").await;
    browser.press(".drill-card textarea", "one 1 two 2").await;
    assert_eq!(browser.run(&format!("return {CARD}.querySelector('.answer')")).await, Value::Null);
    assert_eq!(kept(browser).await, 0, "a number that is typed is no grade");
    browser.press(".drill-card .asks", "3").await;
    assert_eq!(kept(browser).await, 0, "nothing is graded before the answer is seen");
    for key in [Key::Left, Key::Right] {
        browser.press(".drill-card .asks", &String::from(char::from(key))).await;
    }
    browser.press("body", "3").await;
    let address = browser.client.current_url().await.expect("an address");
    assert!(address.path().ends_with(PAGE), "arrows in a card do not turn the page");
    let mut dues = Vec::new();
    for grade in ["1", "2", "3", "4"] {
        let id = browser.run(&format!("return {CARD}.querySelector('.asks').textContent")).await;
        browser.press(".drill-card .asks", " ").await;
        let focus = "return document.activeElement.className";
        assert_eq!(browser.run(focus).await, "answer", "what is shown is heard");
        let when = browser.run(&format!("return {CARD}.querySelectorAll('.grades button')[{grade} - 1].querySelector('small').textContent")).await;
        dues.push(when.as_str().expect("text").to_string());
        keys(browser, grade).await;
        browser.sees(&format!("{CARD}.querySelector('.asks').textContent !== {id}")).await;
    }
    assert_eq!(dues[0], "in 1 min");
    assert!(dues[3].ends_with("days"), "{dues:?}");
    let grades = "return Object.entries(localStorage).filter(([name]) => name.startsWith('handbook-practice/')).map(([, grade]) => grade).sort().join('')";
    assert_eq!(browser.run(grades).await, "1234");
}

pub async fn a_prediction_grades_itself(browser: &mut Browser) {
    open(browser).await;
    choose(browser, "kind", "predict").await;
    for right in [true, false] {
        browser.sees(&format!("{CARD}.querySelector('.listing.asking .program') !== null")).await;
        let hidden = format!(
            "return [...{CARD}.querySelectorAll('.run, figcaption')].every(it => it.getBoundingClientRect().height === 0)"
        );
        assert_eq!(browser.run(&hidden).await, true, "the run is not seen before");
        // The list below holds the answer that the rule took out of the run.
        let given = browser.run(&format!(
            "const asks = {CARD}.querySelector('.asks').textContent;
            const drill = [...document.querySelectorAll('.drill[data-kind=predict]')].find(it => it.querySelector('summary').textContent.startsWith(asks));
            const button = [...{CARD}.querySelectorAll('.options button')].find(it => (it.textContent === drill.dataset.answer) === {right});
            if (button) {{
                button.click();
                if ({CARD}.querySelector('.answer')) {{
                    throw new Error('one press was final');
                }}
                {CARD}.querySelector('.check').click();
            }} else {{
                const input = {CARD}.querySelector('.reply input');
                input.value = {right} ? drill.dataset.answer : 'nothing';
                input.form.requestSubmit();
            }}
            return drill.dataset.answer"
        )).await;
        assert!(given.is_string());
        let said = text(browser, ".drill-card .outcome").await;
        assert_eq!(said == "Right.", right, "{said}");
        browser.sees(&format!("{CARD}.querySelector('.run').getBoundingClientRect().height > 0")).await;
        browser.run(&format!("window.before = {CARD}; before.querySelector('.next').click()")).await;
        browser.sees(&format!("{CARD} !== window.before")).await;
    }
    let grades = "return Object.entries(localStorage).filter(([name]) => name.startsWith('handbook-practice/')).map(([, grade]) => grade).sort().join('')";
    assert_eq!(browser.run(grades).await, "13");
}

pub async fn a_fault_is_found_and_the_run_shows_it(browser: &mut Browser) {
    open(browser).await;
    press(browser, "Find the fault").await;
    browser.sees("document.querySelector('[role=listbox] [role=option]') !== null").await;
    let lines = "const asks = document.querySelector('.drill-card .asks').textContent; const drill = [...document.querySelectorAll('.drill[data-kind=trap]')].find(it => it.querySelector('summary').textContent === asks); return drill.dataset.lines.split(' ')[0].split(':')[1].split(',').map(Number)";
    let lines = browser.run(lines).await;
    let line = lines[0].as_u64().expect("a line") as usize;
    let seen = "return [...document.querySelectorAll('.drill-card .code-line .c')].every(it => getComputedStyle(it).visibility === 'hidden')";
    assert_eq!(browser.run(seen).await, true, "no comment gives it away");
    browser
        .run("[...document.querySelectorAll('[role=listbox]')].find(it => it.offsetParent).id = 'shown'")
        .await;
    let down = format!(
        "return [...document.querySelectorAll('#shown .code-line')].slice(0, {line}).filter(it => it.textContent.trim()).length"
    );
    let down = browser.run(&down).await.as_u64().expect("a number") as usize;
    let down = String::from(char::from(Key::Down)).repeat(down);
    browser.press("#shown", &format!("{down}\u{e007}")).await;
    assert_eq!(text(browser, ".drill-card .outcome").await, format!("Yes, line {line}. The run shows it."));
    assert_eq!(browser.run("return document.querySelectorAll('[role=listbox]').length").await, 0);
    assert_eq!(browser.run("return document.querySelectorAll('.faulty.marked').length").await, 1);
    // The program runs here, as in its chapter.
    browser.sees("document.querySelector('.drill-card .go') !== null").await;
    browser.run("document.querySelector('.drill-card .go').click()").await;
    browser.sees("document.querySelector('.drill-card .run.replaced, .drill-card .live') !== null").await;
    // And the mend is shown beside it.
    browser.run("document.querySelector('.drill-card .note button.link').click()").await;
    browser.sees("document.querySelector('.proofs .listing .program') !== null").await;
}

pub async fn two_tabs_lose_nothing(browser: &mut Browser) {
    open(browser).await;
    let first = browser.client.window().await.expect("a window");
    let asked = text(browser, ".drill-card .asks").await;
    let second = browser.client.new_window(true).await.expect("a tab").handle;
    browser.client.switch_to_window(second.clone()).await.expect("the tab");
    open(browser).await;
    assert_eq!(text(browser, ".drill-card .asks").await, asked, "both ask the same card");
    answer(browser, "3").await;
    let next = text(browser, ".drill-card .asks").await;
    browser.client.switch_to_window(first.clone()).await.expect("the tab");
    browser
        .sees(&format!("document.querySelector('.drill-card .asks').textContent === {}", json!(next)))
        .await;
    // Both answer in turn, and every answer of both is kept.
    for round in 0..3 {
        for tab in [&first, &second] {
            browser.client.switch_to_window(tab.clone()).await.expect("the tab");
            answer(browser, "2").await;
        }
        assert_eq!(kept(browser).await, 1 + 2 * (round + 1));
    }
    browser.client.switch_to_window(first).await.expect("the tab");
    open(browser).await;
    assert!(text(browser, ".due").await.contains("Begun: 7 of "), "{}", text(browser, ".due").await);
}

/// Gives the page a file to read, and returns what it says.
async fn import(browser: &Browser, content: &str) -> String {
    browser
        .run(&format!(
            "const input = document.querySelector('.keeping input');
            const files = new DataTransfer();
            files.items.add(new File([{}], 'answers.json'));
            input.files = files.files;
            document.querySelector('.fold > .outcome').textContent = '';
            input.dispatchEvent(new Event('change'))",
            json!(content)
        ))
        .await;
    browser.sees("document.querySelector('.fold > .outcome').textContent !== ''").await;
    text(browser, ".fold > .outcome").await
}

pub async fn answers_are_taken_along_and_a_broken_file_changes_nothing(browser: &mut Browser) {
    open(browser).await;
    for _ in 0..3 {
        answer(browser, "4").await;
    }
    browser.run("document.querySelectorAll('.fold').forEach(fold => { fold.open = !fold.querySelector('.deck'); })").await;
    browser.sees("document.querySelector('.keeping') !== null").await;
    browser.run("window.saved = null; URL.createObjectURL = blob => (blob.text().then(text => { window.saved = text; }), '#')").await;
    press(browser, "Save as a file").await;
    browser.sees("window.saved !== null").await;
    let saved = browser.run("return window.saved").await.as_str().expect("text").to_string();
    let state = "return JSON.stringify(Object.entries(localStorage).sort())";
    let before = browser.run(state).await;
    let half = &saved[..saved.len() / 2];
    for (file, says) in [
        (half, "This is no JSON file"),
        ("{\"format\": \"anki\"}", "This file was not saved by this page."),
        (&saved.replace("\"version\": 1", "\"version\": 7"), "version 7"),
        (&saved.replacen("\"grade\": ", "\"grade\": 9", 1), "damaged"),
    ] {
        let said = import(browser, file).await;
        assert!(said.contains(says) && said.ends_with("Nothing was changed."), "{said}");
        assert_eq!(browser.run(state).await, before);
    }
    // Forgetting asks first.
    press(browser, "Forget all answers").await;
    press(browser, "Keep them").await;
    assert_eq!(kept(browser).await, 3);
    press(browser, "Forget all answers").await;
    press(browser, "Forget them").await;
    assert_eq!(kept(browser).await, 0);
    assert_eq!(import(browser, &saved).await, "3 new answers of 3 were read.");
    assert_eq!(import(browser, &saved).await, "0 new answers of 3 were read.");
    assert_eq!(kept(browser).await, 3);
}

pub async fn a_plan_is_made_for_the_day_of_the_interview(browser: &mut Browser) {
    let clock = format!(
        "window.days = Number(sessionStorage.getItem('days') ?? 0); Date.now = () => {NOON} + window.days * 86400000;"
    );
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": clock })).await;
    open(browser).await;
    let cards =
        browser.run("return document.querySelectorAll('.drill').length").await.as_u64().expect("a number");
    let set = "const input = document.querySelector('input[type=date]'); input.closest('details').open = true; input.value = 'DAY'; input.dispatchEvent(new Event('change'))";
    browser.run(&set.replace("DAY", "2026-12-01")).await;
    browser.sees("document.querySelector('.planned').textContent !== ''").await;
    let planned = text(browser, ".planned").await;
    // A day has room for so many, and no more.
    let fresh = cards.div_ceil(10).min(20);
    assert!(
        planned.starts_with(&format!(
            "10 days are left: {fresh} new cards a day, the most asked first, and about "
        )),
        "{planned}"
    );
    assert!(text(browser, ".due").await.contains(&format!(" {fresh} new")));
    answer(browser, "4").await;
    assert!(text(browser, ".due").await.contains(&format!(" {} new", fresh - 1)));
    let mut says = Vec::new();
    for day in [9, 10, 11] {
        browser.run(&format!("sessionStorage.setItem('days', {day})")).await;
        open(browser).await;
        says.push([text(browser, ".planned").await, text(browser, ".due").await]);
    }
    assert!(
        says[0][0].starts_with("The interview is tomorrow: 20 new cards today, the most asked first, "),
        "{says:?}"
    );
    assert!(says[0][1].contains("20 new"), "{says:?}");
    // On the day itself both texts say that nothing is new.
    assert_eq!(says[1][0], "The interview is today. Repeat what is due; there are no new cards.");
    assert!(says[1][1].contains(" 0 new"), "{says:?}");
    assert_eq!(says[2][0], "That day is over. There is no plan any more.");
    browser.run("sessionStorage.setItem('days', 9)").await;
    open(browser).await;
    the_most_asked_come_first(browser).await;
    browser.run(&set.replace("DAY", "")).await;
    assert_eq!(text(browser, ".planned").await, "");
}

/// Answers what a day has, the interview being tomorrow: the figures only fall, and each card is one
/// that an interviewer begins with.
async fn the_most_asked_come_first(browser: &Browser) {
    let asked = "const asks = document.querySelector('.drill-card .asks').textContent; const drill = [...document.querySelectorAll('.drill')].find(it => it.querySelector('summary').textContent.startsWith(asks)); return [drill.dataset.kind, Number(drill.dataset.asked ?? 0)]";
    let mut least = u64::MAX;
    for number in 0..8 {
        let card = browser.run(asked).await;
        let figure = card[1].as_u64().expect("a figure");
        assert!(card[0] == "pattern" || card[0] == "question", "card {number}: {card}");
        assert!(figure <= least && figure >= 50, "card {number}: {card} after {least}");
        least = figure;
        answer(browser, "4").await;
    }
}

pub async fn a_follow_up_shows_its_parent(browser: &mut Browser) {
    open(browser).await;
    choose(browser, "kind", "next").await;
    browser.sees("document.querySelector('.drill-card .parent') !== null").await;
    let matches = "const asks = document.querySelector('.drill-card .asks').textContent; const drill = [...document.querySelectorAll('.drill[data-kind=next]')].find(it => it.querySelector('summary').textContent === asks); return document.querySelector('.drill-card .parent').textContent.includes(drill.previousElementSibling.querySelector('summary').textContent)";
    assert_eq!(browser.run(matches).await, true);
}

/// A fresh page, in which nothing has the focus: the keys do what the buttons say.
pub async fn the_keys_of_a_card_work_from_the_start(browser: &mut Browser) {
    for key in [" ", "\u{e007}"] {
        open(browser).await;
        choose(browser, "kind", "question").await;
        open(browser).await;
        assert_eq!(browser.run("return document.activeElement.tagName").await, "BODY");
        let before = text(browser, ".drill-card .asks").await;
        browser.run("document.querySelector('.practice').scrollIntoView({ behavior: 'instant' })").await;
        keys(browser, key).await;
        browser.sees(&format!("{CARD}.querySelector('.answer') !== null")).await;
        // Wherever the focus is in the card, but in what is typed.
        browser.run("document.activeElement.blur()").await;
        keys(browser, "3").await;
        browser.sees(&format!("{CARD}.querySelector('.asks').textContent !== {}", json!(before))).await;
        browser.press(".drill-card .show", "\u{e007}").await;
        browser.press(".drill-card .grades button", "2").await;
        browser.sees(&format!("{CARD}.querySelector('.answer') === null")).await;
        assert_eq!(kept(browser).await % 2, 0);
        // Where the card is out of sight, Space scrolls as everywhere.
        browser.run("document.activeElement.blur(); scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })").await;
        keys(browser, " ").await;
        assert_eq!(browser.run(&format!("return {CARD}.querySelector('.answer')")).await, Value::Null);
    }
}

pub async fn a_line_is_checked_by_a_second_tap_on_a_phone(browser: &mut Browser) {
    browser.resize_to(PHONE, 700).await;
    browser
        .devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 }))
        .await;
    open(browser).await;
    press(browser, "Find the fault").await;
    let option = "[...document.querySelectorAll('[role=option]')].filter(it => it.offsetParent)";
    browser.sees(&format!("{option}.length > 3")).await;
    assert_eq!(
        browser.run(&format!("return {option}.every(it => it.getBoundingClientRect().height >= 44)")).await,
        true
    );
    for line in [1, 3] {
        browser.run(&format!("{option}[{line}].click()")).await;
        let chosen = format!("return {option}.map(it => it.ariaSelected === 'true').indexOf(true)");
        assert_eq!(browser.run(&chosen).await, line);
        assert_eq!(
            browser.run(&format!("return {CARD}.querySelector('.answer')")).await,
            Value::Null,
            "one tap is not final"
        );
        let seen = "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('.drill-card .check').getBoundingClientRect())";
        browser.sees(seen).await;
    }
    browser.click(".drill-card .check").await;
    browser.sees("(() => { const { top, bottom } = document.querySelector('.drill-card .outcome').getBoundingClientRect(); return document.querySelector('.drill-card .answer') !== null && top >= 0 && bottom > top && bottom <= innerHeight; })()").await;
    assert!(text(browser, ".drill-card .outcome").await.to_lowercase().contains("line "));
    assert_eq!(kept(browser).await, 0, "it is graded by Next card");
}

pub async fn what_is_typed_outlasts_the_page(browser: &mut Browser) {
    open(browser).await;
    choose(browser, "kind", "question").await;
    browser.press(".drill-card textarea", "half an answer").await;
    open(browser).await;
    let typed = format!("return {CARD}.querySelector('textarea').value");
    assert_eq!(browser.run(&typed).await, "half an answer");
    answer(browser, "3").await;
    assert_eq!(browser.run(&typed).await, "", "the next card begins empty");
    assert_eq!(
        browser
            .run("return Object.keys(localStorage).filter(it => it.startsWith('handbook-typed/')).length")
            .await,
        0
    );
    // An interview goes on where it was left, with its questions and what was said.
    press(browser, "Interview").await;
    press(browser, "Begin").await;
    browser.press(".interview textarea", "one").await;
    browser.click(".interview .show").await;
    browser.press(".interview textarea", "two, half").await;
    let asks = text(browser, ".interview .asks").await;
    open(browser).await;
    press(browser, "Interview").await;
    press(browser, "Go on with question 2 of 5").await;
    assert_eq!(text(browser, ".interview .asks").await, asks);
    assert_eq!(browser.run("return document.querySelector('.interview textarea').value").await, "two, half");
    for _ in 2..=5 {
        browser.click(".interview .show").await;
    }
    assert!(text(browser, ".compared").await.contains("You wrote: one"));
    press(browser, "Leave it").await;
    press(browser, "Interview").await;
    browser.sees("document.querySelector('.interview form') !== null").await;
    assert!(!text(browser, ".interview").await.contains("Go on"));
}

pub async fn without_storage_the_deck_works_and_says_so(browser: &mut Browser) {
    let denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": denied })).await;
    open(browser).await;
    assert!(text(browser, ".trouble").await.contains("denies"));
    answer(browser, "3").await;
    answer(browser, "3").await;
    assert!(text(browser, ".due").await.contains("Begun: 2 of "));
}

pub async fn an_interview_is_held(browser: &mut Browser) {
    open(browser).await;
    press(browser, "Interview").await;
    // Each question has its time, which is told to be over.
    browser.run("window.late = 0; const now = Date.now; Date.now = () => now() + window.late").await;
    press(browser, "Begin").await;
    assert_eq!(text(browser, "[role=timer]").await, "40 s");
    browser.run("window.late = 41000").await;
    browser
        .sees("document.querySelector('.interview .outcome').textContent.startsWith('The time is over')")
        .await;
    press(browser, "End the interview").await;
    press(browser, "Interview").await;
    browser.sees("document.querySelector('.interview input[type=checkbox]') !== null").await;
    browser.click(".interview input[type=checkbox]").await;
    press(browser, "Begin").await;
    let mut asked = BTreeSet::new();
    for number in 1..=5 {
        assert_eq!(browser.run("return document.querySelector('[role=timer]')").await, Value::Null);
        assert_eq!(text(browser, ".interview .about").await, format!("Question {number} of 5"));
        assert_eq!(browser.run("return document.activeElement.className").await, "asks");
        asked.insert(text(browser, ".interview .asks").await);
        browser.press(".interview textarea", &format!("answer {number}")).await;
        browser.press(".interview .show", "\u{e007}").await;
    }
    assert_eq!(asked.len(), 5);
    let said = browser
        .run("return [...document.querySelectorAll('.compared .said')].map(it => it.textContent).join()")
        .await;
    assert_eq!(
        said,
        (1..=5).map(|number| format!("You wrote: answer {number}")).collect::<Vec<_>>().join(",")
    );
    assert_eq!(browser.run("return document.querySelectorAll('.compared blockquote').length").await, 5);
    browser
        .run("[...document.querySelectorAll('.compared input')].slice(1, 3).forEach(it => it.click())")
        .await;
    press(browser, "Put what is marked into the deck").await;
    assert_eq!(kept(browser).await, 2);
    assert!(text(browser, ".due").await.contains("2 again in a few minutes"));
}

/// How many cards there are to choose from, as the page says it.
async fn wanted(browser: &Browser) -> Value {
    browser.run("return Number(document.querySelector('.due').textContent.match(/of (\\d+)/)[1])").await
}

pub async fn cards_are_chosen(browser: &mut Browser) {
    open(browser).await;
    let all = browser.run("return document.querySelectorAll('.drill').length").await;
    assert_eq!(wanted(browser).await, all);
    for (name, value, selector) in [
        ("kind", "trap", "[data-kind=trap]"),
        ("pattern", "P05", "[data-patterns~=P05]"),
        ("language", "rust", ":not([data-languages=python])"),
        ("asked", "none", ":not([data-asked])"),
        ("asked", "60", ":is([data-asked='60'], [data-asked='70'])"),
    ] {
        choose(browser, name, value).await;
        let fit = browser
            .run(&format!("return document.querySelectorAll({}).length", json!(format!(".drill{selector}"))))
            .await;
        assert!(fit.as_u64() > Some(0) && fit != all, "{selector}: {fit}");
        assert_eq!(wanted(browser).await, fit, "{name}={value}");
        // The choice outlasts a reload.
        open(browser).await;
        assert_eq!(wanted(browser).await, fit, "{name}={value}, again");
        press(browser, "All cards again").await;
        assert_eq!(wanted(browser).await, all);
    }
}

pub async fn without_scripts_the_deck_is_a_list(browser: &mut Browser) {
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.visit(PAGE).await;
    let questions =
        browser.client.find_all(fantoccini::Locator::Css(".drill > summary")).await.expect("a list").len();
    assert!(questions > 200, "{questions}");
    assert_eq!(browser.shown("#drill-P01 > summary").await, 1);
    assert_eq!(browser.shown("#drill-P01 .says").await, 0, "the answer is closed");
    browser.click("#drill-P01 > summary").await;
    assert_eq!(browser.shown("#drill-P01 .says").await, 1);
}

async fn weight(browser: &Browser, page: &str) -> Weight {
    browser.visit(page).await;
    if page == PAGE {
        open(browser).await;
    }
    weigh(browser).await
}

pub async fn practice_weighs_little_and_only_on_its_page(browser: &mut Browser) {
    let has = |weight: &Weight, part: &str| weight.keys().any(|name| name.contains(part));
    let total = |weight: &Weight| weight.values().sum::<u64>();
    let mut chapters = Vec::new();
    // Those in folders are chapters; the others are lists.
    for page in super::pages().iter().filter(|page| page.contains('/')) {
        let weight = weight(browser, page).await;
        assert!(!has(&weight, "js/practice/") && !has(&weight, "run/practice.js"), "{weight:?}");
        chapters.push(total(&weight));
    }
    chapters.sort_unstable();
    let weight = weight(browser, PAGE).await;
    assert!(has(&weight, "practice/start.js") && has(&weight, "run/practice.js"), "{weight:?}");
    let beyond = total(&weight) - chapters[chapters.len() / 2];
    assert!(beyond <= 40 * 1024, "{beyond} bytes beyond a chapter");
}
