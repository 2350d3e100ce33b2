//! Forms and the lemmas that they may belong to.

use std::collections::HashMap;

use crate::table::{list, rows};

/// Lemmas by the forms that no ending gives.
#[derive(Debug)]
pub struct Irregular(HashMap<&'static str, &'static str>);

impl Irregular {
    /// Reads a table: lemma, forms.
    pub fn new(table: &'static str) -> Irregular {
        let forms = rows::<2>(table).flat_map(|[lemma, forms]| list(forms).map(move |form| (form, lemma)));
        Irregular(forms.collect())
    }

    /// Whether `form` is one of them.
    pub fn has(&self, form: &str) -> bool {
        self.0.contains_key(form)
    }

    /// The words that a form may belong to, the form itself first: "replied" may be *replied*, *repli*, *reply*.
    pub fn lemmas(&self, form: &str) -> Vec<String> {
        let mut out = vec![form.to_string()];
        if let Some(lemma) = self.0.get(form) {
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
}

/// What English endings stand for, and what stands there without them.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_lemmas() {
        let irregular = Irregular::new("say\tsaid\nwrite\twrote|written\ndo\tdid|didn't");
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
            let lemmas = irregular.lemmas(form);
            assert!(lemmas.contains(&lemma.to_string()), "{form} {lemmas:?}");
        }
    }
}
