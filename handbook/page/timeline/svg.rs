//! Draws a timeline: a row for each lane, its name in HTML and its events in SVG.
//!
//! Places are percentages of the row's width and sizes are pixels, so that marks and
//! letters keep their size on every screen.

use super::{Axis, Lane, Mark, Meaning, Stretch, Timeline};
use maud::{Markup, html};

const HEIGHT: u32 = 26;
const MIDDLE: u32 = HEIGHT / 2;
/// The narrowest and the usual width of a row, and the width of a letter, in pixels.
const NARROW: f64 = 270.0;
const WIDE: f64 = 520.0;
const LETTER: f64 = 6.7;

/// The picture of a run, with its text alternative.
pub fn draw(timeline: &Timeline) -> Markup {
    let grid: Vec<f64> = match &timeline.axis {
        axis @ Axis::Time { ticks, .. } => ticks.iter().map(|tick| axis.part(*tick)).collect(),
        Axis::Order => Vec::new(),
    };
    html! {
        div.timeline role="img" aria-label=(timeline.alternative()) {
            @for (index, lane) in timeline.lanes.iter().enumerate() {
                span.lane { (lane.name) }
                (row(lane, index, &grid))
            }
            (axis(&timeline.axis))
        }
    }
}

/// What the shapes mean, each beside its shape.
pub fn legend() -> Markup {
    let marks = [
        (Meaning::Done, "it is done"),
        (Meaning::Cancelled, "it was cancelled or given up"),
        (Meaning::Failed, "it failed"),
        (Meaning::Note, "it said something else"),
    ];
    let bars = [
        (Meaning::Open, false, "it is at work, and lets others work"),
        (Meaning::Queued, false, "it stands in a queue"),
        (Meaning::Blocking, false, "it blocks: nobody else has a turn"),
        (Meaning::Open, true, "it is not heard of again"),
    ];
    html! {
        dl.legend {
            @for (meaning, text) in marks {
                div {
                    dt { svg.lane-1 width="40" height=(HEIGHT) aria-hidden="true" { svg.mark x="50%" y=(MIDDLE) { (shape(meaning)) } } }
                    dd { (text) }
                }
            }
            @for (meaning, open, text) in bars {
                div {
                    dt { svg.lane-1 width="40" height=(HEIGHT) aria-hidden="true" { (bar(&Stretch { start: 0.0, end: 1.0, meaning }, open)) } }
                    dd { (text) }
                }
            }
        }
    }
}

fn axis(axis: &Axis) -> Markup {
    html! {
        span.lane.axis {}
        svg.axis width="100%" height="16" {
            @match axis {
                Axis::Time { begin, end, ticks } => {
                    @for (index, tick) in ticks.iter().enumerate() {
                        @let anchor = if tick == begin { "start" } else if tick == end { "end" } else { "middle" };
                        text x=(percent(axis.part(*tick))) y="12" text-anchor=(anchor) {
                            (tick) @if index + 1 == ticks.len() { " ms" }
                        }
                    }
                }
                Axis::Order => {
                    text x="0" y="12" { "in order, not to scale" }
                }
            }
        }
    }
}

fn row(lane: &Lane, index: usize, grid: &[f64]) -> Markup {
    html! {
        svg class=(format!("run lane-{}", index % 6 + 1)) width="100%" height=(HEIGHT) {
            @for at in grid {
                line.grid x1=(percent(*at)) x2=(percent(*at)) y1="0" y2=(HEIGHT) {}
            }
            @for (index, stretch) in lane.stretches.iter().enumerate() {
                (bar(stretch, lane.open && index + 1 == lane.stretches.len()))
            }
            @for (mark, shift) in shifted(&lane.marks) {
                svg.mark x=(percent(mark.at)) y=(MIDDLE) { g transform=(format!("translate({shift})")) { (shape(mark.meaning)) } }
            }
            (label(lane))
        }
    }
}

fn bar(stretch: &Stretch, open: bool) -> Markup {
    let (class, height) = match stretch.meaning {
        Meaning::Blocking => ("blocks", HEIGHT - 12),
        Meaning::Queued => ("queues", 4),
        _ if open => ("waits open", HEIGHT - 12),
        _ => ("waits", HEIGHT - 12),
    };
    let width = stretch.end - stretch.start;
    html! {
        @if width > 0.0 {
            rect class=(class) x=(percent(stretch.start)) y=((HEIGHT - height) / 2) width=(percent(width)) height=(height) rx="4" {}
        }
    }
}

/// Shape says what colour says again, so that no meaning hangs on colour.
fn shape(meaning: Meaning) -> Markup {
    html! {
        @match meaning {
            Meaning::Done => {
                circle.done r="7" {}
                path.stroke d="M-3.5 0l2.5 2.8 4.5-5.3" {}
            }
            Meaning::Cancelled => {
                rect.cancelled x="-7" y="-7" width="14" height="14" rx="3" {}
                path.stroke d="M-3 -3l6 6M3 -3l-6 6" {}
            }
            Meaning::Failed => {
                path.failed d="M0 -9L9 0L0 9L-9 0Z" {}
                path.stroke d="M0 -4.5v5M0 3v1.5" {}
            }
            Meaning::Blocking | Meaning::Queued | Meaning::Open | Meaning::Note => circle.note r="4" {},
        }
    }
}

/// Marks that fall on one spot are put side by side, towards the middle of the row.
fn shifted(marks: &[Mark]) -> Vec<(&Mark, f64)> {
    let width = |mark: &Mark| match mark.meaning {
        Meaning::Done | Meaning::Cancelled | Meaning::Failed => 16.0,
        _ => 9.0,
    };
    let mut placed: Vec<(&Mark, f64)> = Vec::new();
    for group in marks.chunk_by(|a, b| (a.at - b.at).abs() < 0.004) {
        let towards = if group[0].at > 0.5 { -1.0 } else { 1.0 };
        let ordered: Vec<&Mark> =
            if towards < 0.0 { group.iter().rev().collect() } else { group.iter().collect() };
        let mut shift = 0.0;
        for (index, mark) in ordered.iter().enumerate() {
            if index > 0 {
                shift += towards * (width(ordered[index - 1]) + width(mark)) / 2.0;
            }
            placed.push((mark, shift));
        }
    }
    placed
}

/// What the lane's last event says, where there is room for it beside the mark.
fn label(lane: &Lane) -> Markup {
    let Some(last) = lane.marks.last() else {
        return html! {};
    };
    let before = lane.marks.iter().rev().map(|mark| mark.at).find(|at| *at < last.at).unwrap_or(0.0);
    let width = last.event.chars().count() as f64 * LETTER + 14.0;
    let rightwards = lane.marks.iter().rev().skip(1).all(|mark| mark.at < last.at);
    let (room, dx, anchor) = match last {
        _ if lane.open => (0.0, 0, ""),
        _ if rightwards && last.at < 0.5 => (1.0 - last.at, 13, "start"),
        _ if lane.stretches.iter().any(|it| it.meaning == Meaning::Blocking && it.end >= last.at) => {
            (0.0, 0, "")
        }
        _ if rightwards => (last.at - before - 0.02, -13, "end"),
        _ => (0.0, 0, ""),
    };
    let class = match room {
        _ if room * NARROW > width => "",
        _ if room * WIDE > width => "roomy",
        _ => return html! {},
    };
    html! {
        svg.mark x=(percent(last.at)) y=(MIDDLE) {
            text class=(class) x=(dx) y="4" text-anchor=(anchor) { (last.event) }
        }
    }
}

fn percent(part: f64) -> String {
    let text = format!("{:.2}", part * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
