//! What is done to somebody by words: who was charged accuses nobody, and who was asked asks nothing.

use onrecord_language::{List, Text};

use super::relation::Attribution;

/// Takes from an attribution the source that suffers what its cue tells: "Roe was charged with", "Lund was asked
/// whether". Whoever did it, where it is told, stands behind the cue: "Roe was accused by Lund of".
pub fn leave(text: &Text, attribution: &mut Attribution) {
    let (Some(source), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else { return };
    let lexicon = text.lexicon();
    let words = text.tokens_in(cue.clone());
    let is = |list: List, idx: usize| words.get(idx).is_some_and(|word| lexicon.has(list, &word.lower));
    // "has been charged", "was then asked".
    let be = (0..words.len().min(2)).find(|idx| is(List::Suffered, *idx));
    let is_done =
        |be: usize| {
            let verb =
                be + 1
                    + usize::from(words.get(be + 1).is_some_and(|word| {
                        word.lower.ends_with("ly") || word.is(&["then", "also", "first"])
                    }));
            (is(List::Told, verb) || is(List::Accused, verb))
                && !words.get(verb + 1).is_some_and(|word| word.is(&["by"]))
        };
    if source.end <= cue.start && be.is_some_and(is_done) {
        attribution.source.clear();
    }
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;

    /// Whether the source "Roe" before a cue is left out.
    fn is_left(cue: &str) -> bool {
        let text = format!("Roe {cue} it.");
        let one = |range: std::ops::Range<usize>| std::iter::once(range).collect::<Vec<_>>();
        let end = 4 + cue.len();
        let mut attribution = Attribution::new(one(0..3), one(4..end), one(end + 1..end + 3), 1.0);
        leave(&Text::new(&text, one(0..text.len()), &Language::english()), &mut attribution);
        attribution.source.is_empty()
    }

    #[test]
    fn who_is_charged_or_asked_says_nothing() {
        assert!(
            is_left("was charged with") && is_left("has been accused of") && is_left("was then asked about")
        );
        assert!(
            !is_left("has accused them of") && !is_left("was quoted as saying") && !is_left("asked about")
        );
    }
}
