use crate::{EntryKind, Part, Span, When};

/// What every entry of a record has, whatever its kind. The store, the checks and the exports go over entries by this
/// alone, so that a new kind is a new file here and its name in the list of [`Record`](crate::Record)'s entries.
pub trait AnyEntry {
    /// The kind.
    fn kind(&self) -> EntryKind;
    /// Stable within the article: a letter and a number, `s1`, `e1` …
    fn id(&self) -> &str;
    /// The words of the article that show it, in order. Each slices the article's text.
    fn evidence(&self) -> Vec<&Span>;
    /// What it is about, in the article's own words: what a search for words looks through.
    fn words(&self) -> String;
    /// Ids of the actors that it concerns, by what they are to it.
    fn parties(&self) -> Vec<(Part, &[String])>;
    /// When it was, is or will be.
    fn when(&self) -> Option<&When>;
    /// The probability, 0 to 1, that it is right.
    fn confidence(&self) -> f64;
    /// Codes that tell it from others of its kind, by the field that has them: `act` of a statement, `phase` of an
    /// engagement.
    fn codes(&self) -> Vec<(&'static str, &'static str)>;
    /// Puts other actors, by their ids, in the place of those that are a part to it.
    fn set_actors(&mut self, part: Part, ids: Vec<String>);
    /// Puts other days in the place of its own.
    fn set_when(&mut self, when: Option<When>);
    /// Puts other words, one piece at least, in the place of its own.
    fn set_own(&mut self, own: Vec<Span>);
}
