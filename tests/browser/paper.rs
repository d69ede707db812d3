//! Pages as they are printed: each is printed to a PDF, and the PDF is read back with poppler.

use super::driver::Browser;
use super::{CHAPTER, DESK, THEMES};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Paper, in inches.
const A4: (f64, f64) = (8.27, 11.69);
const LETTER: (f64, f64) = (8.5, 11.0);

/// A program of so many lines or more may be cut by the end of a page.
const LONG: usize = 30;

/// What can be read on white paper (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

/// Letters that fonts draw as one.
const LIGATURES: [(&str, &str); 5] =
    [("\u{fb00}", "ff"), ("\u{fb01}", "fi"), ("\u{fb02}", "fl"), ("\u{fb03}", "ffi"), ("\u{fb04}", "ffl")];

/// The texts of a page that belong on paper: pieces without a gap or a change of style in them.
///
/// The styles for print are not asked what to expect. Only the parts listed here may be missing.
const EXPECTED: &str = "
const screenOnly = '.bar, .controls, .live, .transport, .predict form, .predict .verdict, .copy, .filter, .slider, ' +
    '.reset, .trouble, .plain-note, .claims-filter, [popover], dialog, .practice > :not(:has(.deck)), .practice > .fold > summary, ' +
    '.folded > summary, .drill details > summary, script, style, template';
const whole = document.documentElement.hasAttribute('data-print');
const sheets = document.querySelectorAll('main .sheet');
const asked = location.hash && document.querySelector('main .sheet:target');
const left = new Set(document.querySelectorAll(screenOnly));
const belongs = it => {
    for (let part = it; part; part = part.parentElement) {
        if (left.has(part)) {
            return false;
        }
    }
    if (whole) {
        // The whole book has these parts in its chapters.
        return !it.closest('.deck, .sheet, .sheet-links');
    }
    return sheets.length === 0 || (asked ? asked.contains(it) : it.closest('.sheet') !== null);
};
const names = 'p, li, dt, dd, td, th, pre, h1, h2, h3, h4, figcaption, summary';
const blocks = [...document.querySelectorAll('main :is(' + names + ')')].filter(belongs);
const pieces = [];
const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const within = walker.currentNode.parentElement;
    // Some names of columns are only for screen readers.
    const seen = getComputedStyle(within.closest('thead') ?? within).clipPath === 'none';
    if (seen && belongs(within) && !within.closest('svg, pre, .lane')) {
        pieces.push(walker.currentNode.textContent);
    }
}
const places = new Map(blocks.map((block, at) => [block, at]));
const next = block => {
    let at = places.get(block) + 1;
    while (blocks[at] && (block.contains(blocks[at]) || blocks[at].querySelector(names))) {
        at += 1;
    }
    const after = blocks[at];
    return after?.closest('thead') ? '' : (after?.textContent ?? '').slice(0, 20);
};
const shown = (selector, within = document) => [...within.querySelectorAll(selector)].filter(it => it.checkVisibility());
return {
    pieces: [...pieces, ...blocks.filter(it => it.matches('pre')).flatMap(it => it.textContent.split('\\n'))],
    programs: blocks.filter(it => it.matches('pre.code')).map(it => it.textContent),
    headings: blocks.filter(it => it.matches('h1, h2, h3, figcaption')).map(it => [it.textContent, next(it)]),
    timelines: [...document.querySelectorAll('main .timeline')].filter(belongs)
        .map(it => shown('.lane, text', it).map(part => part.textContent)),
    drawn: shown('main svg text, main .lane').map(it => it.textContent).join(''),
    // A column's name and a choice are read on paper, too.
    controls: shown('nav, button:not(th button, .options button), input, select, textarea, [role=slider], ' +
        '#mdbook-menu-bar, #mdbook-sidebar, .bar, .controls, .live, .transport, dialog, .skip-link')
        .map(it => it.cloneNode().outerHTML),
    clipped: shown('main .timeline svg.mark, main .timeline text, main pre').filter(it => {
        const { left, right } = it.getBoundingClientRect();
        const wide = it.matches('pre') && it.scrollWidth > it.clientWidth + 1;
        return wide || left < -.5 || right > document.documentElement.clientWidth + .5;
    }).map(it => it.textContent || it.outerHTML.slice(0, 80)),
};";

/// What a page has to show on paper.
#[derive(Deserialize)]
struct Expected {
    pieces: Vec<String>,
    programs: Vec<String>,
    /// Each heading and caption, with the beginning of the block after it.
    headings: Vec<(String, String)>,
    /// The labels of each timeline.
    timelines: Vec<Vec<String>>,
    drawn: String,
    /// The controls that the styles for print leave visible.
    controls: Vec<String>,
    /// The parts of timelines and programs that leave the page's width.
    clipped: Vec<String>,
}

/// Looks for poppler.
///
/// # Errors
/// If it is missing: one line that says how to install it.
pub fn find() -> Result<(), String> {
    let mut asked = Command::new("pdftotext");
    let ran = asked.arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match ran.is_ok_and(|status| status.success()) {
        true => Ok(()),
        false => Err("poppler was not found; install it: apt install poppler-utils".into()),
    }
}

pub async fn a_chapter_is_printed_whole(browser: &mut Browser) {
    let cases = [
        (CHAPTER, "coal", DESK, A4),
        (CHAPTER, "navy", 800, LETTER),
        ("libraries/servers-and-streams.html", "rust", 320, A4),
        ("questions/coroutines.html", "ayu", 1920, LETTER),
    ];
    for (page, theme, width, paper) in cases {
        open(browser, page, theme, width).await;
        if theme == "navy" {
            // A run that was started leaves no controls on the paper.
            browser.click("#listing-gather_page .go").await;
            browser.sees("document.querySelector('#listing-gather_page .transport.open') !== null").await;
        }
        let printed = Printed::of(browser, paper).await;
        let problems = printed.problems(&expected(browser).await);
        assert!(problems.is_empty(), "{page}, {theme}, {width} px:\n{problems}");
        assert!((4..60).contains(&printed.pages.len()), "{page}: {} pages", printed.pages.len());
    }
    contrast_is_enough(browser, CHAPTER).await;
}

pub async fn sheets_have_two_pages_for_each_pattern(browser: &mut Browser) {
    for (target, theme, paper, count) in
        [("", "ayu", A4, 20), ("", "light", LETTER, 20), ("#sheet-P03", "coal", A4, 2)]
    {
        open(browser, &format!("sheets.html{target}"), theme, DESK).await;
        let printed = Printed::of(browser, paper).await;
        assert_eq!(printed.pages.len(), count, "{target}, {theme}");
        let problems = printed.problems(&expected(browser).await);
        assert!(problems.is_empty(), "{target}, {theme}:\n{problems}");
    }
    contrast_is_enough(browser, "sheets.html").await;
}

pub async fn the_whole_book_is_printed(browser: &mut Browser) {
    // The page asks for the printer by itself, and the browser prints one thing at a time.
    let silent = json!({ "source": "window.print = () => {};" });
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", silent).await;
    open(browser, "print.html", "rust", DESK).await;
    let printed = Printed::of(browser, A4).await;
    let problems = printed.problems(&expected(browser).await);
    assert!(problems.is_empty(), "{problems}");
    assert!(printed.pages.len() > 100, "{} pages", printed.pages.len());
}

pub async fn practice_is_printed_as_a_list(browser: &mut Browser) {
    open(browser, "practice.html", "coal", DESK).await;
    browser.sees("document.querySelector('.practice .deck') !== null").await;
    let printed = Printed::of(browser, A4).await;
    let expected = expected(browser).await;
    let problems = printed.problems(&expected);
    assert!(problems.is_empty(), "{problems}");
    assert!(expected.pieces.len() > 200, "{} pieces", expected.pieces.len());
    let questions = browser.run("return document.querySelectorAll('.drill > summary').length").await;
    assert!(questions.as_u64() > Some(200), "{questions} questions");
}

/// Opens a page with a theme, in a window of this width, with the sidebar where it fits.
async fn open(browser: &Browser, page: &str, theme: &str, width: u32) {
    browser.resize(width).await;
    browser.visit("404.html").await;
    browser.run(&format!("localStorage.setItem('mdbook-theme', {})", json!(theme))).await;
    browser.visit(page).await;
    browser.sees(&format!("document.documentElement.classList.contains({})", json!(theme))).await;
    if width >= 1080 {
        browser.sees("document.documentElement.classList.contains('sidebar-visible')").await;
    }
}

async fn expected(browser: &Browser) -> Expected {
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let found = browser.run(EXPECTED).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    serde_json::from_value(found).expect("the texts of the page")
}

/// Text is dark enough for white paper, whatever theme is on.
async fn contrast_is_enough(browser: &Browser, page: &str) {
    for theme in THEMES {
        open(browser, page, theme, DESK).await;
        browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let texts = "[...document.querySelectorAll('main :is(p, li, a, h1, h2, td, th, dd, dt, figcaption, b, code, span)')].filter(it => it.checkVisibility() && it.textContent.trim())";
        let least = browser.contrast(texts).await;
        assert!(least >= READABLE, "{page}, {theme}: {least:.2}");
        let white = browser.run("return [document.documentElement, document.body, document.querySelector('main')].every(it => ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(getComputedStyle(it).backgroundColor))").await;
        assert_eq!(white, true, "{page}, {theme}: the paper is not white");
        browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }
}

/// A printed page, as poppler reads it.
struct Printed {
    /// The text of each page, without white space.
    pages: Vec<String>,
    /// The words that lie outside of the paper.
    outside: Vec<String>,
    /// The mean brightness of the darkest page, from 0 to 1.
    brightness: f64,
}

impl Printed {
    async fn of(browser: &Browser, (width, height): (f64, f64)) -> Self {
        let options = json!({ "paperWidth": width, "paperHeight": height, "printBackground": true });
        let printed = browser.devtools("Page.printToPDF", options).await;
        let document = BASE64_STANDARD.decode(printed["data"].as_str().expect("a document")).expect("Base64");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("page.pdf");
        std::fs::write(&file, document).expect("the document is written");
        let text = poppler("pdftotext", &["-raw"], &file, "-");
        let pages: Vec<_> = text.trim_end_matches('\u{c}').split('\u{c}').map(compact).collect();
        let boxes = poppler("pdftotext", &["-bbox"], &file, "-");
        poppler("pdftoppm", &["-r", "12", "-gray"], &file, &folder.path().join("page").to_string_lossy());
        let images = std::fs::read_dir(folder.path()).expect("the images").flatten();
        let images = images.filter(|it| it.path().extension().is_some_and(|end| end == "pgm"));
        let brightness = images.map(|it| brightness(&it.path())).fold(1.0, f64::min);
        Self { pages, outside: outside(&boxes, width * 72.0, height * 72.0), brightness }
    }

    /// Whether a text is there, on one page or from the end of one to the next. What comes last on a
    /// page is not always drawn last.
    fn shows(&self, text: &str) -> bool {
        let mut pages = self.pages.iter().peekable();
        while let Some(page) = pages.next() {
            if page.contains(text) {
                return true;
            }
            let Some(next) = pages.peek() else { continue };
            // The letter that follows on this page may be the next one of the text by chance.
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            let mut ends = ends.take_while(|at| page.contains(&text[..*at]));
            if ends.any(|at| at.max(text.len() - at) > 8 && next.contains(&text[at..])) {
                return true;
            }
        }
        text.is_empty()
    }

    /// All that is wrong with it, a line each.
    fn problems(&self, expected: &Expected) -> String {
        let mut problems = String::new();
        let whole = self.pages.concat();
        for piece in &expected.pieces {
            let piece = compact(piece);
            if !whole.contains(&piece) && !self.shows(&piece) {
                let _ = writeln!(problems, "missing or cut: {piece}");
            }
        }
        for program in expected.programs.iter().filter(|program| program.lines().count() < LONG) {
            let program = compact(program);
            if !self.pages.iter().any(|page| page.contains(&program)) {
                let _ = writeln!(problems, "a page ends within a program: {program}");
            }
        }
        for (heading, next) in &expected.headings {
            let together = compact(heading) + &compact(next);
            if !self.pages.iter().any(|page| page.contains(&together)) {
                let _ = writeln!(problems, "a page ends after the heading {heading}");
            }
        }
        for labels in &expected.timelines {
            let labels: Vec<_> = labels.iter().map(compact).collect();
            if !self.pages.iter().any(|page| labels.iter().all(|label| page.contains(label))) {
                let _ = writeln!(problems, "a page ends within a timeline: {labels:?}");
            }
        }
        let mut rest = &*whole;
        for program in expected.programs.iter().filter(|program| program.lines().count() < LONG) {
            let program = compact(program);
            match rest.find(&program) {
                Some(at) => rest = &rest[at + program.len()..],
                None => {
                    let _ = writeln!(problems, "not in the order of the page: {program}");
                }
            }
        }
        for control in &expected.controls {
            let _ = writeln!(problems, "a control is printed: {control}");
        }
        for part in &expected.clipped {
            let _ = writeln!(problems, "wider than the page: {part}");
        }
        if !self.outside.is_empty() {
            let _ = writeln!(problems, "outside of the paper: {:?}", self.outside);
        }
        let (printed, wanted) =
            (whole.len(), compact(expected.pieces.concat()).len() + compact(&expected.drawn).len());
        // Marks of lists and labels that are drawn.
        if printed > wanted + wanted / 20 + 200 {
            let _ = writeln!(problems, "{printed} letters are printed, and the page has {wanted}");
        }
        if self.brightness < 0.6 {
            let _ = writeln!(problems, "a page is dark: {:.2}", self.brightness);
        }
        problems
    }
}

/// A text without white space, with each letter by itself.
fn compact(text: impl AsRef<str>) -> String {
    let mut text = text.as_ref().to_string();
    for (ligature, letters) in LIGATURES {
        text = text.replace(ligature, letters);
    }
    text.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{ad}' && *letter != '\u{200b}')
        .collect()
}

fn poppler(tool: &str, options: &[&str], file: &Path, to: &str) -> String {
    let output = Command::new(tool).args(options).arg(file).arg(to).output().expect("poppler runs");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words whose boxes leave the paper, of what `pdftotext -bbox` prints. In points.
fn outside(boxes: &str, width: f64, height: f64) -> Vec<String> {
    let words = boxes.lines().filter(|line| line.trim_start().starts_with("<word"));
    let number = |line: &str, name: &str| -> Option<f64> {
        line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
    };
    let leaves = |line: &&str| {
        let at = |name| number(line, name).unwrap_or(f64::NAN);
        !(at("xMin") >= 0.0 && at("yMin") >= 0.0 && at("xMax") <= width && at("yMax") <= height)
    };
    words.filter(leaves).map(|line| line.trim().to_string()).collect()
}

/// The mean brightness of a grey image in the format that pdftoppm writes (binary PGM).
fn brightness(file: &Path) -> f64 {
    let bytes = std::fs::read(file).expect("an image");
    // Three lines of text, then a byte for each point.
    let start = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("a header").0 + 1;
    let points = &bytes[start..];
    points.iter().map(|point| f64::from(*point)).sum::<f64>() / points.len() as f64 / 255.0
}
