//! Who wrote, who supplied, who took the picture: lines that say so, in the wordings of several languages.

/// Names of news agencies, as credit lines give them.
const AGENCIES: [&str; 46] = [
    "Reuters",
    "Associated Press",
    "The Associated Press",
    "AP",
    "AFP",
    "Agence France-Presse",
    "dpa",
    "DPA",
    "PTI",
    "Press Trust of India",
    "ANI",
    "IANS",
    "UPI",
    "Xinhua",
    "Kyodo",
    "Kyodo News",
    "Yonhap",
    "EFE",
    "Europa Press",
    "ANSA",
    "Lusa",
    "TASS",
    "Interfax",
    "Bloomberg",
    "PA",
    "PA Media",
    "Press Association",
    "The Canadian Press",
    "Canadian Press",
    "AAP",
    "Australian Associated Press",
    "Belga",
    "ANP",
    "NTB",
    "Ritzau",
    "TT",
    "STT",
    "APA",
    "SID",
    "KNA",
    "epd",
    "CNA",
    "Anadolu",
    "Anadolu Agency",
    "Bernama",
    "Tribune News Service",
];

/// Words that open a line on who supplied the text.
const SUPPLIED: [&str; 22] = [
    "with inputs from",
    "with additional inputs from",
    "with input from",
    "with agency inputs",
    "with agencies",
    "additional reporting by",
    "additional reporting from",
    "additional reporting",
    "reporting by",
    "reported by",
    "edited by",
    "editing by",
    "writing by",
    "compiled by",
    "translated by",
    "source:",
    "sources:",
    "quelle:",
    "fuente:",
    "fonte:",
    "bron:",
    "from agencies",
];

/// Words that open a line or end one on who took a picture.
const PICTURED: [&str; 34] = [
    "photo:",
    "photos:",
    "photo by",
    "photo credit",
    "photograph:",
    "photograph by",
    "photo courtesy",
    "photo illustration",
    "picture:",
    "picture credit",
    "image:",
    "image credit",
    "image source:",
    "image by",
    "image courtesy",
    "credit:",
    "credits:",
    "illustration:",
    "illustration by",
    "graphic:",
    "video:",
    "foto:",
    "fotos:",
    "bild:",
    "bildquelle:",
    "fotografía:",
    "imagen:",
    "crédit photo",
    "photo credits",
    "© ",
    "(c) ",
    "zdroj:",
    "fot.",
    "pictured:",
];

/// Ends of captions: agencies and picture libraries.
const LIBRARIES: [&str; 16] = [
    "getty images",
    "via getty",
    "getty",
    "shutterstock",
    "ap photo",
    "file photo",
    "istock",
    "alamy",
    "pixabay",
    "unsplash",
    "picture alliance",
    "imago",
    "/reuters",
    "/afp",
    "/ap",
    "/epa",
];

/// What kind of credit a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Under a picture, with words on what it shows.
    Caption,
    /// A name and little more.
    Line,
}

/// Whether a piece of `n_words` words credits a picture.
pub fn picture(words: &str, n_words: u32) -> Option<Credit> {
    if n_words > 80 || words.len() > 800 {
        return None;
    }
    let head = words[..char_floor(words, 40)].to_lowercase();
    let opens = |cue: &str| head.starts_with(cue);
    if PICTURED.iter().any(|cue| opens(cue)) || FILED.iter().any(|cue| opens(cue)) {
        return Some(if n_words <= 8 { Credit::Line } else { Credit::Caption });
    }
    // Behind what the picture shows: "… in June 2023. Photo: Reuters."
    if !(has_cue_near_end(words) || ends_with_agency(words)) {
        return None;
    }
    Some(if n_words <= 6 { Credit::Line } else { Credit::Caption })
}

/// How pictures that were kept are marked.
const FILED: [&str; 3] = ["file -", "file –", "file photo"];

/// Words that stand before a photographer's name, behind what the picture shows.
const BEFORE_NAMES: [&str; 8] =
    ["photo by", "image by", "picture by", "© ", "(ap photo", "[photo", "(photo", "(image"];

/// Whether the last few words credit a picture.
fn has_cue_near_end(words: &str) -> bool {
    let from = char_ceil(words, words.len().saturating_sub(70));
    let tail = words[from..].to_lowercase();
    let has = |cue: &str| tail.rfind(cue).is_some_and(|at| from + at > 0 && is_word_start(&tail, at));
    let is_label = |cue: &&&str| cue.ends_with([':', ' ']) && cue.len() > 4;
    let end = tail.trim_end_matches(['.', ')', ']', ' ']);
    PICTURED.iter().filter(is_label).any(|cue| has(cue))
        || BEFORE_NAMES.iter().any(|cue| has(cue))
        || LIBRARIES.iter().any(|library| end.ends_with(library))
}

/// Whether a name and an agency stand at the end: "(Ana Belo/AP)", "Ana Belo/AFP".
fn ends_with_agency(words: &str) -> bool {
    let end = words.trim_end_matches(['.', ')', ']', ' ']);
    let from = char_ceil(end, end.len().saturating_sub(70));
    let tail = &end[from..];
    let is_agency = |name: &str| AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(name.trim()));
    let in_brackets = words.len() > end.len()
        && tail.rfind(['(', '[']).is_some_and(|at| {
            let inner = &tail[at + 1..];
            inner.contains('/') && inner.split(['/', ',']).any(is_agency)
        });
    in_brackets || tail.rfind('/').is_some_and(|at| is_agency(&tail[at + 1..]))
}

/// The character boundary at or before byte `at`.
fn char_floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The character boundary at or behind byte `at`.
fn char_ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn is_word_start(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// The agencies that a credit line names; `None` where the piece is no credit line.
pub fn supplied(words: &str, n_words: u32) -> Option<Vec<String>> {
    if n_words > 40 || words.len() > 400 {
        return None;
    }
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    let bare = bare.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let head = bare[..char_floor(bare, 40)].to_lowercase();
    let opens = SUPPLIED.iter().any(|cue| head.starts_with(cue));
    let leading =
        AGENCIES.iter().filter(|agency| opens_with_name(bare, agency)).max_by_key(|agency| agency.len());
    let is_list = leading.is_some_and(|agency| is_credit_tail(&bare[agency.len()..]));
    if !opens && !is_list {
        return None;
    }
    if opens && n_words > 25 && !bare.contains("diting") {
        return None;
    }
    Some(agencies_in(bare))
}

/// What may follow an agency's name in a credit: nothing, or others and who helped.
fn is_credit_tail(tail: &str) -> bool {
    let tail = tail.trim();
    let opens = |cue: &str| {
        tail.strip_prefix(cue)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()) || rest.starts_with("with"))
    };
    tail.is_empty()
        || opens(", ")
        || opens("; ")
        || opens("/")
        || opens(" / ")
        || opens("- ")
        || opens("and ")
        || opens("& ")
        || tail.starts_with("with ")
        || tail.starts_with(", with ")
}

fn opens_with_name(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Every agency named in a credit, in order.
fn agencies_in(words: &str) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for agency in AGENCIES {
        let Some(at) = words.find(agency) else { continue };
        let behind = words[at + agency.len()..].chars().next();
        if is_word_start(words, at) && behind.is_none_or(|c| !c.is_alphanumeric()) {
            found.push((at, agency));
        }
    }
    // "The Associated Press" holds "Associated Press".
    let is_part = |(at, name): &(usize, &str)| {
        found.iter().any(|(other, longer)| {
            longer.len() > name.len() && *other <= *at && at + name.len() <= other + longer.len()
        })
    };
    let mut whole: Vec<(usize, &str)> = found.iter().filter(|one| !is_part(one)).copied().collect();
    whole.sort_unstable();
    whole.into_iter().map(|(_, name)| name.to_string()).collect()
}

/// The agency of a dateline: "RUVIA, June 20 (Reuters) - The ferry …", "RUVIA (AP) — …".
pub fn dateline_agency(paragraph: &str) -> Option<String> {
    let open = paragraph.char_indices().take(90).find(|(_, c)| *c == '(')?.0;
    let close = open + paragraph[open..].find(')')?;
    let name = paragraph[open + 1..close].trim();
    let behind = paragraph[close + 1..].trim_start();
    let is_dash = behind.starts_with(['-', '–', '—']);
    let place = paragraph[..open].trim();
    let is_place = place
        .split(',')
        .next()
        .is_some_and(|place| place.chars().any(char::is_uppercase) && place.split_whitespace().count() <= 4);
    AGENCIES
        .iter()
        .find(|agency| **agency == name && is_dash && (place.is_empty() || is_place))
        .map(|agency| agency.to_string())
}

/// The writers that a byline names: "By Jane Roe and John Doe, political correspondents".
pub fn byline(words: &str) -> Option<Vec<String>> {
    if words.len() > 200 {
        return None;
    }
    const OPENINGS: [&str; 18] = [
        "written by ",
        "story by ",
        "words by ",
        "posted by ",
        "author: ",
        "by: ",
        "by ",
        "von: ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "av ",
        "af ",
        "autor: ",
        "text: ",
        "texte: ",
    ];
    let small = words.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| small.starts_with(**opening))?;
    let names = names(words.get(opening.len()..)?)?;
    // "By Monday", "Von hier": one word is a name only where the rest is nothing.
    Some(names).filter(|names| !names.is_empty())
}

/// Names in a row: "Jane Roe, John Doe and Ana Belo". What follows them (a job, a place, a date) is left out.
pub fn names(words: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let split = words
        .replace(" and ", ", ")
        .replace(" & ", ", ")
        .replace(" und ", ", ")
        .replace(" et ", ", ")
        .replace(" y ", ", ")
        .replace(" e ", ", ")
        .replace(" og ", ", ")
        .replace(" och ", ", ")
        .replace(" en ", ", ");
    for part in split.split([',', '|', '•', '·', '/', '–', '—', '(']).map(str::trim) {
        match is_name(part) {
            true => out.push(part.trim_end_matches('.').to_string()),
            false => break,
        }
    }
    Some(out).filter(|names| !names.is_empty())
}

/// Two to four words that open with capitals, with the small words that names have.
pub fn is_name(words: &str) -> bool {
    let mut n_words = 0;
    for word in words.split_whitespace() {
        let is_small = matches!(
            word,
            "de" | "da"
                | "del"
                | "della"
                | "di"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "al"
                | "la"
                | "le"
                | "dos"
                | "y"
                | "ter"
                | "te"
        );
        let is_capital = word.starts_with(char::is_uppercase);
        let is_clean = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        if !(is_clean && (is_capital || (is_small && n_words > 0))) || is_common(word) {
            return false;
        }
        n_words += 1;
    }
    (2..=4).contains(&n_words) && words.chars().count() <= 40
}

/// Capitalised words that names of sections have and names of people have not.
fn is_common(word: &str) -> bool {
    const COMMON: [&str; 60] = [
        "news",
        "the",
        "and",
        "of",
        "for",
        "in",
        "sports",
        "sport",
        "business",
        "politics",
        "world",
        "opinion",
        "health",
        "science",
        "staff",
        "editor",
        "reporter",
        "correspondent",
        "writer",
        "agency",
        "agencies",
        "press",
        "team",
        "desk",
        "bureau",
        "more",
        "read",
        "your",
        "our",
        "how",
        "why",
        "what",
        "real",
        "estate",
        "east",
        "west",
        "north",
        "south",
        "middle",
        "united",
        "states",
        "city",
        "home",
        "page",
        "us",
        "uk",
        "tv",
        "live",
        "video",
        "photo",
        "image",
        "images",
        "photos",
        "street",
        "times",
        "post",
        "daily",
        "all",
        "monday",
        "associated",
    ];
    COMMON.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_captions_and_credits() {
        let caption = "The ferry in the harbour of Ruvia in June 2023. Photo: Reuters.";
        assert_eq!(picture(caption, 12), Some(Credit::Caption));
        assert_eq!(picture("Photo: Ana Belo", 3), Some(Credit::Line));
        assert_eq!(picture("The mayor at the harbour (Omar Lund/AP)", 7), Some(Credit::Caption));
        assert_eq!(picture("The harbour at dawn, Ruvia. Ana Belo/AFP", 7), Some(Credit::Caption));
        assert_eq!(picture("The mayor paid the credit back in June.", 8), None);
        assert_eq!(
            picture(
                "He took the photo by the harbour wall on Monday, and nobody has seen him since, said Lund.",
                18
            ),
            None
        );
    }

    #[test]
    fn agencies_are_credited() {
        assert_eq!(supplied("• Reuters, with additional inputs from Ana Belo", 7).unwrap(), ["Reuters"]);
        assert_eq!(supplied("(AFP)", 1).unwrap(), ["AFP"]);
        assert_eq!(supplied("With inputs from PTI and ANI", 6).unwrap(), ["PTI", "ANI"]);
        assert_eq!(supplied("The Associated Press", 3).unwrap(), ["The Associated Press"]);
        assert_eq!(supplied("Reporting by Ana Belo; Editing by Omar Lund", 8).unwrap(), [""; 0]);
        assert_eq!(supplied("Reuters reported on Monday that the ferry had sunk.", 9), None);
        assert_eq!(supplied("AP classes begin in May, the school said.", 8), None);
    }

    #[test]
    fn datelines_name_their_agency() {
        assert_eq!(dateline_agency("RUVIA, June 20 (Reuters) - The ferry is back."), Some("Reuters".into()));
        assert_eq!(dateline_agency("The ferry (AP) is back."), None);
    }

    #[test]
    fn bylines_give_names_alone() {
        assert_eq!(
            byline("By Jane Roe and John Doe, political correspondents").unwrap(),
            ["Jane Roe", "John Doe"]
        );
        assert_eq!(byline("BY JANE ROE").unwrap(), ["JANE ROE"]);
        assert_eq!(byline("By Monday the ferry was back"), None);
        assert_eq!(byline("By the harbour"), None);
    }

    #[test]
    fn names_are_told_from_sections() {
        assert!(is_name("Ana Belo") && is_name("Omar de la Lund") && is_name("A. J. O’Hara"));
        assert!(!is_name("World News") && !is_name("Ana") && !is_name("Ana belo") && !is_name("Real Estate"));
    }
}
