//! Mentions and the actors they refer to: full and short names, pronouns, descriptions.

use std::ops::Range;

use onrecord_record::{Actor, ActorKind, ActorRole, Locator};

/// Words that stand before a name and are no part of it.
const TITLES: [&str; 62] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "dame",
    "prof",
    "professor",
    "president",
    "vice",
    "prime",
    "minister",
    "secretary",
    "state",
    "treasury",
    "commerce",
    "defence",
    "defense",
    "foreign",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "representative",
    "governor",
    "gov",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "general",
    "gen",
    "col",
    "colonel",
    "captain",
    "capt",
    "lt",
    "sgt",
    "judge",
    "justice",
    "ambassador",
    "chief",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "speaker",
    "leader",
    "premier",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "diplomat",
    "deputy",
    "coach",
    "officer",
];

/// Capitalised words that begin sentences and are no names.
const OPENERS: [&str; 60] = [
    "the",
    "a",
    "an",
    "but",
    "and",
    "or",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "with",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "however",
    "meanwhile",
    "asked",
    "speaking",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
    "this",
    "that",
    "these",
    "those",
    "there",
    "then",
    "so",
    "yet",
    "also",
    "not",
    "no",
    "yes",
    "what",
    "who",
    "why",
    "how",
    "where",
    "both",
    "some",
    "many",
    "most",
    "one",
    "earlier",
];

/// A run of capitalised words: what it says before the name, and the name.
#[derive(Clone, Debug)]
pub struct Name {
    /// Title and name.
    pub whole: Range<usize>,
    /// The name alone; empty where there is only a title.
    pub name: Range<usize>,
}

/// The words of a range, without punctuation but apostrophes and hyphens inside them, and full stops of initials.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    let is_inner = |c: char| matches!(c, '-' | '’' | '\'' | '.');
    let chars: Vec<(usize, char)> = text[range.clone()].char_indices().collect();
    for (idx, (at, c)) in chars.iter().enumerate() {
        let next_is_word = chars.get(idx + 1).is_some_and(|(_, c)| c.is_alphanumeric());
        let belongs = c.is_alphanumeric() || start.is_some() && is_inner(*c) && next_is_word;
        match (belongs, start) {
            (true, None) => start = Some(range.start + at),
            (false, Some(from)) => {
                out.push(from..range.start + at);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| from..range.end));
    out
}

/// Every run of capitalised words in a range, titles told from names.
pub fn names(text: &str, range: Range<usize>) -> Vec<Name> {
    let tokens = tokens(text, range);
    let mut out = Vec::new();
    let mut idx = 0;
    while idx < tokens.len() {
        if !is_capital(&text[tokens[idx].clone()]) || is_opener(&text[tokens[idx].clone()]) {
            idx += 1;
            continue;
        }
        let start = idx;
        let mut end = idx + 1;
        while end < tokens.len() && end - start < 8 {
            let between = &text[tokens[end - 1].end..tokens[end].start];
            let word = &text[tokens[end].clone()];
            let joins = between == " " || between == ". ";
            // "Secretary of State": the little word belongs where a capital follows.
            let is_office = TITLES.contains(&&*text[tokens[end - 1].clone()].to_lowercase());
            let is_little = word == "of" && is_office
                || matches!(word, "de" | "van" | "von" | "al" | "bin" | "da" | "der" | "la" | "ibn");
            let after_capital = tokens.get(end + 1).is_some_and(|t| is_capital(&text[t.clone()]));
            if !joins || !(is_capital(word) || is_little && after_capital) {
                break;
            }
            end += 1;
        }
        let mut from = start;
        for at in start..end {
            let word = possessive(&text[tokens[at].clone()]).to_lowercase();
            if TITLES.contains(&word.trim_end_matches('.'))
                || text[tokens[at].clone()].len() > possessive(&text[tokens[at].clone()]).len()
                    && at + 1 < end
            {
                from = at + 1;
            }
        }
        let last =
            tokens[end - 1].start..tokens[end - 1].start + possessive(&text[tokens[end - 1].clone()]).len();
        let whole = tokens[start].start..last.end;
        let name = if from < end { tokens[from].start..last.end } else { last.end..last.end };
        // "US Secretary of State" before the name is title; "US" alone before it is too.
        out.push(Name { whole, name });
        idx = end;
    }
    out
}

fn possessive(word: &str) -> &str {
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_opener(word: &str) -> bool {
    OPENERS.contains(&word.to_lowercase().as_str())
}

/// Everyone an article names, by the fullest name, and those it only describes.
pub struct Cast<'t> {
    text: &'t str,
    /// Names of two words or more, as first given, with the words around the first mention.
    full: Vec<Name>,
    actors: Vec<Actor>,
}

impl<'t> Cast<'t> {
    /// Reads the names in an article's blocks.
    pub fn new(text: &'t str, blocks: &[Range<usize>]) -> Cast<'t> {
        let mut full: Vec<Name> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for name in blocks.iter().flat_map(|block| names(text, block.clone())) {
            let words = text[name.name.clone()].split_whitespace().count();
            if (2..=5).contains(&words) && seen.insert(&text[name.name.clone()]) {
                full.push(name);
            }
        }
        Cast { text, full, actors: Vec::new() }
    }

    /// The fullest form of `name` in the article.
    pub fn fullest(&self, name: &str) -> Option<&Name> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let holds = |full: &&Name| {
            let full: Vec<&str> = self.text[full.name.clone()].split_whitespace().collect();
            full.len() > words.len() && (full.ends_with(&words) || full.starts_with(&words))
        };
        let (mut last, mut first) = (None, None);
        for full in self.full.iter().filter(holds) {
            let by_surname = self.text[full.name.clone()].ends_with(name);
            if by_surname { last = last.or(Some(full)) } else { first = first.or(Some(full)) }
        }
        last.or(first)
    }

    /// The actor that a source's words refer to, made where it is new; `None` for words that name nobody.
    pub fn actor(&mut self, source: Range<usize>, locator: &Locator) -> Option<String> {
        // "the Velmark embassy" is not called Velmark: a name that a small word follows describes.
        let describes = |n: &Name| {
            let behind = &self.text[n.name.end..source.end.max(n.name.end)];
            let ahead = self.text[source.start..n.whole.start.max(source.start)].trim_end();
            behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
                || ahead.ends_with(" of") && !ahead.contains(',')
        };
        let found =
            names(self.text, source.clone()).into_iter().find(|n| !n.name.is_empty() && !describes(n));
        let mention = locator.span(source.clone());
        let (name, kind, title) = match &found {
            Some(found) => {
                let short = &self.text[found.name.clone()];
                let full = self.fullest(short).cloned();
                let shown = full.as_ref().unwrap_or(found);
                let title = self.text[shown.whole.start..shown.name.start].trim();
                let title = if title.is_empty() {
                    self.text[source.start..found.name.start.max(source.start)].trim()
                } else {
                    title
                };
                let name = self.text[shown.name.clone()].to_string();
                let kind = if name.contains(' ') || full.is_some() {
                    ActorKind::Person
                } else {
                    ActorKind::Organisation
                };
                (name, kind, title.trim_start_matches("the ").to_string())
            }
            None if mention.text.split_whitespace().count() <= 12 && !mention.text.is_empty() => {
                let id = format!("a{}", self.actors.len() + 1);
                let roles = vec![ActorRole {
                    title: mention.text.clone(),
                    of: String::new(),
                    evidence: Some(mention.clone()),
                }];
                let is_document = [
                    "readout",
                    "report",
                    "poll",
                    "statement",
                    "survey",
                    "study",
                    "document",
                    "memo",
                    "letter",
                ]
                .iter()
                .any(|word| mention.text.to_lowercase().ends_with(word));
                let kind = if is_document { ActorKind::Document } else { ActorKind::Unnamed };
                self.actors.push(Actor {
                    id: id.clone(),
                    name: String::new(),
                    kind,
                    roles,
                    mentions: vec![mention],
                });
                return Some(id);
            }
            None => return None,
        };
        let known = self.actors.iter().position(|a| a.name == name);
        let idx = known.unwrap_or_else(|| {
            let id = format!("a{}", self.actors.len() + 1);
            self.actors.push(Actor { id, name, kind, roles: Vec::new(), mentions: Vec::new() });
            self.actors.len() - 1
        });
        let actor = &mut self.actors[idx];
        if title.starts_with(char::is_uppercase)
            && title.len() < 80
            && actor.roles.iter().all(|r| r.title != title)
        {
            let at = self.text.find(&title);
            let evidence = at.map(|at| locator.span(at..at + title.len()));
            actor.roles.push(ActorRole { title, of: String::new(), evidence });
        }
        if !actor.mentions.contains(&mention) {
            actor.mentions.push(mention);
        }
        Some(actor.id.clone())
    }

    /// Adds a pronoun's mention to the actor `id`.
    pub fn mention(&mut self, id: &str, range: Range<usize>, locator: &Locator) {
        if let Some(actor) = self.actors.iter_mut().find(|a| a.id == id) {
            actor.mentions.push(locator.span(range));
        }
    }

    /// All actors met, in order.
    pub fn into_actors(self) -> Vec<Actor> {
        self.actors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_names() {
        let text = "Velmark’s Foreign Minister Ada Roe met Secretary of State Kit Lund and Roe’s aide.";
        let found: Vec<&str> = names(text, 0..text.len()).into_iter().map(|n| &text[n.name]).collect();
        assert_eq!(found, ["Ada Roe", "Kit Lund", "Roe"]);
    }

    #[test]
    fn short_names_have_a_fullest_form() {
        let text = "Ada Roe came. Roe spoke.";
        let cast = Cast::new(text, std::slice::from_ref(&(0..text.len())));
        assert_eq!(&text[cast.fullest("Roe").unwrap().name.clone()], "Ada Roe");
    }
}
