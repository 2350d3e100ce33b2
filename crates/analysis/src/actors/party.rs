//! Whom any words of the text refer to, for the kinds of entries that look before they put on record.

use std::ops::Range;

use onrecord_record::ActorKind;

use super::cast::country;
use super::resolver::id;
use super::{Entity, Resolved, discourse, role};

/// Somebody whom the text refers to; no actor of the record yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Referent(usize);

impl Resolved<'_> {
    /// Whom words refer to, without making actors of them.
    pub fn seek(&self, range: Range<usize>) -> Vec<Referent> {
        self.resolver.borrow_mut().seek(range).into_iter().map(Referent).collect()
    }

    /// The names within a range, in order.
    pub fn names_in(&self, range: Range<usize>) -> Vec<(Range<usize>, Referent)> {
        let resolver = self.resolver.borrow();
        let named = &resolver.cast.named;
        let first = named.partition_point(|(at, _)| at.start < range.start);
        let within = named[first..].iter().take_while(|(at, _)| at.end <= range.end);
        within.map(|(at, entity)| (at.clone(), Referent(*entity))).collect()
    }

    /// The country that an adjective is of: "Chinese".
    pub fn country(&self, at: Range<usize>) -> Option<Referent> {
        let mut resolver = self.resolver.borrow_mut();
        let cast = &mut resolver.cast;
        let country = cast.text.lexicon().country_of_adjective(&cast.text[at.clone()])?;
        Some(Referent(cast.country_called(country, at.start)))
    }

    /// Whom a name stands for: a government where it names a seat or a people, "TOKYO" of a dateline's capitals too.
    pub fn settled(&self, who: Referent) -> Referent {
        let mut resolver = self.resolver.borrow_mut();
        let cast = &mut resolver.cast;
        let Entity { name, kind, first, .. } = &cast.entities[who.0];
        if matches!(kind, Some(ActorKind::Person | ActorKind::Country))
            || name.is_empty()
            || name.contains(' ')
        {
            return who;
        }
        let lexicon = cast.text.lexicon();
        let Some(country) = country(lexicon, name).or_else(|| lexicon.country_of_adjective(name)) else {
            return who;
        };
        let first = *first;
        Referent(cast.country_called(country, first))
    }

    /// Whether one of the words for somebody begins so: "spokes" of "spokeswoman".
    pub fn is_called(&self, who: Referent, begins: &str) -> bool {
        let resolver = self.resolver.borrow();
        resolver.cast.entities[who.0].words.iter().any(|word| word.starts_with(begins))
    }

    /// The body that somebody has an office in, where it is one of the article's names.
    pub fn body(&self, who: Referent) -> Option<Referent> {
        let resolver = self.resolver.borrow();
        let cast = &resolver.cast;
        let bodies = cast.entities[who.0]
            .roles
            .iter()
            .map(|role| role::title_and_body(cast.text.lexicon(), &cast.text[role.clone()]).1);
        bodies.filter(|body| !body.is_empty()).find_map(|body| cast.find(&body, None)).map(Referent)
    }

    /// Whether a name is likely its sentence's subject.
    pub fn is_subject(&self, name: &Range<usize>) -> bool {
        discourse::is_subject(&self.resolver.borrow().cast, name)
    }

    /// The name, empty for those who are only described, and the kind.
    pub fn look(&self, who: Referent) -> (String, Option<ActorKind>) {
        let entity = &self.resolver.borrow().cast.entities[who.0];
        (entity.name.clone(), entity.kind)
    }

    /// Who has an id.
    pub fn referent(&self, actor: &str) -> Option<Referent> {
        let resolver = self.resolver.borrow();
        let mut shown = resolver.actors.iter().enumerate();
        shown.find(|(idx, _)| id(*idx) == actor).map(|(_, (entity, _))| Referent(*entity))
    }

    /// The id of somebody whom words refer to, as an actor of the record from now on.
    pub fn show(&self, who: Referent, words: Range<usize>) -> String {
        self.resolver.borrow_mut().show_called(who.0, words)
    }
}
