//! Attributions: what the encoder links, held against the quotation marks, which tell where direct speech begins
//! and ends.
//!
//! In: a text and what the encoder finds in it. Out: who is said to have said what, as spans.

mod document;
mod inner;
mod join;
mod linked;
mod paragraph;
mod quotation;
mod quote;
mod relation;
mod relayed;
mod speech;
mod subject;
mod suffered;
mod tidy;
mod transcript;
mod turns;

use onrecord_language::Text;
use onrecord_record::{Article, Role};

use crate::reading::{Model, Reading};
use quotation::Quotation;
pub use quotation::names_behind;
pub use relation::Attribution;
pub use subject::{is_participle, is_second};
pub use transcript::Transcript;

/// How sure what has no source must be: with less, more is wrong than right on PolNeAR dev.
const SURE_WITHOUT_SOURCE: f32 = 0.3;

/// Finds the attributions of an article, in the order in which their contents begin; `reading` is of the prose of
/// `transcript`. What is said within what is said is read once more by `model`.
pub fn find(
    text: &Text,
    article: &Article,
    transcript: &Transcript,
    reading: &Reading,
    model: &Model,
) -> Vec<Attribution> {
    let prose = transcript.prose().iter();
    let mut quotations: Vec<Quotation> = prose.flat_map(|run| quotation::quotations(text, run)).collect();
    let mut found = outer(text, &quotations, reading);
    found.retain(|attribution| !is_repeated(article, attribution));
    let lines: (Vec<Attribution>, Vec<Quotation>) = transcript.attributions().unzip();
    found.extend(lines.0);
    quotations.extend(lines.1);
    quotations.sort_by_key(|quotation| quotation.whole.start);
    let reported = inner::reported(text, reading, &found);
    inner::add(text, &quotations, &model.read(text, &reported), &mut found);
    relation::nest(&mut found);
    for attribution in &mut found {
        attribution.quote = quote::quote(text, &quotations, attribution);
    }
    found
}

/// The attributions that are not part of what is said.
fn outer(text: &Text, quotations: &[Quotation], reading: &Reading) -> Vec<Attribution> {
    let mut found = linked::linked(text, reading);
    found.retain(|a| !a.source.is_empty() || a.score >= SURE_WITHOUT_SOURCE);
    paragraph::keep(text, quotations, &mut found);
    let mut found: Vec<Attribution> = found.into_iter().flat_map(|a| linked::in_turn(text, a)).collect();
    let reporting = linked::reporting(text, reading, &found);
    join::join(text, quotations, &mut found);
    turns::part(text, quotations, &mut found);
    found.extend(reporting);
    for attribution in &mut found {
        subject::name(text, attribution);
        tidy::tidy(text, quotations, attribution);
        subject::between(text, quotations, attribution);
        subject::behind(text, quotations, attribution);
        suffered::leave(text, attribution);
    }
    tidy::once(&mut found);
    relayed::name(text, quotations, &mut found);
    subject::share(text, &mut found);
    document::name(text, &mut found);
    tidy::relate(text, &mut found);
    found.retain(|attribution| !attribution.content.is_empty());
    found
}

/// Whether an attribution is no more than a heading in quotation marks, which says again what the text below says.
fn is_repeated(article: &Article, attribution: &Attribution) -> bool {
    let at = attribution.content[0].start;
    let blocks = &article.blocks;
    let idx = blocks.partition_point(|block| block.byte_end <= at);
    let is_heading = blocks.get(idx).is_some_and(|block| matches!(block.role, Role::Title | Role::Heading));
    is_heading && attribution.cue.is_empty() && attribution.source.is_empty()
}
