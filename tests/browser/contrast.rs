//! Forced colours, as Windows' contrast themes have them: every state is seen. The tests look at the
//! pixels, since forced colours change what is drawn and not what is computed.

use super::CHAPTER;
use super::driver::Browser;
use super::runs::{language, speed};
use serde_json::{Value, json};

/// Decodes a picture, and says which colour fills most of it, how much the others stand out from that
/// one at most, and what tells the picture from another.
const LOOK: &str = "
const bytes = Uint8Array.from(atob(given[0]), letter => letter.charCodeAt(0));
const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
canvas.drawImage(picture, 0, 0);
const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
const counts = new Map();
let hash = 0;
for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    hash = (Math.imul(hash, 31) + colour) | 0;
}
const light = colour => [16, 8, 0].map(shift => ((colour >> shift) & 255) / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4).reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
const [[main]] = [...counts].sort((one, other) => other[1] - one[1]);
const ratio = colour => {
    const [less, more] = [light(colour), light(main)].sort((one, other) => one - other);
    return (more + .05) / (less + .05);
};
return { main, contrast: Math.max(...[...counts.keys()].map(ratio)), hash };
";

/// What an element looks like.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    /// The colour that fills most of it.
    main: u64,
    /// The most that another colour stands out from it.
    contrast: f64,
    /// Differs where two pictures do.
    hash: i64,
}

/// The box of an element, grown by so many pixels, or the part of it that `part` gives as left, top,
/// width and height, each from 0 to 1.
async fn look_at(browser: &Browser, element: &str, grown: f64, part: [f64; 4]) -> Look {
    let [left, top, width, height] = part;
    let clip = browser
        .run(&format!(
            "const element = {element};
            element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const box = element.getBoundingClientRect();
            return {{
                x: box.left + scrollX - {grown} + (box.width + 2 * {grown}) * {left}, y: box.top + scrollY - {grown} + (box.height + 2 * {grown}) * {top},
                width: (box.width + 2 * {grown}) * {width}, height: (box.height + 2 * {grown}) * {height}, scale: 1,
            }}"
        ))
        .await;
    assert!(clip["width"].as_f64() > Some(0.5) && clip["height"].as_f64() > Some(0.5), "{element}: {clip}");
    let picture = browser
        .devtools("Page.captureScreenshot", json!({ "clip": clip, "captureBeyondViewport": true }))
        .await;
    let script = format!("return (async (...given) => {{ {LOOK} }})(...arguments)");
    let seen = browser.client.execute(&script, vec![picture["data"].clone()]).await.expect("a picture");
    Look {
        main: seen["main"].as_u64().expect("a colour"),
        contrast: seen["contrast"].as_f64().expect("a contrast"),
        hash: seen["hash"].as_i64().expect("a hash"),
    }
}

async fn look(browser: &Browser, selector: &str) -> Look {
    look_at(browser, &format!("document.querySelector({})", json!(selector)), 0.0, [0.0, 0.0, 1.0, 1.0]).await
}

/// Whatever is drawn in an element stands out from what is behind it.
async fn is_seen(browser: &Browser, selector: &str) -> Look {
    let look = look(browser, selector).await;
    assert!(look.contrast >= 3.0, "{selector} cannot be seen: {look:?}");
    look
}

/// Has the system force its colours, dark or light.
async fn force(browser: &Browser, scheme: &str) {
    let features = json!([
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

pub async fn every_state_is_seen_in_forced_colours(browser: &Browser) {
    for scheme in ["dark", "light"] {
        force(browser, scheme).await;
        browser.visit(CHAPTER).await;
        language(browser, "python").await;
        browser.visit(CHAPTER).await;
        let tab = |language: &str| format!("#listing-gather_page [role=tab][data-language={language}]");
        let (chosen, other) = (is_seen(browser, &tab("python")).await, is_seen(browser, &tab("rust")).await);
        assert_ne!(chosen.main, other.main, "{scheme}: the chosen language");
        for icon in ["#mdbook-sidebar-toggle svg", "#mdbook-theme-toggle svg", "#mdbook-search-toggle svg"] {
            is_seen(browser, icon).await;
        }
        let active = is_seen(browser, "#mdbook-sidebar a.active").await;
        let another = is_seen(browser, "#mdbook-sidebar a:not(.active, .current-header)").await;
        assert_ne!(active.main, another.main, "{scheme}: the chapter in the sidebar");
        // What has the focus.
        for selector in
            ["#listing-gather_page .copy", "#mdbook-search-toggle", ".predict .options button", "main p a"]
        {
            let element = format!("document.querySelector('{selector}')");
            browser.press("body", "\u{e004}").await;
            let before = look_at(browser, &element, 6.0, [0.0, 0.0, 1.0, 1.0]).await;
            browser.run(&format!("{element}.focus({{ focusVisible: true }})")).await;
            let after = look_at(browser, &element, 6.0, [0.0, 0.0, 1.0, 1.0]).await;
            assert!(before.hash != after.hash && after.contrast >= 3.0, "{scheme}: the focus on {selector}");
        }
        // The theme that is chosen, and the verdict on an answer.
        browser.click("#mdbook-theme-toggle").await;
        browser.sees("document.querySelector('#mdbook-theme-list').offsetParent !== null").await;
        let theme = |index: usize| format!("#mdbook-theme-list li:nth-child({index}) button");
        assert_ne!(is_seen(browser, &theme(1)).await.main, is_seen(browser, &theme(2)).await.main);
        browser.run("[...document.querySelectorAll('.predict .options button')].find(it => it.textContent !== it.closest('.predict').dataset.answer).click()").await;
        for verdict in [".predict .right", ".predict .wrong", ".predict .verdict"] {
            is_seen(browser, verdict).await;
        }
        let border = "return ['.right', '.wrong', 'button:not(.right, .wrong)'].map(name => getComputedStyle(document.querySelector('.predict .options ' + name) ?? document.body).borderTopStyle).join()";
        let border = browser.run(border).await;
        assert!(border.as_str().is_some_and(|it| it.starts_with("double,dashed")), "{border}");
        // Every kind of bar and of mark, by its shape.
        browser.visit("introduction.html").await;
        let count = browser.run("return document.querySelectorAll('.legend svg').length").await;
        let mut seen = Vec::new();
        for index in 0..count.as_u64().expect("shapes") {
            let element = format!("document.querySelectorAll('.legend svg')[{index}]");
            let look = look_at(browser, &element, 2.0, [0.0, 0.0, 1.0, 1.0]).await;
            assert!(look.contrast >= 3.0, "{scheme}: shape {index}: {look:?}");
            assert!(!seen.contains(&look.hash), "{scheme}: shape {index} is like another");
            seen.push(look.hash);
        }
        assert!(seen.len() >= 7, "{seen:?}");
    }
}

pub async fn every_state_of_a_run_is_seen_in_forced_colours(browser: &Browser) {
    const FIGURE: &str = "#listing-limit_downloads";
    let at = |part: &str| format!("{FIGURE} {part}");
    for scheme in ["dark", "light"] {
        force(browser, scheme).await;
        browser.visit("patterns/semaphores.html").await;
        browser.run("localStorage.clear()").await;
        language(browser, "rust").await;
        speed(browser, "once").await;
        browser.visit("patterns/semaphores.html").await;
        // The signs on the buttons, without their words.
        for button in [".go", ".race"] {
            let sign = look_at(
                browser,
                &format!("document.querySelector('{}')", at(button)),
                0.0,
                [0.06, 0.2, 0.16, 0.6],
            )
            .await;
            assert!(sign.contrast >= 3.0, "{scheme}: the sign on {button}: {sign:?}");
            is_seen(browser, &at(button)).await;
        }
        // A track is seen at its far end, and how far it is filled.
        let track = |selector: String, from: f64| {
            let element = format!("document.querySelector('{selector}')");
            async move { look_at(browser, &element, 0.0, [from, 0.25, 0.12, 0.5]).await }
        };
        let slider = at(".slider input");
        assert!(track(slider.clone(), 0.85).await.contrast >= 3.0, "{scheme}: the end of a slider's track");
        browser.press(&slider, "\u{e014}\u{e014}\u{e014}").await;
        browser
            .sees(&format!(
                "document.querySelector('{}')?.textContent.includes('LIMIT=5') === true",
                at(".live .caption")
            ))
            .await;
        assert_ne!(
            track(slider.clone(), 0.1).await.hash,
            track(slider, 0.88).await.hash,
            "{scheme}: how far"
        );
        let verdict = at(".controls .verdict");
        browser
            .run(&format!(
                "document.querySelector('{verdict}').textContent = ''; document.querySelector('{}').click()",
                at(".go")
            ))
            .await;
        browser.sees(&format!("document.querySelector('{verdict}').textContent.includes('It ended') && document.querySelector('{}').disabled", at(".step"))).await;
        browser
            .sees(&format!(
                "document.querySelector('{} .inner').getBoundingClientRect().height > 20",
                at(".transport.open")
            ))
            .await;
        let scrubber = at(".scrubber");
        browser.press(&scrubber, "\u{e011}").await;
        browser.sees(&format!("!document.querySelector('{}').disabled", at(".step"))).await;
        let enabled = is_seen(browser, &at(".step")).await;
        assert!(
            track(scrubber.clone(), 0.85).await.contrast >= 3.0,
            "{scheme}: the end of the scrubber's track"
        );
        browser.press(&scrubber, "\u{e014}\u{e014}").await;
        assert_ne!(track(scrubber.clone(), 0.05).await.hash, track(scrubber.clone(), 0.85).await.hash);
        let line = is_seen(browser, &at(".live .line.now")).await;
        let plain = is_seen(browser, &at(".live .line:not(.now, .later)")).await;
        assert_ne!(line.hash, plain.hash, "{scheme}: the line of the moment");
        let head = look_at(
            browser,
            &format!("document.querySelector('{}')", at(".playhead")),
            3.0,
            [0.0, 0.2, 1.0, 0.6],
        )
        .await;
        assert!(head.contrast >= 3.0, "{scheme}: the playhead: {head:?}");
        browser.press(&scrubber, "\u{e010}").await;
        browser.sees(&format!("document.querySelector('{}').disabled", at(".step"))).await;
        assert_ne!(
            look(browser, &at(".step")).await.hash,
            enabled.hash,
            "{scheme}: a button that is disabled"
        );
        is_seen(browser, &at(".controls .verdict")).await;
        let speeds = |index: usize| at(&format!(".speeds label:nth-of-type({index}) span"));
        assert_ne!(is_seen(browser, &speeds(4)).await.main, is_seen(browser, &speeds(1)).await.main);
        // How much is loaded.
        browser.run(&format!("const bar = document.querySelector('{}'); bar.parentElement.hidden = false; bar.max = 10; bar.value = 4", at("progress"))).await;
        let progress = |from: f64| {
            let element = format!("document.querySelector('{}')", at("progress"));
            async move { look_at(browser, &element, 0.0, [from, 0.0, 0.2, 1.0]).await }
        };
        assert_ne!(progress(0.1).await.main, progress(0.7).await.main, "{scheme}: how much is loaded");
    }
}

pub async fn every_state_of_a_card_is_seen_in_forced_colours(browser: &Browser) {
    for scheme in ["dark", "light"] {
        force(browser, scheme).await;
        browser.visit("practice.html").await;
        browser.sees("document.querySelector('.drill-card') !== null").await;
        is_seen(browser, ".drill-card .show").await;
        browser.run("[...document.querySelectorAll('.modes button')].find(it => it.textContent === 'Find the fault').click()").await;
        browser.sees("document.querySelectorAll('[role=option]').length > 3").await;
        browser.run("const lines = [...document.querySelectorAll('[role=option]')].filter(it => it.offsetParent); lines[1].id = 'one'; lines[2].id = 'two'; lines[1].click()").await;
        let chosen = is_seen(browser, "#one").await;
        let outline = "return ['#one', '#two'].map(it => getComputedStyle(document.querySelector(it)).outlineStyle).join()";
        assert_eq!(browser.run(outline).await, "solid,none", "{scheme}: {chosen:?}");
        is_seen(browser, ".drill-card .check").await;
        browser.run("document.querySelector('.drill-card .check').click()").await;
        browser.sees("document.querySelector('.faulty') !== null && document.querySelector('.drill-card .next') !== null").await;
        let marks = "return [...document.querySelectorAll('.code-line')].filter(it => it.offsetParent).every(it => it.matches('.faulty') === (parseFloat(getComputedStyle(it).borderInlineStartWidth) >= 4))";
        assert_eq!(browser.run(marks).await, Value::Bool(true), "{scheme}: the wrong lines");
        is_seen(browser, ".drill-card .next").await;
        // How far the reader is.
        browser.run("const answers = document.querySelectorAll('.drill')[0].id.replace('drill-', ''); for (let at = 0; at < 6; at++) localStorage.setItem(`handbook-practice/${answers}/${Date.now() - 90 * 86400000 + at * 10 * 86400000}/x${at}`, '4'); localStorage.setItem(`handbook-practice/${document.querySelectorAll('.drill')[1].id.replace('drill-', '')}/${Date.now() - 1000}/y`, '1')").await;
        browser.visit("practice.html").await;
        browser.sees("document.querySelector('.drill-card') !== null").await;
        browser.run("[...document.querySelectorAll('.fold')].find(it => it.textContent.startsWith('How far')).open = true").await;
        browser.sees("document.querySelector('.progress .known') !== null").await;
        browser.run("const [known, begun] = document.querySelectorAll('.bar-of')[0].children; known.style.inlineSize = '40%'; begun.style.inlineSize = '30%'").await;
        let bar =
            |from: f64| look_at(browser, "document.querySelector('.bar-of')", 0.0, [from, 0.1, 0.2, 0.8]);
        let (known, begun, rest) = (bar(0.1).await, bar(0.45).await, bar(0.78).await);
        assert!(
            known.hash != begun.hash && begun.hash != rest.hash && known.hash != rest.hash,
            "{scheme}: how far"
        );
    }
}
