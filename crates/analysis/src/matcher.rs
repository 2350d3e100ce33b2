//! Words with their lemmas, and patterns of lemmas that find themselves in them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::tokens;

/// A word of the text: where it stands, and in lower case with straight apostrophes.
#[derive(Clone, Debug)]
pub struct Word {
    pub at: Range<usize>,
    pub lower: String,
    /// Whether the speaker is meant by it.
    pub is_self: bool,
    /// The month, which is no auxiliary.
    is_may: bool,
}

impl Word {
    /// Whether it is one of these forms.
    pub fn is(&self, forms: &[&str]) -> bool {
        forms.contains(&self.lower.as_str())
    }

    /// Whether it is a form that no ending makes, as most of the oldest verbs have in the past.
    pub fn is_irregular(&self) -> bool {
        IRREGULAR.contains_key(self.lower.as_str())
    }

    /// What it may be a form of, itself first.
    pub fn lemmas(&self) -> Vec<String> {
        let mut out = if self.is_may { Vec::new() } else { lemmas(&self.lower) };
        out.extend(self.is_self.then(|| "@self".to_string()));
        out
    }
}

/// The words of a range.
pub fn words(text: &str, range: Range<usize>) -> Vec<Word> {
    let word = |at: Range<usize>| {
        let lower = text[at.clone()].to_lowercase().replace('’', "'");
        Word { is_may: &text[at.clone()] == "May", at, lower, is_self: false }
    };
    tokens(text, range).into_iter().map(word).collect()
}

/// The words that a form may belong to, the form itself first: "replied" may be *replied*, *repli*, *reply*.
fn lemmas(form: &str) -> Vec<String> {
    let mut out = vec![form.to_string()];
    if let Some(lemma) = IRREGULAR.get(form) {
        out.push(lemma.to_string());
    }
    let form = form.strip_suffix("n't").unwrap_or(form);
    for (ending, instead) in ENDINGS {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        out.push(format!("{stem}{instead}"));
        // "admitted", "quipping": the consonant was doubled.
        let mut last = stem.chars().rev();
        if matches!(ending, "ed" | "ing") && instead.is_empty() && last.next() == last.next() {
            out.push(stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].to_string());
        }
    }
    out
}

const ENDINGS: [(&str, &str); 9] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("'s", ""),
];

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let rows = crate::table::rows::<2>(include_str!("../lexicon/irregular.tsv"));
    rows.flat_map(|[lemma, forms]| crate::table::list(forms).map(move |form| (form, lemma))).collect()
});

/// A sequence of lemmas, in which `...` stands for up to four words.
#[derive(Clone, Debug)]
pub struct Pattern(Vec<&'static str>);

impl Pattern {
    pub fn new(lemmas: &'static str) -> Pattern {
        Pattern(lemmas.split(' ').collect())
    }

    /// How many lemmas it has, which is how specific it is.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many of its lemmas stand there as they are, not in another form.
    pub fn n_literal(&self, words: &[Word]) -> usize {
        self.0.iter().filter(|lemma| words.iter().any(|word| word.lower == **lemma)).count()
    }

    /// How many of these words it takes from the first on.
    fn matches(&self, words: &[Word]) -> Option<usize> {
        let mut at = 0;
        let mut lemmas = self.0.iter().peekable();
        while let Some(lemma) = lemmas.next() {
            if *lemma == "..." {
                let next = lemmas.peek()?;
                let reach = words.len().min(at + 5);
                at += words.get(at..reach)?.iter().position(|word| is_form(word, next))?;
            } else if is_form(words.get(at)?, lemma) {
                at += 1;
            } else {
                return None;
            }
        }
        Some(at)
    }
}

fn is_form(word: &Word, lemma: &str) -> bool {
    !word.is_may && word.lower == lemma || word.lemmas().iter().any(|l| l == lemma)
}

/// Patterns with what each means, by their first lemma.
pub struct Patterns<T> {
    by_first: HashMap<&'static str, Vec<(Pattern, T)>>,
}

impl<T> Patterns<T> {
    pub fn new(rows: impl Iterator<Item = (Pattern, T)>) -> Patterns<T> {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        for (pattern, meaning) in rows {
            by_first.entry(pattern.0[0]).or_default().push((pattern, meaning));
        }
        Patterns { by_first }
    }

    /// Every pattern that stands somewhere in `words`, with the words that it takes.
    pub fn find<'p>(&'p self, words: &[Word]) -> Vec<(Range<usize>, &'p Pattern, &'p T)> {
        let mut out = Vec::new();
        for (idx, word) in words.iter().enumerate() {
            let lemmas = word.lemmas();
            let firsts = lemmas.iter().filter_map(|lemma| self.by_first.get(lemma.as_str()));
            for (pattern, meaning) in firsts.flatten() {
                if let Some(n_words) = pattern.matches(&words[idx..]) {
                    out.push((idx..idx + n_words, pattern, meaning));
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_lemmas() {
        for (form, lemma) in [
            ("replied", "reply"),
            ("admitted", "admit"),
            ("urging", "urge"),
            ("said", "say"),
            ("wrote", "write"),
            ("promises", "promise"),
            ("presses", "press"),
            ("didn't", "do"),
        ] {
            assert!(lemmas(form).contains(&lemma.to_string()), "{form} {:?}", lemmas(form));
        }
    }

    #[test]
    fn gaps_are_short() {
        let patterns = Patterns::new([(Pattern::new("take ... to task"), ())].into_iter());
        let found = |text: &str| patterns.find(&words(text, 0..text.len())).len();
        assert_eq!(found("Roe took the council to task"), 1);
        assert_eq!(found("Roe took the whole of the town council to task"), 0);
    }
}
