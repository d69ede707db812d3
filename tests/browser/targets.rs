//! How large what is pressed is, and that nothing is lost on a small screen (WCAG 2.2, 2.5.8 and 1.4.10).

use super::driver::Browser;
use super::runs::{language, speed};
use super::{CHAPTER, DESK, PHONE, pages, visit_whole};
use serde_json::{Value, json};

/// In the page: every control that is seen and less than 24 pixels wide or high. A link in a line of
/// text is as high as its line, by the criterion's own exception; one that fills its block is not.
const SMALL: &str = "
const small = new Set();
const controls = 'a[href], button, input, select, textarea, summary, [role=option], [role=tab], [role=menuitemradio]';
for (const control of document.querySelectorAll(controls)) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.skip-link')) {
        continue;
    }
    const block = control.closest('p, li, td, th, dd, dt, blockquote, figcaption, h1, h2, h3');
    const own = control.textContent.trim().length;
    if (getComputedStyle(control).display === 'inline' && block && block.textContent.trim().length > own + 1) {
        continue;
    }
    // A press on its label is a press on it.
    const boxes = [control, ...(control.matches('[type=radio], [type=checkbox]') ? [control.closest('label') ?? control] : [])].map(it => it.getBoundingClientRect());
    const size = side => Math.max(...boxes.map(box => box[side]));
    if (size('width') > 1 && (size('width') < 23.9 || size('height') < 23.9)) {
        small.add(`${control.tagName.toLowerCase()}.${control.className} in .${control.parentElement.className}: ${size('width').toFixed(1)} by ${size('height').toFixed(1)}`);
    }
}
return [...small].slice(0, 10);
";

async fn small(browser: &Browser, state: &str, found: &mut Vec<String>) {
    let names = browser.run(SMALL).await;
    let names = names.as_array().expect("a list").iter();
    found.extend(names.map(|name| format!("{state}: {}", name.as_str().unwrap_or_default())));
}

async fn touch(browser: &Browser, enabled: bool) {
    browser
        .devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": enabled, "maxTouchPoints": 1 }))
        .await;
}

pub async fn every_target_is_large_enough(browser: &Browser) {
    let mut found = Vec::new();
    for width in [DESK, PHONE] {
        browser.resize(width).await;
        touch(browser, width == PHONE).await;
        for page in pages() {
            visit_whole(browser, &page).await;
            browser
                .run("document.querySelectorAll('details').forEach(it => { it.open = true; }); for (const id of ['theme', 'search', ...(innerWidth < 500 ? ['sidebar'] : [])]) document.getElementById(`mdbook-${id}-toggle`)?.click()")
                .await;
            small(browser, &format!("{page} at {width}"), &mut found).await;
        }
    }
    touch(browser, false).await;
    browser.resize(DESK).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

pub async fn every_target_of_a_run_and_a_card_is_large_enough(browser: &Browser) {
    let mut found = Vec::new();
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    language(browser, "python").await;
    browser.run("localStorage.setItem('handbook-edit/gather_page', JSON.stringify({ of: 'another', text: 'x = 1' }))").await;
    for width in [DESK, PHONE] {
        browser.resize(width).await;
        touch(browser, width == PHONE).await;
        browser.visit(CHAPTER).await;
        browser.run("document.querySelector('#listing-gather_page .race').click()").await;
        browser.sees("document.querySelector('#listing-gather_page .controls .verdict:not(:empty)') !== null && document.querySelector('#listing-gather_page .kept-edit') !== null").await;
        small(browser, &format!("a run at {width}"), &mut found).await;
        browser.run("document.querySelector('a.term').click()").await;
        browser.sees("document.querySelector('.definition a') !== null").await;
        small(browser, &format!("a definition at {width}"), &mut found).await;
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, width);
        browser.visit("practice.html").await;
        browser.sees("document.querySelector('.drill-card') !== null").await;
        browser.run("document.querySelectorAll('.fold').forEach(it => { it.open = !it.querySelector('.deck'); }); [...document.querySelectorAll('.modes button')].find(it => it.textContent === 'Find the fault').click()").await;
        browser.sees("document.querySelector('[role=option]') !== null && document.querySelector('.wanted') !== null && document.querySelector('.keeping') !== null").await;
        small(browser, &format!("a card at {width}"), &mut found).await;
        browser.run("document.querySelector('.drill-card .show').click()").await;
        browser.sees("document.querySelector('.drill-card .grades button') !== null").await;
        small(browser, &format!("an answer at {width}"), &mut found).await;
        browser.run("document.querySelector('.modes button').click()").await;
        browser.sees("document.querySelector('.interview form') !== null").await;
        small(browser, &format!("an interview at {width}"), &mut found).await;
    }
    touch(browser, false).await;
    browser.resize(DESK).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// 320 pixels are a desk's 1280 at 400 %, and 640 its 1280 at 200 %.
pub async fn nothing_is_lost_at_320_pixels_and_zoomed(browser: &Browser) {
    // What is drawn beyond the window, and not inside of something that scrolls or is a picture's label.
    let lost = "
        const scrolls = element => element !== document.documentElement && element !== document.body && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        const hidden = element => element.closest('.skip-link, .sidebar, noscript, [aria-hidden=true], legend, input[type=radio], thead');
        return [...document.querySelectorAll('body *')].filter(element => {
            const { left, right, width, height } = element.getBoundingClientRect();
            return width > 1 && height > 1 && (left < -1 || right > innerWidth + 1) && element.checkVisibility({ visibilityProperty: true }) && !hidden(element) && !scrolls(element) && !element.closest('svg');
        }).map(element => `${element.tagName}.${element.className}`).slice(0, 5)";
    for (width, height) in [(PHONE, 256), (640, 512)] {
        browser.resize_to(width, height).await;
        for page in pages().iter().filter(|page| *page != "toc.html") {
            visit_whole(browser, page).await;
            assert_eq!(browser.run(lost).await, json!([]), "{page} at {width}");
            assert_eq!(browser.run("return document.documentElement.scrollWidth").await, width, "{page}");
        }
    }
    // Where little moves is asked for, nothing of ours moves for long.
    let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    browser.visit(CHAPTER).await;
    let moving = "return [...document.querySelectorAll('*')].filter(it => getComputedStyle(it).transitionDuration.split(',').some(it => parseFloat(it) > .01) || getComputedStyle(it).scrollBehavior === 'smooth').map(it => it.tagName + '.' + it.className).slice(0, 5)";
    assert_eq!(browser.run(moving).await, json!([]));
    browser.resize(DESK).await;
    assert_eq!(browser.run("return document.querySelector('main') === null").await, Value::Bool(false));
}
