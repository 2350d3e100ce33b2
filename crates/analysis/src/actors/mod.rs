//! From sources to speakers: whom the words of an attribution refer to.
//!
//! In: the article's text and the spans of its attributions. Out: for each, the actors who are responsible for it.
//! A name is looked up among the article's names (`cast`), a pronoun and a description among those who are being
//! spoken of (`discourse`); whoever is not named stays without a name and is merged with nobody.

mod byname;
mod cast;
mod choose;
mod described;
mod discourse;
mod entity;
mod found;
mod group;
mod index;
mod look;
mod matching;
mod name;
mod newcomer;
mod owner;
mod party;
mod phrase;
mod present;
mod pronoun;
mod relative;
mod resolver;
mod role;
mod several;
mod speakers;
mod unmarked;

use std::cell::RefCell;
use std::ops::Range;

use onrecord_language::Text;
use onrecord_record::{Actor, ActorKind, ActorRole, Locator};

use crate::attribution::Attribution;
use crate::learned::Learned;
use crate::reading::FoundName;
use discourse::Turn;
use entity::Entity;
pub use party::Referent;
use resolver::{Resolver, id};

/// The speakers of every attribution, and the cast to ask for others: addressees, relayers, parties.
pub struct Resolved<'t> {
    /// The actors' ids, for each of the sources given; empty where nobody is told.
    pub speakers: Vec<Vec<String>>,
    /// How likely those are among all who might be, for each; `None` where rules alone tell.
    pub likely: Vec<Option<f32>>,
    resolver: RefCell<Resolver<'t>>,
}

/// Finds whom the sources of an article's attributions refer to. Names are found by rule where `names` is empty.
///
/// With `learned`, the encoder's chances are weighed against the rules.
pub fn resolve<'t>(
    text: &'t Text<'t>,
    names: &[FoundName],
    attributions: &[Attribution],
    learned: Option<&Learned>,
) -> Resolved<'t> {
    let mut resolver = Resolver::new(text, names, attributions);
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|idx| (resolver.is_first_person(&attributions[*idx]), attributions[*idx].at()));
    let mut who: Vec<Vec<usize>> = vec![Vec::new(); attributions.len()];
    let mut newcomers: Vec<usize> = Vec::new();
    for idx in order {
        let attribution = &attributions[idx];
        who[idx] = resolver.speakers(attribution, &who);
        if resolver.is_newcomer(&who[idx]) {
            newcomers.push(idx);
        } else {
            newcomers.drain(..).for_each(|before| resolver.introduce(before, idx, attributions, &mut who));
        }
        if !who[idx].is_empty() {
            let turn =
                Turn { at: attribution.at(), paragraph: attribution.paragraph(text), who: who[idx].clone() };
            resolver.discourse.add(turn);
        }
    }
    let likely = match learned {
        Some(learned) => choose::choose(&mut resolver, learned, attributions, &mut who),
        None => vec![None; attributions.len()],
    };
    let mut speakers = vec![Vec::new(); attributions.len()];
    let mut in_order: Vec<usize> = (0..attributions.len()).collect();
    in_order.sort_by_key(|idx| attributions[*idx].at());
    for idx in in_order {
        let words = &attributions[idx].source;
        speakers[idx] = who[idx].iter().map(|entity| resolver.show(*entity, words)).collect();
    }
    Resolved { speakers, likely, resolver: RefCell::new(resolver) }
}

impl Resolved<'_> {
    /// Whom other words of the text refer to, being none of `others`: an addressee, a relayer, a party to a meeting.
    /// Those who are new become actors of the record.
    pub fn refer(&self, range: Range<usize>, others: &[String]) -> Vec<String> {
        self.resolver.borrow_mut().refer(range, others)
    }

    /// Whether an actor has a name.
    pub fn is_named(&self, actor: &str) -> bool {
        let resolver = self.resolver.borrow();
        let mut shown = resolver.actors.iter().enumerate();
        let known = shown.find(|(idx, _)| id(*idx) == actor);
        known.is_some_and(|(_, (entity, _))| !resolver.cast.entities[*entity].name.is_empty())
    }

    /// All actors referred to so far, in order.
    pub fn actors(&self, locator: &Locator) -> Vec<Actor> {
        let resolver = self.resolver.borrow();
        let cast = &resolver.cast;
        let actor = |(idx, (entity, mentions)): (usize, &(usize, Vec<Range<usize>>))| {
            let mut mentions = mentions.clone();
            mentions.sort_by_key(|range| (range.start, range.end));
            mentions.dedup();
            let Entity { name, kind, roles, .. } = &cast.entities[*entity];
            Actor {
                id: id(idx),
                name: name.clone(),
                kind: kind.unwrap_or(ActorKind::Organisation),
                roles: roles_stated(cast, roles, locator),
                mentions: mentions.into_iter().map(|range| locator.span(range)).collect(),
            }
        };
        resolver.actors.iter().enumerate().map(actor).collect()
    }
}

/// The roles of an actor, each once: "President" says nothing beside "president of Kalmere".
fn roles_stated(cast: &cast::Cast, roles: &[Range<usize>], locator: &Locator) -> Vec<ActorRole> {
    let stated = |range: &Range<usize>| {
        let (title, of) = role::title_and_body(cast.text.lexicon(), &cast.text[range.clone()]);
        ActorRole { title, of, evidence: Some(locator.span(range.clone())) }
    };
    let roles: Vec<ActorRole> = roles.iter().map(stated).collect();
    let is_told_by = |(at, role): (usize, &ActorRole), (other_at, other): (usize, &ActorRole)| {
        let is_same = role.title.to_lowercase() == other.title.to_lowercase();
        is_same && (role.of.is_empty() && !other.of.is_empty() || role.of == other.of && other_at < at)
    };
    let numbered = || roles.iter().enumerate();
    let is_needed = |one: &(usize, &ActorRole)| !numbered().any(|other| is_told_by(*one, other));
    numbered().filter(is_needed).map(|(_, role)| role.clone()).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;
    use onrecord_record::Quote;

    use super::*;
    use crate::reading::NameKind;

    /// A text with its attributions marked `{source|cue}`; the speakers' names, joined by "+", of each.
    ///
    /// Content is not marked: what stands in quotation marks counts as such for all.
    fn check(marked: &str) -> Vec<String> {
        told(marked).0
    }

    /// As [`check`], with the actors.
    fn told(marked: &str) -> (Vec<String>, Vec<Actor>) {
        let (mut text, mut sources, mut starts) = (String::new(), Vec::new(), Vec::new());
        for piece in marked.split_inclusive(['{', '|', '}']) {
            text += piece.trim_end_matches(['{', '|', '}']);
            match piece.chars().last() {
                Some('{' | '|') => {
                    starts.push(text.len());
                    text += if piece.ends_with('|') { " " } else { "" };
                }
                Some('}') => {
                    let (cue, source) = (starts.pop().unwrap() + 1..text.len(), starts.pop().unwrap());
                    let source = if source + 1 == cue.start {
                        Vec::new()
                    } else {
                        std::iter::once(source..cue.start - 1).collect()
                    };
                    sources.push((source, cue));
                }
                _ => {}
            }
        }
        let mut paragraphs: Vec<Range<usize>> = Vec::new();
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            paragraphs.push(start..start + line.len());
        }
        let sourced = |(source, cue)| Attribution::new(source, vec![cue], Vec::new(), 1.0);
        let sources: Vec<Attribution> = sources.into_iter().map(sourced).collect();
        let read = Text::new(&text, paragraphs, &Language::english());
        let resolved = resolve(&read, &[], &sources, None);
        let speakers = resolved.speakers.clone();
        let actors = resolved.actors(&Locator::new(&text));
        let name = |id: &String| actors.iter().find(|a| a.id == *id).unwrap().name.clone();
        let speakers =
            speakers.iter().map(|ids| ids.iter().map(name).collect::<Vec<_>>().join("+")).collect();
        (speakers, actors)
    }

    #[test]
    fn short_names_and_titles_find_the_fullest_name() {
        let got = check(
            "{Water Minister Ada Roe|said} no. {Roe|said} so. {Ms Roe|added} it. {Minister Roe|left} it.",
        );
        assert_eq!(got, ["Ada Roe"; 4]);
    }

    #[test]
    fn a_role_is_told_once_and_a_clause_is_none() {
        let roles = |marked: &str| -> Vec<String> {
            let actors = told(marked).1;
            actors[0].roles.iter().map(|role| format!("{} of {}", role.title, role.of)).collect()
        };
        let twice = "President Ada Roe left. {Ada Roe, the president of Vale,|said} so.";
        assert_eq!(roles(twice), ["president of Vale"]);
        assert_eq!(roles("Mayor Ada Roe left. {Ada Roe, the president of Vale,|said} so.").len(), 2);
        assert_eq!(roles("Ada Roe left. Asked whether {Vale would contribute, Roe|said} so."), [""; 0]);
        assert_eq!(roles("{The barrister, Ada Roe,|said} so."), ["barrister of "]);
    }

    #[test]
    fn she_is_the_woman_who_is_spoken_of() {
        let got = check(
            "{Ada Roe|said} it leaks. {Kit Lund, the chairman,|denied} it. {He|said} no. {She|said} yes.",
        );
        assert_eq!(got, ["Ada Roe", "Kit Lund", "Kit Lund", "Ada Roe"]);
    }

    #[test]
    fn descriptions_find_whom_the_article_calls_so() {
        let got = check(
            "Sen. Ada Roe met Kit Lund, a former nurse, in the hall. {The senator|said} no. {The former nurse|said} yes.",
        );
        assert_eq!(got, ["Ada Roe", "Kit Lund"]);
    }

    #[test]
    fn the_unnamed_stay_unnamed_and_apart() {
        let text = "{A senior official|said} no, and later {another official|said} yes. {Critics|said} so.";
        assert_eq!(check(text), ["", "", ""]);
    }

    #[test]
    fn several_speak_and_they_do_again() {
        let got = check("{Ada Roe and Kit Lund|said} no. {They|said} so again. {Both leaders|left} early.");
        assert_eq!(got, ["Ada Roe+Kit Lund"; 3]);
    }

    #[test]
    fn bodies_capitals_and_campaigns() {
        let got = check(
            "{Beijing|said} no. {the Roe campaign|said} yes. {the Water Ministry|said} so. {The ministry|added} it.",
        );
        assert_eq!(got, ["China", "Roe campaign", "Water Ministry", "Water Ministry"]);
    }

    #[test]
    fn the_government_is_of_the_country_that_is_told_of() {
        let told = "A Japanese ship sank off Japan, near a Chinese port.";
        assert_eq!(check(&format!("{told} {{The government|said}} so.")), ["Japan"]);
        assert_eq!(check(&format!("{told} {{The Chinese government|said}} so.")), ["China"]);
        assert_eq!(check("A Japanese ship sank near a Chinese port. {The government|said} so."), [""]);
        assert_eq!(check(&format!("{told} {{A government|said}} so.")), [""]);
    }

    #[test]
    fn a_datelines_capital_is_its_country_where_it_speaks() {
        assert_eq!(check("TOKYO, May 3. The mill is open. {Tokyo|said} so."), ["Japan"]);
        assert_eq!(check("VALE, May 3. The mill is open. {Vale|said} so."), ["VALE"]);
    }

    #[test]
    fn a_list_within_an_apposition_names_no_speakers() {
        let one = check("{Ada Roe, a banker at Lund, Kern and Vale,|said} so.");
        assert_eq!(one, ["Ada Roe"]);
        let two = check("{Ada Roe, the mayor of Vale, and Kit Lund|said} so.");
        assert_eq!(two, ["Ada Roe+Kit Lund"]);
        let three = check("{Ada Roe, a banker at Vale, Kit Lund and Bo Kern|said} so.");
        assert_eq!(three, ["Ada Roe+Kit Lund+Bo Kern"]);
    }

    #[test]
    fn a_participle_goes_on_with_its_sentence() {
        assert_eq!(check("{Ada Roe|denied} it then, {|calling} it old."), ["Ada Roe"; 2]);
        assert_eq!(check("{Ada Roe|denied} it. It {|is known} that it leaks."), ["Ada Roe", ""]);
    }

    #[test]
    fn who_is_called_by_a_name_in_marks_is_one_with_it() {
        let (speakers, actors) =
            told("{A fisherman who goes by the name “Stubby”|said} so. It rained. {Stubby|said} no.");
        assert_eq!(speakers, ["Stubby"; 2]);
        assert_eq!(actors[0].roles[0].title, "fisherman");
        assert_eq!(check("{A nurse known as “Aunt Vale”|said} so."), ["Aunt Vale"]);
        // What is quoted is no name, and a boat's is not its fisherman's.
        assert_eq!(check("{A fisherman who called it “Trouble”|said} so."), [""]);
        assert_ne!(check("{A fisherman who sails a boat by the name “Stubby”|said} so."), ["Stubby"]);
    }

    #[test]
    fn the_prime_minister_is_no_secretary() {
        let told = "Home Secretary Kit Lund spoke on Monday. Ada Roe listened.";
        assert_eq!(check(&format!("{told} {{The prime minister|said}} so.")), [""]);
        assert_eq!(check(&format!("{told} {{The home secretary|said}} so.")), ["Kit Lund"]);
    }

    #[test]
    fn what_is_named_behind_a_noun_is_not_what_the_noun_stands_for() {
        assert_eq!(check("{A bank in Port Vale|said} so. {The court in Port Vale|said} no."), ["", ""]);
        assert_eq!(check("{The leader of the Mill Party|said} so."), [""]);
        assert_eq!(check("{The city of Port Vale|said} so."), ["Port Vale"]);
    }

    #[test]
    fn who_is_the_name_before_it() {
        assert_eq!(
            check("They met Ada Roe, {who|said} no, and some farmers {who|said} yes."),
            ["Ada Roe", ""]
        );
    }

    #[test]
    fn a_newcomer_is_named_in_the_next_paragraph() {
        let got =
            check("{A former nurse|says} the dam leaks.\n{Ada Roe, who nursed at Vale,|said} so on Friday.");
        assert_eq!(got, ["Ada Roe"; 2]);
    }

    #[test]
    fn a_newcomer_further_down_is_named_by_what_is_said_of_both() {
        let head = "The dam leaks.\nIt is old.\nIt is tall.\nIt is wide.\n";
        let text = format!(
            "{head}{{A leader of the anglers’ club|said}} so.\n{{Ada Roe, a leader of the club,|said}} no."
        );
        assert_eq!(check(&text), ["Ada Roe"; 2]);
        let text = format!("{head}{{A water commission|said}} so.\n{{Ada Roe, a water engineer,|said}} no.");
        assert_eq!(check(&text), ["", "Ada Roe"]);
    }

    #[test]
    fn a_letter_is_whose_it_is_and_a_law_nobodys() {
        let got = check(
            "{The Mill Institute|said} no. {Its letter|said} yes. {The institute’s report|said} so. {Its rules|said} it.",
        );
        assert_eq!(got, ["Mill Institute", "Mill Institute", "Mill Institute", ""]);
    }

    #[test]
    fn two_given_names_before_one_surname_are_two_of_a_family() {
        let got = check("{Ruth and Sam Calder|said} no. {Mrs Calder|said} so. {Mr Calder|said} so.");
        assert_eq!(got, ["Ruth Calder+Sam Calder", "Ruth Calder", "Sam Calder"]);
        let got = check("{Ruth and Calder Mill|said} no. {Vale and Sam Calder|said} so.");
        assert_eq!(got, ["Ruth+Calder Mill", "Vale+Sam Calder"]);
    }

    #[test]
    fn a_body_is_the_same_with_its_owner_before_or_behind() {
        let got = check("{Velmark’s water authority|said} no. {The Water Authority of Velmark|said} so.");
        assert_eq!(got, ["Water Authority of Velmark"; 2]);
    }

    #[test]
    fn the_agency_of_a_dateline_is_not_spoken_of() {
        let got = check("May 3 (Quill News) - {The company|said} so.");
        assert_eq!(got, [""]);
    }

    #[test]
    fn names_of_the_encoder_go_before_rules() {
        let text = "Roe & Lund Later spoke.";
        let name = FoundName { at: 0..10, kind: NameKind::Organisation };
        let one = |range: Range<usize>| std::iter::once(range).collect::<Vec<_>>();
        let attribution = Attribution::new(one(0..10), one(17..22), Vec::new(), 1.0);
        let read = Text::new(text, one(0..text.len()), &Language::english());
        let resolved = resolve(&read, &[name], &[attribution], None);
        assert_eq!(resolved.actors(&Locator::new(text))[0].kind, ActorKind::Organisation);
    }

    #[test]
    fn no_words_make_it_panic() {
        let pieces =
            "Ada|Roe|’s|'|@|U.S.|é|İ|“|”|of|and|, |(|)|Mr.|the|His|who|US|\n|.|both men|It|VWU|a.a| |-";
        let pieces: Vec<&str> = pieces.split('|').collect();
        let mut seed = 7_usize;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below.max(1)
        };
        for _ in 0..500 {
            let words: Vec<&str> = (0..next(60)).map(|_| pieces[next(pieces.len())]).collect();
            let text = words.join(["", " "][next(2)]);
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut range = || {
                let from = next(bounds.len());
                bounds[from]..bounds[(from + next(12)).min(bounds.len() - 1)]
            };
            let mut sourced = || {
                let (source, cue, content) = (vec![range(), range()], vec![range()], vec![range(), range()]);
                Attribution { quote: Quote::Direct, ..Attribution::new(source, cue, content, 1.0) }
            };
            let sources: Vec<Attribution> = (0..6).map(|_| sourced()).collect();
            let read = Text::new(&text, std::iter::once(0..text.len()).collect(), &Language::english());
            let resolved = resolve(&read, &[], &sources, None);
            resolved.refer(range(), &[]);
            resolved.actors(&Locator::new(&text));
        }
    }

    #[test]
    fn many_names_take_no_quadratic_time() {
        let text: String =
            (0..10_000).map(|idx| format!("Ada N{idx}x met Lo{idx} Roe on the dam. ")).collect();
        let read = Text::new(&text, std::iter::once(0..text.len()).collect(), &Language::english());
        assert!(resolve(&read, &[], &[], None).speakers.is_empty());
    }
}
