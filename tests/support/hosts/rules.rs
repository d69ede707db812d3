//! A `_headers` file, as Netlify and Cloudflare Pages read it: a path with `*` for any rest, and
//! below it headers, indented. A header that several rules set has all their values.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The rules of such a file, in order.
pub struct Rules(Vec<(String, Vec<(HeaderName, String)>)>);

impl Rules {
    /// Reads a file.
    pub fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<_>)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        {
            if line.starts_with(char::is_whitespace) {
                let (name, value) = line.trim().split_once(':').unwrap_or_else(|| panic!("_headers: {line}"));
                let name = name.trim().parse().unwrap_or_else(|_| panic!("_headers: {line}"));
                let rule = rules.last_mut().unwrap_or_else(|| panic!("_headers: {line} has no path"));
                rule.1.push((name, value.trim().to_string()));
            } else {
                assert!(line.starts_with('/') && !line.contains(':'), "_headers: {line}");
                rules.push((line.trim_end().to_string(), Vec::new()));
            }
        }
        Self(rules)
    }

    /// Sets the headers of every rule for this path, in the place of the host's own.
    pub fn apply(&self, path: &str, headers: &mut HeaderMap) {
        let mut set: Vec<(&HeaderName, String)> = Vec::new();
        for (name, value) in self.0.iter().filter(|(pattern, _)| fits(pattern, path)).flat_map(|(_, it)| it) {
            match set.iter_mut().find(|(before, _)| *before == name) {
                Some((_, values)) => *values = format!("{values}, {value}"),
                None => set.push((name, value.clone())),
            }
        }
        for (name, value) in set {
            headers.insert(name, HeaderValue::from_str(&value).expect("a header's value"));
        }
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<_> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
