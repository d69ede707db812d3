//! The pages in a real browser: what they show, what the keys and buttons do, and what they ask for.

#[path = "browser/accessibility.rs"]
mod accessibility;
#[path = "browser/contrast.rs"]
mod contrast;
#[path = "support/browser.rs"]
mod driver;
#[path = "browser/each_host.rs"]
mod each_host;
#[path = "browser/edits.rs"]
mod edits;
#[path = "browser/frame.rs"]
mod frame;
#[path = "support/hosts/mod.rs"]
mod hosts;
#[path = "browser/keys.rs"]
mod keys;
#[path = "browser/links.rs"]
mod links;
#[path = "browser/offline.rs"]
mod offline;
#[path = "browser/paper.rs"]
mod paper;
#[path = "browser/practice.rs"]
mod practice;
#[path = "browser/runs.rs"]
mod runs;
#[path = "browser/search.rs"]
mod search;
mod support;
#[path = "browser/targets.rs"]
mod targets;
#[path = "support/versions.rs"]
mod versions;
#[path = "browser/weight.rs"]
mod weight;

use driver::Browser;
use fantoccini::Locator;
use fantoccini::key::Key;
use futures::FutureExt;
use libtest_mimic::Arguments;
use serde_json::json;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;
use support::scratch::Scratch;
use support::server::Server;

const CHAPTER: &str = "patterns/gather.html";
const DESK: u32 = 1280;
const PHONE: u32 = 320;
const THEMES: [&str; 5] = ["light", "rust", "coal", "navy", "ayu"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tools = driver::find();
    let nginx = hosts::Nginx::find();
    let mut tests = hosts::tests(&nginx);
    macro_rules! tests {
        ($needed:expr; $($test:path),* $(,)?) => {$(
            let name = stringify!($test).rsplit("::").next().unwrap_or_default();
            tests.push(support::needing(format!("browser::{name}"), $needed, |tools| {
                let runtime = tokio::runtime::Runtime::new()?;
                Ok(runtime.block_on(async {
                    let browser = Browser::open(&tools, &book(), DESK).await;
                    let outcome = AssertUnwindSafe($test(&browser)).catch_unwind().await;
                    browser.close().await;
                    outcome.unwrap_or_else(|panic| resume_unwind(panic));
                }))
            }));
        )*};
    }
    tests!(
        &tools;
        no_page_complains_or_asks_another_origin,
        no_page_is_wider_than_a_small_phone,
        tabs_are_worked_by_keyboard_and_the_choice_is_remembered,
        arrow_keys_in_code_do_not_turn_the_page,
        without_scripts_everything_is_there,
        the_list_is_sorted_by_every_column,
        a_prediction_is_judged,
        a_typed_prediction_is_judged,
        copy_takes_the_whole_program,
        search::what_is_typed_is_found,
        search::results_are_worked_by_keyboard,
        search::a_search_loads_little,
        the_sidebar_is_worked_by_keyboard,
        a_theme_is_chosen_and_remembered,
        frame::the_themes_are_worked_by_keyboard,
        frame::the_sidebar_stays_as_it_was_left,
        frame::the_sidebar_says_where_the_reader_is,
        frame::keys_turn_pages_and_say_so,
        frame::the_bar_goes_and_comes_with_the_text,
        frame::without_storage_a_page_works,
        frame::a_term_shows_its_definition,
        frame::the_bar_and_the_search_fit_every_theme_and_a_small_phone,
        keys::keys_do_nothing_while_something_else_waits_for_them,
        keys::the_list_of_keys_is_whole,
        contrast::every_state_is_seen_in_forced_colours,
        targets::every_target_is_large_enough,
        targets::nothing_is_lost_at_320_pixels_and_zoomed,
        an_answer_is_kept,
        an_edit_shows_and_so_does_what_is_wrong,
        a_picture_of_a_chapter,
    );
    let programs = tools.clone().and_then(|tools| programs().map(|()| tools));
    tests!(
        &programs;
        offline::a_deploy_reaches_readers_whole,
        offline::a_page_of_a_version_that_is_gone_says_so,
        offline::python_is_stored_when_it_was_run_or_wanted,
        offline::two_books_of_one_origin_are_stored_side_by_side,
    );
    macro_rules! runs {
        ($needed:expr; $($test:path),* $(,)?) => {$(
            let name = stringify!($test).rsplit("::").next().unwrap_or_default();
            tests.push(support::needing(format!("browser::{name}"), $needed, |tools| {
                let runtime = tokio::runtime::Runtime::new()?;
                Ok(runtime.block_on(async {
                    let mut browser = Browser::open(&tools, &book(), DESK).await;
                    let outcome = AssertUnwindSafe($test(&mut browser)).catch_unwind().await;
                    let complaints = browser.complaints().await;
                    let origins = browser.origins().await;
                    browser.close().await;
                    outcome.unwrap_or_else(|panic| resume_unwind(panic));
                    assert_eq!(complaints, [""; 0]);
                    assert!(origins.is_empty(), "{origins:?}");
                }))
            }));
        )*};
    }
    runs!(
        &programs;
        runs::every_program_runs_in_the_page_as_recorded,
        runs::a_run_is_played_stepped_sought_and_stopped,
        runs::without_motion_a_run_is_shown_at_once,
        runs::two_languages_race_on_one_clock,
        runs::a_question_is_asked_before_its_run,
        runs::what_goes_wrong_is_said,
        runs::a_program_that_does_not_end_is_stopped,
        runs::loading_says_how_far_it_is_and_may_be_stopped,
        runs::a_run_fits_a_small_phone_and_every_theme,
        runs::a_line_of_the_program_is_pointed_at,
        runs::without_a_network_everything_is_read_and_run,
        runs::a_reader_changes_a_program,
        runs::what_an_edited_program_reports_is_shown_at_its_line,
        keys::keys_do_nothing_in_editors_scrubbers_and_cards,
        keys::a_scrubber_goes_from_event_to_event,
        edits::a_changed_program_outlasts_its_page,
        edits::a_reset_is_undone,
        edits::a_program_that_the_book_changed_meanwhile_is_shown_beside_the_readers,
        edits::without_storage_a_changed_program_is_not_left_without_asking,
        edits::knobs_and_half_typed_answers_outlast_their_page,
        contrast::every_state_of_a_run_is_seen_in_forced_colours,
        contrast::every_state_of_a_card_is_seen_in_forced_colours,
        targets::every_target_of_a_run_and_a_card_is_large_enough,
        runs::a_knob_is_moved_and_the_program_runs,
        runs::a_knob_holds_for_runs_and_races_until_it_is_reset,
        runs::a_slider_moved_at_speed_shows_its_last_value,
        runs::knobs_fit_a_small_phone_and_every_theme,
        practice::a_round_of_twenty_cards_on_a_phone,
        practice::a_card_is_worked_by_keyboard,
        practice::a_prediction_grades_itself,
        practice::a_fault_is_found_and_the_run_shows_it,
        practice::two_tabs_lose_nothing,
        practice::answers_are_taken_along_and_a_broken_file_changes_nothing,
        practice::a_plan_is_made_for_the_day_of_the_interview,
        practice::a_follow_up_shows_its_parent,
        practice::the_keys_of_a_card_work_from_the_start,
        practice::a_line_is_checked_by_a_second_tap_on_a_phone,
        practice::what_is_typed_outlasts_the_page,
        practice::without_storage_the_deck_works_and_says_so,
        practice::an_interview_is_held,
        practice::cards_are_chosen,
        practice::without_scripts_the_deck_is_a_list,
        practice::practice_weighs_little_and_only_on_its_page,
        weight::a_chapter_loads_little_javascript,
    );
    macro_rules! on_hosts {
        ($needed:expr; $($name:expr => $test:expr),* $(,)?) => {$(
            tests.push(support::needing(format!("browser::{}", $name), $needed, move |needed| {
                tokio::runtime::Runtime::new()?.block_on($test(needed));
                Ok(())
            }));
        )*};
    }
    for profile in hosts::Profile::ALL {
        on_hosts!(&programs; format!("the_book_works_on_{}", profile.name()) => async |tools| {
            each_host::the_book_works(&tools, profile).await;
        });
    }
    let on_nginx = programs.clone().and_then(|tools| nginx.clone().map(|nginx| (tools, nginx)));
    on_hosts!(&on_nginx; "the_book_works_on_the_real_nginx" => async |(tools, nginx): (driver::Tools, PathBuf)| {
        each_host::the_book_works_on_nginx(&tools, &nginx).await;
    });
    on_hosts!(
        &tools;
        "from_a_file_everything_is_shown" => async |tools| each_host::from_a_file_everything_is_shown(&tools).await,
        "without_its_modules_a_page_hides_nothing" => async |tools| {
            each_host::without_its_modules_a_page_hides_nothing(&tools).await;
        },
    );
    let poppler = paper::find();
    let printed = programs.clone().and_then(|tools| poppler.clone().map(|()| tools));
    runs!(
        &printed;
        paper::a_chapter_is_printed_whole,
        paper::sheets_have_two_pages_for_each_pattern,
        paper::the_whole_book_is_printed,
        paper::practice_is_printed_as_a_list,
    );
    // It is installed together with what runs Python.
    let axe = accessibility::find();
    let accessible = tools.clone().and_then(|tools| axe.clone().map(|()| tools));
    tests!(&accessible; accessibility::no_page_has_a_violation);
    let accessible_runs = programs.clone().and_then(|tools| axe.clone().map(|()| tools));
    runs!(&accessible_runs; accessibility::no_run_has_a_violation, accessibility::no_card_has_a_violation);
    let missing = [
        tools.as_ref().err(),
        programs.as_ref().err().filter(|_| tools.is_ok()),
        axe.as_ref().err(),
        nginx.as_ref().err(),
        poppler.as_ref().err(),
    ];
    let missing: Vec<_> = missing.into_iter().flatten().collect();
    support::conclude(&arguments, &missing, tests)
}

/// Makes the programs for the page, where this machine can.
fn programs() -> Result<(), String> {
    let missing =
        handbook::programs::prepare(&support::project()).map_err(|problems| problems.to_string())?;
    missing.into_iter().next().map_or(Ok(()), Err)
}

/// The folder of a book that was built for these tests.
fn book() -> PathBuf {
    static BOOK: OnceLock<Scratch> = OnceLock::new();
    let scratch = BOOK.get_or_init(|| {
        let scratch = Scratch::whole().with_programs().with_page_tools();
        let built = scratch.run(&["build"]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        scratch
    });
    scratch.path("book")
}

/// All files of the book, with slashes.
fn files() -> Vec<String> {
    let folder = book();
    let names = handbook::project::Project::at(&folder).files_below("").expect("the book's files");
    names.iter().map(|name| name.display().to_string().replace('\\', "/")).collect()
}

fn pages() -> Vec<String> {
    files().into_iter().filter(|name| name.ends_with(".html") && name != "print.html").collect()
}

/// Opens a page, with what is loaded for it alone.
async fn visit_whole(browser: &Browser, page: &str) {
    browser.visit(page).await;
    browser
        .sees("document.querySelector('table.ranked thead th:not(:has(button)), .claims:not(.claims-filter + .claims)') === null")
        .await;
}

async fn no_page_complains_or_asks_another_origin(browser: &Browser) {
    for page in pages() {
        visit_whole(browser, &page).await;
        assert_eq!(browser.complaints().await, [""; 0], "{page}");
        assert!(browser.origins().await.is_empty(), "{page}");
    }
}

async fn no_page_is_wider_than_a_small_phone(browser: &Browser) {
    browser.resize(PHONE).await;
    for page in pages() {
        visit_whole(browser, &page).await;
        let width = browser.run("return document.documentElement.scrollWidth").await;
        assert_eq!(width, PHONE, "{page}");
        let small = browser.run("return [...document.querySelectorAll('.timeline text')].filter(text => parseFloat(getComputedStyle(text).fontSize) < 11).length").await;
        assert_eq!(small, 0, "{page}: letters of less than 11 pixels");
    }
}

const SHOWN: &str = "return [...document.querySelectorAll('#listing-gather_page .program')].filter(program => program.offsetParent).map(program => program.dataset.language).join()";

async fn tabs_are_worked_by_keyboard_and_the_choice_is_remembered(browser: &Browser) {
    let tab = "#listing-gather_page [role=tab][aria-selected=true]";
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(SHOWN).await, "python");
    for (keys, shown) in [
        (Key::Right, "rust"),
        (Key::Right, "python"),
        (Key::Left, "rust"),
        (Key::Home, "python"),
        (Key::End, "rust"),
    ] {
        browser.press(tab, &String::from(char::from(keys))).await;
        assert_eq!(browser.run(SHOWN).await, shown, "after {keys:?}");
    }
    assert!(
        browser.client.current_url().await.expect("an address").path().ends_with(CHAPTER),
        "the page was not turned"
    );
    let focus =
        browser.run("return document.activeElement.textContent + document.activeElement.ariaSelected").await;
    assert_eq!(focus, "Rusttrue", "the focus goes with the choice");
    let panel = browser.run("const tab = document.activeElement; return document.getElementById(tab.getAttribute('aria-controls')).dataset.language").await;
    assert_eq!(panel, "rust");
    browser.visit("patterns/timeouts.html").await;
    let chosen = "return [...document.querySelectorAll('.listing:not(.single) .program')].filter(program => program.offsetParent).every(program => program.dataset.language === 'rust')";
    assert_eq!(browser.run(chosen).await, true, "on every page, in every listing");
    let only = browser
        .run("return document.querySelector('#listing-timeout_swallowed .program').offsetParent !== null")
        .await;
    assert_eq!(only, true, "a program that stands alone is shown whatever the choice is");
}

async fn arrow_keys_in_code_do_not_turn_the_page(browser: &Browser) {
    browser.visit(CHAPTER).await;
    for selector in
        ["#listing-gather_page pre.code", "#listing-gather_page pre.transcript", ".predict button"]
    {
        browser.press(selector, &String::from(char::from(Key::Right))).await;
        let address = browser.client.current_url().await.expect("an address");
        assert!(address.path().ends_with(CHAPTER), "from {selector} to {address}");
    }
    browser.run("document.activeElement.blur()").await;
    browser.press("body", &String::from(char::from(Key::Right))).await;
    browser.client.wait().for_url(&address_after(browser, CHAPTER).await).await.expect("elsewhere they do");
}

/// The address of the chapter after this one.
async fn address_after(browser: &Browser, chapter: &str) -> url::Url {
    let html = std::fs::read_to_string(book().join(chapter)).expect("the page");
    let (_, rest) = html.split_once("rel=\"next prefetch\" href=\"").expect("there is a next chapter");
    let next = rest.split('"').next().expect("its address");
    let here = browser.client.current_url().await.expect("an address");
    here.join(&format!("/{chapter}")).and_then(|here| here.join(next)).expect("an address")
}

async fn without_scripts_everything_is_there(browser: &Browser) {
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.visit(CHAPTER).await;
    let listing = "#listing-gather_page";
    assert_eq!(browser.shown(&format!("{listing} .program")).await, 2);
    assert_eq!(browser.shown(&format!("{listing} .program .language")).await, 2, "each says its language");
    assert_eq!(browser.shown(&format!("{listing} .transcript")).await, 1);
    assert_eq!(browser.shown(&format!("{listing} .timeline")).await, 1);
    assert_eq!(browser.shown(&format!("{listing} .bar")).await, 0, "there are no buttons that do nothing");
    assert_eq!(browser.shown("#listing-gather_first_error .knob").await, 1, "what can be varied is stated");
    assert_eq!(browser.shown(".sidebar iframe").await, 0);
    browser.click("#mdbook-menu-bar label").await;
    browser.comes(".sidebar iframe", "the table of contents is there when asked for").await;
    assert_eq!(browser.shown(".predict summary").await, 1);
    assert_eq!(browser.shown(".predict .answer").await, 0, "the answer is closed");
}

async fn the_list_is_sorted_by_every_column(browser: &Browser) {
    visit_whole(browser, "list.html").await;
    let column = |number: usize| {
        let script = format!(
            "return [...document.querySelectorAll('table.ranked tbody tr')].map(row => row.cells[{number}].dataset.sort ?? row.cells[{number}].textContent)"
        );
        async move {
            let cells = browser.run(&script).await;
            cells
                .as_array()
                .expect("cells")
                .iter()
                .map(|cell| cell.as_str().expect("text").to_string())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(
        column(0).await,
        (1..=10).map(|rank| rank.to_string()).collect::<Vec<_>>(),
        "by rank at first"
    );
    for number in 0..6 {
        // The first press on Rank turns the order that it has at first.
        let orders = if number == 0 { ["descending", "ascending"] } else { ["ascending", "descending"] };
        for order in orders {
            browser
                .press(&format!("table.ranked thead th:nth-child({}) button", number + 1), "\u{e007}")
                .await;
            let mut sorted = column(number).await;
            let cells = sorted.clone();
            sorted.sort_by(|a, b| match (a.parse::<u32>(), b.parse::<u32>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                _ => a.to_lowercase().cmp(&b.to_lowercase()),
            });
            if order == "descending" {
                sorted.reverse();
            }
            assert_eq!(cells, sorted, "column {number}, {order}");
            let state = "return [...document.querySelectorAll('table.ranked [aria-sort]')].map(th => th.cellIndex + th.ariaSort).join()";
            assert_eq!(browser.run(state).await, format!("{number}{order}"));
        }
    }
}

async fn a_prediction_is_judged(browser: &Browser) {
    browser.visit(CHAPTER).await;
    let verdict = "return document.querySelector('.predict .verdict')?.textContent ?? ''";
    let run = "return document.querySelector('#listing-gather_order_of_results .folded').open";
    assert_eq!(browser.run(run).await, false, "the run is closed at first");
    let answer = browser.run("return document.querySelector('.predict').dataset.answer").await;
    let choose = |right: bool| {
        format!(
            "[...document.querySelectorAll('.predict .options button')].find(button => (button.textContent === {answer}) === {right}).click()"
        )
    };
    browser.run(&choose(false)).await;
    assert!(browser.run(verdict).await.as_str().expect("text").starts_with("Not quite"));
    assert_eq!(browser.run("return document.querySelectorAll('.predict .wrong').length + document.querySelectorAll('.predict .right').length").await, 2);
    browser.run(&choose(true)).await;
    assert_eq!(browser.run(verdict).await, "Right.");
    assert_eq!(browser.run("return document.querySelector('.predict details').open").await, true);
    assert_eq!(browser.run(run).await, true, "and opened with the answer");
}

async fn a_typed_prediction_is_judged(browser: &Browser) {
    let verdict = "return document.querySelector('.predict .verdict')?.textContent ?? ''";
    for (page, typed, right) in [
        ("patterns/cancellation.html", "2", false),
        ("patterns/cancellation.html", " 3 ", true),
        ("patterns/sync-and-async.html", "250 ms", false),
        ("patterns/sync-and-async.html", "600", true),
        ("patterns/sync-and-async.html", "600MS", true),
    ] {
        browser.visit(page).await;
        browser.run("localStorage.clear()").await;
        browser.visit(page).await;
        browser.click(".predict form button").await;
        assert_eq!(browser.run(verdict).await, "", "nothing typed, nothing judged");
        browser.press(".predict input", &format!("{typed}\u{e007}")).await;
        let said = browser.run(verdict).await;
        assert_eq!(said == "Right.", right, "{page}, {typed}: {said}");
    }
}

async fn an_answer_is_kept(browser: &Browser) {
    let verdict = "return document.querySelector('.predict .verdict')?.textContent ?? ''";
    browser.visit(CHAPTER).await;
    browser.click(".predict .options button").await;
    let said = browser.run(verdict).await;
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(verdict).await, said);
    browser.run("localStorage.setItem('handbook-answers', 'no JSON')").await;
    browser.visit(CHAPTER).await;
    assert_eq!(browser.run(verdict).await, "");
    assert_eq!(browser.complaints().await, [""; 0]);
}

async fn copy_takes_the_whole_program(browser: &Browser) {
    browser
        .devtools(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await;
    browser.visit(CHAPTER).await;
    browser.click("#listing-gather_page .copy").await;
    let button = browser
        .client
        .wait()
        .for_element(Locator::XPath("//*[@id='listing-gather_page']//button[text()='Copied']"))
        .await;
    button.expect("the button says so");
    let copied = browser.run("return navigator.clipboard.readText()").await;
    let program = support::project().read("listings/src/bin/gather_page/main.py").expect("the program");
    assert_eq!(copied, *program.text);
}

async fn the_sidebar_is_worked_by_keyboard(browser: &Browser) {
    browser.visit("index.html").await;
    let visible = "return document.documentElement.classList.contains('sidebar-visible')";
    assert_eq!(browser.run(visible).await, true);
    for (key, shown) in [(" ", false), ("\u{e007}", true)] {
        browser.press("#mdbook-sidebar-toggle", key).await;
        assert_eq!(browser.run(visible).await, shown, "{key:?}");
    }
}

async fn a_theme_is_chosen_and_remembered(browser: &Browser) {
    let background = "return getComputedStyle(document.documentElement).backgroundColor";
    browser.visit("index.html").await;
    let before = browser.run(background).await;
    browser.click("#mdbook-theme-toggle").await;
    browser.sees("document.querySelector('#mdbook-theme-list').offsetParent !== null").await;
    browser.click("#mdbook-theme-coal").await;
    let chosen = browser.run(background).await;
    assert_ne!(chosen, before);
    browser.visit("index.html").await;
    assert_eq!(browser.run(background).await, chosen);
}

/// In the page: what is wrong, over it.
const OVERLAY: &str =
    "document.querySelector('handbook-live').shadowRoot.querySelector('[role=alertdialog]')";

/// The least contrast of a text in the overlay with what is behind it.
async fn an_edit_shows_and_so_does_what_is_wrong(browser: &Browser) {
    const SOURCE: &str = "src/patterns/gather.md";
    let server = Server::start_in(Scratch::whole(), &["serve", "--port", "0"]);
    let origin = format!("http://127.0.0.1:{}", server.port);
    let good = server.scratch.read(SOURCE);
    let holds = |text: &str| format!("document.body.textContent.includes({})", json!(text));
    browser.client.goto(&format!("{origin}/{CHAPTER}")).await.expect("the page opens");
    browser.run("scrollTo({ top: 1500, behavior: 'instant' })").await;
    server.scratch.write(SOURCE, format!("{good}\nA sentence that is new.\n"));
    browser.sees(&holds("A sentence that is new.")).await;
    browser.sees("scrollY === 1500").await;
    // What is wrong is shown as text, whatever it holds.
    server.scratch.write(SOURCE, format!("{good}\n{{{{#crad <img src=x onerror=alert(1)>}}}}\n"));
    browser.sees(&format!("{OVERLAY} !== null")).await;
    let said = browser.run(&format!("return {OVERLAY}.textContent")).await;
    let line = good.lines().count() + 2;
    for piece in
        [&format!("{SOURCE}:{line}:4"), "no directive is named `crad`", "did you mean `card`?", "<img"]
    {
        assert!(said.as_str().is_some_and(|said| said.contains(piece)), "{piece}: {said}");
    }
    assert_eq!(browser.run(&format!("return {OVERLAY}.querySelector('img')")).await, serde_json::Value::Null);
    assert_eq!(
        browser.run(&format!("return {OVERLAY}.getRootNode().activeElement === {OVERLAY}")).await,
        true
    );
    // It is read in every theme, and on a small phone.
    for theme in THEMES {
        browser.run(&format!("document.documentElement.classList.remove('light', 'rust', 'coal', 'navy', 'ayu'); document.documentElement.classList.add('{theme}')")).await;
        let contrast =
            browser.contrast(&format!("[...{OVERLAY}.querySelectorAll('h2, p, b, pre, button')]")).await;
        assert!(contrast >= 4.5, "{theme}: {contrast}");
    }
    browser.resize(PHONE).await;
    assert_eq!(browser.run("return document.documentElement.scrollWidth").await, PHONE);
    let inside = format!(
        "return [...{OVERLAY}.querySelectorAll('*'), {OVERLAY}].every(element => {{ const box = element.getBoundingClientRect(); return box.left >= 0 && box.right <= {PHONE}; }})"
    );
    assert_eq!(browser.run(&inside).await, true);
    browser.resize(DESK).await;
    // It is closed by Escape, is there on the next page, and goes when the chapter is mended.
    let escape = String::from(char::from(Key::Escape));
    browser.client.active_element().await.expect("it has the focus").send_keys(&escape).await.expect("a key");
    browser.sees(&format!("{OVERLAY} === null")).await;
    browser.client.goto(&format!("{origin}/list.html")).await.expect("the page opens");
    browser.sees(&format!("{OVERLAY} !== null")).await;
    server.scratch.write(SOURCE, &good);
    browser.sees(&format!("{OVERLAY} === null")).await;
    assert_eq!(browser.complaints().await, [""; 0]);
}

/// Takes the picture in README.md; writes it there with `HANDBOOK_RECORD=1`.
async fn a_picture_of_a_chapter(browser: &Browser) {
    browser.resize_to(1180, 1130).await;
    browser.visit(CHAPTER).await;
    browser.run("localStorage.setItem('mdbook-sidebar', 'hidden')").await;
    browser.visit(CHAPTER).await;
    let picture = browser.client.screenshot().await.expect("a picture");
    assert!(picture.starts_with(b"\x89PNG"));
    if std::env::var_os("HANDBOOK_RECORD").is_some() {
        std::fs::write(support::project().path("docs/chapter.png"), picture)
            .expect("docs/chapter.png is written");
    }
}
