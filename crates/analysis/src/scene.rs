//! What every kind of entry is read from.

use jiff::civil::Date;
use onrecord_language::Text;
use onrecord_language::dates::TimeExpression;
use onrecord_record::Locator;

use crate::actors::Resolved;
use crate::attribution::Attribution;
use crate::learned::Judged;

/// An article as far as it is understood before anything is put on record. It does not change any more but for the
/// cast, which remembers who was asked for.
pub struct Scene<'t> {
    /// The text, its tokens and its sentences.
    pub text: &'t Text<'t>,
    /// Who is said to have said what, in the order of the contents.
    pub attributions: &'t [Attribution],
    /// What the encoder's heads read of each attribution; `None` where it has not read its content.
    pub judged: Vec<Option<Judged>>,
    /// The speakers of each attribution; whom other words refer to.
    pub cast: Resolved<'t>,
    /// The day of publication, that other days are counted from.
    pub published: Option<Date>,
    /// The expressions of time, with the days that they mean.
    pub dates: Vec<TimeExpression>,
    /// Makes spans of byte ranges.
    pub locator: Locator<'t>,
}
