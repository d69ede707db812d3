//! What stands below the heading of a question: where it comes from, and what is claimed there.

use super::{Context, claims};
use crate::catalogue::{Question, Text};
use maud::{Markup, html};
use std::path::Path;

/// Which questions a section of `chapter` answers.
pub fn question(context: &Context, questions: &[&Question], chapter: &Path) -> Markup {
    let claimed = context.catalogue.claims.iter();
    let items = |item: &String| questions.iter().any(|question| question.id == *item);
    let claimed: Vec<_> = claimed.filter(|claim| claim.items.iter().any(items)).collect();
    let text = questions.first().map_or(Text::Answers, |question| Text::of(&question.id));
    html! {
        p.asked {
            @match text { Text::List => "FAQ ", Text::Answers => "Question " }
            @for (index, question) in questions.iter().enumerate() {
                @if index > 0 { @if index + 1 == questions.len() { " and " } @else { ", " } }
                span id=(question.id) title=(question.asks) { (question.number()) }
            }
            " of " a href=(super::link(Path::new("src/introduction.md"), "the-two-sources", chapter)) { (text.name()) } "."
            @if !claimed.is_empty() { " " (claims::verdicts(&claimed, chapter)) }
        }
    }
}

/// The questions of the fifty answers, each with a link to where it is answered.
pub fn list(context: &Context, chapter: &Path) -> Markup {
    let fifty = context.catalogue.questions.iter().filter(|it| Text::of(&it.id) == Text::Answers);
    html! {
        ol.questions {
            @for question in fifty {
                li {
                    @match context.answers.get(&question.id) {
                        Some((answer, anchor)) => a href=(super::link(answer, anchor, chapter)) { (question.asks) },
                        None => (question.asks),
                    }
                }
            }
        }
    }
}
