//! What words are about, and how nearly two of them are about the same: by the words that they share, and by meaning.

use onrecord_language::{Language, List, WordForm};
use rusqlite::Connection;

use super::query;

/// How nearly two phrases mean the same, -1 to 1. Whoever asks gives it: the store knows words, not what they mean.
pub type Likeness<'a> = &'a dyn Fn(&str, &str) -> f32;

/// From here on two phrases mean nearly the same: what `onrecord_encoder::Meaning` says of its vectors.
pub(super) const NEARLY: f32 = 0.7;

/// Which share of what one phrase is about must be in the other where words alone tell that they are alike.
const SHARE: f64 = 0.5;

/// How many words two phrases must share at least where words alone tell: one may be anybody's.
const SHARED: usize = 2;

/// The words of a phrase that tell what it is about.
#[derive(Debug)]
pub(super) struct Topic(Vec<WordForm>);

impl Topic {
    /// Leaves out the words that hold a sentence together; each word counts once.
    pub fn of(text: &str) -> Topic {
        let lexicon = Language::english().lexicon();
        let mut forms: Vec<WordForm> = Vec::new();
        for word in query::word_ranges(text).map(|range| &text[range]) {
            let form = lexicon.form(word);
            let is_known = forms.iter().any(|known| known.lower == form.lower);
            if !is_known && !lexicon.has(List::Grammar, &form.lower) {
                forms.push(form);
            }
        }
        Topic(forms)
    }

    /// The words, as they were written first, in lower case.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|form| form.lower.as_str())
    }

    /// Whether nothing is told: all its words hold a sentence together.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of its words that the other has in whatever form.
    pub fn shared<'t>(&'t self, other: &'t Topic) -> impl Iterator<Item = &'t str> {
        let is_there = |form: &&WordForm| other.0.iter().any(|theirs| are_of_one_word(form, theirs));
        self.0.iter().filter(is_there).map(|form| form.lower.as_str())
    }

    /// Whether all its words are among the other's; nothing is not.
    pub fn is_within(&self, other: &Topic) -> bool {
        !self.0.is_empty() && self.shared(other).count() == self.0.len()
    }

    /// Whether both are about the same words.
    pub fn is_same(&self, other: &Topic) -> bool {
        self.is_within(other) && other.is_within(self)
    }

    /// Which share of its words the other has.
    pub fn share_in(&self, other: &Topic) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.shared(other).count() as f64 / self.0.len() as f64 }
    }

    /// Whether the other has some of its words: the vectors of sentences that share none say little.
    pub fn touches(&self, other: &Topic) -> bool {
        self.shared(other).count() >= SHARED
    }

    /// Whether enough of its words are in the other.
    pub fn is_told_in(&self, other: &Topic) -> bool {
        self.touches(other) && self.share_in(other) >= SHARE
    }
}

fn are_of_one_word(one: &WordForm, other: &WordForm) -> bool {
    one.lower == other.lower || one.lemmas.iter().any(|lemma| other.lemmas.contains(lemma))
}

/// An entry's own words, without the rest of it.
pub(super) fn words_of(db: &Connection, id: i64) -> rusqlite::Result<String> {
    let mut query = db.prepare_cached(
        "SELECT coalesce(e.words, substr(v.text, e.start + 1, e.\"end\" - e.start))
         FROM _entry e JOIN _version v ON v.id = e.version WHERE e.id = ?1",
    )?;
    query.query_row([id], |row| row.get(0))
}

/// What the index is asked for entries that have any of these words.
pub(super) fn any_of(topic: &Topic) -> Option<String> {
    let quoted = |word: &str| format!("\"{}\"", crate::words::words(word).join(" "));
    let words: Vec<String> = topic.words().map(quoted).filter(|word| word.len() > 2).collect();
    (!words.is_empty()).then(|| format!("words : ({})", words.join(" OR ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_words_are_about_does_not_hang_on_their_order_and_form() {
        let (one, other) = (Topic::of("Kalmere independence"), Topic::of("the independence of Kalmere"));
        assert!(one.is_same(&other));
        assert!(Topic::of("repairing the gate").is_same(&Topic::of("the repaired gates")));
        assert!(Topic::of("the dam").is_within(&Topic::of("what the Corran Dam costs")));
        assert!(!Topic::of("of the").is_within(&Topic::of("of the dam")));
    }

    #[test]
    fn one_common_word_does_not_make_two_phrases_alike() {
        let promise = Topic::of("pay our half of the dam before the first frost");
        assert!(promise.is_told_in(&Topic::of("I said before the first frost, and half the dam is paid")));
        assert!(!promise.is_told_in(&Topic::of("half of the town slept")));
    }
}
