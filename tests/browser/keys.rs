//! The keys of every page: they do nothing while anything else waits for them, and the list that `?`
//! shows is whole.

use super::driver::Browser;
use super::{CHAPTER, pages, support};
use serde_json::json;
use std::collections::BTreeSet;

/// In the page: counts turned pages instead of turning them, and says what keys have done.
const WATCH: &str = "
window.turned = 0;
document.addEventListener('click', event => {
    if (event.target.closest('.nav-chapters')) {
        event.preventDefault();
        window.turned += 1;
    }
}, true);
window.done = () => [
    window.turned,
    document.querySelector('#mdbook-help-container').open,
    !document.querySelector('#mdbook-search-wrapper').classList.contains('hidden'),
].join();
";

/// The page's keys, with how WebDriver types them.
const KEYS: [&str; 5] = ["\u{e012}", "\u{e014}", "s", "/", "?"];

const CONTROLS: &str = "#listing-gather_page .controls";

/// A page, what is done in it first, what is there then, and what has the focus: nothing where empty.
const STATES: &[(&str, &str, &str, &str)] = &[
    (CHAPTER, "", "true", "#listing-gather_page [role=tab]"),
    (
        CHAPTER,
        "document.querySelector('#mdbook-theme-toggle').click()",
        "document.activeElement.role === 'menuitemradio'",
        "#mdbook-theme-light",
    ),
    (
        CHAPTER,
        "document.querySelector('#mdbook-theme-toggle').click()",
        "document.activeElement.role === 'menuitemradio'",
        "",
    ),
    (
        CHAPTER,
        "document.querySelector('#mdbook-search-toggle').click()",
        "document.querySelector('#mdbook-search-toggle').ariaExpanded === 'true'",
        "#mdbook-searchbar",
    ),
    (
        CHAPTER,
        "document.querySelector('#mdbook-search-toggle').click()",
        "document.querySelector('#mdbook-search-toggle').ariaExpanded === 'true'",
        "",
    ),
    (
        CHAPTER,
        "document.querySelector('a.term').click()",
        "document.querySelector('.definition a') !== null",
        ".definition a",
    ),
    (
        CHAPTER,
        "document.querySelector('a.term').click()",
        "document.querySelector('.definition a') !== null",
        "",
    ),
    (
        CHAPTER,
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))",
        "document.querySelector('dialog').open",
        "dialog",
    ),
    ("patterns/cancellation.html", "", "true", ".predict input"),
    ("patterns/semaphores.html", "", "document.querySelector('.slider input') !== null", ".slider input"),
    ("claims.html", "", "document.querySelector('.claims-filter') !== null", ".claims-filter select"),
    ("practice.html", "", "document.querySelector('.drill-card') !== null", ".drill-card .asks"),
    ("practice.html", "", "document.querySelector('.drill-card') !== null", ".drill-card button"),
    ("practice.html", "", "document.querySelector('.drill-card') !== null", ""),
    (
        "practice.html",
        "document.querySelector('.modes button').click()",
        "document.querySelector('.interview select') !== null",
        ".interview select",
    ),
    (
        "practice.html",
        "[...document.querySelectorAll('.fold')].forEach(it => { it.open = true })",
        "document.querySelector('.practice input[type=date]') !== null",
        ".practice input[type=date]",
    ),
];

/// States that need programs in the pages.
const RUNNING: &[(&str, &str, &str, &str)] = &[
    (
        CHAPTER,
        "document.querySelector('#listing-gather_page .edit').click()",
        "document.querySelector('#listing-gather_page .cm-content') !== null",
        "#listing-gather_page .cm-content",
    ),
    (
        CHAPTER,
        "document.querySelector('#listing-gather_page .go').click()",
        "document.querySelector('#listing-gather_page .scrubber:enabled') !== null",
        "#listing-gather_page .scrubber",
    ),
    (
        CHAPTER,
        "document.querySelector('#listing-gather_page .go').click()",
        "document.querySelector('#listing-gather_page .scrubber:enabled') !== null",
        "#listing-gather_page .speeds input",
    ),
    (
        "practice.html",
        "[...document.querySelectorAll('.modes button')].find(it => it.textContent === 'Find the fault').click()",
        "document.querySelector('[role=listbox]') !== null",
        "[role=listbox]",
    ),
];

async fn nothing_happens(browser: &Browser, states: &[(&str, &str, &str, &str)]) {
    for (page, first, then, focus) in states {
        browser.visit(page).await;
        browser.run(WATCH).await;
        browser
            .sees("document.querySelector('.listing .bar button, .practice, .claims-filter') !== null")
            .await;
        browser.run(first).await;
        browser.sees(then).await;
        let before = browser.run("return window.done()").await;
        for key in KEYS {
            match *focus {
                "" => {
                    browser.run("document.activeElement.blur()").await;
                    let body = browser.client.active_element().await.expect("the page");
                    body.send_keys(key).await.expect("a key");
                }
                focus => browser.press(focus, key).await,
            }
        }
        let after = browser.run("return window.done()").await;
        assert_eq!(after, before, "{page}, after `{first}`, in `{focus}`");
    }
}

pub async fn keys_do_nothing_while_something_else_waits_for_them(browser: &Browser) {
    nothing_happens(browser, STATES).await;
    // Every field, tab and line of a menu, in every page.
    for page in pages() {
        browser.visit(&page).await;
        if browser.run("return document.querySelector('#mdbook-help-container') === null").await == true {
            continue;
        }
        browser.run(WATCH).await;
        let wrong = browser
            .run(
                "const before = window.done(), wrong = [];
                for (const element of document.querySelectorAll('input:not(.hidden), select, textarea, [contenteditable], [role=tab], [role=menuitemradio], [role=option], dialog *, main :is(pre, summary)')) {
                    for (const key of ['ArrowLeft', 'ArrowRight', 's', '/', '?']) {
                        if (key.length === 1 && element.matches('pre, summary')) {
                            continue;
                        }
                        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
                        if (window.done() !== before) {
                            return `${key} in ${element.outerHTML.slice(0, 120)}`;
                        }
                    }
                }
                // With a modifier, or while an input method composes, a key is not the page's.
                for (const how of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { keyCode: 229 }]) {
                    for (const key of ['ArrowLeft', 'ArrowRight', 's', '/', '?']) {
                        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how }));
                        if (window.done() !== before) {
                            return `${key} with ${JSON.stringify(how)}`;
                        }
                    }
                }
                return ''",
            )
            .await;
        assert_eq!(wrong, "", "{page}");
    }
    // And yet they work, or all of this would say nothing.
    browser.visit(CHAPTER).await;
    browser.run(WATCH).await;
    browser.press("body", "\u{e012}\u{e014}").await;
    browser.sees("window.turned === 2").await;
    browser.press("body", "?").await;
    browser.sees("document.querySelector('dialog').open").await;
    browser.press("dialog", "\u{e00c}").await;
    browser.press("body", "s").await;
    browser.sees("document.activeElement.id === 'mdbook-searchbar'").await;
    assert_eq!(browser.complaints().await, [""; 0]);
}

pub async fn keys_do_nothing_in_editors_scrubbers_and_cards(browser: &Browser) {
    nothing_happens(browser, RUNNING).await;
}

/// The keys that the modules of the pages look for, by their names.
fn known() -> BTreeSet<String> {
    let names = regex::Regex::new(
        r"key === '(?<same>[^']+)'|key: '(?<bound>[^']+)'|\b(?<named>Arrow(?:Left|Right|Up|Down)|Home|End)\b",
    );
    let names = names.expect("a pattern");
    let project = support::project();
    let modules = project.files_below("theme/js").expect("the modules");
    let modules = modules.iter().map(|file| file.display().to_string().replace('\\', "/"));
    let mut files: Vec<_> = modules.filter(|file| !file.ends_with("/help.js")).collect();
    files.push("page-tools/editor.js".into());
    files.sort();
    assert!(files.len() > 40, "{files:?}");
    let text: String =
        files.iter().map(|file| project.read(file).expect("a module").text.to_string()).collect();
    let text = text.replace("key === 'string'", "");
    let found = names.captures_iter(&text);
    found.filter_map(|it| it.iter().skip(1).flatten().next().map(|it| it.as_str().to_string())).collect()
}

pub async fn the_list_of_keys_is_whole(browser: &Browser) {
    browser.visit(CHAPTER).await;
    let listed = browser
        .run("return import(new URL('help.js', document.querySelector('script[type=module]').src).href).then(({ KEYS }) => KEYS.flatMap(({ rows }) => rows.flatMap(([keys]) => keys)))")
        .await;
    let listed: BTreeSet<String> = serde_json::from_value(listed).expect("names");
    let missing: Vec<_> = known().into_iter().filter(|key| !listed.contains(key)).collect();
    assert!(missing.is_empty(), "`?` does not list {missing:?}; add them in theme/js/help.js");
    browser.press("body", "?").await;
    browser.sees("document.querySelector('dialog').open").await;
    let shown = browser.run("return document.querySelector('dialog').textContent").await;
    for key in ["CtrlEnter", "Space", "Esc", "Shift←"] {
        assert!(shown.as_str().is_some_and(|text| text.contains(key)), "{key}: {shown}");
    }
    let whole = browser
        .run("return [...document.querySelectorAll('dialog dt')].every(it => it.querySelector('kbd') && it.nextElementSibling.textContent)")
        .await;
    assert_eq!(whole, json!(true));
    // On a small phone it is scrolled, and nothing of it is lost.
    browser.resize_to(super::PHONE, 400).await;
    let fits = browser
        .run("const box = document.querySelector('#mdbook-help-popup'); const { top, bottom, left, right } = box.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && box.scrollWidth <= box.clientWidth")
        .await;
    assert_eq!(fits, json!(true));
    browser.resize(super::DESK).await;
}

/// The scrubber's arrows lead from event to event, with Shift by a millisecond.
pub async fn a_scrubber_goes_from_event_to_event(browser: &Browser) {
    let value = |at: u32| format!("Number(document.querySelector('{CONTROLS} .scrubber').value) === {at}");
    browser.visit(CHAPTER).await;
    super::runs::language(browser, "rust").await;
    super::runs::speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    browser.click(&format!("{CONTROLS} .go")).await;
    browser
        .sees(&format!("document.querySelector('{CONTROLS} .scrubber:enabled') !== null && {}", value(300)))
        .await;
    let scrubber = format!("{CONTROLS} .scrubber");
    let [left, right, home, end, shift, none] =
        ["\u{e012}", "\u{e014}", "\u{e011}", "\u{e010}", "\u{e008}", "\u{e000}"];
    for (keys, at) in [
        (left.to_string(), 200),
        (left.to_string(), 100),
        (format!("{shift}{right}{none}"), 101),
        (format!("{shift}{left}{left}{none}"), 99),
        (right.to_string(), 100),
        (right.to_string(), 200),
        (home.to_string(), 0),
        (left.to_string(), 0),
        (right.to_string(), 100),
        (end.to_string(), 300),
        (right.to_string(), 300),
    ] {
        browser.press(&scrubber, &keys).await;
        browser.sees(&value(at)).await;
    }
}
