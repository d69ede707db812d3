//! Programs that are run in the page.

use super::driver::Browser;
use super::offline::WITH_PYTHON;
use super::search::found;
use super::{CHAPTER, DESK, PHONE, THEMES, files, pages, versions};
use handbook::site::version::{Offline, offline};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The listing that most of these tests run.
pub const LISTING: &str = "#listing-gather_page";

/// What is said of its run.
fn verdict() -> String {
    format!("document.querySelector('{LISTING} .controls .verdict')?.textContent ?? ''")
}

/// Presses one of its buttons, with the keyboard.
pub async fn press(browser: &Browser, button: &str) {
    browser.press(&format!("{LISTING} {button}"), "\u{e007}").await;
}

/// Waits until something is said of its run that holds this.
pub async fn says(browser: &Browser, text: &str) {
    browser.sees(&format!("({}).includes({})", verdict(), json!(text))).await;
}

/// Has its Python program replaced, below the helper, before it is run.
async fn program(browser: &Browser, text: &str) {
    let script = format!(
        "const program = document.querySelector('{LISTING} .program[data-language=python]'); window.whole ??= program.dataset.copy; program.dataset.copy = window.whole.split('async def fetch')[0] + {}",
        json!(text)
    );
    browser.run(&script).await;
}

pub async fn language(browser: &Browser, language: &str) {
    browser.run(&format!("localStorage.setItem('handbook-language', '{language}')")).await;
}

pub async fn speed(browser: &Browser, speed: &str) {
    browser.run(&format!("localStorage.setItem('handbook-speed', '{speed}')")).await;
}

/// Runs one listing in one language and returns what is wrong with it: its transcript and its
/// picture are those that stand in the page, to the last byte.
const RUN_ONE: &str = r"
const [figure, language] = [document.getElementById('ID'), 'LANGUAGE'];
const recorded = [...figure.querySelectorAll('.runs > .run:not(.extra)')];
const place = recorded.find(run => run.dataset.language === language) ?? recorded[0];
const [text, picture] = [place.querySelector('.transcript').textContent, place.querySelector('.timeline').outerHTML];
document.documentElement.dataset.language = language;
document.querySelectorAll('.predict').forEach(question => question.dataset.given = 'something');
figure.querySelector('.go').click();
const began = performance.now();
const name = { python: 'Python', rust: 'Rust' }[language];
const said = () => figure.querySelector('.controls .verdict')?.textContent ?? '';
const ended = () => said() && figure.querySelector('.live .caption')?.textContent.includes(name);
while (!ended() && performance.now() - began < 25000) {
    await new Promise(resolve => setTimeout(resolve, 5));
}
const live = figure.querySelector('.live');
const printed = live?.querySelector('.transcript').textContent;
if (printed !== text || !said().includes('Same as recorded')) {
    return said() + '\n' + printed + live?.querySelector('.besides')?.textContent;
}
const drawn = live.querySelector('.timeline').cloneNode(true);
drawn.querySelector('.playhead').remove();
return drawn.outerHTML === picture ? '' : 'drawn differently: ' + drawn.outerHTML + picture;
";

/// Runs a listing of the open page, given by its id, in one language. Returns what is wrong.
pub async fn run_one(browser: &Browser, id: &str, language: &str) -> String {
    let script = RUN_ONE.replace("ID", id).replace("LANGUAGE", language);
    let found = browser.run(&format!("return (async () => {{ {script} }})()")).await;
    found.as_str().unwrap_or("no answer").to_string()
}

pub async fn every_program_runs_in_the_page_as_recorded(browser: &Browser) {
    let mut run = BTreeSet::new();
    let mut wrong = Vec::new();
    browser.visit("index.html").await;
    speed(browser, "once").await;
    for page in pages() {
        browser.visit(&page).await;
        let listings = browser
            .run("return [...document.querySelectorAll('.listing[data-run]')].map(({ id, dataset }) => [id, dataset.slug, dataset.run])")
            .await;
        for listing in listings.as_array().expect("listings") {
            let [id, slug, languages] = [0, 1, 2].map(|index| listing[index].as_str().expect("text"));
            for language in languages.split(' ') {
                if run.insert((slug.to_string(), language.to_string())) {
                    let found = run_one(browser, id, language).await;
                    if !found.is_empty() {
                        wrong.push(format!("{slug} in {language}: {found}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!run.is_empty(), "no page runs anything");
}

pub async fn a_run_is_played_stepped_sought_and_stopped(browser: &Browser) {
    browser.visit(CHAPTER).await;
    language(browser, "rust").await;
    browser.visit(CHAPTER).await;
    let shown = format!("document.querySelectorAll('{LISTING} .live .line:not(.later)').length");
    press(browser, ".go").await;
    browser.sees(&format!("({shown}) === 3")).await;
    let focus = browser.run("return document.activeElement.innerText.trim()").await;
    assert_eq!(focus, "Stop", "the button that was pressed stops it, and keeps the focus");
    // It is stopped while it plays: what was shown stays, and nothing more comes.
    press(browser, ".go").await;
    says(browser, "Stopped.").await;
    assert_eq!(browser.run("return document.activeElement.innerText.trim()").await, "Run Rust");
    let before = browser.run(&format!("return {shown}")).await.as_u64().expect("a number");
    press(browser, ".step").await;
    assert_eq!(browser.run(&format!("return {shown}")).await, before + 1);
    let scrubber = format!("document.querySelector('{LISTING} .scrubber')");
    let seek = |at: u32| {
        format!("{scrubber}.value = {at}; {scrubber}.dispatchEvent(new Event('input')); return {shown}")
    };
    for (at, lines) in [(0, 3), (99, 3), (100, 4), (250, 5), (300, 7)] {
        assert_eq!(browser.run(&seek(at)).await, lines, "at {at} ms");
    }
    says(browser, "Same as recorded").await;
    // With the keyboard, too.
    browser.run(&seek(0)).await;
    browser.press(&format!("{LISTING} .scrubber"), "\u{e014}\u{e014}").await;
    assert_eq!(
        browser.run(&format!("return {scrubber}.getAttribute('aria-valuetext')")).await,
        "200 milliseconds",
        "an arrow leads to the next event"
    );
    // Steps come to the end, one line each.
    browser.run(&seek(0)).await;
    for line in 4..=7 {
        press(browser, ".step").await;
        assert_eq!(browser.run(&format!("return {shown}")).await, line);
    }
    assert_eq!(
        browser.run(&format!("return document.querySelector('{LISTING} .step').disabled")).await,
        true
    );
    // It plays again, faster when asked for, to its verdict.
    press(browser, ".go").await;
    browser.sees(&format!("({shown}) === 3")).await;
    browser.run(&format!("document.querySelectorAll('{LISTING} .speeds input')[3].click()")).await;
    says(browser, "Same as recorded").await;
    // And the recorded run comes back.
    press(browser, ".back").await;
    assert_eq!(browser.run(&format!("return document.querySelector('{LISTING} .live')")).await, Value::Null);
    assert_eq!(browser.run("return document.activeElement.innerText.trim()").await, "Run Rust");
}

pub async fn without_motion_a_run_is_shown_at_once(browser: &Browser) {
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    browser.devtools("Emulation.setEmulatedMedia", features).await;
    browser.visit(CHAPTER).await;
    language(browser, "rust").await;
    browser.visit(CHAPTER).await;
    // Fewer lines than all are never shown.
    browser.run(&format!("window.fewer = 0; new MutationObserver(() => {{ if (document.querySelector('{LISTING} .live .line.later')) window.fewer++; }}).observe(document.querySelector('{LISTING}'), {{ subtree: true, childList: true, attributes: true }})")).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    assert_eq!(browser.run("return window.fewer").await, 0);
}

pub async fn two_languages_race_on_one_clock(browser: &Browser) {
    browser.visit(CHAPTER).await;
    press(browser, ".race").await;
    let both = |count: usize| {
        format!(
            "[...document.querySelectorAll('{LISTING} .live')].map(run => run.querySelectorAll('.line:not(.later)').length).join() === '{count},{count}'"
        )
    };
    browser.sees(&both(3)).await;
    browser.sees(&both(4)).await;
    let places = browser.run(&format!("return new Set([...document.querySelectorAll('{LISTING} .playhead')].map(head => head.style.getPropertyValue('--at'))).size")).await;
    assert_eq!(places, 1, "one clock");
    says(browser, "The same lines at the same moments in both. Each as recorded.").await;
    // Where they differ by nature, the lines at which they part are marked.
    let apart = "#listing-timeout_tie";
    browser.visit("patterns/timeouts.html").await;
    browser
        .run(
            "document.querySelectorAll('.predict').forEach(question => question.dataset.given = 'something')",
        )
        .await;
    browser.press(&format!("{apart} .race"), "\u{e007}").await;
    browser
        .sees(&format!(
            "(document.querySelector('{apart} .verdict')?.textContent ?? '').includes('They part at line')"
        ))
        .await;
    assert_ne!(
        browser.run(&format!("return document.querySelectorAll('{apart} .line.apart').length")).await,
        0
    );
}

pub async fn a_question_is_asked_before_its_run(browser: &Browser) {
    let listing = "#listing-gather_order_of_results";
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    language(browser, "rust").await;
    browser.visit(CHAPTER).await;
    browser.press(&format!("{listing} .go"), "\u{e007}").await;
    let said = format!("document.querySelector('{listing} .controls .verdict')?.textContent ?? ''");
    browser.sees(&format!("({said}).includes('There is a question about it.')")).await;
    assert_eq!(browser.run(&format!("return document.querySelector('{listing} .folded').open")).await, false);
    browser.click(&format!("{listing} .controls .link")).await;
    assert_eq!(browser.run("return document.activeElement.className").await, "predict");
    browser.click(".predict .options button").await;
    browser.press(&format!("{listing} .go"), "\u{e007}").await;
    browser.sees(&format!("({said}).includes('Same as recorded')")).await;
    let decides = browser.run(&format!("return [...document.querySelectorAll('{listing} .line.decides')].map(line => line.textContent).join('')")).await;
    let answer = browser.run("return document.querySelector('.predict').dataset.answer").await;
    assert!(
        decides.as_str().is_some_and(|line| line.trim_end().ends_with(answer.as_str().expect("text"))),
        "{decides}"
    );
    // A second press does not ask again, and one may run without an answer.
    browser.run("localStorage.removeItem('handbook-answers')").await;
    browser.visit(CHAPTER).await;
    browser.press(&format!("{listing} .go"), "\u{e007}").await;
    browser.sees(&format!("({said}).includes('question')")).await;
    browser.run(&format!("document.querySelectorAll('{listing} .controls .link')[1].click()")).await;
    browser.sees(&format!("({said}).includes('Same as recorded')")).await;
    assert_eq!(
        browser.run(&format!("return document.querySelectorAll('{listing} .line.decides').length")).await,
        0
    );
}

pub async fn what_goes_wrong_is_said(browser: &Browser) {
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    for (text, said) in [
        (
            "async def main():\n    log('a: start')\n    raise ValueError('no price')\n\nasyncio.run(main())\n",
            "It failed. ValueError: no price",
        ),
        (
            "async def main():\n    log('a: start')\n    log('b: done')\n    await asyncio.Event().wait()\n\nasyncio.run(main())\n",
            "Deadlock: every task waits for another one, and no timer is set. Still open: a.",
        ),
        ("log('a: start'\n", "It failed. SyntaxError"),
        ("raise SystemExit(3)\n", "It failed. exit status 3"),
        (
            "async def main():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(asyncio.sleep(-1, print(1 / 0)))\n\nasyncio.run(main())\n",
            "ZeroDivisionError: division by zero",
        ),
        (
            "async def fail(error):\n    raise error\n\nasync def main():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(fail(KeyError('a')))\n        group.create_task(fail(ValueError('b')))\n\nasyncio.run(main())\n",
            "It failed. ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)\n  KeyError: 'a'\n  ValueError: b",
        ),
        (
            "answer = input('Name? ')\n",
            "RuntimeError: no input in this page: input() cannot wait for a reader.",
        ),
        ("import sys\nsys.stdin.readline()\n", "no input in this page"),
        (
            "async def fetch():\n    pass\n\nfetch()\n",
            "It ended, but not well. coroutine 'fetch' was never awaited",
        ),
        (
            "async def main():\n    asyncio.create_task(asyncio.sleep(9))\n    asyncio.get_running_loop().stop()\n    await asyncio.sleep(9)\n\nloop = asyncio.new_event_loop()\nloop.create_task(main())\nloop.run_forever()\nloop.close()\n",
            "Task was destroyed but it is pending!",
        ),
        (
            "async def main():\n    asyncio.get_running_loop().create_future().set_exception(ValueError('lost'))\n\nasyncio.run(main())\n",
            "Future exception was never retrieved: ValueError: lost",
        ),
        ("file = open('main.py')\nfile = None\n", "unclosed file"),
        ("import sys\nprint('by hand', file=sys.stderr)\n", "It ended, but not well. by hand"),
        ("log('user: request')\n", "Not as recorded, from line 2 on."),
        ("log('a: start')\nfor _ in range(100000):\n    print('x')\n", "it printed more than anybody reads"),
    ] {
        program(browser, text).await;
        press(browser, ".go").await;
        says(browser, said).await;
    }
    // What a reader changed is nothing to the next run: what was there comes back whole.
    browser.visit(CHAPTER).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
}

pub async fn a_program_that_does_not_end_is_stopped(browser: &Browser) {
    browser.visit(CHAPTER).await;
    program(browser, "log('a: start')\nwhile True:\n    pass\n").await;
    press(browser, ".go").await;
    browser
        .sees(&format!("document.querySelector('{LISTING} .live .line')?.textContent.includes('a: start')"))
        .await;
    press(browser, ".go").await;
    says(browser, "Stopped.").await;
    press(browser, ".go").await;
    says(browser, "Stopped after 10 seconds: it would not end. Still open: a.").await;
}

pub async fn loading_says_how_far_it_is_and_may_be_stopped(browser: &Browser) {
    browser.visit(CHAPTER).await;
    browser.run(&format!("window.seen = []; new MutationObserver(() => window.seen.push(document.querySelector('{LISTING} .bytes')?.textContent)).observe(document.querySelector('{LISTING}'), {{ subtree: true, childList: true }})")).await;
    press(browser, ".go").await;
    browser.sees("window.seen.some(text => /^Loading Python: [0-9.]+ of 1[0-9.]+ MB$/.test(text))").await;
    press(browser, ".go").await;
    says(browser, "Stopped.").await;
    assert_eq!(
        browser.run(&format!("return document.querySelector('{LISTING} .live')")).await,
        Value::Null,
        "the recorded run stays"
    );
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
}

pub async fn a_run_fits_a_small_phone_and_every_theme(browser: &Browser) {
    browser.resize(PHONE).await;
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    press(browser, ".race").await;
    says(browser, "Each as recorded").await;
    assert_eq!(browser.run("return document.documentElement.scrollWidth").await, PHONE);
    let outside = format!(
        "return [...document.querySelectorAll('{LISTING} .controls *')].filter(element => {{ const box = element.getBoundingClientRect(); return box.width > 1 && (box.left < 0 || box.right > {PHONE}); }}).length"
    );
    assert_eq!(browser.run(&outside).await, 0);
    let texts = format!(
        "[...document.querySelectorAll('{LISTING} .controls :is(button:enabled, .speeds span, .verdict, .clock), {LISTING} .live :is(.caption, .back)')]"
    );
    for width in [PHONE, DESK] {
        browser.resize(width).await;
        for theme in THEMES {
            browser.run(&format!("document.documentElement.classList.remove('light', 'rust', 'coal', 'navy', 'ayu'); document.documentElement.classList.add('{theme}')")).await;
            let contrast = browser.contrast(&texts).await;
            assert!(contrast >= 4.5, "{theme}: {contrast}");
        }
    }
    // On a touch screen everything that is pressed is large enough for a finger.
    let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true });
    browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
    browser
        .devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 }))
        .await;
    let small = format!(
        "return [...document.querySelectorAll('{LISTING} .controls :is(button, .scrubber, .speeds label)')].filter(element => {{ const box = element.getBoundingClientRect(); return box.width < 44 || box.height < 44; }}).map(element => element.outerHTML)"
    );
    assert_eq!(browser.run("return matchMedia('(pointer: coarse)').matches").await, true);
    assert_eq!(browser.run(&small).await, json!([]));
}

pub async fn a_line_of_the_program_is_pointed_at(browser: &Browser) {
    browser.visit(CHAPTER).await;
    language(browser, "rust").await;
    browser.visit(CHAPTER).await;
    press(browser, ".go").await;
    let pointed = format!(
        "(() => {{ const pointer = document.querySelector('{LISTING} .program[data-language=rust] .pointer'); if (!pointer) return ''; const line = pointer.style.getPropertyValue('--line'); return pointer.closest('code').textContent.split('\\n')[line]; }})()"
    );
    browser.sees(&format!("({pointed}).includes('{{name}}: request')")).await;
    browser.sees(&format!("({pointed}).includes('{{name}}: done')")).await;
    says(browser, "Same as recorded").await;
    assert_eq!(browser.run(&format!("return {pointed}")).await, "", "when it is over, nothing is pointed at");
}

/// The book's files that the service worker has not kept; Python's are kept when they are asked for.
async fn missing(browser: &Browser) -> Vec<String> {
    let script = "
        const name = (await caches.keys()).find(name => name.startsWith('book '));
        return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.slice(1))";
    let kept = browser.run(&format!("return (async () => {{ {script} }})()")).await;
    let kept: BTreeSet<String> = serde_json::from_value(kept).expect("names");
    let wanted = |name: &str| offline(&versions::plain_name(Path::new(name))) == Offline::Stored;
    files().into_iter().filter(|name| wanted(name) && !kept.contains(name)).collect()
}

pub async fn without_a_network_everything_is_read_and_run(browser: &mut Browser) {
    let kept = "caches.keys().then(names => names.some(name => name.startsWith('book ')))";
    browser.visit(CHAPTER).await;
    browser.sees(kept).await;
    browser.sees("navigator.serviceWorker.controller !== null").await;
    speed(browser, "once").await;
    // Python is kept by running it once.
    browser.visit(CHAPTER).await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    browser.sees(WITH_PYTHON).await;
    assert_eq!(missing(browser).await, [""; 0], "not kept");
    browser.unplug().await;
    for page in pages().into_iter().filter(|page| page != "toc.html") {
        browser.visit(&page).await;
        let shown = browser.run("return document.querySelector('main :is(h1, h2, p)') !== null && getComputedStyle(document.querySelector('main')).fontSize !== '16px'").await;
        assert_eq!(shown, true, "{page}");
    }
    browser.visit("practice.html").await;
    browser.sees("document.querySelector('.drill-card .asks') !== null").await;
    browser.visit(CHAPTER).await;
    press(browser, ".race").await;
    says(browser, "Each as recorded").await;
    browser.run("document.getElementById('mdbook-search-toggle').click()").await;
    browser.press("#mdbook-searchbar", "semaphore").await;
    found(browser).await;
    let complaints: Vec<_> =
        browser.complaints().await.into_iter().filter(|text| !text.contains("sw.js")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

pub async fn what_an_edited_program_reports_is_shown_at_its_line(browser: &Browser) {
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    press(browser, ".edit").await;
    browser.sees(&format!("document.activeElement.closest('{LISTING} .cm-content') !== null")).await;
    let all = "\u{e009}a\u{e000}";
    let wrong = format!(
        "[...document.querySelectorAll('{LISTING} .cm-line.wrong')].map(line => line.textContent).join()"
    );
    for (program, said, line) in [
        (
            "log('a: start')\nlog('b: done'",
            "It failed. line 2: SyntaxError: '(' was never closed",
            "log('b: done'",
        ),
        (
            "async def fetch(): pass\nfetch()",
            "It ended, but not well. line 2: coroutine 'fetch' was never awaited",
            "fetch()",
        ),
        ("log('a: start')\nraise KeyError('a')", "It failed. line 2: KeyError: 'a'", "raise KeyError('a')"),
        ("raise SystemExit('closed')", "It failed. closed\nexit status 1", "raise SystemExit('closed')"),
        ("log('a: start')", "It ended well.", ""),
    ] {
        browser.press(&format!("{LISTING} .cm-content"), &format!("{all}{program}")).await;
        assert_eq!(browser.run(&format!("return {wrong}")).await, "", "a change clears the marks");
        browser.press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e007}\u{e000}").await;
        says(browser, said).await;
        assert_eq!(browser.run(&format!("return {wrong}")).await, line, "{program}");
        // In the open: nothing has to be unfolded to see it.
        let hidden =
            format!("return document.querySelector('{LISTING} .controls .verdict').checkVisibility()");
        assert_eq!(browser.run(&hidden).await, true);
        if program.contains("raise KeyError") {
            let errors = format!("return document.querySelector('{LISTING} .live').textContent");
            let errors = browser.run(&errors).await.as_str().unwrap_or_default().to_string();
            assert_eq!(errors.matches("Traceback").count(), 1, "{errors}");
            assert!(!errors.contains("runpy"), "only the program's own lines: {errors}");
        }
    }
    // A line without a stamp takes part in a race.
    browser.press(&format!("{LISTING} .cm-content"), &format!("{all}print('no stamp')")).await;
    press(browser, ".race").await;
    says(browser, "They part at line 1.").await;
}

pub async fn a_reader_changes_a_program(browser: &Browser) {
    browser.visit(CHAPTER).await;
    speed(browser, "once").await;
    browser.visit(CHAPTER).await;
    press(browser, ".edit").await;
    browser.sees(&format!("document.activeElement.closest('{LISTING} .cm-content') !== null")).await;
    let editor = browser.client.active_element().await.expect("the editor");
    // Letters and arrows are for the editor: no search is opened, no page is turned.
    editor.send_keys("\u{e013}\u{e012}\u{e014}\u{e011}s = 1\n").await.expect("typing");
    let text = format!(
        "[...document.querySelectorAll('{LISTING} .cm-line')].map(line => line.textContent).join('\\n')"
    );
    let typed = browser.run(&format!("return {text}")).await;
    assert!(
        typed.as_str().is_some_and(|text| text.contains("s = 1") && text.contains("async def fetch")),
        "{typed}"
    );
    let searching = browser
        .run("return document.getElementById('mdbook-search-wrapper').classList.contains('hidden')")
        .await;
    assert_eq!(searching, true);
    assert!(browser.client.current_url().await.expect("an address").path().ends_with(CHAPTER));
    press(browser, ".go").await;
    says(browser, "It ended well.").await;
    // A mistake is told with the line as the reader sees it.
    browser.press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e011}\u{e000}raise KeyError('a')\n").await;
    browser.press(&format!("{LISTING} .cm-content"), "\u{e009}\u{e007}\u{e000}").await;
    says(browser, "It failed. line 1: KeyError: 'a'").await;
    let trace = browser.run(&format!("return document.querySelector('{LISTING} .live').textContent")).await;
    assert!(trace.as_str().is_some_and(|text| text.contains("File \"main.py\", line 1, in")), "{trace}");
    // Reset: as it was.
    press(browser, ".edit").await;
    press(browser, ".go").await;
    says(browser, "Same as recorded").await;
    assert_eq!(browser.shown(&format!("{LISTING} .editor")).await, 0);
}

/// A listing with a knob, and what its last run shows.
const KNOBBED: &str = "#listing-limit_downloads";

const KNOBBED_CHAPTER: &str = "patterns/semaphores.html";

/// In the page: everything about the run that is shown, and the places that must not jump.
const SHOWN: &str = r"
const figure = document.querySelector('#listing-limit_downloads');
const live = figure.querySelector('.live');
return {
    said: figure.querySelector('.controls .verdict')?.textContent ?? '',
    caption: live?.querySelector('.caption').firstChild.textContent,
    queued: live?.querySelectorAll('.timeline rect.queues').length,
    axis: live?.querySelector('.timeline svg.axis').textContent,
    lines: live?.querySelectorAll('.line').length,
    later: live?.querySelectorAll('.line.later').length,
    slider: figure.querySelector('.slider input').getBoundingClientRect().top + scrollY,
};";

/// Moves the slider with the keyboard, and waits for what is said of the run.
async fn slide(browser: &Browser, keys: &str, said: &str) -> Value {
    browser.press(&format!("{KNOBBED} .slider input"), keys).await;
    let verdict = format!("document.querySelector('{KNOBBED} .controls .verdict')?.textContent ?? ''");
    browser.sees(&format!("({verdict}).includes({})", json!(said))).await;
    browser.run(SHOWN).await
}

pub async fn a_knob_is_moved_and_the_program_runs(browser: &Browser) {
    let [left, right, home, end] = ["\u{e012}", "\u{e014}", "\u{e011}", "\u{e010}"];
    for name in ["rust", "python"] {
        browser.visit(KNOBBED_CHAPTER).await;
        language(browser, name).await;
        browser.visit(KNOBBED_CHAPTER).await;
        assert_eq!(browser.shown(&format!("{KNOBBED} .knob")).await, 0, "the slider stands for it");
        let before = browser.run(SHOWN).await;
        let three = slide(browser, right, "It ended well with LIMIT=3.").await;
        assert_eq!((&three["queued"], &three["lines"], &three["later"]), (&json!(2), &json!(16), &json!(0)));
        let title =
            if name == "rust" { "Your run in Rust with LIMIT=3" } else { "Your run in Python with LIMIT=3" };
        assert_eq!(three["caption"], title);
        let five = slide(browser, &right.repeat(2), "LIMIT=5").await;
        assert_eq!(five["queued"], 0, "five downloads, five permits");
        // A shorter run is shorter, on the same scale. A longer one makes room, once.
        for shorter in [&three, &five] {
            assert_eq!(shorter["axis"], "0200400600 ms");
        }
        let one = slide(browser, home, "LIMIT=1").await;
        assert_eq!((&one["queued"], &one["axis"]), (&json!(4), &json!("02004006008001000 ms")));
        let six = slide(browser, end, "LIMIT=6").await;
        assert_eq!(six["axis"], one["axis"], "the picture keeps its scale");
        let two = slide(browser, &left.repeat(4), "Same as recorded, byte for byte.").await;
        for shown in [&three, &five, &one, &six, &two] {
            assert_eq!(shown["slider"], before["slider"], "the slider stays where it is");
        }
        let address = browser.client.current_url().await.expect("an address");
        assert!(address.path().ends_with(KNOBBED_CHAPTER), "no arrow turned the page");
        let spoken = format!(
            "return document.querySelector('{KNOBBED} .slider input').getAttribute('aria-valuetext')"
        );
        assert_eq!(browser.run(&spoken).await, "2");
    }
}

pub async fn a_knob_holds_for_runs_and_races_until_it_is_reset(browser: &Browser) {
    let verdict = format!("document.querySelector('{KNOBBED} .controls .verdict')?.textContent ?? ''");
    let says = |text: &str| format!("({verdict}).includes({})", json!(text));
    let press = |button: &str| format!("{KNOBBED} {button}");
    browser.visit(KNOBBED_CHAPTER).await;
    language(browser, "rust").await;
    speed(browser, "slow").await;
    browser.visit(KNOBBED_CHAPTER).await;
    slide(browser, "\u{e014}", "LIMIT=3").await;
    // Run plays it, from the beginning.
    browser.press(&press(".go"), "\u{e007}").await;
    browser.sees(&format!("document.querySelector('{KNOBBED} .live .line.later') !== null")).await;
    browser.run(&format!("document.querySelectorAll('{KNOBBED} .speeds input')[3].click()")).await;
    browser.sees(&says("It ended well with LIMIT=3.")).await;
    // Both languages have it, and both run again when it is moved.
    browser.press(&press(".race"), "\u{e007}").await;
    browser.sees(&says("The same lines at the same moments in both. With LIMIT=3.")).await;
    slide(browser, "\u{e014}", "in both. With LIMIT=4.").await;
    assert_eq!(browser.shown(&press(".live .timeline")).await, 2);
    browser.press(&press(".reset"), "\u{e007}").await;
    browser.sees(&says("Each as recorded.")).await;
    let focus = browser.run("return document.activeElement.name").await;
    assert_eq!(focus, "LIMIT", "the button is gone, and the focus is not lost");
    assert_eq!(browser.shown(&press(".reset")).await, 0);
    // The recorded run has the recorded values.
    slide(browser, "\u{e010}", "With LIMIT=6.").await;
    browser.press(&press(".back"), "\u{e007}").await;
    let value = format!("return document.querySelector('{KNOBBED} .slider input').value");
    assert_eq!(browser.run(&value).await, "2");
    assert_eq!(browser.shown(&press(".live")).await, 0);
    // A program that the reader changed is varied as well.
    language(browser, "python").await;
    browser.visit(KNOBBED_CHAPTER).await;
    browser.press(&press(".edit"), "\u{e007}").await;
    browser.sees(&format!("document.activeElement.closest('{KNOBBED} .cm-content') !== null")).await;
    let editor = browser.client.active_element().await.expect("the editor");
    editor.send_keys("import os\nlog(f\"reader: {os.environ.get('LIMIT')}\")\n").await.expect("typing");
    slide(browser, "\u{e014}", "It ended well with LIMIT=3.").await;
    let printed = format!("return document.querySelector('{KNOBBED} .live .transcript').textContent");
    let printed = async || browser.run(&printed).await.as_str().expect("text").to_string();
    assert!(printed().await.contains("reader: 3"), "{}", printed().await);
    // What one run was given, the next does not find.
    slide(browser, "\u{e012}", "It ended well.").await;
    browser
        .sees(&format!(
            "document.querySelector('{KNOBBED} .live .transcript').textContent.includes('reader: None')"
        ))
        .await;
}

pub async fn a_slider_moved_at_speed_shows_its_last_value(browser: &Browser) {
    browser.visit(KNOBBED_CHAPTER).await;
    language(browser, "rust").await;
    browser.visit(KNOBBED_CHAPTER).await;
    slide(browser, "\u{e014}", "LIMIT=3").await;
    let moves = format!(
        "window.orders = 0; const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (...given) {{ window.orders++; return post.apply(this, given); }};
        const slider = document.querySelector('{KNOBBED} .slider input');
        for (let turn = 0; turn < 200; turn++) {{ slider.value = 1 + (turn + 1) % 6; slider.dispatchEvent(new Event('input')); }}
        slider.value = 4; slider.dispatchEvent(new Event('input'));"
    );
    browser.run(&moves).await;
    browser
        .sees(&format!(
            "document.querySelector('{KNOBBED} .controls .verdict').textContent.includes('LIMIT=4')"
        ))
        .await;
    let orders = browser.run("return window.orders").await.as_u64().expect("a number");
    assert!((1..=2).contains(&orders), "{orders} runs for 201 moves in one go");
}

pub async fn knobs_fit_a_small_phone_and_every_theme(browser: &Browser) {
    browser.resize(PHONE).await;
    browser.visit(KNOBBED_CHAPTER).await;
    language(browser, "rust").await;
    for chapter in pages() {
        browser.visit(&chapter).await;
        browser.run("document.querySelectorAll('.slider input').forEach(slider => { slider.value = slider.max; slider.dispatchEvent(new Event('change')); })").await;
        let outside = format!(
            "return [...document.querySelectorAll('.knobs *')].filter(element => {{ const box = element.getBoundingClientRect(); return box.width > 1 && (box.left < 0 || box.right > {PHONE}); }}).map(element => element.outerHTML)"
        );
        assert_eq!(browser.run(&outside).await, json!([]), "{chapter}");
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, PHONE, "{chapter}");
    }
    // The values that were set above outlast the page.
    browser.run("localStorage.clear()").await;
    browser.visit(KNOBBED_CHAPTER).await;
    slide(browser, "\u{e010}", "LIMIT=6").await;
    for theme in ["light", "rust", "coal", "navy", "ayu"] {
        browser.run(&format!("document.documentElement.classList.remove('light', 'rust', 'coal', 'navy', 'ayu'); document.documentElement.classList.add('{theme}')")).await;
        let contrast = browser
            .contrast(&format!(
                "[...document.querySelectorAll('{KNOBBED} .knobs :is(label, label code, output, .reset)')]"
            ))
            .await;
        assert!(contrast >= 4.5, "{theme}: {contrast}");
    }
    let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true });
    browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
    browser
        .devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 }))
        .await;
    let small = format!(
        "return [...document.querySelectorAll('{KNOBBED} .knobs :is(input, .reset)')].filter(element => {{ const box = element.getBoundingClientRect(); return box.width < 44 || box.height < 44; }}).map(element => element.outerHTML)"
    );
    assert_eq!(browser.run(&small).await, json!([]));
}
