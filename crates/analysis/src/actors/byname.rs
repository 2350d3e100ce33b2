//! Those who are described and called by a name in quotation marks: "a fisherman who goes by the name “Stubby”".

use std::ops::Range;

use onrecord_language::NounClass;
use onrecord_language::names::is_capital;
use onrecord_record::ActorKind;

use super::phrase::{self, SourcePhrase};
use super::resolver::Resolver;
use crate::attribution::names_behind;

/// A name in marks has no more words.
const MOST_WORDS: usize = 3;

impl Resolver<'_> {
    /// The name in quotation marks that a source gives to the person whom it describes, and the words that describe; ships
    /// and towns that are called so speak for nobody.
    pub fn byname(&self, source: &[Range<usize>]) -> Option<(Range<usize>, Range<usize>)> {
        const OPENING: [char; 4] = ['“', '"', '‘', '«'];
        const CLOSING: [char; 5] = ['”', '"', '’', '»', '\n'];
        let text = self.cast.text;
        let (first, last) = (source.first()?, source.last()?);
        let mark = first.start + text.get(first.start..last.end)?.find(OPENING)?;
        if !names_behind(text, mark) {
            return None;
        }
        let start = mark + text[mark..].chars().next().map_or(0, char::len_utf8);
        let called = text[start..].split(CLOSING).next()?.trim_end_matches([',', '.']);
        let n_words = called.split(' ').count();
        if !(1..=MOST_WORDS).contains(&n_words) || !called.split(' ').all(is_capital) {
            return None;
        }
        let parts = phrase::phrases(text, source, &self.cast);
        let Some(SourcePhrase::Described(d)) = parts.into_iter().next() else { return None };
        // "Who sails a boat by the name “Stubby”": the boat is called so.
        let between = text.get(d.core.end..mark)?;
        if [" a ", " an ", " whose "].iter().any(|other| between.contains(other)) {
            return None;
        }
        let is_who = || between.contains(" who ");
        let is_person = d.class == Some(NounClass::Person) || d.class.is_none() && is_who();
        (is_person && !d.plural).then(|| (start..start + called.len(), d.core))
    }

    /// The person of this name, in the role that the words of `role` tell.
    pub fn bynamed(&mut self, name: Range<usize>, role: Range<usize>) -> usize {
        let words = &self.cast.text[name.clone()];
        let known = self.cast.find(words, None);
        let idx = known.unwrap_or_else(|| self.cast.add(words, Some(ActorKind::Person), name.start));
        self.cast.entities[idx].kind = Some(ActorKind::Person);
        self.cast.add_role(idx, role);
        idx
    }
}
