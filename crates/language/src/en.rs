//! English.

use std::sync::LazyLock;

use crate::entries::EntryTables;
use crate::lexicon::{Lexicon, Tables};

/// The tables of English; their words stand in `en/`.
pub const TABLES: Tables = Tables {
    cues: include_str!("../en/cues.tsv"),
    wordings: include_str!("../en/wordings.tsv"),
    irregular: include_str!("../en/irregular.tsv"),
    nouns: include_str!("../en/nouns.tsv"),
    first_names: include_str!("../en/first-names.tsv"),
    lists: include_str!("../en/lists.tsv"),
    countries: include_str!("../en/countries.tsv"),
    seats: include_str!("../en/seats.tsv"),
    entries: EntryTables {
        contacts: include_str!("../en/engagements.tsv"),
        phases: include_str!("../en/phases.tsv"),
        entries: include_str!("../en/entries.tsv"),
    },
    outcomes: include_str!("../en/outcomes.tsv"),
    sectors: include_str!("../en/sectors.tsv"),
};

/// What is known of English.
pub static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&TABLES));

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use onrecord_record::EntryKind;

    use super::*;
    use crate::lists::List;
    use crate::matcher::Patterns;
    use crate::table::{list, rows};
    use crate::{Language, Text};

    fn whole(text: &str) -> Text<'_> {
        Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english())
    }

    #[test]
    fn each_cue_is_found_in_its_example_and_not_in_what_looks_like_it() {
        let mut wrong = Vec::new();
        for [cue, act, _kind, direct, example, not, origin] in rows::<7>(TABLES.cues) {
            let found = |text: &str| {
                let all = ENGLISH.cues().all(whole(text).tokens());
                all.contains(&(cue.to_string(), act.parse().ok()))
            };
            let is_form = |form: &str| ENGLISH.form(form).lemmas.iter().any(|lemma| lemma == cue);
            let is_shown = found(example) && !not.is_empty() && !found(not);
            let is_right = is_shown && list(direct).all(is_form) && !origin.is_empty();
            wrong.extend((!is_right).then(|| format!("{cue}: {example} {not}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn each_wording_shows_its_act_in_its_example_and_not_in_what_looks_like_it() {
        for (rank, [act, _patterns, example, not]) in rows::<4>(TABLES.wordings).enumerate() {
            let first = |text: &str| {
                let text = whole(text);
                let is_self = |idx: usize| text.tokens()[idx].is(&["i", "we"]);
                let found = ENGLISH.wordings().find_of(text.tokens(), &is_self);
                found.iter().map(|(.., row)| (row.rank, row.act.as_str())).min()
            };
            assert_eq!(first(example), Some((rank, act)), "{example}");
            assert!(!not.is_empty() && first(not).is_none_or(|(first, _)| first != rank), "{not}");
        }
    }

    /// Whether each row of a table finds its example and not what looks like it; behind `~` stand the same words.
    fn assert_shown<T>(rows: impl Iterator<Item = [&'static str; 5]>, found: &Patterns<T>) {
        for row in rows {
            let cells: Vec<&str> = row.iter().copied().take_while(|cell| !cell.is_empty()).collect();
            let [lemmas, .., example, not] = cells[..] else { panic!("{}: no examples", row[0]) };
            let holds = |text: &str| {
                let text = whole(text);
                found.find(text.tokens()).iter().any(|(_, pattern, _)| pattern.to_string() == lemmas)
            };
            assert!(holds(example), "{lemmas}: {example}");
            assert_eq!(holds(not), not.starts_with('~'), "{lemmas}: {not}");
        }
    }

    #[test]
    fn each_word_for_an_entry_is_found_in_its_example_and_not_in_what_looks_like_it() {
        let EntryTables { contacts, phases, entries } = TABLES.entries;
        let words = ENGLISH.entries();
        assert_shown(rows(contacts), &words.contacts);
        assert_shown(rows(phases), &words.phases);
        for kind in EntryKind::ALL {
            let of_kind = rows(entries).filter(|[of, ..]: &[&str; 5]| *of == kind.as_str());
            let behind_kind =
                of_kind.map(|[_, lemmas, tells, example, not]| [lemmas, tells, example, not, ""]);
            assert_shown(behind_kind, words.of(*kind));
        }
        let known = |[of, ..]: [&str; 1]| of.parse::<EntryKind>().is_ok();
        assert!(rows(entries).all(known));
    }

    #[test]
    fn each_irregular_form_leads_to_its_lemma_and_belongs_to_no_other() {
        let mut known = HashMap::new();
        for [lemma, forms] in rows::<2>(TABLES.irregular) {
            for form in list(forms) {
                assert!(ENGLISH.form(form).is_form_of(lemma), "{form}");
                assert_eq!(known.insert(form, lemma), None, "{form}");
            }
        }
    }

    #[test]
    fn each_first_name_tells_one_sex() {
        let mut known = HashSet::new();
        for [_sex, names] in rows::<2>(TABLES.first_names) {
            assert!(list(names).all(|name| known.insert(name) && ENGLISH.sex_of(name).is_some()));
        }
    }

    #[test]
    fn each_noun_is_shown_in_its_example() {
        for [words, _class, _sex, _stands_for, example] in rows::<5>(TABLES.nouns) {
            let example = example.to_lowercase();
            let shown = |word: &str| list(words).any(|w| w == word || word.strip_suffix('s') == Some(w));
            assert!(example.split(|c: char| !c.is_alphanumeric() && c != '-').any(shown), "{words}");
        }
    }

    #[test]
    fn each_list_has_a_word_of_its_example_and_none_of_what_it_must_not_have() {
        let names: Vec<&str> = rows::<1>(TABLES.lists).map(|[name]| name).collect();
        assert_eq!(names, List::ALL.iter().map(|list| list.as_str()).collect::<Vec<_>>());
        for (which, [name, words, example, not]) in List::ALL.iter().zip(rows::<4>(TABLES.lists)) {
            let is_cased = words.contains(char::is_uppercase);
            let has = |text: &str| {
                let text = whole(text);
                let is_one = |word: &str| match is_cased {
                    true => ENGLISH.has_as_written(*which, word),
                    false => ENGLISH.has(*which, word),
                };
                text.tokens().iter().any(|token| is_one(text.word(token)))
            };
            assert!(has(example), "{name}: {example}");
            assert!(!has(not), "{name}: {not}");
        }
    }

    #[test]
    fn each_outcome_is_told_by_its_example_and_not_by_what_looks_like_it() {
        for [status, _patterns, example, not] in rows::<4>(TABLES.outcomes) {
            let told = |text: &str| ENGLISH.outcome(whole(text).tokens());
            assert_eq!(told(example).map(|status| status.as_str()), Some(status), "{example}");
            assert_ne!(told(not).map(|status| status.as_str()), Some(status), "{not}");
        }
    }

    #[test]
    fn each_sector_is_told_by_its_example_and_not_by_what_looks_like_it() {
        for [code, _patterns, example, not] in rows::<4>(TABLES.sectors) {
            let told = |text: &str| ENGLISH.sector(whole(text).tokens());
            assert_eq!(told(example), Some(code), "{example}");
            assert_ne!(told(not), Some(code), "{not}");
        }
    }

    #[test]
    fn plurals_are_told() {
        let is_plural = |word: &str| ENGLISH.noun(word).unwrap().plural;
        assert!(is_plural("ministries") && is_plural("women") && !is_plural("senator"));
    }
}
