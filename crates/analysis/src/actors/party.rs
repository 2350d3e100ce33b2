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
        let within = resolver.cast.named_in(&range);
        within.map(|(at, entity)| (at.clone(), Referent(*entity))).collect()
    }

    /// The country that an adjective is of: "Chinese".
    pub fn country(&self, at: Range<usize>) -> Option<Referent> {
        let mut resolver = self.resolver.borrow_mut();
        let cast = &mut resolver.cast;
        let country = cast.text.lexicon().country_of_adjective(&cast.text[at.clone()])?;
        Some(Referent(cast.country_called(country, at.start)))
    }

    /// Whom a name stands for: a government where it names a seat, a people or itself, "TOKYO" of a dateline's capitals
    /// too.
    pub fn settled(&self, who: Referent) -> Referent {
        let mut resolver = self.resolver.borrow_mut();
        let cast = &mut resolver.cast;
        let Entity { name, kind, first, .. } = &cast.entities[who.0];
        // "China’s government" acts for China, "the Ostvian government" for Ostvia.
        let bare = [" government", " Government"].iter().find_map(|of| name.strip_suffix(of)).unwrap_or(name);
        let is_government = bare.len() < name.len();
        let bare = if is_government { owner(bare) } else { bare };
        let is_short = !bare.contains(' ') || is_government;
        if *kind == Some(ActorKind::Person) || bare.is_empty() || !is_short {
            return who;
        }
        let lexicon = cast.text.lexicon();
        let named = country(lexicon, bare);
        let Some(country) = named.or_else(|| lexicon.country_of_adjective(bare)) else {
            // "Prime Minister Roe’s government": that of her country.
            let holder = if is_government { cast.find(bare, None) } else { None };
            drop(resolver);
            return holder.and_then(|holder| self.country_of(Referent(holder))).unwrap_or(who);
        };
        // "American" may be short for "American Airlines".
        let is_longer = |other: &Entity| {
            let rest = other.name.strip_prefix(bare);
            other.kind == Some(ActorKind::Organisation) && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let longer = cast.entities.iter().position(is_longer).filter(|_| named.is_none());
        let first = *first;
        Referent(longer.unwrap_or_else(|| cast.country_called(country, first)))
    }

    /// A group that is only described, as one that is called by the words for it; whoever else as known.
    pub fn grouped(&self, who: Referent) -> Referent {
        Referent(self.resolver.borrow_mut().grouped(who.0))
    }

    /// The country whose office somebody has, by the words for it: "Chinese foreign ministry spokeswoman".
    pub fn country_of(&self, who: Referent) -> Option<Referent> {
        let mut resolver = self.resolver.borrow_mut();
        let cast = &mut resolver.cast;
        let lexicon = cast.text.lexicon();
        let roles: Vec<Range<usize>> = cast.entities[who.0].roles.clone();
        let countries = roles
            .iter()
            .flat_map(|role| cast.text[role.clone()].split([' ', '’', '\'']))
            .filter_map(|word| lexicon.country_of_adjective(word).or_else(|| lexicon.country(word)));
        let country = countries.collect::<Vec<_>>().into_iter().next()?;
        let first = cast.entities[who.0].first;
        Some(Referent(cast.country_called(country, first)))
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

/// Whose government it is: "Ostvia" of "Ostvia’s military".
fn owner(government: &str) -> &str {
    ["’s", "'s"].iter().find_map(|own| government.split_once(own)).map_or(government, |(owner, _)| owner)
}
