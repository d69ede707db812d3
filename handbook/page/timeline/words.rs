//! What an event means, by the words that it begins with.

use crate::listing::manifest::Marks;

/// What the timeline draws for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Something was finished.
    Done,
    /// Something was cancelled or given up.
    Cancelled,
    /// Something failed.
    Failed,
    /// From here on the lane blocks its thread.
    Blocking,
    /// From here on the lane stands in a queue.
    Queued,
    /// From here on the lane is at work.
    Open,
    /// Anything else.
    Note,
}

const DONE: [&str; 3] = ["done", "finished", "closed"];
const CANCELLED: [&str; 5] = ["cancelled", "gave up", "timed out", "dropped", "aborted"];
const FAILED: [&str; 4] = ["failed", "error", "panicked", "raised"];
const BLOCKING: [&str; 1] = ["blocking"];
const QUEUED: [&str; 1] = ["queued"];
const OPEN: [&str; 4] = ["start", "started", "request", "waiting"];

/// The meaning of an event: what the listing says of it, else what the usual words say.
pub fn meaning(event: &str, marks: &Marks) -> Meaning {
    let declared = [
        (&marks.done, Meaning::Done),
        (&marks.cancelled, Meaning::Cancelled),
        (&marks.failed, Meaning::Failed),
        (&marks.blocking, Meaning::Blocking),
        (&marks.queued, Meaning::Queued),
        (&marks.open, Meaning::Open),
    ];
    let usual: [(&[&str], Meaning); 6] = [
        (&DONE, Meaning::Done),
        (&CANCELLED, Meaning::Cancelled),
        (&FAILED, Meaning::Failed),
        (&BLOCKING, Meaning::Blocking),
        (&QUEUED, Meaning::Queued),
        (&OPEN, Meaning::Open),
    ];
    let declared = declared.iter().find(|(words, _)| words.iter().any(|word| begins(event, word)));
    let usual = usual.iter().find(|(words, _)| words.iter().any(|word| begins(event, word)));
    declared.map(|(_, meaning)| *meaning).or(usual.map(|(_, meaning)| *meaning)).unwrap_or(Meaning::Note)
}

fn begins(event: &str, words: &str) -> bool {
    event.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_decide_and_a_listing_may_add_its_own() {
        let marks = Marks { done: vec!["paid".into()], ..Marks::default() };
        assert_eq!(meaning("done", &marks), Meaning::Done);
        assert_eq!(meaning("done, late", &marks), Meaning::Done);
        assert_eq!(meaning("paid", &marks), Meaning::Done);
        assert_eq!(meaning("not done", &marks), Meaning::Note);
        assert_eq!(meaning("starting", &marks), Meaning::Note);
        assert_eq!(meaning("gave up", &marks), Meaning::Cancelled);
    }
}
