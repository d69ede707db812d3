//! How long a press of Run takes until the first line of the run stands in the page.

use super::browser::{Browser, Tools};
use super::{WIDTH, median};
use std::path::Path;

const CHAPTER: &str = "patterns/gather.html";

/// How often each is measured, each time with a new browser and an empty profile.
const TIMES: usize = 20;

/// Presses Run, and returns how many milliseconds it took, once the run is over.
const PRESS: &str = "
const figure = document.querySelector('#listing-gather_page');
document.documentElement.dataset.language = 'LANGUAGE';
const last = figure.querySelector('.live');
const over = () => figure.querySelector('.controls .verdict')?.textContent.includes('Same as recorded');
return (async () => {
    const began = performance.now();
    const took = await new Promise(resolve => {
        const observer = new MutationObserver(() => {
            const live = figure.querySelector('.live');
            if (live !== last && live?.querySelector('.line:not(.later)')) {
                observer.disconnect();
                resolve(performance.now() - began);
            }
        });
        observer.observe(figure, { subtree: true, childList: true, attributes: true });
        figure.querySelector('.go').click();
    });
    while (!over()) {
        await new Promise(resolve => setTimeout(resolve, 20));
    }
    return took;
})()";

/// Prints the medians for both languages.
pub async fn report(tools: &Tools, book: &Path) {
    println!("\nMilliseconds from a press of Run to its first line, from loopback, the median of {TIMES}");
    println!("{:38} {:>16} {:>16} {:>16}", "", "the very first", "a page later", "pressed again");
    for language in ["rust", "python"] {
        let press = PRESS.replace("LANGUAGE", language);
        let mut took = [(); 3].map(|()| Vec::new());
        for _ in 0..TIMES {
            let browser = Browser::open(tools, book, WIDTH).await;
            for (index, took) in took.iter_mut().enumerate() {
                if index < 2 {
                    browser.visit(CHAPTER).await;
                }
                took.push(browser.run(&press).await.as_f64().expect("a number"));
            }
            browser.close().await;
        }
        let [first, later, again] = took.map(median);
        println!("{language:38} {first:>16.0} {later:>16.0} {again:>16.0}");
    }
}
