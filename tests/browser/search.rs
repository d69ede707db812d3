//! The search: what it finds, what its keys do, and what it loads.

use super::CHAPTER;
use super::driver::Browser;
use fantoccini::key::Key;
use serde_json::json;

/// All that may be loaded from the first key to the first result, compressed, in bytes.
const LIMIT: u64 = 120_000;

/// The files of the search that the page has asked for.
const LOADED: &str = "performance.getEntriesByType('resource').map(({ name }) => name).filter(name => /\\/search\\//.test(name))";

/// Waits for the chapter on semaphores among the results.
pub async fn found(browser: &Browser) {
    browser
        .sees("document.querySelector('#mdbook-searchresults a[href*=\"semaphores.html\"]') !== null")
        .await;
}

pub async fn what_is_typed_is_found(browser: &Browser) {
    browser.visit("index.html").await;
    assert_eq!(browser.run(&format!("return {LOADED}")).await, json!([]), "nothing of it is loaded before");
    browser.press("body", "s").await;
    let bar = browser.client.active_element().await.expect("the search bar");
    // What is typed while it is loaded is not lost.
    bar.send_keys("semaphore").await.expect("typing");
    found(browser).await;
    let first = "document.querySelector('#mdbook-searchresults li')";
    browser.sees(&format!("{first}.querySelector('mark') !== null")).await;
    browser.sees(&format!("{first}.querySelector('.where').textContent.includes('with programs')")).await;
    // The address keeps it, so it can be shared.
    browser.sees("location.search === '?search=semaphore'").await;
    browser.client.refresh().await.expect("the page is loaded again");
    found(browser).await;
    browser.click("#mdbook-searchresults a[href*='semaphores.html']").await;
    browser.sees("location.pathname.endsWith('/semaphores.html') && location.hash !== ''").await;
    // The button opens and closes it.
    browser.visit(CHAPTER).await;
    for hidden in [false, true, false] {
        browser.click("#mdbook-search-toggle").await;
        browser
            .sees(&format!(
                "document.getElementById('mdbook-search-wrapper').classList.contains('hidden') === {hidden}"
            ))
            .await;
    }
    // A whole message, as it is pasted from a terminal.
    let bar = browser.client.active_element().await.expect("the search bar");
    bar.send_keys("RuntimeError: asyncio.run() cannot be called from a running event loop")
        .await
        .expect("typing");
    browser
        .sees("document.querySelector('#mdbook-searchresults a')?.href.endsWith('sync-and-async.html#the-trap-a-loop-inside-a-loop')")
        .await;
    let bar = browser.client.active_element().await.expect("the search bar");
    bar.clear().await.expect("an empty bar");
    bar.send_keys("zzzzqqqq").await.expect("typing");
    browser
        .sees(
            "document.getElementById('mdbook-searchresults-header').textContent.startsWith('Nothing found')",
        )
        .await;
}

pub async fn results_are_worked_by_keyboard(browser: &Browser) {
    browser.visit(CHAPTER).await;
    browser.press("body", "/").await;
    let bar = browser.client.active_element().await.expect("the search bar");
    bar.send_keys("semaphore").await.expect("typing");
    found(browser).await;
    let results = "[...document.querySelectorAll('#mdbook-searchresults a')]";
    for (key, focused) in [
        (Key::Down, format!("{results}[0]")),
        (Key::Down, format!("{results}[1]")),
        (Key::Up, format!("{results}[0]")),
        (Key::Up, "document.getElementById('mdbook-searchbar')".to_string()),
    ] {
        let here = browser.client.active_element().await.expect("an element with the focus");
        here.send_keys(&char::from(key).to_string()).await.expect("a key");
        browser.sees(&format!("document.activeElement === {focused}")).await;
    }
    let here = browser.client.active_element().await.expect("the search bar");
    here.send_keys(&char::from(Key::Escape).to_string()).await.expect("a key");
    browser.sees("document.activeElement.id === 'mdbook-search-toggle'").await;
    browser.press("body", "/").await;
    let here = browser.client.active_element().await.expect("the search bar");
    here.send_keys(&char::from(Key::Enter).to_string()).await.expect("a key");
    browser.sees("location.pathname.includes('semaphores')").await;
}

pub async fn a_search_loads_little(browser: &Browser) {
    let weigh = format!(
        "return (async () => {{
            const sizes = await Promise.all([...new Set({LOADED})].map(async name => {{
                const {{ body }} = await fetch(name);
                return (await new Response(body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()).byteLength;
            }}));
            return sizes.reduce((one, other) => one + other, 0);
        }})()"
    );
    // A letter that many words begin with, and a question of ten words that is pasted.
    for query in ["c", "how do I cancel a running tokio task gracefully with a timeout"] {
        browser.visit(CHAPTER).await;
        browser.press("body", "s").await;
        let paste = format!(
            "const bar = document.getElementById('mdbook-searchbar');
            bar.value = {};
            bar.dispatchEvent(new Event('input'));",
            json!(query)
        );
        browser.run(&paste).await;
        browser.sees("document.querySelectorAll('#mdbook-searchresults a').length === 10").await;
        let bytes = browser.run(&weigh).await.as_u64().expect("a number");
        assert!(bytes <= LIMIT, "{query}: {bytes} bytes");
        println!("{query}: {bytes} bytes, compressed");
    }
}
