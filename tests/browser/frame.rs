//! What is around a chapter: the bar at the top with the themes, the sidebar, and the keys.

use super::driver::Browser;
use super::{CHAPTER, DESK, PHONE};
use fantoccini::key::Key;
use serde_json::{Value, json};

const FOCUS: &str = "return document.activeElement.id";

fn key(key: Key) -> String {
    String::from(char::from(key))
}

/// Presses a key where the focus is.
async fn type_key(browser: &Browser, pressed: Key) {
    let element = browser.client.active_element().await.expect("an element has the focus");
    element.send_keys(&key(pressed)).await.expect("a key");
}

/// Has the system ask for this scheme.
async fn scheme(browser: &Browser, scheme: &str) {
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

/// The theme that is shown, and what is marked in the menu.
const THEME: &str = "
const shown = ['light', 'rust', 'coal', 'navy', 'ayu'].filter(name => document.documentElement.classList.contains(name));
const items = [...document.querySelectorAll('#mdbook-theme-list button')];
const marked = items.filter(item => item.classList.contains('theme-selected') && item.ariaChecked === 'true');
return [...shown, ...marked.map(item => item.textContent)].join();
";

/// What [`THEME`] says, the menu being opened for it where it is closed.
async fn theme(browser: &Browser) -> Value {
    const OPEN: &str = "document.querySelector('#mdbook-theme-toggle').ariaExpanded === 'true'";
    const PRESS: &str = "document.querySelector('#mdbook-theme-toggle').click()";
    let open = browser.run(&format!("return {OPEN}")).await == true;
    if !open {
        browser.run(PRESS).await;
        browser.sees(OPEN).await;
    }
    let said = browser.run(THEME).await;
    if !open {
        browser.run(PRESS).await;
        browser.sees(&format!("!({OPEN})")).await;
    }
    said
}

pub async fn the_themes_are_worked_by_keyboard(browser: &Browser) {
    let open = "document.querySelector('#mdbook-theme-list').offsetParent !== null && document.querySelector('#mdbook-theme-toggle').ariaExpanded === 'true'";
    let is_open = format!("return {open}");
    scheme(browser, "light").await;
    browser.visit(CHAPTER).await;
    assert_eq!(theme(browser).await, "light,Auto");
    browser.press("#mdbook-theme-toggle", &key(Key::Enter)).await;
    browser.sees(open).await;
    assert_eq!(browser.run(FOCUS).await, "mdbook-theme-default_theme");
    for (pressed, focus) in [
        (Key::Down, "light"),
        (Key::End, "ayu"),
        (Key::Down, "default_theme"),
        (Key::Up, "ayu"),
        (Key::Home, "default_theme"),
        (Key::End, "ayu"),
        (Key::Up, "navy"),
    ] {
        type_key(browser, pressed).await;
        assert_eq!(browser.run(FOCUS).await, format!("mdbook-theme-{focus}"), "after {pressed:?}");
    }
    type_key(browser, Key::Enter).await;
    assert_eq!(theme(browser).await, "navy,Navy");
    let color = "return document.querySelector('meta[name=theme-color]').content === getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(browser.run(color).await, true, "what the browser draws around the page is told");
    type_key(browser, Key::Escape).await;
    assert_eq!(browser.run(&is_open).await, false);
    assert_eq!(browser.run(FOCUS).await, "mdbook-theme-toggle");
    browser.visit("list.html").await;
    assert_eq!(theme(browser).await, "navy,Navy", "on every page");
    // It opens at the one that is chosen, and is closed by going elsewhere.
    browser.press("#mdbook-theme-toggle", &key(Key::Enter)).await;
    browser.sees(open).await;
    assert_eq!(browser.run(FOCUS).await, "mdbook-theme-navy");
    browser.click("h1").await;
    assert_eq!(browser.run(&is_open).await, false);
    browser.press("#mdbook-theme-toggle", &key(Key::Enter)).await;
    browser.sees(open).await;
    type_key(browser, Key::End).await;
    type_key(browser, Key::Tab).await;
    assert_eq!(browser.run(&is_open).await, false);
    // Auto is what the system asks for, now and later.
    browser.click("#mdbook-theme-toggle").await;
    browser.sees("document.querySelector('#mdbook-theme-list').offsetParent !== null").await;
    browser.click("#mdbook-theme-default_theme").await;
    assert_eq!(theme(browser).await, "light,Auto");
    scheme(browser, "dark").await;
    browser.sees("document.documentElement.classList.contains('coal')").await;
    browser.visit(CHAPTER).await;
    assert_eq!(theme(browser).await, "coal,Auto");
    // What this book did not store is as nothing.
    browser.run("localStorage.setItem('mdbook-theme', 'no theme')").await;
    browser.visit(CHAPTER).await;
    assert_eq!(theme(browser).await, "coal,Auto");
    assert_eq!(browser.complaints().await, [""; 0]);
}

/// What the sidebar is: shown, said to be, and with links that can have the focus.
const SIDEBAR: &str = "
const link = document.querySelector('#mdbook-sidebar a');
link.focus({ preventScroll: true });
return [
    document.querySelector('#mdbook-sidebar').getBoundingClientRect().right > 0,
    document.querySelector('#mdbook-sidebar-toggle').ariaExpanded === 'true',
    document.activeElement === link,
]";

pub async fn the_sidebar_stays_as_it_was_left(browser: &Browser) {
    let hidden = "getComputedStyle(document.querySelector('#mdbook-sidebar')).visibility === 'hidden'";
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(SIDEBAR).await, json!([true, true, true]));
    browser.click("#mdbook-sidebar-toggle").await;
    browser.sees(hidden).await;
    for page in [CHAPTER, "list.html"] {
        assert_eq!(browser.run(SIDEBAR).await, json!([false, false, false]), "{page}");
        browser.visit(page).await;
    }
    browser.click("#mdbook-sidebar-toggle").await;
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(SIDEBAR).await, json!([true, true, true]));
    // On a phone it would be over the text: there it comes when it is asked for.
    browser.resize(PHONE).await;
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(SIDEBAR).await, json!([false, false, false]));
    browser.click("#mdbook-sidebar-toggle").await;
    assert_eq!(browser.run(SIDEBAR).await[2], true);
    browser.resize(DESK).await;
}

pub async fn the_sidebar_says_where_the_reader_is(browser: &Browser) {
    const ACTIVE: &str = "return [...document.querySelectorAll('#mdbook-sidebar .active')].map(link => new URL(link.href).pathname + link.ariaCurrent).join()";
    const READ: &str =
        "[...document.querySelectorAll('#mdbook-sidebar .current-header')].map(link => link.hash).join()";
    for (page, active) in
        [("", "/start.html"), ("index.html", "/start.html"), ("start.html?a=b#c", "/start.html")]
    {
        browser.visit(page).await;
        assert_eq!(browser.run(ACTIVE).await, format!("{active}page"), "{page}");
    }
    // A host may leave the ending out, and may serve this page for any address.
    browser.visit("404.html").await;
    assert_eq!(browser.run(ACTIVE).await, "");
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(ACTIVE).await, format!("/{CHAPTER}page"));
    let headings = browser
        .run("return [...document.querySelectorAll('main h2')].map(heading => [`#${heading.id}`, heading.textContent])")
        .await;
    let listed = browser
        .run("return [...document.querySelectorAll('.active')].flatMap(link => [...link.closest('li').querySelectorAll('.on-this-page a')]).map(link => [link.hash, link.textContent])")
        .await;
    assert_eq!(listed, headings);
    let headings = headings.as_array().expect("headings");
    let hash = |index: usize| headings[index][0].as_str().expect("a hash");
    // Each is marked where it is read: where a link leads to it, too, though it may be near the end.
    for index in 0..headings.len() {
        browser.click(&format!(".on-this-page a[href='{}']", hash(index))).await;
        browser.sees(&format!("location.hash === '{}' && {READ} === '{}'", hash(index), hash(index))).await;
    }
    browser.run("scrollTo({ top: 0, behavior: 'instant' })").await;
    browser.sees(&format!("scrollY === 0 && {READ} !== '{}'", hash(headings.len() - 1))).await;
    browser
        .run(&format!("document.querySelector('{}').scrollIntoView({{ behavior: 'instant' }})", hash(1)))
        .await;
    browser.sees(&format!("{READ} === '{}'", hash(1))).await;
    browser.run("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })").await;
    browser.sees(&format!("{READ} === '{}'", hash(headings.len() - 1))).await;
    // A chapter that is chosen in the list stays where it is; one that is turned to is shown.
    let place = "const link = [...document.querySelectorAll('#mdbook-sidebar a')].find(link => link.pathname.endsWith('/design.html')); LINK; return Math.round(link.getBoundingClientRect().top)";
    let before = browser
        .run(&place.replace(
            "LINK",
            "link.closest('.sidebar-scrollbox').scrollTop += link.getBoundingClientRect().top - 700",
        ))
        .await;
    browser.run(&place.replace("LINK", "link.click()")).await;
    browser
        .sees("document.querySelector('#mdbook-sidebar .active')?.pathname.endsWith('/design.html')")
        .await;
    assert_eq!(browser.run(&place.replace("LINK", "")).await, before);
    assert_eq!(before, 700);
    browser.visit("questions/design.html").await;
    let turned_to = browser.run(&place.replace("LINK", "")).await.as_u64().expect("a place");
    assert!((300..600).contains(&turned_to), "{turned_to}: in the middle");
}

pub async fn keys_turn_pages_and_say_so(browser: &Browser) {
    let help = "document.querySelector('#mdbook-help-container').open";
    let is_open = format!("return {help}");
    browser.visit(CHAPTER).await;
    browser.press("body", "?").await;
    browser.sees(help).await;
    assert_eq!(browser.shown("#mdbook-help-popup").await, 1);
    browser.click("#mdbook-help-popup h2").await;
    assert_eq!(browser.run(&is_open).await, true);
    type_key(browser, Key::Escape).await;
    assert_eq!(browser.run(&is_open).await, false);
    assert_eq!(browser.shown("#mdbook-help-popup").await, 0);
    browser.press("body", "?").await;
    browser.sees(help).await;
    browser.run("document.elementFromPoint(5, 5).click()").await;
    assert_eq!(browser.run(&is_open).await, false, "a click beside it closes it");
    // What is typed into a field stays there.
    browser.click("#mdbook-search-toggle").await;
    browser.press("#mdbook-searchbar", &format!("?{}", char::from(Key::Left))).await;
    assert_eq!(browser.run(&is_open).await, false);
    let here = browser.client.current_url().await.expect("an address");
    assert!(here.path().ends_with(CHAPTER), "{here}");
    browser.visit(CHAPTER).await;
    browser.press("body", &key(Key::Left)).await;
    browser.sees("location.pathname.endsWith('/sheets.html')").await;
    browser.press("body", &key(Key::Right)).await;
    browser.sees(&format!("location.pathname.endsWith('/{CHAPTER}')")).await;
    assert_eq!(browser.complaints().await, [""; 0]);
}

pub async fn the_bar_goes_and_comes_with_the_text(browser: &Browser) {
    let bar = "document.querySelector('#mdbook-menu-bar').getBoundingClientRect()";
    browser.visit(CHAPTER).await;
    // Without a pointer: under it the bar would stay.
    let toggle = "document.querySelector('#mdbook-sidebar-toggle').click()";
    browser.run(toggle).await;
    let height = browser.run(&format!("return {bar}.height")).await.as_f64().expect("a height");
    let scroll = |by: f64| format!("scrollBy({{ top: {by}, behavior: 'instant' }})");
    for (by, bottom) in
        [(20.0, height - 20.0), (600.0, 0.0), (-15.0, 15.0), (-200.0, height), (1.0, height - 1.0)]
    {
        browser.run(&scroll(by)).await;
        browser.sees(&format!("Math.abs({bar}.bottom - {bottom}) < 1")).await;
    }
    // Beside a sidebar there is always a bar, so that it can be hidden.
    browser.run(&scroll(600.0)).await;
    browser.sees(&format!("{bar}.bottom < 1")).await;
    browser.run(toggle).await;
    assert_eq!(browser.run(&format!("return {bar}.top")).await, 0.0);
    browser.click(".menu-title").await;
    browser.sees("scrollY === 0").await;
}

pub async fn without_storage_a_page_works(browser: &Browser) {
    let denied = "for (const name of ['localStorage', 'sessionStorage']) { Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } }); }";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": denied })).await;
    scheme(browser, "light").await;
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(SIDEBAR).await, json!([true, true, true]));
    browser.click("#mdbook-theme-toggle").await;
    browser.sees("document.querySelector('#mdbook-theme-list').offsetParent !== null").await;
    browser.click("#mdbook-theme-coal").await;
    assert_eq!(theme(browser).await, "coal,Coal");
    browser.click("#mdbook-theme-default_theme").await;
    assert_eq!(theme(browser).await, "light,Auto");
    browser.click("#mdbook-sidebar-toggle").await;
    browser.sees("getComputedStyle(document.querySelector('#mdbook-sidebar')).visibility === 'hidden'").await;
    browser.click("#mdbook-sidebar-toggle").await;
    let chapter = "document.querySelector('#mdbook-sidebar a[href*=\"timeouts\"]')";
    browser.run(&format!("{chapter}.click()")).await;
    browser
        .sees(&format!(
            "location.pathname.endsWith('/timeouts.html') && {chapter}.classList.contains('active')"
        ))
        .await;
    assert_ne!(browser.run("return document.querySelector('.on-this-page a')").await, Value::Null);
    assert_eq!(browser.complaints().await, [""; 0]);
}

pub async fn a_term_shows_its_definition(browser: &Browser) {
    let shown = "document.querySelector('.definition:popover-open')";
    browser.visit(CHAPTER).await;
    let term = browser.run("return document.querySelector('a.term').textContent").await;
    let href = browser.run("return document.querySelector('a.term').href").await;
    browser.press("a.term", &key(Key::Enter)).await;
    browser.sees(&format!("{shown} !== null && document.activeElement === {shown}")).await;
    assert!(browser.client.current_url().await.expect("an address").path().ends_with(CHAPTER));
    let text = browser.run(&format!("return {shown}.textContent")).await;
    assert!(text.as_str().is_some_and(|text| text.len() > 60), "{term}: {text}");
    let link = browser.run(&format!("return {shown}.querySelector('a:last-child').href")).await;
    assert_eq!(link, href, "the whole glossary is one press away");
    let inside = |width: u32| {
        format!(
            "return (({{ left, right, top, bottom }}) => left >= 0 && right <= {width} && top >= 0 && bottom <= innerHeight)({shown}.getBoundingClientRect())"
        )
    };
    assert_eq!(browser.run(&inside(DESK)).await, true);
    type_key(browser, Key::Escape).await;
    browser.sees("document.querySelector('.definition') === null").await;
    assert_eq!(browser.run("return document.activeElement.className").await, "term", "the focus goes back");
    // Beside it a click closes it; on a small phone it is whole.
    browser.resize(PHONE).await;
    for index in 0..3 {
        let term = format!("document.querySelectorAll('a.term')[{index}]");
        if browser.run(&format!("return {term} === undefined")).await == true {
            break;
        }
        browser
            .run(&format!(
                "{term}.scrollIntoView({{ block: 'center', behavior: 'instant' }}); {term}.click()"
            ))
            .await;
        browser.sees(&format!("{shown} !== null")).await;
        assert_eq!(browser.run(&inside(PHONE)).await, true, "term {index}");
        browser.run(&format!("{shown}.hidePopover()")).await;
        browser.sees("document.querySelector('.definition') === null").await;
    }
    browser.resize(DESK).await;
    // Where it cannot be shown, it is the link that it is without scripts.
    browser.visit(CHAPTER).await;
    browser.run("globalThis.fetch = () => Promise.reject(new Error('no network')); document.querySelector('a.term').click()").await;
    browser.sees("location.pathname.endsWith('/glossary.html')").await;
    assert_eq!(browser.complaints().await, [""; 0]);
}

pub async fn the_bar_and_the_search_fit_every_theme_and_a_small_phone(browser: &Browser) {
    browser.resize(PHONE).await;
    browser.visit(CHAPTER).await;
    let title = "const title = document.querySelector('.menu-title'); return title.scrollWidth <= title.clientWidth && title.textContent.length > 3";
    assert_eq!(browser.run(title).await, true, "the title is not cut off");
    browser.resize(DESK).await;
    browser.click("#mdbook-search-toggle").await;
    browser.press("#mdbook-searchbar", "x").await;
    for theme in super::THEMES {
        browser.run(&format!("document.documentElement.classList.remove('light', 'rust', 'coal', 'navy', 'ayu'); document.documentElement.classList.add('{theme}')")).await;
        let bar = "document.querySelector('#mdbook-searchbar')";
        let contrast = browser.contrast(&format!("[{bar}]")).await;
        assert!(contrast >= 4.5, "{theme}: {contrast}");
        // As dark or as light as the page around it.
        let light = |element: &str| {
            format!(
                "(colour => {{ const canvas = document.createElement('canvas').getContext('2d'); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data; return r + g + b > 382; }})(getComputedStyle({element}).backgroundColor)"
            )
        };
        let alike = format!("return {} === {}", light(bar), light("document.documentElement"));
        assert_eq!(browser.run(&alike).await, true, "{theme}: the search box is of another theme");
    }
    // A number and its verdict stay in one line.
    for width in [PHONE, 390, 600, DESK] {
        browser.resize(width).await;
        let whole = "return [...document.querySelectorAll('.claimed .counted')].every(it => new Set([...it.getClientRects()].map(({ top }) => Math.round(top))).size === 1) && document.querySelectorAll('.claimed .counted').length > 0";
        assert_eq!(browser.run(whole).await, true, "{width}");
    }
    browser.resize(DESK).await;
}
