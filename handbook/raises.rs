//! How a program says which exception ends it: `TypeError`, `asyncio.InvalidStateError`,
//! `ExceptionGroup[ValueError,KeyError]`, `SystemExit[3]`.

use crate::harness::report::Raised;

/// The exception that a Python program must end with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    name: String,
    /// What a group must contain, in any order; of SystemExit, the status. Any, where none is named.
    inside: Vec<Inside>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inside {
    Member(Expected),
    Status(i32),
}

impl<'de> serde::Deserialize<'de> for Expected {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// What is wrong with the text, and how to write it.
const FORMS: &str = "write a class, as in `ValueError`, `asyncio.InvalidStateError`, `ExceptionGroup[ValueError,KeyError]` or `SystemExit[3]`";

impl Expected {
    /// Reads the name of an exception's class, and in brackets what it must contain.
    ///
    /// # Errors
    /// If it has another form: how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| Err(format!("{why}: {FORMS}"));
        let (name, inside) = match text.split_once('[') {
            None => (text, None),
            Some((name, rest)) => match rest.strip_suffix(']') {
                Some(inside) => (name, Some(inside)),
                None => return wrong("the bracket is not closed"),
            },
        };
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        if !name.split('.').all(is_name) {
            return wrong(&format!("`{name}` is not the name of an exception"));
        }
        let mut expected = Self { name: name.to_string(), inside: Vec::new() };
        let Some(inside) = inside else { return Ok(expected) };
        for part in split(inside) {
            expected.inside.push(match part.parse() {
                Ok(status) if name == "SystemExit" => Inside::Status(status),
                _ if name == "SystemExit" => return wrong(&format!("`{part}` is not an exit status")),
                _ => Inside::Member(Self::parse(part)?),
            });
        }
        Ok(expected)
    }

    /// Whether an exception is this one. A subclass is another one.
    pub fn is(&self, raised: &Raised) -> bool {
        raised.names.contains(&self.name) && (self.inside.is_empty() || self.contents_are(raised))
    }

    fn contents_are(&self, raised: &Raised) -> bool {
        if let [Inside::Status(status)] = self.inside[..] {
            return raised.message == status.to_string();
        }
        let mut left: Vec<_> = raised.members.iter().collect();
        let found = self.inside.iter().all(|inside| {
            let Inside::Member(expected) = inside else { return false };
            let place = left.iter().position(|member| expected.is(member));
            place.map(|place| left.swap_remove(place)).is_some()
        });
        found && left.is_empty()
    }
}

/// The parts between commas that are in no brackets.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let outside = move |c: char| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == ',' && depth == 0
    };
    text.split(outside).collect()
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name)?;
        if self.inside.is_empty() {
            return Ok(());
        }
        let text = |inside: &Inside| match inside {
            Inside::Member(member) => member.to_string(),
            Inside::Status(status) => status.to_string(),
        };
        write!(f, "[{}]", self.inside.iter().map(text).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(name: &str, members: Vec<Raised>) -> Raised {
        Raised { names: vec![name.to_string()], members, ..Raised::default() }
    }

    #[test]
    fn what_is_written_is_read_and_other_forms_are_refused() {
        let good = [
            "ValueError",
            "a.b.C",
            "ExceptionGroup[ValueError,ExceptionGroup[KeyError,a.B]]",
            "SystemExit[3]",
        ];
        for text in good {
            assert_eq!(Expected::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "a b", "A[", "A]", "A[]", "A[B,]", "A[B]]", "SystemExit[x]", "3", "A..B", "A[ B]"] {
            let wrong = Expected::parse(text).unwrap_err();
            assert!(wrong.contains("ExceptionGroup[ValueError,KeyError]"), "{text}: {wrong}");
        }
    }

    #[test]
    fn a_group_is_compared_with_all_of_its_members_in_any_order() {
        let group = raised("ExceptionGroup", vec![raised("KeyError", vec![]), raised("ValueError", vec![])]);
        let is = |text: &str| Expected::parse(text).unwrap().is(&group);
        assert!(is("ExceptionGroup") && is("ExceptionGroup[ValueError,KeyError]"));
        for other in
            ["Exception", "ValueError", "ExceptionGroup[ValueError]", "ExceptionGroup[ValueError,ValueError]"]
        {
            assert!(!is(other), "{other}");
        }
        assert_eq!(group.to_string(), "ExceptionGroup[KeyError,ValueError]");
    }
}
