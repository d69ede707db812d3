//! The book on each kind of host: every page and all that it loads, every link, and what a reader
//! does there.

use super::driver::{Browser, Tools};
use super::hosts::{Fault, Host, Nginx, Profile, file_address};
use super::links::{Addresses, addresses};
use super::runs::run_one;
use super::{CHAPTER, DESK, book, files, pages, versions};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// The listing of the chapter that is run.
const LISTING: &str = "listing-gather_page";

/// Every style and script of the open page came, and every style was taken for one.
const WHOLE: &str = "
const styles = [...document.querySelectorAll('link[rel=stylesheet]')];
const missing = styles.filter(link => !link.sheet && matchMedia(link.media || 'all').matches).map(link => link.href);
const refused = performance.getEntriesByType('resource').filter(({ responseStatus }) => responseStatus >= 400);
return styles.length > 5 ? [...missing, ...refused.map(({ name }) => name)] : ['there are hardly any styles'];
";

/// Its modules have started, and nothing is missing.
async fn is_whole(browser: &Browser, what: &str) {
    browser.sees("document.documentElement.dataset.modules === 'started'").await;
    assert_eq!(browser.run(WHOLE).await, json!([]), "{what}");
}

/// All that is tried on a host.
pub async fn the_book_works(tools: &Tools, profile: Profile) {
    let host = Host::start(profile, &book()).await;
    every_address_leads_somewhere(&host).await;
    let browser = Browser::start(tools, DESK).await;
    let address = |path: &str| host.address(path);
    host.asked();
    a_reader_reads_runs_and_searches(&browser, &address, profile.entry()).await;
    assert_eq!(browser.complaints().await, [""; 0]);
    // What the service worker and workers ask for is in no page's list of complaints.
    let refused: Vec<_> = host.asked().into_iter().filter(|asked| asked.status >= 400).collect();
    assert!(refused.is_empty(), "{refused:#?}");
    if profile.shows_404_page() {
        for path in ["nothing", "nothing.html", "patterns/nothing.html", "a/b/c", "a/b/"] {
            an_unknown_address_shows_the_404_page(&browser, &address, path).await;
        }
        // A missing page is a complaint, and so is a script that some folders above do not have.
        let others: Vec<_> = browser
            .complaints()
            .await
            .into_iter()
            .filter(|it| !it.contains("404") && !it.contains("/theme/js/root.js"))
            .collect();
        assert_eq!(others, [""; 0]);
    }
    browser.close().await;
}

/// The real nginx, with Debian's table of types.
pub async fn the_book_works_on_nginx(tools: &Tools, program: &Path) {
    let nginx = Nginx::start(program, &book());
    let browser = Browser::start(tools, DESK).await;
    a_reader_reads_runs_and_searches(&browser, &|path| nginx.address(path), "").await;
    assert_eq!(browser.complaints().await, [""; 0]);
    an_unknown_address_shows_the_404_page(&browser, &|path| nginx.address(path), "a/b/c").await;
    browser.close().await;
}

/// Follows every address of every page, as this host resolves it.
async fn every_address_leads_somewhere(host: &Host) {
    let mut all = Addresses::of(host);
    for page in pages() {
        all.page(&host.address(&page)).await;
    }
    let files =
        [("toc.js", true), ("search/index.json", false), ("sw.js", false), ("run/programs.json", false)];
    for (file, has_links) in files {
        let name = named_like(file);
        let text = all.file(&host.address(&name)).await;
        for link in addresses(&text).into_iter().filter(|_| has_links) {
            all.lead(&host.address(""), &link).await;
        }
    }
    assert!(all.wrong.is_empty(), "{:#?}", all.wrong);
    assert!(all.checked > 1000, "only {} addresses were found", all.checked);
}

/// A file's name in the built book, where its name or its folder has a hash.
fn named_like(file: &str) -> String {
    let names = files().into_iter().find(|name| versions::plain_name(Path::new(name)) == Path::new(file));
    names.unwrap_or_else(|| panic!("there is no {file}"))
}

/// The pages, the sidebar, both languages, the search and practice.
async fn a_reader_reads_runs_and_searches(browser: &Browser, address: &dyn Fn(&str) -> String, entry: &str) {
    browser.go_to(&address(entry)).await;
    is_whole(browser, "the first page").await;
    browser.run("localStorage.setItem('handbook-speed', 'once')").await;
    // A page below a folder, by the sidebar.
    let link = format!(
        "[...document.querySelectorAll('#mdbook-sidebar a')].find(link => link.pathname.endsWith('/{CHAPTER}'))"
    );
    browser.run(&format!("{link}.click()")).await;
    browser.sees(&format!("document.getElementById('{LISTING}') !== null")).await;
    is_whole(browser, CHAPTER).await;
    let active = "document.querySelector('#mdbook-sidebar .active')?.getAttribute('href') ?? ''";
    assert_eq!(browser.run(&format!("return ({active}).endsWith('{CHAPTER}')")).await, true, "it is marked");
    assert_eq!(browser.run("return document.characterSet").await, "UTF-8");
    for language in ["rust", "python"] {
        // The first run loads the language; on a busy machine that takes longer than one script may.
        browser.run(&format!("document.documentElement.dataset.language = '{language}'; document.querySelector('#{LISTING} .go').click()")).await;
        let name = if language == "rust" { "Rust" } else { "Python" };
        browser.sees(&format!("document.querySelector('#{LISTING} .live .caption')?.textContent.includes('{name}') && (document.querySelector('#{LISTING} .controls .verdict')?.textContent ?? '') !== ''")).await;
        assert_eq!(run_one(browser, LISTING, language).await, "", "{language}");
    }
    // One at the root.
    let (page, id) = listing_at_the_root();
    browser.go_to(&address(&page)).await;
    is_whole(browser, &page).await;
    assert_eq!(run_one(browser, &id, "rust").await, "", "{page}");
    browser.press("body", "s").await;
    let bar = browser.client.active_element().await.expect("the search bar");
    bar.send_keys("semaphore").await.expect("typing");
    let found = "document.querySelector('#mdbook-searchresults a[href*=semaphores]')";
    browser.sees(&format!("{found} !== null")).await;
    browser.run(&format!("{found}.click()")).await;
    browser.sees("/\\/semaphores(\\.html)?$/.test(location.pathname)").await;
    is_whole(browser, "what was found").await;
    browser.go_to(&address("practice.html")).await;
    browser.sees("document.querySelector('.drill-card') !== null").await;
    is_whole(browser, "practice").await;
}

/// A page at the site's root with a Rust listing that runs there, and the listing's id.
fn listing_at_the_root() -> (String, String) {
    let found = pages().into_iter().filter(|page| !page.contains('/')).find_map(|page| {
        let html = std::fs::read_to_string(book().join(&page)).expect("a page");
        let elements = handbook::site::html::elements(&html);
        let value = |attributes: &[(String, String)], name: &str| {
            attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let id = elements.iter().find_map(|(_, attributes)| {
            value(attributes, "data-run").filter(|languages| languages.contains("rust"))?;
            value(attributes, "id")
        });
        id.map(|id| (page, id))
    });
    found.expect("a page at the root runs something")
}

async fn an_unknown_address_shows_the_404_page(
    browser: &Browser,
    address: &dyn Fn(&str) -> String,
    path: &str,
) {
    browser.go_to(&address(path)).await;
    browser.sees("document.documentElement.dataset.modules === 'started'").await;
    let unstyled = "return [...document.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.sheet).map(link => link.href)";
    assert_eq!(browser.run(unstyled).await, json!([]), "{path}");
    assert_eq!(browser.run("return document.querySelector('h1').textContent").await, "Page not found");
    let links = browser
        .run("return [...document.querySelectorAll('#mdbook-sidebar a, main a')].map(link => link.href)")
        .await;
    let links = links.as_array().expect("links");
    assert!(links.len() > 20, "{path}: {links:?}");
    let leaves = |link: &&Value| !link.as_str().is_some_and(|link| link.starts_with(&address("")));
    assert_eq!(links.iter().find(leaves), None, "{path}: it stays in the book");
    browser.run("document.querySelector('main a').click()").await;
    browser.sees("document.title.startsWith('Contents')").await;
}

/// From a file everything can be read, what cannot work is not shown, and the page says why.
pub async fn from_a_file_everything_is_shown(tools: &Tools) {
    let browser = Browser::start(tools, DESK).await;
    for page in ["index.html", "introduction.html", "list.html", "practice.html", "print.html", CHAPTER] {
        browser.go_to(&file_address(&book(), page)).await;
        browser.sees("document.documentElement.classList.contains('plain')").await;
        let note = browser.run("return document.querySelector('.plain-note').innerText").await;
        let note = note.as_str().expect("a note");
        assert!(note.contains("opened from a file") && note.contains("cargo run"), "{page}: {note}");
        assert_eq!(browser.run(HIDDEN).await, json!([]), "{page}");
        assert_eq!(
            browser.run(BUTTONS).await,
            json!(["mdbook-sidebar-toggle", "mdbook-theme-toggle"]),
            "{page}"
        );
        assert_eq!(browser.run(WHOLE).await, json!([]), "{page}");
    }
    the_bar_works_without_modules(&browser).await;
    browser.run("document.querySelector('#mdbook-sidebar .active').closest('li').nextElementSibling.querySelector('a').click()").await;
    browser
        .sees(&format!(
            "!location.pathname.endsWith('{CHAPTER}') && document.querySelector('.plain-note') !== null"
        ))
        .await;
    assert_eq!(browser.run("return document.documentElement.classList.contains('navy')").await, true, "kept");
    // That modules are blocked is all that the browser complains of.
    let others: Vec<_> = browser
        .complaints()
        .await
        .into_iter()
        .filter(|it| !it.contains("theme/js/main.js") && !it.contains("ERR_FAILED"))
        .collect();
    assert_eq!(others, [""; 0]);
    browser.close().await;
}

/// What is not drawn of what a reader comes for.
const HIDDEN: &str = "
const parts = 'main :is(.program, .timeline, .run .transcript, h1, h2, p, table, ul), #mdbook-sidebar a, .nav-chapters';
const isOpen = element => !element.closest('details:not([open]) > :not(summary), [hidden], .live');
const narrow = element => element.closest('.mobile-nav-chapters');
return [...document.querySelectorAll(parts)].filter(element => isOpen(element) && !narrow(element) && element.getClientRects().length === 0 && element.textContent.trim()).map(element => element.outerHTML.slice(0, 200));
";

/// The buttons that are shown, but for the one that loads a page again whose files are missing.
const BUTTONS: &str = "return [...document.querySelectorAll('button:not(.update-note button)')].filter(button => button.getClientRects().length > 0).map(button => button.id || button.outerHTML)";

/// The sidebar and the themes, by theme/js/plain.js.
async fn the_bar_works_without_modules(browser: &Browser) {
    let visible = "getComputedStyle(document.getElementById('mdbook-sidebar')).visibility === 'visible'";
    browser.sees(visible).await;
    browser.click("#mdbook-sidebar-toggle").await;
    browser.sees(&format!("!({visible})")).await;
    browser.click("#mdbook-sidebar-toggle").await;
    browser.sees(visible).await;
    // By the page: the sidebar may still be sliding over the button.
    for button in ["mdbook-theme-toggle", "mdbook-theme-navy"] {
        browser.run(&format!("document.getElementById('{button}').click()")).await;
    }
    browser.sees("document.documentElement.classList.contains('navy')").await;
    assert_eq!(browser.shown("#mdbook-theme-list").await, 0);
}

/// Whatever keeps the modules from starting hides nothing, and the page says so.
pub async fn without_its_modules_a_page_hides_nothing(tools: &Tools) {
    // A host after which a browser asks for every file again.
    let host = Host::start(Profile::CloudflarePages, &book()).await;
    let browser = Browser::start(tools, DESK).await;
    // A page that takes long is looked at while it is not whole.
    let source = format!(
        "setTimeout(() => {{ globalThis.midway = [document.documentElement.classList.contains('plain'), (() => {{ {HIDDEN} }})()]; }}, 10500)"
    );
    for (path, fault) in [
        ("theme/js/main.js", Fault::Missing),
        ("theme/js/tabs.js", Fault::Missing),
        // A browser that does not understand it.
        ("theme/js/keys.js", Fault::Holds("export const TYPED = 'input'; ~~ not a module")),
        ("theme/js/copy.js", Fault::Holds("export function addCopyButtons() { throw new Error('broken'); }")),
    ] {
        host.fault(None);
        host.fault(Some((&named_like(path), fault)));
        browser.go_to(&host.address(CHAPTER)).await;
        browser.sees("document.documentElement.classList.contains('plain')").await;
        assert_eq!(browser.run(HIDDEN).await, json!([]), "{path}");
        assert_eq!(browser.shown(".plain-note").await, 1, "{path}");
        the_bar_works_without_modules(&browser).await;
    }
    // Without the first script nothing can be said, and everything can be read.
    for path in ["theme/js/boot.js", "toc.js"] {
        host.fault(None);
        host.fault(Some((&named_like(path), Fault::Missing)));
        browser.go_to(&host.address(CHAPTER)).await;
        browser.run("document.getElementById('mdbook-sidebar-toggle-anchor').checked = true").await;
        if path == "theme/js/boot.js" {
            assert_eq!(browser.run(HIDDEN).await, json!([]));
            assert_eq!(browser.run(BUTTONS).await, json!([]));
            assert_eq!(browser.shown(".left-buttons label").await, 1, "it opens the sidebar");
        }
        assert_eq!(browser.shown("#mdbook-sidebar a[href$='toc.html']").await, 1, "{path}");
    }
    host.fault(None);
    host.fault(Some((&named_like("theme/js/copy.js"), Fault::Late(Duration::from_secs(12)))));
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    browser.go_to(&host.address(CHAPTER)).await;
    assert_eq!(browser.run("return globalThis.midway").await, json!([true, []]));
    is_whole(&browser, "a module that comes late").await;
    assert_eq!(browser.shown(".plain-note").await, 0);
    assert_eq!(browser.shown(&format!("#{LISTING} .program")).await, 1);
    browser.click("#mdbook-theme-toggle").await;
    browser.comes("#mdbook-theme-list", "one of the two listens").await;
    browser.close().await;
}
