//! The pages as axe-core sees them.

use super::driver::Browser;
use super::runs::{LISTING, language, press, says, speed};
use super::{CHAPTER, DESK, PHONE, THEMES, pages, support, visit_whole};
use serde_json::json;

/// Where npm has it, relative to the project's root.
const AXE: &str = "page-tools/node_modules/axe-core/axe.min.js";

/// All rules in the first theme. The others only have other colours, so there only the rules about
/// colour; and code has the same few everywhere, so there the first of a page's programs stands for
/// all. What is still moving is let come to its end, if it has one.
const CHECK: &str = "
const [themes] = args;
const ALIKE = ['.listing ~ .listing pre.code', '.fragment ~ .fragment pre.code'];
const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
await Promise.allSettled(moving.map(({ finished }) => finished));
const { classList } = document.documentElement;
const found = [];
for (const theme of themes) {
    classList.remove(...themes);
    classList.add(theme);
    const [where, rules] = theme === themes[0]
        ? [document, {}]
        : [{ exclude: ALIKE }, { runOnly: ['color-contrast', 'link-in-text-block'] }];
    const { violations } = await axe.run(where, { ...rules, resultTypes: ['violations'] });
    for (const { id, help, nodes } of violations) {
        const places = nodes.map(({ target, failureSummary }) => `\\n  ${target}: ${failureSummary}`);
        found.push(`${theme}: ${id}: ${help}${places.join('')}`);
    }
}
classList.remove(...themes);
classList.add(themes[0]);
return found;
";

/// Says whether axe-core is there.
///
/// # Errors
/// If it is not: one line that says how to install it.
pub fn find() -> Result<(), String> {
    match support::folder().join(AXE).exists() {
        true => Ok(()),
        false => Err("axe-core was not found; install it: npm ci --prefix page-tools".into()),
    }
}

/// Has the browser itself bring axe-core into every page: the pages' policy lets in no script that
/// is not theirs, and stays as it is.
async fn bring(browser: &Browser) {
    let source = std::fs::read_to_string(support::folder().join(AXE)).expect("axe-core");
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
}

/// What is wrong with the page as it stands.
async fn violations(browser: &Browser, state: &str) -> Vec<String> {
    let script = format!("return (async (...args) => {{ {CHECK} }})(...arguments)");
    let found = browser.client.execute(&script, vec![json!(THEMES)]).await;
    let found = found.unwrap_or_else(|error| panic!("{state}: {error}"));
    let found = found.as_array().expect("a list").iter();
    found.map(|violation| format!("{state}, {}", violation.as_str().unwrap_or_default())).collect()
}

pub async fn no_page_has_a_violation(browser: &Browser) {
    bring(browser).await;
    let mut found = Vec::new();
    for page in pages() {
        visit_whole(browser, &page).await;
        found.extend(violations(browser, &page).await);
    }
    browser.visit(CHAPTER).await;
    browser.press("body", "s").await;
    browser.press("#mdbook-searchbar", "semaphore").await;
    browser.sees("document.querySelector('#mdbook-searchresults a') !== null").await;
    browser.click("#mdbook-theme-toggle").await;
    browser.sees("document.querySelector('#mdbook-theme-list').offsetParent !== null").await;
    found.extend(violations(browser, "search and the themes").await);
    browser.resize(PHONE).await;
    browser.visit(CHAPTER).await;
    found.extend(violations(browser, "on a small phone").await);
    browser.click("#mdbook-sidebar-toggle").await;
    found.extend(violations(browser, "the sidebar on a small phone").await);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

pub async fn no_run_has_a_violation(browser: &mut Browser) {
    bring(browser).await;
    browser.visit(CHAPTER).await;
    let mut found = Vec::new();
    // What is played takes its time: it is stopped while some of it is yet to come.
    language(browser, "rust").await;
    browser.visit(CHAPTER).await;
    press(browser, ".go").await;
    browser.sees(&format!("document.querySelector('{LISTING} .live .line.later') !== null")).await;
    press(browser, ".go").await;
    says(browser, "Stopped.").await;
    found.extend(violations(browser, "a run that is stopped").await);
    speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    found.extend(violations(browser, "a run").await);
    press(browser, ".race").await;
    says(browser, "Each as recorded").await;
    found.extend(violations(browser, "a race").await);
    browser.resize(PHONE).await;
    found.extend(violations(browser, "a race on a small phone").await);
    browser.resize(DESK).await;
    language(browser, "python").await;
    browser.visit(CHAPTER).await;
    press(browser, ".edit").await;
    browser.sees(&format!("document.activeElement.closest('{LISTING} .cm-content') !== null")).await;
    found.extend(violations(browser, "the editor").await);
    browser.press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e011}\u{e000}raise KeyError('a')\n").await;
    press(browser, ".go").await;
    says(browser, "It failed.").await;
    found.extend(violations(browser, "a failure, in the editor").await);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

pub async fn no_card_has_a_violation(browser: &mut Browser) {
    bring(browser).await;
    let mut found = Vec::new();
    let press = |name: &str| {
        format!(
            "[...document.querySelectorAll('.practice button')].find(it => it.textContent === '{name}').click()"
        )
    };
    browser.visit("practice.html").await;
    browser.sees("document.querySelector('.drill-card') !== null").await;
    browser.run("document.querySelectorAll('.fold').forEach(fold => { fold.open = !fold.querySelector('.deck'); })").await;
    found.extend(violations(browser, "a card, with all folds open").await);
    browser.press(".drill-card .asks", " ").await;
    found.extend(violations(browser, "a card with its answer").await);
    browser.run(&press("Find the fault")).await;
    browser.sees("document.querySelector('[role=listbox]') !== null").await;
    found.extend(violations(browser, "a fault to find").await);
    browser.resize(PHONE).await;
    found.extend(violations(browser, "a fault to find on a small phone").await);
    browser.run("[...document.querySelectorAll('[role=option]')].find(it => it.offsetParent).click(); document.querySelector('.drill-card .check')?.click()").await;
    browser.sees("document.querySelector('.drill-card .answer') !== null").await;
    found.extend(violations(browser, "a fault that was not found").await);
    browser.resize(DESK).await;
    browser.run(&press("Interview")).await;
    found.extend(violations(browser, "an interview").await);
    browser.run(&press("Begin")).await;
    found.extend(violations(browser, "a question of it").await);
    browser.run("for (let at = 0; at < 5; at++) document.querySelector('.interview .show').click()").await;
    found.extend(violations(browser, "the answers").await);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
