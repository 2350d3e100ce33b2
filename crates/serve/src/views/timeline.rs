//! Who spoke when, on what: a lane for each of those who are heard most, then the entries by day.

use askama::Template;
use onrecord_answer::{Answer, counted, noun};
use onrecord_store::ask::{ListPage, Moment, Timeline as Moments};

use super::actor::mark;
use super::card::{EntryCard, TITLE};
use super::chips::{Chip, Conditions};
use super::frame::{Here, PageFrame};
use super::lanes::{DayMark, Lanes, Zoom, placed};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked, QUICKLY, parsed};
use crate::questions::TimelineOf;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    frame: PageFrame,
    chips: Vec<Chip>,
    summary: String,
    /// How many are drawn, where these are not all.
    drawn: Option<usize>,
    /// Whether all that was found is in order.
    is_exact: bool,
    lanes: Lanes,
    zoom: Option<Zoom>,
    wider: Option<String>,
    cards: Vec<EntryCard>,
    first: Option<String>,
    next: Option<String>,
    search: String,
}

/// How many have a lane of their own; the others share one.
const N_LANES: usize = 8;

/// So many are drawn, whichever of them are listed: more run into each other.
const DRAWN: usize = 300;

/// How long names on lanes are.
const NAME: usize = 22;

/// The page of a timeline.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(question: &TimelineOf, answer: &Answered<Moments>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Timeline).asking(&question.q);
    let links = frame.links();
    let asked = Conditions::of(&question.q);
    let timeline = answer.answer();
    let drawn = of.store.timeline(&parsed(&question.q)?, ListPage { limit: DRAWN, offset: 0 }, QUICKLY)?;
    let cards = timeline.moments.iter().map(|moment| EntryCard::of(of.store, links, &moment.entry));
    let summary = match timeline.is_nothing() {
        true => "Nothing is on record for this.".to_string(),
        false => {
            let shown = timeline.moments.len();
            let of_all = counted(&timeline.total, noun(timeline.entries()));
            match timeline.next.is_some() || timeline.offset > 0 {
                true => format!("{of_all}; {} to {} of them", timeline.offset + 1, timeline.offset + shown),
                false => of_all,
            }
        }
    };
    filled(&TimelinePage {
        chips: asked.chips(),
        summary,
        drawn: drawn.next.map(|_| DRAWN),
        is_exact: timeline.is_exact,
        lanes: lanes(&drawn.moments, links),
        zoom: Some(Zoom { base: frame.base.clone(), asked: asked.clone() }),
        wider: asked
            .value("published")
            .map(|_| links.to("/timeline", &[("q", &asked.dropping("published"))])),
        cards: cards.collect::<Result<_, _>>()?,
        first: (timeline.offset > 0).then(|| links.to("/timeline", &[("q", &question.q)])),
        next: answer
            .next_cursor
            .as_deref()
            .map(|cursor| links.to("/timeline", &[("q", &question.q), ("cursor", cursor)])),
        search: links.search(&question.q),
        frame: frame.clone(),
    })
}

/// A lane for each of those who are heard most, one for all others.
fn lanes(moments: &[Moment], links: Links<'_>) -> Lanes {
    let mut lanes: Vec<(String, String, Vec<DayMark>)> = Vec::new();
    for moment in moments {
        let Some(mark) = mark(&moment.entry, links) else { continue };
        let who = moment.entry.parties.first().and_then(|party| party.actors.first());
        let (name, href) = match who.filter(|who| who.kind != "unnamed") {
            Some(who) => (short(&who.name, NAME), links.actor(who.id)),
            None => ("unnamed, unknown".to_string(), String::new()),
        };
        match lanes.iter_mut().find(|lane| lane.1 == href) {
            Some(lane) => lane.2.push(mark),
            None => lanes.push((name, href, vec![mark])),
        }
    }
    lanes.sort_by_key(|(name, href, marks)| (href.is_empty(), std::cmp::Reverse(marks.len()), name.clone()));
    if lanes.len() > N_LANES + 1 {
        let others = lanes.split_off(N_LANES);
        let label = format!("{} others", others.len());
        let mut marks: Vec<DayMark> = others.into_iter().flat_map(|(.., marks)| marks).collect();
        marks.sort_by(|a, b| a.from.cmp(&b.from));
        lanes.push((short(&label, TITLE), String::new(), marks));
    }
    placed(lanes)
}
