use std::collections::HashSet;

use super::capital;
use super::dice::Dice;

/// The commonest words of English, commonest first.
pub const COMMON: [&str; 110] = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "for",
    "is",
    "on",
    "that",
    "by",
    "this",
    "with",
    "i",
    "you",
    "it",
    "not",
    "or",
    "be",
    "are",
    "from",
    "at",
    "as",
    "your",
    "all",
    "have",
    "new",
    "more",
    "an",
    "was",
    "we",
    "will",
    "home",
    "can",
    "us",
    "about",
    "if",
    "page",
    "my",
    "has",
    "search",
    "free",
    "but",
    "our",
    "one",
    "other",
    "do",
    "no",
    "information",
    "time",
    "they",
    "site",
    "he",
    "up",
    "may",
    "what",
    "which",
    "their",
    "news",
    "out",
    "use",
    "any",
    "there",
    "see",
    "only",
    "so",
    "his",
    "when",
    "contact",
    "here",
    "business",
    "who",
    "web",
    "also",
    "now",
    "help",
    "get",
    "view",
    "first",
    "been",
    "would",
    "how",
    "were",
    "services",
    "some",
    "these",
    "its",
    "like",
    "service",
    "than",
    "price",
    "date",
    "back",
    "top",
    "people",
    "had",
    "list",
    "name",
    "just",
    "over",
    "state",
    "year",
    "day",
    "into",
    "two",
    "health",
    "world",
    "next",
    "used",
    "go",
];

pub const CUES: [&str; 12] = [
    "said",
    "said",
    "said",
    "said",
    "told reporters",
    "added",
    "warned",
    "insisted",
    "announced",
    "denied",
    "argued",
    "promised",
];

pub const TITLES: [&str; 20] = [
    "prime minister",
    "foreign minister",
    "president",
    "mayor",
    "governor",
    "director",
    "head coach",
    "captain",
    "chief executive",
    "spokeswoman",
    "spokesman",
    "professor",
    "ambassador",
    "secretary general",
    "police chief",
    "judge",
    "senator",
    "chairman",
    "defence minister",
    "union leader",
];

pub const PAPERS: [&str; 10] =
    ["Courier", "Post", "Herald", "Times", "Gazette", "Tribune", "Chronicle", "Observer", "Mail", "Star"];

/// How words begin; what begins more words stands more often.
const ONSETS: [&str; 48] = [
    "s", "st", "str", "sp", "sh", "sc", "c", "co", "con", "com", "ch", "cr", "cl", "p", "pr", "pro", "pl",
    "pre", "d", "de", "dis", "dr", "r", "re", "m", "mi", "b", "br", "bl", "t", "tr", "th", "f", "fl", "fr",
    "h", "l", "g", "gr", "w", "n", "v", "j", "k", "qu", "un", "ex", "int",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ai", "e", "o", "ou"];
const MIDDLES: [&str; 18] =
    ["n", "r", "l", "t", "s", "c", "d", "m", "st", "nt", "rt", "p", "v", "g", "b", "ll", "ss", "nd"];
const ENDS: [&str; 16] =
    ["", "n", "r", "ng", "s", "d", "t", "l", "ted", "ting", "tion", "ment", "ly", "ness", "ers", "y"];

/// So many different words, commonest first.
pub fn vocabulary(n: usize, dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> = COMMON.iter().map(|word| word.to_string()).collect();
    let mut seen: HashSet<String> = words.iter().cloned().collect();
    while words.len() < n {
        // What is rare is longer.
        let is_common = words.len() < 3000;
        let n_middles = if is_common { dice.below(2) } else { 1 + dice.below(2) };
        let end = if is_common && n_middles > 0 { "" } else { dice.pick(&ENDS) };
        let word = root(n_middles, dice) + end;
        if word.len() > 2 && seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

fn root(n_middles: usize, dice: &mut Dice) -> String {
    let mut word = dice.pick(&ONSETS).to_string() + dice.pick(&VOWELS);
    for _ in 0..n_middles {
        word += dice.pick(&MIDDLES);
        word += dice.pick(&VOWELS);
    }
    word
}

/// One of a few hundred, so that many share one.
pub fn first_name(dice: &mut Dice) -> String {
    let mut of_few = Dice::new(dice.below(300) as u64);
    capital(&(root(1, &mut of_few) + "n"))
}

/// One of a few thousand.
pub fn last_name(dice: &mut Dice) -> String {
    let mut of_many = Dice::new(5000 + dice.below(2500) as u64);
    capital(&(root(1, &mut of_many) + of_many.pick(&["sen", "vic", "man", "ley", "ton", "ova", "ard", "is"])))
}

pub fn place(dice: &mut Dice) -> String {
    capital(&(root(1, dice) + dice.pick(&["via", "land", "ria", "stan", "burg", "ford", "mere", "ra"])))
}

/// The name of an organisation or a country.
pub fn body(dice: &mut Dice) -> String {
    let place = place(dice);
    match dice.below(4) {
        0 => place,
        1 => format!("Ministry of {place}"),
        2 => format!("{place} Group"),
        _ => format!("{place} {}", dice.pick(&["Council", "Union", "Bank", "Party", "Commission", "Court"])),
    }
}
