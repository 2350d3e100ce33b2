//! Furniture told by its wording: what a short block says that no article's sentence would.
//!
//! The wordings are tables in `wordings/furniture`, one a language. [`role_of`] is precise rather than
//! complete: what it says is furniture nearly always is, and what it passes over may still be, for the page's
//! layout to tell.

mod biography;
mod folded;
mod wording;

use std::sync::LazyLock;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, Anchored, Input, Match, StartKind};
use onrecord_record::FurnitureRole;

use folded::Folded;
use wording::{FurnitureWording, Stands};

/// What `text`, a block's words alone, says it is, if that is furniture.
pub fn role_of(text: &str) -> Option<FurnitureRole> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let block = Folded::new(text);
    if block.text.is_empty() || block.text.starts_with(['"', '“', '«', '„']) {
        return None;
    }
    let mut best: Option<&FurnitureWording> = None;
    for Matcher { wordings, openings, anchored } in &*MATCHERS {
        let input = Input::new(&block.text).anchored(*anchored);
        let mut state = OverlappingState::start();
        while let Some(found) = next(openings, &input, &mut state) {
            let wording = &wordings[found.pattern()];
            let is_better = best.is_none_or(|best| best.sureness() < wording.sureness());
            if is_better && block.is_match(wording, found.start()..found.end()) {
                best = Some(wording);
            }
        }
    }
    let role = best.map(|wording| wording.role);
    role.or_else(|| biography::is_biography(text).then_some(FurnitureRole::Biography))
}

/// The next of all matches, those inside others included.
fn next(openings: &AhoCorasick, input: &Input, state: &mut OverlappingState) -> Option<Match> {
    openings.find_overlapping(input.clone(), state);
    state.get_match()
}

/// No row is about a longer block.
const MAX_BYTES: usize = 2400;

/// Finds the opening words of some rows.
struct Matcher {
    wordings: Vec<FurnitureWording>,
    openings: AhoCorasick,
    anchored: Anchored,
}

/// Few rows are looked for behind a block's first words.
static MATCHERS: LazyLock<[Matcher; 2]> = LazyLock::new(|| {
    let matcher = |anchored: Anchored| {
        let is_own =
            |wording: &FurnitureWording| matches!(wording.stands, Stands::Holds(_)) != anchored.is_anchored();
        let wordings: Vec<FurnitureWording> = wording::all().filter(is_own).collect();
        let openings = wordings.iter().map(|wording| wording.opening);
        let start = if anchored.is_anchored() { StartKind::Anchored } else { StartKind::Unanchored };
        let openings = AhoCorasick::builder().start_kind(start).build(openings);
        Matcher { wordings, openings: openings.expect("the table is small"), anchored }
    };
    [matcher(Anchored::Yes), matcher(Anchored::No)]
});

#[cfg(test)]
mod tests {
    use onrecord_record::FurnitureRole::{Navigation, Related};

    use super::*;

    #[test]
    fn sentences_of_an_article_are_left_alone() {
        for sentence in [
            "Search teams reached the ferry on Monday, the coast guard said.",
            "Read the letter, the judge told him, and then sign it.",
            "Related charges against the mill’s owner were dropped in May.",
            "More than 400 people signed up for the newsletter, Belo said.",
            "Comment was sought from the ministry.",
            "“Subscribe to our channel,” the preacher tells his followers.",
            "“We use cookies,” the site told visitors.",
            "Share prices fell by 4 percent.",
            "Home prices in Ruvia rose again in June.",
            "Menus at the port’s inns have changed little.",
            "Follow the money, Lund told the inquiry.",
            "Advertising spending fell for a third year.",
            "Watch this space, she said.",
            "Also on the bill: the mayor’s old plan for the harbour.",
            "Facebook.",
            "© Ana Belo",
            "",
            "   ",
        ] {
            assert_eq!(role_of(sentence), None, "{sentence:?}");
        }
    }

    #[test]
    fn capitals_make_a_label() {
        assert_eq!(role_of("READ MORE Harbour reopens after storm"), Some(Related));
        assert_eq!(role_of("Read more books, the minister urged pupils."), None);
    }

    #[test]
    fn bullets_and_curly_marks_do_not_hide_a_wording() {
        assert_eq!(role_of("» Don’t miss: the night market"), Some(Related));
        assert_eq!(role_of("•\u{a0}Print"), Some(Navigation));
    }
}
