//! The questions of the two texts: fifty of the one, the FAQs of the other.

use super::check_ids;
use crate::problem::Problems;
use crate::project::Project;
use serde::Deserialize;

const FILE: &str = "catalogue/questions.toml";

/// A question of one of the texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// `Q01` to `Q50`, or `F01` to `F04`: its number in its text.
    pub id: String,
    /// What it asks, in our words: the answers came without their questions.
    pub asks: String,
}

impl Question {
    /// Its number in its text, counted from 1.
    pub fn number(&self) -> u32 {
        self.id[1..].parse().unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<Question>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Question>, Problems> {
    let (file, source): (File, _) = project.read_toml(FILE)?;
    let mut problems = Problems::new();
    let ids = file.question.iter().map(|question| (&source, question.id.as_str()));
    check_ids(ids, "QF", 2).into_iter().for_each(|problem| problems.push(problem));
    problems.or(file.question)
}
