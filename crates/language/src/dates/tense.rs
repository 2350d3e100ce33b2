//! Whether what a sentence tells lies ahead: "will meet on Monday", "the talks planned for Monday".

use super::calendar::Direction;
use super::table::Class;
use super::words::SentenceWords;

/// How far a word of tense reaches.
const REACH: usize = 25;

/// Where the words around an expression go: by the nearest word of tense before it in its sentence or, where it comes
/// first, behind it.
pub fn direction(words: &SentenceWords, from: usize, to: usize) -> Direction {
    let before = (from.saturating_sub(REACH)..from).rev().find_map(|idx| of_word(words, idx));
    let behind = || (to..words.len().min(to + REACH)).find_map(|idx| of_word(words, idx));
    before.or_else(behind).unwrap_or(Direction::Open)
}

fn of_word(words: &SentenceWords, idx: usize) -> Option<Direction> {
    // "had been slated for Monday": that Monday is over.
    let is_over = idx > 1 && words.word(idx - 1) == "been" && words.word(idx - 2) == "had";
    if words.is(idx, Class::Will) && is_over {
        Some(Direction::Back)
    } else if words.is(idx, Class::Will) {
        Some(Direction::Ahead)
    } else if words.is(idx, Class::Did) || is_participle(words, idx) {
        Some(Direction::Back)
    } else {
        None
    }
}

/// "mended", but not "to be mended", which lies where the words before it do.
fn is_participle(words: &SentenceWords, idx: usize) -> bool {
    let word = words.word(idx);
    let is_to_be = idx > 0 && words.word(idx - 1) == "be";
    word.len() > 4 && word.ends_with("ed") && !words.is_capital(idx) && !is_to_be
}
