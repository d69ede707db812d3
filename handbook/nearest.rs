//! The valid name that a misspelt one was meant to be.

/// The candidate closest to `name`, if any is close enough to be what was meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// How many names are listed; more than that nobody reads.
const LISTED: usize = 12;

/// A mend that names the nearest valid name, or else all of them where they are few.
pub fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<_> = candidates.into_iter().collect();
    match nearest(name, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if candidates.is_empty() => "there is none yet that it could be".to_string(),
        None if candidates.len() > LISTED => format!("it is none of the {} there are", candidates.len()),
        None => format!("valid are: {}", candidates.join(", ")),
    }
}
