//! The programs that are verified.

use handbook::listing::source::{Helpers, Program};
use handbook::listing::{Language, Listings};
use handbook::problem::Source;
use handbook::project::Project;
use std::path::Path;

/// A program in Rust, as a listing and as a copy that stands alone.
pub struct Listing {
    /// Its name.
    pub slug: String,
    /// With the helper imported.
    pub listing: String,
    /// With the helper in it.
    pub copy: String,
}

/// A set of programs.
pub struct Corpus {
    /// What it is, in a line.
    pub title: String,
    /// The programs.
    pub listings: Vec<Listing>,
}

/// Four shapes of small programs: a spawned task, a join, a timeout, a channel.
const SHAPES: [&str; 4] = [
    "use listings::log;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main(flavor = \"current_thread\", start_paused = true)]
async fn main() {
    log!(\"main: starts {N}\");
    let task = tokio::spawn(async {
        sleep(Duration::from_millis({N})).await;
        log!(\"task: done\");
        {N}
    });
    log!(\"main: {}\", task.await.unwrap());
}
",
    "use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(name: &str, millis: u64) -> u64 {
    log!(\"{name}: request\");
    sleep(Duration::from_millis(millis)).await;
    log!(\"{name}: done\");
    millis
}

#[tokio::main(flavor = \"current_thread\", start_paused = true)]
async fn main() {
    let (orders, prices) = (fetch(\"orders\", {N}), fetch(\"prices\", 2 * {N}));
    let (orders, prices) = tokio::join!(orders, prices);
    log!(\"main: {}\", orders + prices);
}
",
    "use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = \"current_thread\", start_paused = true)]
async fn main() {
    log!(\"main: asks\");
    let answer = timeout(Duration::from_millis({N}), async {
        sleep(Duration::from_secs(900)).await;
        \"late\"
    });
    match answer.await {
        Ok(answer) => log!(\"main: {answer}\"),
        Err(_) => log!(\"main: gave up after {N}\"),
    }
}
",
    "use listings::log;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = \"current_thread\", start_paused = true)]
async fn main() {
    let (sender, mut receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        for order in 0..3 {
            sleep(Duration::from_millis({N})).await;
            let _ = sender.send(order + {N}).await;
        }
    });
    log!(\"main: waits\");
    while let Some(order) = receiver.recv().await {
        log!(\"main: order {order}\");
    }
}
",
];

impl Corpus {
    /// So many small programs, no two of them the same.
    pub fn generated(size: usize) -> Self {
        let project = Project::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
        let helpers = Listings::read(&project).expect("our listings").helpers;
        let listings = (0..size).map(|index| {
            let text = SHAPES[index % SHAPES.len()].replace("{N}", &(index + 1).to_string());
            let slug = format!("program_{index}");
            let copy = copied(&text, &helpers);
            Listing { slug, listing: text, copy }
        });
        Self { title: format!("{size} generated programs"), listings: listings.collect() }
    }

    /// The Rust programs of the book, but for those that run on the real clock: they have to run
    /// each time.
    pub fn of_book(root: &Path) -> Self {
        let listings = Listings::read(&Project::at(root)).expect("our listings");
        let programs: Vec<_> = listings
            .all
            .values()
            .filter(|listing| {
                listing.stamped() && listing.manifest.exit.is_empty() && listing.manifest.stderr.is_empty()
            })
            .filter_map(|listing| {
                let text = &listing.program(Language::Rust)?.source.text;
                let copy = copied(text, &listings.helpers);
                Some(Listing { slug: listing.slug.clone(), listing: text.to_string(), copy })
            })
            .collect();
        Self { title: format!("the book's own {} programs", programs.len()), listings: programs }
    }
}

fn copied(text: &str, helpers: &Helpers) -> String {
    let program = Program::new(Language::Rust, Source::new("main.rs", text), helpers).expect("a program");
    program.copied(helpers).expect("a copy")
}
