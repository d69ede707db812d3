//! The deck as a text that Anki imports: <https://docs.ankiweb.net/importing/text-files.html>.

use super::{Card, Proof, collect};
use crate::catalogue::Catalogue;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::markdown::{self, Embeds, directives};
use crate::page::inline::sentence;
use crate::project::Project;
use maud::{Markup, PreEscaped, html};

/// Its file, in the folder of what the page runs.
pub const FILE: &str = "async-handbook-anki.txt";

/// The columns: what tells a note from any other, its two sides, its tags.
const HEAD: &str = "\
#separator:tab
#html:true
#notetype:Basic
#deck:The async handbook
#guid column:1
#tags column:4
";

/// The text, where a chapter shows the deck. What is wrong with the book is told where its pages
/// are made.
pub fn of(project: &Project) -> Option<String> {
    let chapters = markdown::chapters(project).ok()?;
    let shown = |chapter: &Chapter| chapter.directives.iter().any(|it| it.kind == directives::Kind::Deck);
    if !chapters.iter().any(shown) {
        return None;
    }
    let catalogue = Catalogue::read(project).ok()?;
    let recordings = Recordings::read(project).ok()?;
    let cards = collect(&catalogue, &recordings, &chapters, &Embeds::in_chapters(&chapters));
    Some(text(&cards, &recordings))
}

/// The text of a deck.
pub fn text(cards: &[Card], recordings: &Recordings) -> String {
    let notes = cards.iter().map(|card| {
        let columns = [
            format!("async-handbook-{}", card.id),
            field(&aligned(&front(card, recordings))),
            field(&aligned(&back(card, recordings))),
            tags(card).join(" "),
        ];
        columns.join("\t") + "\n"
    });
    HEAD.chars().chain(notes.collect::<String>().chars()).collect()
}

/// A side of a note, aligned as text and code are: Anki centres what says nothing else, and then each
/// line of a program is centred by itself. The attribute has no quotation marks, which `field` escapes.
fn aligned(side: &Markup) -> Markup {
    html! { (PreEscaped("<div style=text-align:left>")) (side) (PreEscaped("</div>")) }
}

/// One field: Anki ends it at a tab or a newline, and takes a quotation mark at its start for its own.
fn field(html: &Markup) -> String {
    html.0.replace('\t', "    ").replace('\n', "<br>").replace('"', "&quot;")
}

fn front(card: &Card, recordings: &Recordings) -> Markup {
    let options = match &card.proof {
        Proof::Run(asked) => &*asked.options,
        _ => &[],
    };
    let about = card.shows.first().filter(|_| !matches!(card.proof, Proof::None));
    let listing = about.and_then(|slug| recordings.listings.all.get(slug));
    let languages = card.languages.iter().copied();
    let programs = languages.filter_map(|it| listing.and_then(|listing| listing.program(it)));
    html! {
        @if let Some(parent) = &card.follows {
            p { "Your interviewer asked: “" (parent.html(None)) "” You answered, and now:" }
        }
        (card.asks.html(None))
        @if !options.is_empty() {
            ul { @for option in options { li { (option) } } }
        }
        @for program in programs {
            p { (program.language.name()) }
            pre { (program.shown(&recordings.listings.helpers).trim_end()) }
        }
    }
}

fn back(card: &Card, recordings: &Recordings) -> Markup {
    let lines = match &card.proof {
        Proof::Lines(lines) => lines.iter().collect(),
        _ => Vec::new(),
    };
    let all = &recordings.listings.all;
    let titles: Vec<_> = card.mends.iter().filter_map(|slug| all.get(slug)).collect();
    let run = card.shows.first().filter(|_| !matches!(card.proof, Proof::None)).and_then(|it| all.get(it));
    html! {
        @if let Proof::Run(asked) = &card.proof { b { (asked.answer) } br; }
        (card.says.html(None))
        @for (language, lines) in lines {
            @let lines: Vec<_> = lines.iter().map(usize::to_string).collect();
            br; (language.name()) ", line " (lines.join(" or ")) "."
        }
        @if let (Some(listing), Some(language)) = (run, card.languages.first()) {
            pre { (recordings.transcript(listing, *language).source().text.trim_end()) }
        }
        @for mend in titles { br; "Mended by: " (sentence(&mend.manifest.title)) }
    }
}

/// Anki's tags have no spaces; `::` makes a tree of them.
fn tags(card: &Card) -> Vec<String> {
    let languages = card.languages.iter().map(|language| format!("language::{}", language.key()));
    let patterns = card.patterns.iter().map(|id| format!("pattern::{id}"));
    let theme = card.theme.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "-");
    let mut tags =
        vec!["async-handbook".to_string(), format!("kind::{}", card.kind.key()), format!("theme::{theme}")];
    tags.extend(patterns.chain(languages));
    tags
}
