//! What every kind of entry is read from.

use std::ops::Range;

use jiff::civil::Date;
use onrecord_language::Text;
use onrecord_language::dates::TimeExpression;
use onrecord_record::{Article, Locator};

use crate::actors::Resolved;
use crate::attribution::Attribution;
use crate::learned::{Judged, Learned};

/// An article as far as it is understood before anything is put on record. It does not change any more but for the
/// cast, which remembers who was asked for.
pub struct Scene<'t> {
    /// The text, its tokens and its sentences.
    pub text: &'t Text<'t>,
    /// Who is said to have said what, in the order of the contents.
    pub attributions: &'t [Attribution],
    /// What the encoder's heads read of each attribution; `None` where it has not read its content.
    pub judged: Vec<Option<Judged>>,
    /// The encoder's vectors of the words; `None` where rules alone are to read.
    pub learned: Option<&'t Learned<'t>>,
    /// The speakers of each attribution; whom other words refer to.
    pub cast: Resolved<'t>,
    /// The article, whose days of publication other days are counted from.
    pub article: &'t Article,
    /// The expressions of time, with the days that they mean.
    pub dates: Vec<TimeExpression>,
    /// Makes spans of byte ranges.
    pub locator: Locator<'t>,
}

/// From which chance on an act is likely, and from which it is all but sure.
const LIKELY: f32 = 0.15;
const SURE: f32 = 0.5;

impl Scene<'_> {
    /// The mean of the encoder's vectors of some words; empty where it has read none of them.
    pub fn vector(&self, at: &Range<usize>) -> Vec<f32> {
        self.learned.map_or_else(Vec::new, |learned| learned.mean(at))
    }

    /// The means of the encoder's vectors of the words of each range, one behind the other; empty where it has not read
    /// one of them.
    pub fn vectors(&self, ranges: &[&Range<usize>]) -> Vec<f32> {
        let means: Vec<Vec<f32>> = ranges.iter().map(|at| self.vector(at)).collect();
        if means.iter().any(Vec::is_empty) { Vec::new() } else { means.concat() }
    }

    /// What the encoder's heads say that an attribution does, as names for weights: `likely=deny`, `sure=deny`.
    pub fn likely_acts(&self, attribution: usize) -> Vec<String> {
        let Some(judged) = &self.judged[attribution] else { return Vec::new() };
        let likely = judged.kind.acts.iter().filter(|(_, chance)| *chance >= LIKELY);
        let named =
            likely.map(|(act, chance)| format!("{}={act}", if *chance >= SURE { "sure" } else { "likely" }));
        named.collect()
    }

    /// The day that the words at a byte of the text were published.
    pub fn written(&self, at: usize) -> Option<Date> {
        written(self.article, at)
    }
}

/// The day that the words at a byte of an article were published: that of its entry in a live blog, else the article's.
pub fn written(article: &Article, at: usize) -> Option<Date> {
    let entry = article.updates.iter().find(|entry| (entry.byte_start..entry.byte_end).contains(&at));
    day(entry.and_then(|entry| entry.published.as_deref())).or_else(|| day(article.published.as_deref()))
}

/// The day of a date and time.
fn day(stamp: Option<&str>) -> Option<Date> {
    stamp?.get(..10)?.parse().ok()
}
