//! `cargo run --package speed`: what verification costs, beside other tools, on the same programs
//! and in the same run. With numbers as arguments, corpora of so many programs. With `page` as the
//! argument, what the pages cost their reader.

mod corpus;
mod measure;
mod page;
mod python;
mod tools;

use corpus::Corpus;
use measure::Cost;
use std::path::{Path, PathBuf};
use tools::State;

/// The sizes of the generated corpora, where no others are asked for.
const SIZES: [usize; 3] = [10, 50, 200];

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    // mdBook's own test, in a process of its own, so that its cost can be told.
    if let [command, folder] = arguments.as_slice()
        && command == tools::MDBOOK_TEST
    {
        std::process::exit(tools::mdbook_test(Path::new(folder)));
    }
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().expect("the project's folder");
    if arguments == ["page"] {
        return page::report(&root);
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let handbook = tools::build_handbook(&root);
    println!("CPU seconds (user and system, with all children), wall seconds in brackets.");
    println!("Dependencies are built beforehand. The times hold for this machine; compare the ratios.");
    let corpora = sizes.iter().map(|size| Corpus::generated(*size)).chain([Corpus::of_book(&root)]);
    for corpus in corpora {
        println!("\n{}", corpus.title);
        println!("{:38} {:>16} {:>16} {:>16}", "", "from scratch", "nothing changed", "one edited");
        let rows: Vec<(&str, [Cost; 3])> = tools::all(&root, &handbook, &corpus)
            .iter()
            .map(|tool| (tool.name, State::ALL.map(|state| tool.measure(state))))
            .collect();
        for (name, costs) in &rows {
            let [scratch, unchanged, edited] = costs.map(|cost| cost.to_string());
            println!("{name:38} {scratch:>16} {unchanged:>16} {edited:>16}");
        }
        let Some(((_, ours), peers)) = rows.split_first() else {
            continue;
        };
        println!("CPU time as a part of the peer's:");
        for (name, costs) in peers {
            let parts: Vec<_> = costs.iter().zip(ours).map(|(peer, ours)| ours.part_of(peer)).collect();
            println!("{name:38} {:>16} {:>16} {:>16}", parts[0], parts[1], parts[2]);
        }
    }
    python::report(&root);
}
