//! The stored copy: deploys of a new version, with and without a network, on each host.

use super::driver::Browser;
use super::hosts::{Host, Profile};
use super::runs::{press, says, speed};
use super::{CHAPTER, book, versions};
use fantoccini::Client;
use handbook::project::Project;
use handbook::site::content::Site;
use handbook::site::version::version;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// What a deploy changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A name that one module exports and another imports.
    Export,
    /// The text of one chapter.
    Chapter,
    /// One module.
    Module,
}

/// Each host, with one of the changes; each change is tried on two hosts.
const DEPLOYS: [(Profile, Change); 6] = [
    (Profile::GithubPages, Change::Export),
    (Profile::CloudflarePages, Change::Chapter),
    (Profile::Netlify, Change::Module),
    (Profile::Nginx, Change::Export),
    (Profile::S3, Change::Chapter),
    (Profile::PlainFiles, Change::Module),
];

const PANEL: &str = "theme/js/run/panel.js";
const STORED: &str = "document.querySelector('.offline-status')?.textContent.startsWith('Stored') === true && navigator.serviceWorker.controller !== null";
pub const WITH_PYTHON: &str =
    "document.querySelector('.offline-status')?.textContent.includes('with Python') === true";
const NOTE: &str = "document.querySelector('.update-note') !== null";

type Files = BTreeMap<PathBuf, Arc<[u8]>>;

/// The book with a change, in a folder.
fn changed(change: impl Fn(&mut Files)) -> TempDir {
    let site = Site::read(&Project::at(book()), Path::new("")).expect("the book");
    let plain = versions::plain(&site);
    let mut files = plain.files().map(|(path, bytes)| (path.to_path_buf(), Arc::clone(bytes))).collect();
    change(&mut files);
    let folder = tempfile::tempdir().expect("a folder");
    let site = version(&Site::of(files)).expect("a version");
    site.write(&folder.path().join("book")).expect("the site is written");
    folder
}

fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8_lossy(&files[Path::new(path)]).into_owned();
    assert!(text.contains(from), "{path} has no {from}");
    files.insert(path.into(), text.replace(from, to).into_bytes().into());
}

fn deploy_of(change: Change) -> TempDir {
    changed(|files| match change {
        Change::Export => {
            edit(files, PANEL, "export function panelOf(", "export function panelFor(");
            edit(files, "theme/js/run-buttons.js", "{ panelOf } = await", "{ panelFor: panelOf } = await");
        }
        Change::Chapter => edit(files, CHAPTER, "</main>", "<p id=\"deployed\">B</p></main>"),
        Change::Module => {
            let text = String::from_utf8_lossy(&files[Path::new(PANEL)]).into_owned();
            let text = format!("{text}\ndocument.documentElement.dataset.deployed = 'B';\n");
            files.insert(PANEL.into(), text.into_bytes().into());
        }
    })
}

/// The revision that a page of a built site says.
fn revision(folder: &Path, page: &str) -> String {
    let text = std::fs::read_to_string(folder.join(page)).expect("a page");
    let (_, rest) = text.split_once("data-revision=\"").expect("a revision");
    rest[..16].to_string()
}

/// Checks which version the open chapter is from, by its revision and by what its Run loads.
async fn is_whole(browser: &Browser, folder: &Path, change: Change, is_new: bool) {
    let shown = browser.run("return document.documentElement.dataset.revision").await;
    assert_eq!(shown, revision(folder, CHAPTER), "{change:?}");
    speed(browser, "once").await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    let deployed = browser.run("return document.documentElement.dataset.deployed ?? null").await;
    assert_eq!(deployed == "B", change == Change::Module && is_new, "{change:?}");
}

async fn rust(browser: &Browser) {
    browser.run("localStorage.setItem('handbook-language', 'rust')").await;
}

async fn other_tab(client: &Client) {
    let current = client.window().await.expect("a window");
    let all = client.windows().await.expect("windows");
    let other = all.into_iter().find(|window| *window != current).expect("another window");
    client.switch_to_window(other).await.expect("it opens");
}

pub async fn a_deploy_reaches_readers_whole(browser: &Browser) {
    let before = book();
    for (profile, change) in DEPLOYS {
        println!("{profile:?} {change:?}");
        let after = deploy_of(change);
        let after = after.path().join("book");
        let mut host = Host::start(profile, &before).await;
        let chapter = host.address(CHAPTER);
        // A tab with the first version stays open, and has run nothing yet.
        browser.go_to(&chapter).await;
        rust(browser).await;
        browser.go_to(&chapter).await;
        browser.sees(STORED).await;
        let tab = browser.client.new_window(true).await.expect("a tab");
        browser.client.switch_to_window(tab.handle).await.expect("it opens");
        browser.go_to(&chapter).await;
        // The next version: the reader is told, and has it after one press.
        host.deploy(&after);
        browser.go_to(&chapter).await;
        browser.sees(NOTE).await;
        browser.click(".update-note button").await;
        browser
            .sees(&format!("document.documentElement.dataset.revision === '{}'", revision(&after, CHAPTER)))
            .await;
        is_whole(browser, &after, change, true).await;
        // The first tab goes on with its own version.
        other_tab(&browser.client).await;
        is_whole(browser, &before, change, false).await;
        // Without a network it is the same.
        host.unplug().await;
        browser.sees(NOTE).await;
        // The button belongs to Python's tab.
        browser.run("document.querySelector('#listing-gather_page .edit').click()").await;
        browser.sees("document.querySelector('.cm-content') !== null").await;
        other_tab(&browser.client).await;
        let shown = if matches!(profile, Profile::CloudflarePages | Profile::Netlify) {
            CHAPTER.trim_end_matches(".html")
        } else {
            CHAPTER
        };
        browser.go_to(&host.address(&format!("{shown}?utm_source=a#what"))).await;
        is_whole(browser, &after, change, true).await;
        browser.run("document.getElementById('mdbook-search-toggle').click()").await;
        browser.press("#mdbook-searchbar", "semaphore").await;
        browser
            .sees("document.querySelector('#mdbook-searchresults a[href*=\"semaphores.html\"]') !== null")
            .await;
        browser.go_to(&host.address("patterns/nothing/here.html")).await;
        let shown = browser.run("return document.documentElement.dataset.revision ?? document.title").await;
        assert_eq!(shown, revision(&after, "404.html"), "{profile:?}");
        browser.go_to(&host.address("")).await;
        browser.sees("document.querySelector('main h1') !== null").await;
        let wrong: Vec<_> = host
            .asked()
            .into_iter()
            .filter(|asked| asked.status >= 400 && asked.path.contains("/v/"))
            .collect();
        assert!(
            wrong.is_empty(),
            "{profile:?} {change:?}: a page asked for files of another version: {wrong:#?}"
        );
        browser.client.close_window().await.expect("it closes");
        let left = browser.client.windows().await.expect("windows").remove(0);
        browser.client.switch_to_window(left).await.expect("it opens");
    }
}

pub async fn a_page_of_a_version_that_is_gone_says_so(browser: &Browser) {
    let nothing_stored = |files: &mut Files| drop(files.remove(Path::new("run/offline-worker.js")));
    let before = changed(nothing_stored);
    let after = changed(|files| {
        nothing_stored(files);
        edit(files, PANEL, "export function panelOf(", "export function panelFor(");
        edit(files, "theme/js/run-buttons.js", "{ panelOf } = await", "{ panelFor: panelOf } = await");
    });
    let [before, after] = [before.path().join("book"), after.path().join("book")];
    let host = Host::start(Profile::GithubPages, &before).await;
    browser.go_to(&host.address(CHAPTER)).await;
    rust(browser).await;
    browser.go_to(&host.address(CHAPTER)).await;
    host.deploy(&after);
    press(browser, ".go").await;
    browser.sees(NOTE).await;
    browser.click(".update-note button").await;
    browser.sees(&format!("!({NOTE}) && document.readyState === 'complete'")).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;

    // A cache that still has the old page, but not its files: it is asked once more, by itself.
    let stale = tempfile::tempdir().expect("a folder");
    super::support::scratch::copy(&after, stale.path());
    std::fs::copy(before.join("list.html"), stale.path().join("list.html")).expect("a page");
    host.deploy(stale.path());
    host.asked();
    browser.devtools("Network.clearBrowserCache", serde_json::json!({})).await;
    browser.go_to(&host.address("list.html")).await;
    // The note may be there before the page is loaded once more.
    let mut asked = 0;
    for _ in 0..200 {
        let these = host.asked();
        asked += these.iter().filter(|asked| asked.path.ends_with("/list.html")).count();
        if asked >= 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(asked, 2);
    browser.sees(NOTE).await;
    host.deploy(&after);
    browser.click(".update-note button").await;
    browser
        .sees("document.documentElement.classList.contains('js') && document.querySelector('table.ranked th button') !== null")
        .await;
}

pub async fn python_is_stored_when_it_was_run_or_wanted(browser: &Browser) {
    // Run is pressed before there is a service worker.
    let mut host = Host::start(Profile::GithubPages, &book()).await;
    browser.go_to(&host.address("list.html")).await;
    speed(browser, "once").await;
    browser.go_to(&host.address(CHAPTER)).await;
    assert_eq!(browser.run("return navigator.serviceWorker.controller").await, serde_json::Value::Null);
    press(browser, ".go").await;
    browser.sees(WITH_PYTHON).await;
    host.unplug().await;
    browser.go_to(&host.address(CHAPTER)).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;

    // It is not run, but stored before the reader goes offline.
    let mut host = Host::start(Profile::Nginx, &book()).await;
    browser.go_to(&host.address(CHAPTER)).await;
    speed(browser, "once").await;
    browser.sees(STORED).await;
    browser.click(".offline-status button").await;
    browser.sees(WITH_PYTHON).await;
    // The next version has the same Python, which is not loaded again.
    let after = deploy_of(Change::Chapter);
    host.deploy(&after.path().join("book"));
    browser.go_to(&host.address(CHAPTER)).await;
    browser.sees(NOTE).await;
    host.asked();
    browser.click(".update-note button").await;
    browser.sees("document.getElementById('deployed') !== null").await;
    browser.sees(WITH_PYTHON).await;
    let again: Vec<_> = host.asked().into_iter().filter(|asked| asked.path.contains("/pyodide-")).collect();
    assert!(again.is_empty(), "{again:#?}");
    host.unplug().await;
    browser.go_to(&host.address(CHAPTER)).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
}

pub async fn two_books_of_one_origin_are_stored_side_by_side(browser: &Browser) {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["", "other/"] {
        super::support::scratch::copy(&book(), &folder.path().join(name));
    }
    let mut host = Host::start(Profile::PlainFiles, folder.path()).await;
    for name in ["", "other/"] {
        browser.go_to(&host.address(&format!("{name}list.html"))).await;
        browser.sees(STORED).await;
    }
    let after = deploy_of(Change::Chapter);
    std::fs::remove_dir_all(folder.path().join("patterns")).expect("it is removed");
    super::support::scratch::copy(&after.path().join("book"), folder.path());
    host.deploy(folder.path());
    browser.go_to(&host.address(CHAPTER)).await;
    browser.sees(NOTE).await;
    browser.click(".update-note button").await;
    browser.sees("document.getElementById('deployed') !== null").await;
    browser.sees(STORED).await;
    host.unplug().await;
    for (name, is_new) in [("", true), ("other/", false)] {
        browser.go_to(&host.address(&format!("{name}{CHAPTER}"))).await;
        let shown = browser.run("return document.getElementById('deployed') !== null").await;
        assert_eq!(shown, is_new, "{name}");
    }
}
