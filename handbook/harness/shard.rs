//! Shards: several programs in one executable, each in a module of its own. Compiling them
//! together is several times cheaper than one by one, because what they share of tokio's
//! generic code is compiled once.

use std::path::Path;

/// The variable that tells a shard which of its programs to run. An argument would be visible
/// to the program.
pub const SELECTOR: &str = "HANDBOOK_PROGRAM";

/// The source of a shard with these programs: the name of each, and the file it is in.
pub fn source<'a>(programs: impl IntoIterator<Item = (&'a str, &'a Path)>) -> String {
    multicall(programs, &format!("::std::env::var({SELECTOR:?}).ok()"))
}

/// The source of one program that is several: `chosen` is the expression that names the one to run,
/// as an optional string.
pub fn multicall<'a>(programs: impl IntoIterator<Item = (&'a str, &'a Path)>, chosen: &str) -> String {
    let mut modules = String::new();
    let mut arms = String::new();
    for (index, (name, file)) in programs.into_iter().enumerate() {
        let main = "pub fn handbook_main() -> ::std::process::ExitCode { ::std::process::Termination::report(main()) }";
        modules += &format!("mod program_{index} {{ include!({file:?}); {main} }}\n");
        arms += &format!("Some({name:?}) => program_{index}::handbook_main(),\n");
    }
    let nothing = "_ => ::std::process::ExitCode::FAILURE";
    format!(
        "{modules}fn main() -> ::std::process::ExitCode {{ match {chosen}.as_deref() {{\n{arms}{nothing} }} }}\n"
    )
}

/// Into how many shards so many programs go: every core has the same number, and none is so
/// large that its compiler needs much memory.
pub fn count(programs: usize, cores: usize) -> usize {
    const LARGEST: usize = 100;
    let rounds = programs.div_ceil(cores * LARGEST);
    (cores * rounds).min(programs)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn every_core_has_the_same_number_of_shards() {
        for (programs, cores, shards) in
            [(1, 2, 1), (2, 2, 2), (69, 2, 2), (200, 2, 2), (201, 2, 4), (3, 8, 3)]
        {
            assert_eq!(count(programs, cores), shards, "{programs} programs on {cores} cores");
        }
    }
}
