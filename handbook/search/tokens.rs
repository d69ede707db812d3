//! How a text becomes search terms. `theme/js/search/tokens.js` does the same with a query, from
//! the same tables, which the index carries; `tests/page/search-tokens.json` holds both to it.

use regex::Regex;
use std::sync::LazyLock;

/// Words that say nothing about what is wanted.
pub const STOP_WORDS: &str = "a about after also an and any are as at be been before being best but by can \
    could did do does for from get gets got had has have how i if in into is it its just make makes me my \
    need no not of on only or our out should so some than that the their them then there these they this \
    those to too up use used using want was way we were what when where which who whom why will with would \
    you your via vs versus between re";

/// Endings that are taken off a word, the first that fits, and what replaces them.
pub const ENDINGS: [(&str, &str); 6] =
    [("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")];

/// An identifier with its path and the `!` of a macro, or a number.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)[A-Za-z_]\w*(?:(?:::|\.)[A-Za-z_]\w*)*!?|[0-9][0-9.]*").expect("a regular expression")
});

static STOPPED: LazyLock<Vec<&str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

/// The terms of a text, in order. An identifier gives itself and its parts: `asyncio.wait_for` gives
/// `asyncio.wait_for`, `asyncio`, `wait_for` and `wait`; `TaskGroup` gives `taskgroup`, `task` and
/// `group`; `select!` gives `select!` and `select`.
pub fn tokens(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in WORD.find_iter(text) {
        let word = word.as_str();
        let bare = word.trim_end_matches('!');
        let parts: Vec<_> = bare.split("::").flat_map(|part| part.split('.')).collect();
        if parts.len() > 1 {
            all.push(parts.join("."));
        }
        if bare.len() < word.len() {
            all.push(word.to_string());
        }
        for part in parts {
            all.push(part.to_string());
            let pieces = pieces(part);
            if pieces.len() > 1 {
                all.extend(pieces.into_iter().map(str::to_string));
            }
        }
    }
    let lower = all.into_iter().map(|word| word.to_lowercase());
    lower.filter(|word| !word.is_empty() && !STOPPED.contains(&&**word)).map(|word| stem(&word)).collect()
}

/// The parts of `wait_for` and of `TaskGroup`.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for part in word.split('_') {
        let bytes = part.as_bytes();
        let mut start = 0;
        for at in 1..bytes.len() {
            if bytes[at].is_ascii_uppercase() && !bytes[at - 1].is_ascii_uppercase() {
                pieces.push(&part[start..at]);
                start = at;
            }
        }
        pieces.push(&part[start..]);
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// A word without its ending: `tasks` and `task`, `cancelled` and `cancel`, `caches` and `cache`.
fn stem(word: &str) -> String {
    let mut word = word.to_string();
    if word.len() <= 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    let fits = |(ending, _): &&(&str, &str)| {
        word.len() >= ending.len() + 3 && word.ends_with(ending) && !(*ending == "s" && word.ends_with("ss"))
    };
    if let Some((ending, instead)) = ENDINGS.iter().find(fits) {
        word.truncate(word.len() - ending.len());
        word.push_str(instead);
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
    let doubled = word.len() > 3 && word.as_bytes()[word.len() - 1] == word.as_bytes()[word.len() - 2];
    if doubled && !word.ends_with('s') {
        word.pop();
    }
    word
}
