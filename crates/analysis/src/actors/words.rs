//! Words and sentences of a text, as byte ranges.

use std::ops::Range;

/// The words of a range, without punctuation but apostrophes and hyphens inside them, and full stops of initials.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    let is_inner = |c: char| matches!(c, '-' | '’' | '\'' | '.' | '&');
    let mut chars = text[range.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        let belongs =
            c.is_alphanumeric() || start.is_some() && is_inner(c) && next_is_word || c == '@' && next_is_word;
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

/// Where the sentences of `range` begin, `range.start` first.
pub fn sentence_starts(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut out = vec![range.start];
    let words = &text[range.clone()];
    for (at, c) in words.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let rest = words[at + 1..].trim_start_matches(['”', '"', '’', '\'', ')']);
        let next = rest.trim_start();
        let begins =
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'[(".contains(c));
        if rest.len() > next.len() && begins && !(c == '.' && is_abbreviation(&words[..at])) {
            out.push(range.end - next.len());
        }
    }
    out
}

/// Whether a full stop behind these words marks an abbreviation or an initial.
pub fn is_abbreviation(before: &str) -> bool {
    const KNOWN: [&str; 38] = [
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Gen", "Col", "Lt", "Sgt",
        "Maj", "Adm", "St", "Jr", "Sr", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Prof",
        "Capt", "Rev", "Hon", "Messrs", "Cmdr", "Brig", "Cpl", "Pvt", "Atty",
    ];
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    KNOWN.contains(&last) || last.chars().count() == 1 && last.starts_with(char::is_uppercase)
}

/// A word without "’s".
pub fn without_possessive(word: &str) -> &str {
    let cut = ["’s", "'s", "s’", "s'"].iter().find(|end| word.ends_with(*end));
    cut.map_or(word, |end| &word[..word.len() - end.len() + usize::from(end.starts_with('s'))])
}

/// Whether a word is written as names are: a capital or an account's "@" ahead.
pub fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '@')
}

/// A word in the form that names are compared by: no case, no full stops, no "’s".
pub fn folded(word: &str) -> String {
    without_possessive(word).replace(['.', '@'], "").replace('’', "'").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_hyphens_and_initials() {
        let text = "U.S. envoy Ada-Lou Roe’s “yes”";
        let found: Vec<&str> = tokens(text, 0..text.len()).into_iter().map(|t| &text[t]).collect();
        assert_eq!(found, ["U.S", "envoy", "Ada-Lou", "Roe’s", "yes"]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Gov. Kit J. Lund left. “Stay,” he said. Nobody did.";
        let starts: Vec<&str> = sentence_starts(text, 0..text.len())
            .into_iter()
            .map(|at| text[at..].split(' ').next().unwrap())
            .collect();
        assert_eq!(starts, ["Gov.", "“Stay,”", "Nobody"]);
    }
}
