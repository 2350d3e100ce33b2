//! All the forms of a word, for whoever looks for it: pay, pays, paid, paying.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::en::ENGLISH;
use crate::lists::List;
use crate::table::{list, rows};

/// The lemmas of irregular forms, and the irregular forms of lemmas.
struct Known {
    lemma_of: HashMap<&'static str, Vec<&'static str>>,
    forms_of: HashMap<&'static str, Vec<&'static str>>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known { lemma_of: HashMap::new(), forms_of: HashMap::new() };
    for table in [include_str!("../en/irregular.tsv"), include_str!("../en/inflected.tsv")] {
        for [lemma, forms] in rows::<2>(table) {
            for form in list(forms).filter(|form| form.bytes().all(|b| b.is_ascii_lowercase())) {
                known.lemma_of.entry(form).or_default().push(lemma);
                known.forms_of.entry(lemma).or_default().push(form);
            }
        }
    }
    known
});

/// Whether a word is a form of a verb that no ending makes: "met".
pub fn is_irregular(word: &str) -> bool {
    KNOWN.lemma_of.contains_key(word)
}

/// The word itself, then every form of the words that it may be a form of. Some are no words; nobody writes those, so
/// that nothing is found by them.
///
/// What is no lower-case English word of three letters or more has itself alone.
pub fn inflected(word: &str) -> Vec<String> {
    let mut all = vec![word.to_string()];
    let is_english = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    if !is_english || ENGLISH.has(List::NoForm, word) {
        return all;
    }
    for base in bases(word) {
        all.extend(forms(&base));
    }
    let mut seen = HashSet::new();
    all.retain(|form| seen.insert(form.clone()));
    all
}

/// The words that a form may be of.
fn bases(word: &str) -> Vec<String> {
    if let Some(lemmas) = KNOWN.lemma_of.get(word) {
        return lemmas.iter().map(|lemma| lemma.to_string()).collect();
    }
    let mut bases = vec![word.to_string()];
    let mut put = |base: String| {
        if base.len() > 2 && base.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            bases.push(base);
        }
    };
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        put(format!("{stem}y"));
    } else if let Some(stem) = word.strip_suffix("es").filter(|stem| takes_es(stem)) {
        // "crashes" is of "crash", "promises" of "promise".
        put(stem.to_string());
        put(format!("{stem}e"));
    } else if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        put(stem.to_string());
    }
    let verb =
        word.strip_suffix("ing").or_else(|| word.strip_suffix("ed").filter(|stem| !stem.ends_with('e')));
    // "king", "bring" and "red" have no verb left without the ending.
    if let Some(stem) = verb.filter(|stem| stem.len() > 2 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        let undoubled = undoubled(stem);
        // "missed" is of "miss", "planned" of "plan"; "priced" of "price", "visited" of "visit".
        put(stem.to_string());
        undoubled.map(str::to_string).into_iter().for_each(&mut put);
        if undoubled.is_none() {
            put(format!("{stem}e"));
        }
    }
    bases
}

/// Every form of a word.
fn forms(base: &str) -> Vec<String> {
    let irregular = KNOWN.forms_of.get(base).into_iter().flatten().map(|form| form.to_string());
    let mut forms: Vec<String> = std::iter::once(base.to_string()).chain(irregular).collect();
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing")]);
        return forms;
    }
    if let Some(stem) = base.strip_suffix('e') {
        forms.extend([format!("{base}s"), format!("{base}d")]);
        // "the" and "thing" are two words.
        if stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            forms.push(format!("{stem}ing"));
        }
        return forms;
    }
    forms.push(if takes_es(base) { format!("{base}es") } else { format!("{base}s") });
    forms.extend([format!("{base}ed"), format!("{base}ing")]);
    if let Some(last) = doubled(base) {
        forms.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    }
    forms
}

fn takes_es(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|ending| stem.ends_with(ending)) || stem.ends_with('o')
}

/// The consonant that is doubled before an ending: one behind a single vowel.
fn doubled(base: &str) -> Option<char> {
    let mut back = base.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let is_vowel = |c: char| "aeiou".contains(c);
    let is_doubled = "bdglmnprt".contains(last) && is_vowel(vowel) && !is_vowel(before);
    is_doubled.then_some(last)
}

/// A stem without the consonant that was doubled.
fn undoubled(stem: &str) -> Option<&str> {
    let mut back = stem.chars().rev();
    let (last, before) = (back.next()?, back.next()?);
    (last == before && "bdglmnprt".contains(last)).then(|| &stem[..stem.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_leads_to_all_others() {
        for family in [
            &["pay", "pays", "paid", "paying"][..],
            &["city", "cities"],
            &["plan", "plans", "planned", "planning"],
            &["promise", "promises", "promised", "promising"],
            &["miss", "misses", "missed", "missing"],
            &["carry", "carries", "carried", "carrying"],
            &["visit", "visits", "visited", "visiting"],
            &["stand", "stood", "standing"],
            &["woman", "women"],
            &["veto", "vetoes", "vetoed"],
            &["crash", "crashes", "crashed"],
        ] {
            for form in family {
                let found = inflected(form);
                assert_eq!(found[0], *form);
                let lacks: Vec<_> =
                    family.iter().filter(|other| !found.contains(&other.to_string())).collect();
                assert!(lacks.is_empty(), "{form}: {found:?} lacks {lacks:?}");
            }
        }
    }

    #[test]
    fn words_that_only_look_alike_are_no_forms() {
        for (word, other) in [
            ("news", "new"),
            ("evening", "even"),
            ("king", "k"),
            ("bring", "br"),
            ("speed", "spe"),
            ("crisis", "crisi"),
            ("status", "statu"),
            ("does", "doe"),
            ("passing", "pas"),
            ("the", "thing"),
        ] {
            assert!(!inflected(word).contains(&other.to_string()), "{word} {:?}", inflected(word));
        }
        assert_eq!(inflected("дамба"), ["дамба"]);
        assert_eq!(inflected("un"), ["un"]);
    }
}
