//! What the text states of itself: headline, standfirst, writers, dates, agency, publisher.

use onrecord_record::{FurnitureRole, Role};

use super::role::Scrape;
use super::select::Stretch;
use crate::placement::Placement;
use crate::words::fold;
use crate::{agency, byline, credit, date};

/// What the text states of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedInText {
    pub title: String,
    pub standfirst: String,
    pub bylines: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: String,
    pub agency: Vec<String>,
}

/// Reads it off the pieces that have their places.
pub fn stated(scrape: Scrape, stretch: &Stretch, places: &[Placement]) -> StatedInText {
    let mut stated = StatedInText::default();
    for (idx, place) in places.iter().enumerate() {
        let words = scrape.words(idx);
        match place {
            Placement::Article(Role::Title) => stated.title = fold(words),
            Placement::Article(Role::Standfirst) => stated.standfirst = fold(words),
            Placement::Article(Role::Credit) => read_credit(scrape, idx, stretch, &mut stated),
            Placement::Furniture(FurnitureRole::Other) if stated.publisher.is_empty() => {
                stated.publisher = credit::owner(words).unwrap_or_default().to_string();
            }
            _ => {}
        }
    }
    let lead = places.iter().position(|place| *place == Placement::Article(Role::Paragraph));
    for agency in lead.map_or(Vec::new(), |lead| agency::dateline(scrape.words(lead))) {
        add(&mut stated.agency, agency);
    }
    read_dates(scrape, stretch, places, lead, &mut stated);
    if stated.bylines.is_empty() {
        stated.bylines.extend(biography(scrape, stretch, places));
    }
    stated
}

fn add(list: &mut Vec<String>, one: &str) {
    if list.iter().all(|known| known != one) {
        list.push(one.to_string());
    }
}

fn read_credit(scrape: Scrape, idx: usize, stretch: &Stretch, stated: &mut StatedInText) {
    let (words, look) = (scrape.words(idx), &scrape.looks[idx]);
    for agency in credit::supplied(words).unwrap_or_default() {
        add(&mut stated.agency, agency);
    }
    // A byline stands between headline and body; a picture's credit anywhere.
    let is_top = stretch.body.start <= idx && idx < stretch.body.start + 20;
    if !is_top || credit::picture(words, look.words).is_some() || !stated.bylines.is_empty() {
        return;
    }
    let is_supplied = credit::supplied(words).is_some();
    if byline::is_byline(words) || !is_supplied {
        stated.bylines.extend(byline::names(words, byline::is_person));
    }
}

/// Dates of the lines around the headline, or right behind the body.
fn read_dates(
    scrape: Scrape,
    stretch: &Stretch,
    places: &[Placement],
    lead: Option<usize>,
    stated: &mut StatedInText,
) {
    let top = stretch.title.unwrap_or(stretch.body.start).saturating_sub(6);
    let lead = lead.unwrap_or(stretch.body.start).min(places.len());
    let behind = stretch.body.end..places.len().min(stretch.body.end + 4);
    for idx in (top..lead).chain(behind) {
        let words = scrape.words(idx);
        if matches!(places[idx], Placement::Article(Role::Title | Role::Standfirst | Role::Caption))
            || words.len() > 200
        {
            continue;
        }
        let is_lines_own =
            date::is_date_line(words) || byline::is_byline(words) || scrape.looks[idx].words <= 14;
        for date in date::dates(words).into_iter().filter(|_| is_lines_own) {
            let slot = if date.is_change { &mut stated.modified } else { &mut stated.published };
            slot.get_or_insert(date.stamp.iso());
        }
    }
}

/// The writer that a biography behind the body names in a line of its own.
fn biography(scrape: Scrape, stretch: &Stretch, places: &[Placement]) -> Option<String> {
    let is_line = |idx: &usize| {
        places[*idx] == Placement::Furniture(FurnitureRole::Biography)
            && byline::is_person(scrape.words(*idx))
    };
    (stretch.body.start..places.len()).find(is_line).map(|idx| scrape.words(idx).to_string())
}
