//! Compares two texts; the one place where a printed text meets a recorded one.

use similar::TextDiff;

/// Two texts that should be the same and are not.
pub struct Difference {
    /// The lines that differ, with two around them.
    pub diff: String,
    /// The first line of the left text that differs, counted from 1.
    pub line: usize,
}

/// Compares two named texts byte by byte.
pub fn difference(left: (&str, &str), right: (&str, &str)) -> Option<Difference> {
    if left.1 == right.1 {
        return None;
    }
    let same = left.1.lines().zip(right.1.lines()).take_while(|(a, b)| a == b).count();
    let diff = TextDiff::from_lines(left.1, right.1)
        .unified_diff()
        .context_radius(2)
        .header(left.0, right.0)
        .to_string();
    Some(Difference { diff, line: (same + 1).min(left.1.lines().count().max(1)) })
}
