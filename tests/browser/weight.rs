//! What a page weighs before anything in it is run.

use super::driver::Browser;
use std::collections::BTreeMap;

/// The files that a page asked for, with their bytes, compressed.
pub type Weight = BTreeMap<String, u64>;

/// All that a chapter may load of JavaScript, compressed.
const JAVASCRIPT: u64 = 15 * 1024;

/// In the page. The service worker comes later, fonts are compressed already, and the icon is the
/// browser's own wish.
const WEIGH: &str = "
const files = new Set([location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)].map(name => name.replace(/[?#].*/, '')));
const sizes = [...files].filter(name => !/sw\\.js|woff2|favicon/.test(name)).map(async name => {
    const { body } = await fetch(name);
    const compressed = await new Response(body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    return [new URL(name).pathname.slice(1), compressed.byteLength];
});
return Object.fromEntries(await Promise.all(sizes));
";

/// Weighs the page that is open.
pub async fn weigh(browser: &Browser) -> Weight {
    let found = browser.run(&format!("return (async () => {{ {WEIGH} }})()")).await;
    serde_json::from_value(found).expect("files with their bytes")
}

pub async fn a_chapter_loads_little_javascript(browser: &mut Browser) {
    for page in super::pages().iter().filter(|page| page.contains('/')) {
        browser.visit(page).await;
        let mut scripts = weigh(browser).await;
        scripts.retain(|name, _| name.ends_with(".js"));
        assert!(scripts.keys().any(|name| name.ends_with("theme/js/main.js")), "{page}: {scripts:?}");
        let bytes: u64 = scripts.values().sum();
        assert!(bytes <= JAVASCRIPT, "{page}: {bytes} bytes of JavaScript: {scripts:#?}");
    }
}
