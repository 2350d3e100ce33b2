//! Whose words a written thing is: "the council's letter".

use onrecord_language::names::without_possessive;
use onrecord_language::{NounClass, Token};

use super::name::Name;
use super::phrase::{self, Description, SourcePhrase};
use super::resolver::Resolver;

impl Resolver<'_> {
    /// "A poll by the Mill Institute", "her letter": who made a document that has no name of its own speaks by it.
    pub fn makers(&mut self, d: &Description, paragraph: usize) -> Option<Vec<usize>> {
        if let Some(owners) = self.owners(d, paragraph) {
            return Some(owners);
        }
        let text = self.cast.text;
        let behind = &text[d.core.end..d.range.end];
        let link = [" by ", " from "].into_iter().find(|link| behind.starts_with(link));
        let link = link.filter(|_| d.class == Some(NounClass::Document) && !d.proper)?;
        let words = d.core.end + link.len()..d.range.end;
        let parts = phrase::phrases(text, std::slice::from_ref(&words), &self.cast);
        let named = parts.into_iter().map(|part| match part {
            SourcePhrase::Named(named) => Some(named.name),
            _ => None,
        });
        let named: Option<Vec<Name>> = named.collect();
        Some(named?.iter().map(|name| self.cast.meet(name, None)).collect())
            .filter(|all: &Vec<usize>| !all.is_empty())
    }

    /// Whose words a written thing is: "the council’s letter", "its report"; laws and tax returns are nobody's.
    pub fn owners(&mut self, d: &Description, paragraph: usize) -> Option<Vec<usize>> {
        let noun = self.cast.text.lexicon().noun(&d.head)?.noun;
        let is_written =
            noun.class == NounClass::Document && (noun.stands_for.contains(&"letter") || d.head == "report");
        let text = self.cast.text;
        // "A statement on its website" is of whom the website is.
        let behind = text[d.core.end..d.range.end].split(' ').skip(1).collect::<Vec<_>>();
        if let (true, [link @ ("on" | "from"), owner @ ("his" | "her" | "their" | "its"), ..]) =
            (is_written, &behind[..])
        {
            let start = d.core.end + link.len() + 2;
            let range = start..start + owner.len();
            return Some(self.pronoun(range, paragraph, &[])).filter(|who| !who.is_empty());
        }
        if !is_written || !d.possessed {
            return None;
        }
        let words = text.tokens_in(d.range.start..d.core.end);
        let bare = |token: &Token| token.at.start + without_possessive(text.word(token)).len();
        let own = words.iter().rev().find(|t| bare(t) < t.at.end).map(|t| d.range.start..bare(t));
        let pronoun = || {
            let is_own = |token: &&Token| token.is(&["his", "her", "their", "its"]);
            words.iter().find(is_own).map(|token| token.at.clone())
        };
        let range = own.or_else(pronoun)?;
        let who = self.read(std::slice::from_ref(&range), paragraph, &[]);
        let is_named = |idx: &usize| !self.cast.entities[*idx].name.is_empty();
        (!who.is_empty() && who.iter().all(is_named)).then_some(who)
    }
}
