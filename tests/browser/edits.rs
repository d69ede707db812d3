//! A reader's own work: changed programs, moved knobs, half-typed answers. None of it is lost.

use super::CHAPTER;
use super::driver::Browser;
use super::runs::{LISTING, language, press, says, speed};
use fantoccini::Locator;
use serde_json::{Value, json};

/// The text in the editor, or nothing where it is closed.
const TEXT: &str = "[...document.querySelectorAll('#listing-gather_page .cm-line')].map(line => line.textContent).join('\\n')";

const UNDO: &str = "document.querySelector('#listing-gather_page .undo')";

async fn open(browser: &Browser) {
    browser.visit(CHAPTER).await;
    browser.sees("document.querySelector('#listing-gather_page .edit') !== null").await;
}

/// Opens the editor and types at its start.
async fn edit(browser: &Browser, typed: &str) {
    press(browser, ".edit").await;
    browser.sees(&format!("document.activeElement.closest('{LISTING} .cm-content') !== null")).await;
    // To the very start: Ctrl and Home.
    browser.press(&format!("{LISTING} .cm-content"), &format!("\u{e009}\u{e011}\u{e000}{typed}\n")).await;
    browser.sees(&format!("{TEXT}.startsWith({})", json!(typed))).await;
}

async fn has(browser: &Browser, typed: &str) {
    browser.sees(&format!("{TEXT}.startsWith({})", json!(typed))).await;
}

async fn is_the_books(browser: &Browser) {
    browser
        .sees(&format!("{TEXT} === '' && document.querySelector('{LISTING} pre.code').checkVisibility()"))
        .await;
}

/// Asks the page to leave, and says whether it asks back.
async fn asks_before_leaving(browser: &Browser) -> Value {
    browser
        .run("const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented")
        .await
}

pub async fn a_changed_program_outlasts_its_page(browser: &Browser) {
    browser.visit(CHAPTER).await;
    language(browser, "python").await;
    speed(browser, "once").await;
    open(browser).await;
    edit(browser, "log('reader: one')").await;
    assert_eq!(asks_before_leaving(browser).await, false, "it is stored: leaving loses nothing");
    // A reload, a way there and back, and a second tab.
    browser.client.refresh().await.expect("the page is loaded again");
    has(browser, "log('reader: one')").await;
    browser.visit("list.html").await;
    browser.client.back().await.expect("the way back");
    has(browser, "log('reader: one')").await;
    assert_eq!(
        browser.run("return document.activeElement.closest('.cm-content')").await,
        Value::Null,
        "the focus is left alone"
    );
    press(browser, ".go").await;
    browser
        .sees(&format!(
            "document.querySelector('{LISTING} .live')?.textContent.includes('reader: one') === true"
        ))
        .await;
    let first = browser.client.window().await.expect("a window");
    let second = browser.client.new_window(true).await.expect("a tab").handle;
    browser.client.switch_to_window(second.clone()).await.expect("the tab");
    open(browser).await;
    has(browser, "log('reader: one')").await;
    // What one tab changes, the other shows, and neither writes over it.
    browser.press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e011}\u{e000}log('reader: two')\n").await;
    browser.client.switch_to_window(first.clone()).await.expect("the tab");
    has(browser, "log('reader: two')").await;
    browser.client.switch_to_window(second).await.expect("the tab");
    browser.client.close_window().await.expect("the tab closes");
    browser.client.switch_to_window(first).await.expect("the tab");
    // Copy takes it, and another chapter's programs are the book's.
    let edited =
        browser.run(&format!("return document.querySelector('{LISTING} .program').dataset.edited")).await;
    assert!(edited.as_str().is_some_and(|text| text.contains("reader: two") && text.contains("def log")));
    assert_eq!(browser.run("return document.querySelectorAll('.editor').length").await, 1);
}

pub async fn a_reset_is_undone(browser: &Browser) {
    browser.visit(CHAPTER).await;
    language(browser, "python").await;
    speed(browser, "once").await;
    open(browser).await;
    // Nothing was changed: there is nothing to undo.
    press(browser, ".edit").await;
    browser.sees(&format!("{TEXT} !== ''")).await;
    press(browser, ".edit").await;
    is_the_books(browser).await;
    assert_eq!(browser.run(&format!("return {UNDO}")).await, Value::Null);
    edit(browser, "log('reader: one')").await;
    press(browser, ".edit").await;
    is_the_books(browser).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    press(browser, ".undo").await;
    has(browser, "log('reader: one')").await;
    assert_eq!(browser.run(&format!("return {UNDO}")).await, Value::Null);
    // Also after a reload, and after the editor was opened once more.
    press(browser, ".edit").await;
    is_the_books(browser).await;
    browser.client.refresh().await.expect("the page is loaded again");
    browser.sees(&format!("{UNDO} !== null")).await;
    is_the_books(browser).await;
    press(browser, ".edit").await;
    browser.sees(&format!("{TEXT}.startsWith('import asyncio')")).await;
    browser.sees(&format!("{UNDO} !== null")).await;
    press(browser, ".undo").await;
    has(browser, "log('reader: one')").await;
}

pub async fn a_program_that_the_book_changed_meanwhile_is_shown_beside_the_readers(browser: &Browser) {
    let changed = "localStorage.setItem('handbook-language', 'python'); localStorage.setItem('handbook-edit/gather_page', JSON.stringify({ of: 'another program', text: 'log(\"reader: old\")' }))";
    let note = format!("document.querySelector('{LISTING} .kept-edit')");
    let stored = "return JSON.parse(localStorage.getItem('handbook-edit/gather_page')).text";
    let choose = |name: &str| {
        format!("[...{note}.querySelectorAll('button')].find(it => it.textContent === '{name}').click()")
    };
    for name in ["Use your version", "Use the book’s"] {
        browser.visit(CHAPTER).await;
        browser.run(changed).await;
        open(browser).await;
        browser.sees(&format!("{note} !== null")).await;
        let both = format!(
            "return {note}.textContent.includes('reader: old') && document.querySelector('{LISTING} pre.code').checkVisibility()"
        );
        assert_eq!(browser.run(&both).await, true, "both are shown");
        // Edit decides nothing.
        press(browser, ".edit").await;
        assert_eq!(browser.run("return document.activeElement.textContent").await, "Use your version");
        assert_eq!(browser.run(stored).await, "log(\"reader: old\")");
        browser.run(&choose(name)).await;
        browser.sees(&format!("{note} === null")).await;
        if name == "Use your version" {
            has(browser, "log(\"reader: old\")").await;
            open(browser).await;
        } else {
            is_the_books(browser).await;
            open(browser).await;
            browser.sees(&format!("{UNDO} !== null")).await;
            press(browser, ".undo").await;
        }
        has(browser, "log(\"reader: old\")").await;
        assert_eq!(browser.run(&format!("return {note}")).await, Value::Null);
    }
}

pub async fn without_storage_a_changed_program_is_not_left_without_asking(browser: &Browser) {
    let denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": denied })).await;
    open(browser).await;
    assert_eq!(asks_before_leaving(browser).await, false);
    edit(browser, "log('reader: one')").await;
    assert_eq!(asks_before_leaving(browser).await, true);
    browser
        .sees(&format!(
            "document.querySelector('{LISTING} .kept-edit')?.textContent.includes('does not store') === true"
        ))
        .await;
    // It runs, and Reset can be undone as long as the page is there.
    press(browser, ".edit").await;
    is_the_books(browser).await;
    press(browser, ".undo").await;
    has(browser, "log('reader: one')").await;
    // Nothing is left to lose once it is the book's program again.
    browser.press(&format!("{LISTING} .cm-content"), "\u{e009}z\u{e000}").await;
    browser
        .press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e011}\u{e000}\u{e008}\u{e015}\u{e000}\u{e017}")
        .await;
    browser.sees(&format!("{TEXT}.startsWith('import asyncio')")).await;
    assert_eq!(asks_before_leaving(browser).await, false);
}

pub async fn knobs_and_half_typed_answers_outlast_their_page(browser: &Browser) {
    let slider = "#listing-limit_downloads .slider input";
    let value = format!("return document.querySelector('{slider}').value");
    browser.visit("patterns/semaphores.html").await;
    browser.press(slider, "\u{e014}\u{e014}").await;
    browser.sees("document.querySelector('#listing-limit_downloads .live') !== null").await;
    browser.visit("patterns/semaphores.html").await;
    assert_eq!(browser.run(&value).await, "4");
    assert_eq!(browser.shown("#listing-limit_downloads .kept").await, 1, "the recorded run has other values");
    browser.press("#listing-limit_downloads .go", "\u{e007}").await;
    browser.sees("document.querySelector('#listing-limit_downloads .controls .verdict').textContent.includes('LIMIT=4')").await;
    assert_eq!(browser.shown("#listing-limit_downloads .kept").await, 0);
    // After Reset the timeline has the recorded scale again.
    let axis = "document.querySelector('#listing-limit_downloads .live .timeline svg.axis')?.textContent";
    let recorded = browser
        .run(
            "return document.querySelector('#listing-limit_downloads .run > .timeline svg.axis').textContent",
        )
        .await;
    browser.press(slider, "\u{e011}").await;
    browser.sees(&format!("![undefined, {recorded}].includes({axis})")).await;
    browser.press("#listing-limit_downloads .reset", "\u{e007}").await;
    browser.sees(&format!("{axis} === {recorded}")).await;
    browser.visit("patterns/semaphores.html").await;
    assert_eq!(browser.run(&value).await, "2");
    assert_eq!(browser.run("return document.querySelector('.kept')").await, Value::Null);
    // An answer that was begun.
    let page = "patterns/cancellation.html";
    browser.visit(page).await;
    browser.press(".predict input", "some").await;
    browser.visit(page).await;
    let input = browser.client.find(Locator::Css(".predict input")).await.expect("the field");
    assert_eq!(browser.run("return document.querySelector('.predict input').value").await, "some");
    input.send_keys("\u{e007}").await.expect("a key");
    browser.sees("document.querySelector('.predict .verdict') !== null").await;
    assert_eq!(
        browser
            .run("return Object.keys(localStorage).filter(it => it.startsWith('handbook-typed/')).length")
            .await,
        0
    );
    // What is chosen among the claims.
    browser.visit("claims.html").await;
    browser.sees("document.querySelector('.claims-filter select') !== null").await;
    browser.run("const select = document.querySelector('.claims-filter select'); select.value = 'false'; select.dispatchEvent(new Event('input', { bubbles: true }))").await;
    let shown = browser.run("return document.querySelector('.claims-filter output').textContent").await;
    browser.visit("claims.html").await;
    browser.sees(&format!("document.querySelector('.claims-filter output')?.textContent === {shown}")).await;
    // A link to a claim shows it, whatever was chosen.
    browser.visit("list.html").await;
    browser.visit("claims.html#C001").await;
    browser.sees("document.querySelector('.claims-filter') !== null && document.querySelector('#C001').checkVisibility()").await;
}
