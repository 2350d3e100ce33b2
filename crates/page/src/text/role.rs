//! What each piece of the article's stretch is for, and which of them are furniture after all.

use onrecord_record::{FurnitureRole, Role};

use super::look::{LineEnd, PieceLook};
use super::piece::{PieceMark, TextPiece};
use super::select::{Stretch, is_opening};
use crate::credit::{self, Credit};
use crate::placement::Placement;
use crate::{byline, date};

use FurnitureRole::{Biography, Comments, Navigation, Other, Related};
use Placement::{Article, Furniture};

/// The text with its pieces and what they look like.
#[derive(Clone, Copy)]
pub struct Scrape<'t> {
    pub text: &'t str,
    pub pieces: &'t [TextPiece],
    pub looks: &'t [PieceLook],
}

impl<'t> Scrape<'t> {
    pub fn words(&self, idx: usize) -> &'t str {
        self.pieces[idx].text(self.text)
    }

    /// Whether piece `idx` says again what the next one says, as a picture's description does above its
    /// caption.
    fn is_told_again(&self, idx: usize) -> bool {
        idx + 1 < self.pieces.len() && is_opening(self.words(idx), self.words(idx + 1))
    }

    fn tells_again(&self, idx: usize) -> bool {
        idx > 0 && self.is_told_again(idx - 1)
    }
}

/// A place for each piece.
pub fn places(scrape: Scrape, stretch: &Stretch) -> Vec<Placement> {
    let (before, behind) = (stretch.title.unwrap_or(stretch.body.start), stretch.body.end);
    let mut places: Vec<Placement> = Vec::with_capacity(scrape.pieces.len());
    outside(scrape, 0..before, &mut places);
    if stretch.title.is_some() {
        places.push(Article(Role::Title));
    }
    let lead = lead(scrape, stretch);
    for idx in stretch.body.start..lead {
        places.push(top(scrape, idx));
    }
    for idx in lead..behind {
        places.push(inside(scrape, idx, stretch.has_furniture));
    }
    standfirst(scrape, stretch, lead, &mut places);
    set_lists_apart(scrape, lead..behind, &mut places);
    name_headings(scrape, lead..behind, stretch.has_furniture, &mut places);
    outside(scrape, behind..scrape.pieces.len(), &mut places);
    name_lines(scrape, stretch, &mut places);
    places
}

/// Furniture outside the article: a label's role holds until the next label.
fn outside(scrape: Scrape, range: std::ops::Range<usize>, places: &mut Vec<Placement>) {
    let mut role = Navigation;
    for idx in range {
        let look = &scrape.looks[idx];
        if let Some(wording) = look.wording {
            role = match wording {
                Related | Comments => wording,
                _ if role == Comments => Comments,
                _ => Navigation,
            };
            places.push(Furniture(wording));
        } else {
            places.push(Furniture(role));
        }
    }
}

/// Where the body's prose begins, behind the standfirst, byline, date and picture.
fn lead(scrape: Scrape, stretch: &Stretch) -> usize {
    if stretch.title.is_none() {
        return stretch.body.start;
    }
    let is_lead = |idx: &usize| {
        let look = &scrape.looks[*idx];
        look.is_prose()
            && credit::picture(scrape.words(*idx), look.words).is_none()
            && !scrape.is_told_again(*idx)
            && !scrape.tells_again(*idx)
    };
    let first = stretch.body.clone().find(is_lead).unwrap_or(stretch.body.start);
    // A standfirst may be a sentence: then something stands between it and the body.
    if scrape.looks[first.min(scrape.looks.len() - 1)].words <= 60
        && first < stretch.body.start + 2
        && let Some(second) = (first + 1..stretch.body.end.min(first + 16)).find(is_lead)
        && (first + 1..second).any(|idx| is_apart(scrape, idx))
    {
        return second;
    }
    first
}

/// Whether a piece is of the kind that stands between headline and body.
fn is_apart(scrape: Scrape, idx: usize) -> bool {
    let (words, look) = (scrape.words(idx), &scrape.looks[idx]);
    look.wording.is_some_and(|role| role != Related)
        || date::is_date_line(words)
        || date::is_day_line(words)
        || byline::is_byline(words)
        || credit::picture(words, look.words).is_some()
}

/// A piece between headline and body.
fn top(scrape: Scrape, idx: usize) -> Placement {
    let (words, look) = (scrape.words(idx), &scrape.looks[idx]);
    if let Some(role) = look.wording {
        return Furniture(role);
    }
    match credit::picture(words, look.words) {
        Some(Credit::Caption) => return Article(Role::Caption),
        Some(Credit::Line) => return Article(Role::Credit),
        None => {}
    }
    if scrape.is_told_again(idx) || scrape.tells_again(idx) {
        return Article(Role::Caption);
    }
    if byline::is_byline(words) || credit::supplied(words).is_some() {
        return Article(Role::Credit);
    }
    if date::is_date_line(words) || date::is_day_line(words) {
        return Furniture(Other);
    }
    if look.words <= 4 {
        return if byline::is_person(words) { Article(Role::Credit) } else { Furniture(Navigation) };
    }
    Article(Role::Caption)
}

/// Finds the standfirst between headline and body.
fn standfirst(scrape: Scrape, stretch: &Stretch, lead: usize, places: &mut [Placement]) {
    let could_be = |idx: &usize| {
        let look = &scrape.looks[*idx];
        let words = scrape.words(*idx);
        places[*idx] == Article(Role::Caption)
            && if look.end == LineEnd::Sentence { 8..=80 } else { 11..=80 }.contains(&look.words)
            && credit::picture(words, look.words).is_none()
            && !scrape.is_told_again(*idx)
            && !scrape.tells_again(*idx)
    };
    if let Some(idx) = (stretch.body.start..lead).find(could_be) {
        places[idx] = Article(Role::Standfirst);
    }
}

/// A piece from the body's first paragraph on.
fn inside(scrape: Scrape, idx: usize, has_furniture: bool) -> Placement {
    let (words, look) = (scrape.words(idx), &scrape.looks[idx]);
    if let Some(role) = look.wording {
        return Furniture(role);
    }
    match scrape.pieces[idx].mark {
        PieceMark::Heading => return Article(Role::Heading),
        PieceMark::Quotation => return Article(Role::Quotation),
        PieceMark::Table => return Article(Role::Table),
        PieceMark::Bullet | PieceMark::Number | PieceMark::None => {}
    }
    if credit::supplied(words).is_some() {
        return Article(Role::Credit);
    }
    if !look.opens_quote {
        match credit::picture(words, look.words) {
            Some(Credit::Caption) => return Article(Role::Caption),
            Some(Credit::Line) => return Article(Role::Credit),
            None => {}
        }
    }
    if scrape.is_told_again(idx) || (scrape.tells_again(idx) && !look.is_prose()) {
        return Article(Role::Caption);
    }
    if has_furniture && look.is_signature {
        return if date::is_date_line(words) { Furniture(Other) } else { Article(Role::Credit) };
    }
    if has_furniture && look.end == LineEnd::Bare && LONG_SCRAP.contains(&look.words) && !is_remark(words) {
        // Too long for a heading, and no sentence: what a picture shows, or another article's headline.
        return Article(Role::Caption);
    }
    match scrape.pieces[idx].mark {
        PieceMark::Bullet | PieceMark::Number => Article(Role::ListItem),
        _ => Article(Role::Paragraph),
    }
}

/// Sets apart what follows a label such as "Also read:", up to the next paragraph.
fn set_lists_apart(scrape: Scrape, range: std::ops::Range<usize>, places: &mut [Placement]) {
    let mut idx = range.start;
    while idx < range.end {
        let label = idx;
        idx += 1;
        if places[label] != Furniture(Related) || scrape.looks[label].words > 6 {
            continue;
        }
        while idx < range.end && is_link(scrape, idx, places[idx]) {
            idx += 1;
        }
        // A long list is the article's own, whatever label stands before it.
        if idx - label > MAX_LINKS && idx < range.end {
            continue;
        }
        // A heading may stand right behind the list.
        if idx < range.end && idx - label > 2 && is_set_off(scrape, label + 1, idx - 1) {
            idx -= 1;
        }
        for place in &mut places[label + 1..idx] {
            *place = Furniture(Related);
        }
    }
}

/// How many headlines a list inside an article has at most.
const MAX_LINKS: usize = 8;

/// Whether a piece could be another article's headline.
fn is_link(scrape: Scrape, idx: usize, place: Placement) -> bool {
    let look = &scrape.looks[idx];
    matches!(place, Article(Role::Paragraph | Role::ListItem | Role::Caption | Role::Credit))
        && !look.is_prose()
        && look.words <= 30
        && !look.opens_quote | (look.end == LineEnd::Bare)
}

/// Whether the last of a list's pieces stands apart from the others, or is much shorter.
fn is_set_off(scrape: Scrape, first: usize, last: usize) -> bool {
    let widest = scrape.pieces[first + 1..last].iter().map(|piece| piece.gap).max();
    let is_apart = widest.is_some_and(|widest| scrape.pieces[last].gap > widest);
    let n_words: u32 = scrape.looks[first..last].iter().map(|look| look.words).sum();
    let mean = n_words as f32 / (last - first) as f32;
    is_apart || (scrape.looks[last].words <= 5 && mean >= 8.0)
}

/// Tells headings, and runs of scraps that are none.
fn name_headings(
    scrape: Scrape,
    range: std::ops::Range<usize>,
    has_furniture: bool,
    places: &mut [Placement],
) {
    let mut idx = range.start;
    while idx < range.end {
        let from = idx;
        while idx < range.end && is_scrap(scrape, idx, places[idx]) {
            idx += 1;
        }
        let n_scraps = idx - from;
        if n_scraps == 0 {
            idx += 1;
            continue;
        }
        let n_words: u32 = scrape.looks[from..idx].iter().map(|look| look.words).sum();
        if n_scraps >= 4 && (n_words as usize) < n_scraps * 4 {
            places[from..idx].fill(Furniture(Navigation));
            continue;
        }
        let is_before_prose = idx < range.end
            && matches!(
                places[idx],
                Article(Role::Paragraph | Role::ListItem | Role::Quotation | Role::Table)
            );
        if is_before_prose && n_scraps <= 2 && is_heading(scrape, idx - 1) {
            places[idx - 1] = Article(Role::Heading);
        }
        for (place, look) in places[from..idx].iter_mut().zip(&scrape.looks[from..idx]) {
            if has_furniture && *place == Article(Role::Paragraph) && look.words <= 2 {
                *place = Furniture(Navigation);
            }
        }
    }
}

/// A short line that is no sentence.
fn is_scrap(scrape: Scrape, idx: usize, place: Placement) -> bool {
    let look = &scrape.looks[idx];
    let is_question = scrape.words(idx).ends_with('?') && !look.opens_quote && look.words <= 14;
    place == Article(Role::Paragraph) && (look.is_short() || is_question)
}

fn is_heading(scrape: Scrape, idx: usize) -> bool {
    let (words, look) = (scrape.words(idx), &scrape.looks[idx]);
    let opens_small = words.starts_with(char::is_lowercase);
    let gap_behind = scrape.pieces.get(idx + 1).map_or(0, |piece| piece.gap);
    let is_set_off = scrape.pieces[idx].gap > gap_behind;
    match look.end {
        LineEnd::Bare => {
            look.words <= 18
                && !opens_small
                && !words.ends_with([',', ';', '-', '–', '—'])
                && !is_remark(words)
        }
        _ => is_set_off,
    }
}

/// Words of a line that is too long for a heading and too short for a paragraph without a full stop.
const LONG_SCRAP: std::ops::Range<u32> = 12..30;

/// Whether words follow a closing quotation mark: “Never,” she added
fn is_remark(words: &str) -> bool {
    let opens = words.starts_with(['"', '“', '„', '«']);
    let closing = words.rfind(['"', '”', '“', '»']).unwrap_or(0);
    opens && (closing == 0 || words[closing..].chars().count() > 3)
}

/// A writer's name above the biography belongs to it.
fn name_lines(scrape: Scrape, stretch: &Stretch, places: &mut [Placement]) {
    for idx in stretch.body.start..scrape.pieces.len().saturating_sub(1) {
        let words = scrape.words(idx);
        if places[idx + 1] == Furniture(Biography)
            && words.len() < 80
            && scrape.words(idx + 1).starts_with(words)
        {
            places[idx] = Furniture(Biography);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{look::looks, piece::pieces};
    use super::*;

    /// The places of a body with furniture around it, from its first paragraph on.
    fn body(text: &str) -> Vec<(Placement, String)> {
        let pieces = pieces(text);
        let looks = looks(text, &pieces);
        let scrape = Scrape { text, pieces: &pieces, looks: &looks };
        let stretch = Stretch { title: None, body: 0..pieces.len(), has_furniture: true };
        let words = |idx: usize| scrape.words(idx).chars().take(12).collect();
        places(scrape, &stretch).into_iter().enumerate().map(|(idx, place)| (place, words(idx))).collect()
    }

    fn place(text: &str, opening: &str) -> Placement {
        let places = body(text);
        places.iter().find(|(_, words)| words.starts_with(opening)).expect("a piece opens so").0
    }

    const PROSE: &str =
        "The ferry that was lost in the storm came back to the harbour of Ruvia on Monday.\n\n";

    #[test]
    fn a_label_takes_the_headlines_behind_it() {
        let text = format!("{PROSE}Read more:\n\nMill closes\n\nDam holds\n\n{PROSE}");
        assert_eq!(place(&text, "Mill"), Furniture(Related));
        assert_eq!(place(&text, "Dam"), Furniture(Related));
        assert_eq!(body(&text)[4].0, Article(Role::Paragraph));
    }

    #[test]
    fn a_heading_set_off_from_the_list_is_kept() {
        let text = format!("{PROSE}Also read:\n\nMill closes\n\nDam holds\n\n\n\nThe crew\n\n{PROSE}");
        assert_eq!(place(&text, "Dam"), Furniture(Related));
        assert_eq!(place(&text, "The crew"), Article(Role::Heading));
    }

    #[test]
    fn short_lines_before_paragraphs_are_headings() {
        let text = format!("{PROSE}‘Talks are hard’\n\n{PROSE}“We are fine,” he said.\n\n{PROSE}");
        assert_eq!(place(&text, "‘Talks"), Article(Role::Heading));
        assert_eq!(place(&text, "“We are"), Article(Role::Paragraph));
    }

    #[test]
    fn runs_of_scraps_are_no_headings() {
        let text = format!("{PROSE}Save\n\nGift\n\nLike\n\nZoom in\n\n{PROSE}");
        assert_eq!(place(&text, "Zoom"), Furniture(Navigation));
    }

    #[test]
    fn pictures_told_twice_are_captions() {
        let told = "The ferry in the harbour of Ruvia on Monday";
        let text = format!("{PROSE}{told}\n{told}. Photo: Ana Belo\n\n{PROSE}");
        assert!(body(&text)[1..3].iter().all(|(place, _)| *place == Article(Role::Caption)));
    }

    #[test]
    fn the_writers_name_goes_with_the_biography() {
        let bio = "Mira Okafor is a reporter at Harbour Times.";
        let text = format!("{PROSE}Mira Okafor\n\n{bio}\n");
        assert_eq!(body(&text)[1].0, Furniture(Biography));
    }
}
