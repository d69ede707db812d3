//! A chapter with what stands in it, parsed once for all that look at it.

use super::directives::{Directive, Kind, directives};
use super::fences::{Fence, fences};
use super::headings::{self, Heading};
use crate::problem::{Problem, Source};
use std::ops::{Deref, Range};

/// A text of the book, or one that is written like a chapter.
#[derive(Debug, Clone)]
pub struct Chapter {
    source: Source,
    /// Its directives, in their order.
    pub directives: Vec<Directive>,
    /// Its fences, in their order.
    pub fences: Vec<Fence>,
    /// Its headings, in their order.
    pub headings: Vec<Heading>,
    /// What is wrong with its fences.
    pub wrong_fences: Vec<Problem>,
    /// What is wrong with its directives.
    pub wrong_directives: Vec<Problem>,
}

/// A part of a chapter below a heading of level 2.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// The heading that it begins with.
    pub heading: &'a Heading,
    /// From its heading to the next of level 1 or 2.
    pub span: Range<usize>,
}

impl Chapter {
    /// Parses a text.
    pub fn new(source: Source) -> Self {
        let (directives, wrong_directives) = directives(&source);
        let (fences, wrong_fences) = fences(&source);
        let headings = headings::headings(&source);
        Self { source, directives, fences, headings, wrong_fences, wrong_directives }
    }

    /// The first heading's words.
    pub fn title(&self) -> &str {
        self.headings.first().map_or("", |heading| &heading.text)
    }

    /// The sections of level 2.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let tops: Vec<_> = self.headings.iter().filter(|heading| heading.level <= 2).collect();
        let ends = tops.iter().skip(1).map(|next| next.span.start).chain([self.text.len()]);
        let sections = tops.iter().zip(ends).filter(|(heading, _)| heading.level == 2);
        sections.map(|(heading, end)| Section { heading, span: heading.span.start..end }).collect()
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<Section<'_>> {
        self.sections().into_iter().find(|section| section.heading.id == id)
    }

    /// The span of the section of level 2 around a byte; of the whole text where there is none.
    pub fn section_around(&self, at: usize) -> Range<usize> {
        let mut spans = self.sections().into_iter().map(|section| section.span);
        spans.find(|span| span.contains(&at)).unwrap_or(0..self.text.len())
    }

    /// Whether this byte belongs to a directive.
    pub fn has_directive_at(&self, at: usize) -> bool {
        self.directives.iter().any(|directive| directive.span.contains(&at))
    }

    /// The listing with which it begins.
    pub fn first_listing(&self) -> Option<&str> {
        let first = self.directives.iter().find(|directive| directive.kind == Kind::Listing)?;
        first.arguments.first().map(|(slug, _)| slug.as_str())
    }
}

impl Deref for Chapter {
    type Target = Source;

    fn deref(&self) -> &Source {
        &self.source
    }
}
