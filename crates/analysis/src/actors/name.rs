//! Names by rule: runs of capitalised words, told from the titles before them.

use std::ops::Range;

use onrecord_language::names::{is_capital, is_possessor, without_possessive};
use onrecord_language::{Lexicon, List, NounClass, NounForm, Text, Token, dates};

/// A run of capitalised words: what it says before the name, and the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Title and name.
    pub whole: Range<usize>,
    /// The name alone; empty where there is only a title.
    pub name: Range<usize>,
}

impl Name {
    /// Whether there is a name beside the title.
    pub fn is_named(&self) -> bool {
        !self.name.is_empty()
    }
}

/// Every run of capitalised words in a range, titles told from names.
///
/// A possessor is a name of its own: "Velmark’s Foreign Minister Ada Roe" names Velmark and Ada Roe. A headline's verb
/// has a capital and is no name: "Farmers Say Roe" names Roe.
pub fn names(text: &Text, range: Range<usize>) -> Vec<Name> {
    let lexicon = text.lexicon();
    let paragraph = text.paragraph_at(range.start).map(|idx| text.paragraphs()[idx].clone());
    let is_headline = paragraph.is_some_and(|paragraph| is_headline(text, paragraph));
    let tokens = text.tokens_in(range);
    let word = |idx: usize| text.word(&tokens[idx]);
    let is_verb = |idx: &usize| is_headline && *idx > 0 && is_verb_of(text, &tokens[*idx - 1], &tokens[*idx]);
    let mut out = Vec::new();
    let (mut idx, mut whole) = (0, None);
    while idx < tokens.len() {
        if !tokens[idx].is_capital || lexicon.has(List::Small, word(idx)) || is_verb(&idx) {
            idx += 1;
            continue;
        }
        let end = run_end(text, &tokens, idx);
        let end = (idx + 1..end).find(is_verb).unwrap_or(end);
        idx += n_dates(text, &tokens[idx..end]);
        let run = undated(text, &tokens[idx..end]);
        let start = whole.take().unwrap_or(run[0].at.start);
        let from = name_start(text, run);
        let stop = name_stop(text, &run[run.len() - 1].at);
        let name = if from < run.len() { run[from].at.start..stop } else { stop..stop };
        out.push(Name { whole: start..stop, name });
        // "Velmark’s Minister Roe": what it belongs to stands in its title.
        let goes_on = is_possessor(word(end - 1)) && end < tokens.len() && is_capital(word(end));
        whole = goes_on.then_some(start);
        idx = end;
    }
    out
}

/// Whether nearly all words of a paragraph have capitals, so that they tell no names.
pub fn is_headline(text: &Text, range: Range<usize>) -> bool {
    const MOST_WORDS: usize = 40;
    let words = text.tokens_in(range);
    if words.len() >= MOST_WORDS {
        return false;
    }
    let is_long = |token: &&Token| text.word(token).chars().count() > 3;
    let long: Vec<&Token> = words.iter().filter(is_long).collect();
    let n_capital = long.iter().filter(|token| token.is_capital).count();
    long.len() > 2 && n_capital * 4 >= long.len() * 3
}

/// Whether a word is what those before it say or do in the present: it agrees with them, as "Say" does in "Farmers Say"
/// and not in "Kit Say". Behind one subject only "Says" is sure to be no noun: "the United States", "Board Rules".
fn is_verb_of(text: &Text, subject: &Token, word: &Token) -> bool {
    match subject.noun.is_some_and(|form| form.plural) {
        true => {
            !word.lower.ends_with('s') && text.lexicon().cues().find(std::slice::from_ref(word)).is_some()
        }
        false => word.is(&["says"]),
    }
}

/// How many words at the head of a run tell when: "On Friday Roe said". Behind other prepositions "April" is somebody.
fn n_dates(text: &Text, run: &[Token]) -> usize {
    let [first, next, ..] = run else { return 0 };
    let lexicon = text.lexicon();
    let ahead = text[..first.at.start].strip_suffix(' ').unwrap_or("");
    let before = ahead.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_given = lexicon.sex_of(text.word(first)).is_some();
    let leads = match is_given {
        true => matches!(before, "in" | "In" | "on" | "On"),
        false => lexicon.has(List::BeforeDate, before),
    };
    // "In Sunday Times interviews".
    let is_outlet = lexicon.has(List::Outlet, text.word(next));
    usize::from(leads && !is_outlet && dates::is_date_name(&first.lower))
}

/// A run without the day behind a person's whole name: "Ada Roe Wednesday".
fn undated<'r>(text: &Text, run: &'r [Token]) -> &'r [Token] {
    match run {
        [first, .., _, last]
            if text.lexicon().sex_of(text.word(first)).is_some() && dates::is_weekday(&last.lower) =>
        {
            &run[..run.len() - 1]
        }
        _ => run,
    }
}

/// How many words a name has at most: "House Select Committee on the Rivers Between Vale and the Kalmere Border".
const MOST_WORDS: usize = 16;

/// Behind the last token of the run that begins at `start`.
fn run_end(text: &Text, tokens: &[Token], start: usize) -> usize {
    let word = |idx: usize| tokens.get(idx).map_or("", |token| text.word(token));
    let mut end = start + 1;
    while end < tokens.len() && end - start < MOST_WORDS {
        let between = &text[tokens[end - 1].at.end..tokens[end].at.start];
        let joins = match between {
            " " => !is_possessor(word(end - 1)) || names_a_body(text, &tokens[end - 1..]),
            "’ " | "' " => names_a_body(text, &tokens[end - 1..]),
            ". " => text.is_abbreviation(&text[..tokens[end - 1].at.end]),
            _ => false,
        };
        if !joins {
            break;
        }
        if is_capital(word(end)) {
            end += 1;
            continue;
        }
        let n_small = n_connectors(text, tokens, start, end);
        if n_small == 0 {
            break;
        }
        end += n_small + 1;
    }
    end.min(tokens.len())
}

/// Whether those who own what follows are its name, and nobody's: "the Teachers’ Union", "the Vale Women’s Institute"; not
/// "Vale’s Union", "the Democrats’ House".
fn names_a_body(text: &Text, tokens: &[Token]) -> bool {
    const REACH: usize = 3;
    let [owners, rest @ ..] = tokens else { return false };
    let lexicon = text.lexicon();
    let owners = without_possessive(text.word(owners)).to_lowercase();
    let is_several = |form: NounForm| form.plural && form.noun.class == NounClass::Person;
    let are_folk = lexicon.has(List::Folk, &owners)
        || owners.ends_with("men")
        || lexicon.noun(&owners).is_some_and(is_several);
    let capitals = rest.iter().take(REACH).take_while(|token| token.is_capital);
    are_folk
        && capitals
            .map(|token| text.word(token))
            .any(|word| lexicon.class(word) == Some(NounClass::Institution))
}

/// How many small words at `at` belong to the run before them: "van" in a name, "of the" behind "Bank".
fn n_connectors(text: &Text, tokens: &[Token], start: usize, at: usize) -> usize {
    let word = |idx: usize| tokens.get(idx).map_or("", |token| text.word(token));
    let is_plain = |idx: usize| {
        idx > 0 && idx < tokens.len() && &text[tokens[idx - 1].at.end..tokens[idx].at.start] == " "
    };
    let follows = |idx: usize| is_capital(word(idx)) && is_plain(idx);
    let lexicon = text.lexicon();
    let class = lexicon.class(word(at - 1));
    match word(at) {
        small if lexicon.has_as_written(List::Particle, small) => {
            let next = usize::from(lexicon.has_as_written(List::SecondParticle, word(at + 1)));
            if follows(at + 1 + next) { 1 + next } else { 0 }
        }
        // "Secretary of State", "Department of Justice", "Alliance for the Dam".
        "of" | "for" | "to" if matches!(class, Some(NounClass::Institution | NounClass::Person)) => {
            // "Citizens for the Dam" are a body, as the plural tells.
            let is_plural = lexicon.noun(&word(at - 1).to_lowercase()).is_some_and(|form| form.plural);
            let is_office = class == Some(NounClass::Person) && (word(at) == "of" || is_plural);
            let article = usize::from(word(at + 1) == "the" && !is_office);
            let fits = class == Some(NounClass::Institution) || is_office;
            if fits && follows(at + 1 + article) { 1 + article } else { 0 }
        }
        // "Committee on the Rivers of the North".
        "on" if class == Some(NounClass::Institution) => {
            let article = usize::from(word(at + 1) == "the");
            if follows(at + 1 + article) { 1 + article } else { 0 }
        }
        // "Committee on Dams and the Vale Canal": what it is on goes on, unless somebody is named.
        "and" if tokens[start..at].iter().any(|token| token.is(&["on"])) => {
            let article = usize::from(word(at + 1) == "the");
            let is_somebody = lexicon.sex_of(word(at + 1 + article)).is_some();
            if follows(at + 1 + article) && !is_somebody { 1 + article } else { 0 }
        }
        // "the Dam and Bridge Commission"; not "the BBC and The Post".
        "and" if follows(at + 1) && !is_acronym(word(at - 1)) && !tokens[at + 1].is(&["the"]) => {
            let ahead = &text[..tokens[start].at.start];
            let rest = run_end_plain(text, tokens, at + 1);
            let is_body = lexicon.class(word(rest - 1)) == Some(NounClass::Institution) || word(rest) == "of";
            usize::from(is_body && at - start == 1 && (ahead.ends_with("the ") || ahead.ends_with("The ")))
        }
        _ => 0,
    }
}

fn run_end_plain(text: &Text, tokens: &[Token], start: usize) -> usize {
    let mut end = start + 1;
    while end < tokens.len().min(start + 5)
        && &text[tokens[end - 1].at.end..tokens[end].at.start] == " "
        && tokens[end].is_capital
    {
        end += 1;
    }
    end
}

/// Where in a run the name begins: behind titles, nationalities and parties; the run's length for a mere title.
fn name_start(text: &Text, run: &[Token]) -> usize {
    let run = Run::new(text, run);
    let n = run.words.len();
    let of = run.words.iter().position(|word| matches!(*word, "of" | "for" | "to"));
    if let Some(of) = of {
        // "Bank of Vale" is all name; of "Secretary of State Ada Roe" the name is what follows the office.
        if !run.is_office_of(of) {
            return 0;
        }
        if of + 2 >= n {
            return n;
        }
    }
    let from = run.behind_office(run.behind_titles());
    if run.is_title_only(from) { n } else { run.behind_qualities(from).min(n) }
}

/// A run of capitalised words, in which titles are to be told from the name.
struct Run<'a> {
    lexicon: &'static Lexicon,
    /// The text before it.
    ahead: &'a str,
    /// Its words without possessives.
    words: Vec<&'a str>,
    /// Behind the last word but for "Jr." and its like.
    last: usize,
    /// Whether its last word tells of a body.
    is_body: bool,
}

impl<'a> Run<'a> {
    fn new(text: &'a Text, run: &[Token]) -> Run<'a> {
        let lexicon = text.lexicon();
        let words: Vec<&str> = run.iter().map(|token| without_possessive(text.word(token))).collect();
        let n = words.len();
        let last = if n > 1 && is_suffix(words[n - 1]) { n - 1 } else { n };
        let is_body = lexicon.class(words[n - 1]) == Some(NounClass::Institution);
        Run { lexicon, ahead: &text[..run[0].at.start], words, last, is_body }
    }

    fn is_person(&self, idx: usize) -> bool {
        self.lexicon.sex_of(self.words[idx]).is_some()
    }

    /// Whether what stands before "of" is the office of one person.
    fn is_office_of(&self, of: usize) -> bool {
        let Some(before) = of.checked_sub(1).map(|idx| self.words[idx]) else { return false };
        let is_plural = self.lexicon.noun(&before.to_lowercase()).is_some_and(|form| form.plural);
        self.lexicon.is_title(before) && !is_plural
    }

    /// Behind the last title with a word behind it: "Foreign Minister", "Mr".
    fn behind_titles(&self) -> usize {
        let class = |idx: usize| self.lexicon.class(self.words[idx]);
        let is_title = |idx: &usize| {
            self.lexicon.is_title(self.words[*idx])
                && !(self.is_body && class(*idx) != Some(NounClass::Honorific))
        };
        let title = (0..self.last.saturating_sub(1)).rev().find(is_title);
        title.map_or(0, |idx| idx + if matches!(self.words[idx + 1], "of" | "for") { 3 } else { 1 })
    }

    /// "Minister for Civil Defence Kit Lund", "Head Baker Ada Roe": what is minded or done is part of the office.
    fn behind_office(&self, from: usize) -> usize {
        const REACH: usize = 3;
        let is_holder = |words: &str| self.lexicon.is_title(words.rsplit(' ').next().unwrap_or(""));
        let holder = [" for ", " of ", " and "].iter().find_map(|link| self.ahead.strip_suffix(link));
        let has_office = from > 0 || holder.is_some_and(is_holder);
        let is_office = |idx: &usize| {
            let (idx, word) = (*idx, self.words[*idx]);
            let is_before_person = || self.is_person(idx + 1);
            let is_named_behind = (idx + 1..self.last).any(|at| self.is_person(at)) && !self.is_person(idx);
            self.lexicon.has_as_written(List::Portfolio, word) && (has_office || is_before_person())
                || is_trade(word) && is_named_behind && (from > 0 || is_before_person() && idx == 0)
        };
        let reach = from..(from + REACH).min(self.last.saturating_sub(1));
        let office = reach.rev().find(|idx| !self.is_body && is_office(idx));
        office.map_or(from, |office| office + 1)
    }

    /// Whether the run names an office and nobody. "Kit Baker" is no baker, unless a trade is all that a capital can
    /// mean.
    fn is_title_only(&self, from: usize) -> bool {
        let word = self.words[self.last - 1];
        let has_article = ["the ", "a ", "The ", "A "].iter().any(|the| self.ahead.ends_with(the));
        let is_surname = self.last - from == 2
            && !has_article
            && self.lexicon.has_as_written(List::TradeName, word)
            && self.lexicon.class(self.words[from]).is_none();
        self.lexicon.class(word) == Some(NounClass::Person)
            && !is_surname
            && (from..self.last - 1).all(|idx| !self.is_person(idx))
            && word.chars().any(char::is_lowercase)
    }

    /// "American Kit Lund", "Republican Kit Lund", "Former Mayor": behind nationality, party and what is past.
    fn behind_qualities(&self, mut from: usize) -> usize {
        let n_behind = |from: usize| self.last.saturating_sub(from);
        while !self.is_body && n_behind(from) > 2 && is_quality(self.lexicon, self.words[from]) {
            from += 1;
        }
        while n_behind(from) > 1 && matches!(self.words[from], "Former" | "Interim" | "Acting" | "Then") {
            from += 1;
        }
        from
    }
}

/// Whether a word ends as those do that tell what somebody works as: "Distiller", "Hydrologist".
fn is_trade(word: &str) -> bool {
    word.len() > 4 && ["er", "or", "ist", "ian"].iter().any(|ending| word.ends_with(ending))
}

fn is_quality(lexicon: &'static Lexicon, word: &str) -> bool {
    lexicon.class(word) == Some(NounClass::Quality)
        || lexicon.sex_of(word).is_none()
            && (lexicon.country_of_adjective(word).is_some() || lexicon.country(word).is_some())
}

/// Jr, Sr and numbers behind a name.
pub fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Whether a name is made of initials.
pub fn is_acronym(name: &str) -> bool {
    let n_capitals = name.chars().filter(|c| c.is_uppercase()).count();
    !name.contains(' ')
        && n_capitals > 1
        && n_capitals * 2 > name.chars().filter(|c| c.is_alphabetic()).count()
}

/// The end of a name's last word, without "’s", with the full stop of an abbreviation.
fn name_stop(text: &Text, token: &Range<usize>) -> usize {
    let word = &text[token.clone()];
    let end = token.start + without_possessive(word).len();
    let is_initials = is_suffix(word) || word.contains('.') && !word.contains(char::is_lowercase);
    let keeps_stop = end == token.end && is_initials && text[end..].starts_with('.');
    end + usize::from(keeps_stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<&str> {
        let whole = std::iter::once(0..text.len()).collect();
        let read = Text::new(text, whole, &onrecord_language::Language::english());
        names(&read, 0..text.len()).into_iter().filter(Name::is_named).map(|n| &text[n.name]).collect()
    }

    #[test]
    fn titles_are_told_from_names() {
        let text = "Velmark’s Foreign Minister Ada Roe met Secretary of State Kit Lund and Roe’s aide.";
        assert_eq!(check(text), ["Velmark", "Ada Roe", "Kit Lund", "Roe"]);
        assert!(check("The Prime Minister left. President spoke.").is_empty());
        assert_eq!(check("Velmark Water Commission Director Ada Roe"), ["Ada Roe"]);
        assert_eq!(check("Minister for Civil Defence Kit-Olof Lund"), ["Kit-Olof Lund"]);
        assert_eq!(check("Secretary of Health and Human Services Anna Roe"), ["Anna Roe"]);
        assert_eq!(check("Head Brewer Anna B Roe"), ["Anna B Roe"]);
        assert_eq!(check("Walter Roe and Parker Lund"), ["Walter Roe", "Parker Lund"]);
        assert_eq!(check("Lee Baker met the Mill Baker"), ["Lee Baker"]);
    }

    #[test]
    fn a_headlines_verb_is_no_name() {
        assert_eq!(
            check("Democrats Say Roe Broke River Board Rules"),
            ["Democrats", "Roe Broke River Board Rules"]
        );
        assert_eq!(check("Kit Roe Says Ada Lund Left")[..1], ["Kit Roe"]);
        // A surname that is a verb as well does not agree, and in a sentence it has its capital as a name.
        assert_eq!(check("Kit Say Leaves River Board")[..1], ["Kit Say Leaves River Board"]);
        assert_eq!(
            check("Later the old Democrats Urge Roe to leave the river board.")[0],
            "Democrats Urge Roe"
        );
    }

    #[test]
    fn small_words_join_names_and_institutions() {
        assert_eq!(check("Jan van der Lund met Ada bin Roe"), ["Jan van der Lund", "Ada bin Roe"]);
        assert_eq!(
            check("the Bank of Vale and the Alliance for the Dam"),
            ["Bank of Vale", "Alliance for the Dam"]
        );
        assert_eq!(check("the Dam and Bridge Commission"), ["Dam and Bridge Commission"]);
    }

    #[test]
    fn those_whom_a_body_is_named_after_own_nothing() {
        assert_eq!(check("the Inland Boatmen’s Union left"), ["Inland Boatmen’s Union"]);
        assert_eq!(check("the Teachers’ Union of Vale left"), ["Teachers’ Union of Vale"]);
        assert_eq!(check("Vale’s People’s Party"), ["Vale", "People’s Party"]);
        assert_eq!(check("the Democrats’ House left"), ["Democrats", "House"]);
        assert_eq!(check("Port Vale’s Harbour Office"), ["Port Vale", "Harbour Office"]);
    }

    #[test]
    fn initials_and_suffixes_belong_to_the_name() {
        assert_eq!(check("Ada J. Roe spoke. Kit Lund Jr. left."), ["Ada J. Roe", "Kit Lund Jr."]);
    }

    #[test]
    fn the_day_before_a_name_is_no_part_of_it() {
        assert_eq!(check("On Friday Stubby said so, and last Monday Ada Roe left."), ["Stubby", "Ada Roe"]);
        assert_eq!(
            check("In April Kit Lund left, and by April Roe it was signed."),
            ["Kit Lund", "April Roe"]
        );
        assert_eq!(
            check("Robinson Friday left on Friday. Friday Roe, on Sunday Times paper"),
            ["Robinson Friday", "Friday", "Friday Roe", "Sunday Times"]
        );
    }

    #[test]
    fn nationality_is_no_name() {
        assert_eq!(check("American Kit Lund and Republican Ada Roe"), ["Kit Lund", "Ada Roe"]);
        assert_eq!(check("the American Mill Institute"), ["American Mill Institute"]);
    }
}
