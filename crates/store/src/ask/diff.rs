//! What an outlet changed from one version of an article to another.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices_deadline};

use super::load::Loader;
use super::mark::Needles;
use super::show::{Version, article_id, source, versions};
use crate::error::{Error, ErrorKind};
use crate::words::{shingles, words};
use crate::{Entry, EntryId, Result, Source, Store};

/// Two versions of an article, compared.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// The article.
    pub article: Source,
    /// How many versions of it there are.
    pub n_versions: usize,
    /// The earlier version.
    pub from: Version,
    /// The later.
    pub to: Version,
    /// What changed beside the text: headline, standfirst, writers, dates.
    pub heads: Vec<HeadChange>,
    /// What changed in the text, place by place.
    pub text: Vec<Edit>,
    /// How many paragraphs did not change.
    pub n_unchanged: usize,
    /// What is on record no more.
    pub gone: Vec<Entry>,
    /// What is on record now and was not.
    pub added: Vec<Entry>,
    /// What is told in other words, or of other people.
    pub reworded: Vec<Reworded>,
    /// How many entries are on record as before.
    pub n_kept: usize,
}

/// Something beside the text that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeadChange {
    /// What: `title`, `standfirst`, `bylines`, `published`, `modified`.
    pub field: &'static str,
    /// As it was; empty where there was none.
    pub was: String,
    /// As it is.
    pub is: String,
}

/// Paragraphs that changed, were taken out or put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edit {
    /// Their words in order, those that went before those that came in their place.
    pub pieces: Vec<EditPiece>,
}

/// Words of an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditPiece {
    /// The words.
    pub text: String,
    /// Which version has them.
    pub state: PieceState,
}

/// Which of two versions has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PieceState {
    /// Both.
    Kept,
    /// The earlier alone.
    Gone,
    /// The later alone.
    New,
}

/// An entry that is told in other words.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Reworded {
    /// As it was.
    pub was: Entry,
    /// As it is.
    pub is: Entry,
}

/// Which share of the words in a row of the shorter of two entries must be in the longer for one to be the other, reworded.
const REWORDED_SHARE: f64 = 0.5;

/// So long is looked for the fewest paragraphs that changed, and so long again for the fewest words in all of them; then
/// what is found is good enough.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// What changed between two versions of an article, by their numbers from 1 on: without them from the one before the
    /// version that counts to that one.
    ///
    /// # Errors
    /// `is_not_found` where there is no such article or version, `is_unfit` where there is nothing to compare.
    pub fn diff(&self, article: &str, from: Option<usize>, to: Option<usize>) -> Result<Difference> {
        let failed = |error| self.failed("cannot be asked", error);
        let id = article_id(&self.db, article.trim()).map_err(failed)?;
        let id = id.ok_or_else(|| {
            let what = format!("no article here is “{}”: give its address, or its id, ar-…", article.trim());
            Error::new(ErrorKind::NotFound, &self.path, what)
        })?;
        let all = versions(&self.db, id).map_err(failed)?;
        let (from, to) = self.chosen_versions(&all, from, to)?;
        difference(&self.db, id, &all, from, to).map_err(failed)
    }

    /// The places in `all` of the two that are meant.
    fn chosen_versions(
        &self,
        all: &[Version],
        from: Option<usize>,
        to: Option<usize>,
    ) -> Result<(usize, usize)> {
        let n = all.len();
        let wrong = |kind, what: String| Err(Error::new(kind, &self.path, what));
        if n < 2 {
            return wrong(
                ErrorKind::Unfit,
                "there is one version of this article, and nothing to compare".to_string(),
            );
        }
        let current = all.iter().position(|version| version.is_current).unwrap_or(n - 1);
        let to = to.map_or(current, |to| to.wrapping_sub(1));
        // The one that counts may be the first, where later copies are of earlier days.
        let before = if to == 0 { n - 1 } else { to - 1 };
        let from = from.map_or(before, |from| from.wrapping_sub(1));
        if from >= n || to >= n {
            return wrong(ErrorKind::NotFound, format!("this article has versions 1 to {n}"));
        }
        if from == to {
            return wrong(ErrorKind::Unfit, "both are the same version".to_string());
        }
        Ok((from, to))
    }
}

fn difference(
    db: &Connection,
    article: i64,
    all: &[Version],
    from: usize,
    to: usize,
) -> rusqlite::Result<Difference> {
    let (from, to) = (&all[from], &all[to]);
    let (was, is) = (said_in(db, from.version)?, said_in(db, to.version)?);
    let (old, new) = (head(db, from.version)?, head(db, to.version)?);
    let (text, n_unchanged) = edits(&old.1, &new.1);
    let ids = |entries: &[Entry]| entries.iter().map(|entry| entry.id).collect::<HashSet<_>>();
    let (before, after) = (ids(&was), ids(&is));
    let others = of_others(&was, &is);
    let n_kept = before.intersection(&after).count() - others.len();
    let gone = was.into_iter().filter(|entry| !after.contains(&entry.id)).collect();
    let added = is.into_iter().filter(|entry| !before.contains(&entry.id)).collect();
    let (gone, added, mut reworded) = reworded(gone, added);
    reworded.splice(0..0, others);
    Ok(Difference {
        article: source(db, article)?,
        n_versions: all.len(),
        from: from.clone(),
        to: to.clone(),
        heads: heads(old.0, new.0),
        text,
        n_unchanged,
        gone,
        added,
        reworded,
        n_kept,
    })
}

/// What a version puts on record, what people rejected left out.
fn said_in(db: &Connection, version: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry e WHERE version = ?1 AND NOT EXISTS (
           SELECT 1 FROM _correction c WHERE c.target = e.key AND c.what = 'not_on_record' AND c.undone IS NULL)
         ORDER BY start, \"end\", id",
    )?;
    let ids = query.query_map([version], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut loader = Loader::new(db, Needles::default());
    ids.into_iter().map(|id| loader.entry(id)).collect()
}

/// What stands beside a version's text, and the text.
type Head = ([(&'static str, String); 5], String);

fn head(db: &Connection, version: i64) -> rusqlite::Result<Head> {
    let mut query = db.prepare_cached(
        "SELECT title, standfirst, replace(bylines, '|', ', '), coalesce(published, ''), coalesce(modified, ''), text
         FROM _version WHERE id = ?1",
    )?;
    query.query_row([version], |row| {
        let fields = [
            ("title", row.get(0)?),
            ("standfirst", row.get(1)?),
            ("bylines", row.get(2)?),
            ("published", row.get(3)?),
            ("modified", row.get(4)?),
        ];
        Ok((fields, row.get(5)?))
    })
}

fn heads(old: [(&'static str, String); 5], new: [(&'static str, String); 5]) -> Vec<HeadChange> {
    let both = old.into_iter().zip(new);
    both.filter(|((_, was), (_, is))| was != is)
        .map(|((field, was), (_, is))| HeadChange { field, was, is })
        .collect()
}

/// Which paragraphs changed, word by word, and how many did not.
fn edits(old: &str, new: &str) -> (Vec<Edit>, usize) {
    let paragraphs = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect()
    };
    let (old, new) = (paragraphs(old), paragraphs(new));
    let (mut edits, mut n_unchanged) = (Vec::new(), 0);
    let until = Instant::now() + PATIENCE;
    let changes = capture_diff_slices_deadline(Algorithm::Patience, &old, &new, Some(until));
    let until = Instant::now() + PATIENCE;
    for op in changes {
        match op {
            DiffOp::Equal { len, .. } => n_unchanged += len,
            op => {
                let (was, is) = (old[op.old_range()].join("\n"), new[op.new_range()].join("\n"));
                edits.push(Edit { pieces: word_by_word(&was, &is, until) });
            }
        }
    }
    (edits, n_unchanged)
}

fn word_by_word(was: &str, is: &str, until: Instant) -> Vec<EditPiece> {
    let diff = TextDiff::configure().deadline(until).diff_words(was, is);
    let mut pieces: Vec<EditPiece> = Vec::new();
    for change in diff.iter_all_changes() {
        let state = match change.tag() {
            ChangeTag::Equal => PieceState::Kept,
            ChangeTag::Delete => PieceState::Gone,
            ChangeTag::Insert => PieceState::New,
        };
        match pieces.last_mut() {
            Some(last) if last.state == state => last.text.push_str(change.value()),
            _ => pieces.push(EditPiece { text: change.value().to_string(), state }),
        }
    }
    joined(pieces)
}

/// Words that went and came with so few between them as stayed are read as one change.
const FEW_KEPT: usize = 2;

/// Joins changes that stand side by side: "[-Roe, the-]{+Lund, a+}" rather than word by word.
fn joined(pieces: Vec<EditPiece>) -> Vec<EditPiece> {
    let mut out = Vec::new();
    let (mut gone, mut new) = (String::new(), String::new());
    let mut flush = |gone: &mut String, new: &mut String, kept: Option<EditPiece>| {
        let both = [(std::mem::take(gone), PieceState::Gone), (std::mem::take(new), PieceState::New)];
        let told = both.into_iter().filter(|(text, _)| !text.is_empty());
        out.extend(told.map(|(text, state)| EditPiece { text, state }).chain(kept));
    };
    let n_pieces = pieces.len();
    for (idx, piece) in pieces.into_iter().enumerate() {
        let is_few = piece.text.split_whitespace().count() <= FEW_KEPT && idx + 1 < n_pieces;
        match piece.state {
            PieceState::Gone => gone.push_str(&piece.text),
            PieceState::New => new.push_str(&piece.text),
            PieceState::Kept if is_few && !gone.is_empty() && !new.is_empty() => {
                gone.push_str(&piece.text);
                new.push_str(&piece.text);
            }
            PieceState::Kept => flush(&mut gone, &mut new, Some(piece)),
        }
    }
    flush(&mut gone, &mut new, None);
    out
}

/// The same words, which the later version gives to others: outlets correct who said something.
fn of_others(before: &[Entry], later: &[Entry]) -> Vec<Reworded> {
    let by_id: HashMap<EntryId, &Entry> = later.iter().rev().map(|is| (is.id, is)).collect();
    let pair = |was: &Entry| {
        let is = by_id.get(&was.id).filter(|is| is.parties != was.parties)?;
        Some(Reworded { was: was.clone(), is: (*is).clone() })
    };
    before.iter().filter_map(pair).collect()
}

/// Takes apart what only went and came, and what is told in other words: most words in a row are the same.
fn reworded(gone: Vec<Entry>, added: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>, Vec<Reworded>) {
    let pairs_of_words = |entry: &Entry| shingles(&words(&entry.words), 2);
    let sizes: Vec<usize> = added.iter().map(|is| pairs_of_words(is).len()).collect();
    let mut having: HashMap<i64, Vec<usize>> = HashMap::new();
    for (idx, is) in added.iter().enumerate() {
        pairs_of_words(is).into_iter().for_each(|pair| having.entry(pair).or_default().push(idx));
    }
    let mut added: Vec<Option<Entry>> = added.into_iter().map(Some).collect();
    let (mut left, mut pairs) = (Vec::new(), Vec::new());
    for was in gone {
        let own = pairs_of_words(&was);
        let mut n_shared: HashMap<usize, usize> = HashMap::new();
        let others = own.iter().filter_map(|pair| having.get(pair)).flatten();
        others.for_each(|idx| *n_shared.entry(*idx).or_default() += 1);
        let share = |(idx, n): (usize, usize)| {
            added[idx].as_ref().filter(|is| is.kind() == was.kind())?;
            let share = n as f64 / own.len().min(sizes[idx]).max(1) as f64;
            (share >= REWORDED_SHARE).then_some((idx, share))
        };
        let best = n_shared.into_iter().filter_map(share);
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        match best.and_then(|(idx, _)| added[idx].take()) {
            Some(is) => pairs.push(Reworded { was, is }),
            None => left.push(was),
        }
    }
    (left, added.into_iter().flatten().collect(), pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_by_paragraphs_and_words() {
        let old = "The dam holds.\n\nIt was built in 1931.\n\nNobody was hurt.";
        let new =
            "The dam holds.\n\nIt was built in 1932.\n\nNobody was hurt.\n\nThis article was corrected.";
        let (edits, n_unchanged) = edits(old, new);
        assert_eq!((edits.len(), n_unchanged), (2, 2));
        let told = |edit: &Edit| -> Vec<(String, PieceState)> {
            edit.pieces.iter().map(|piece| (piece.text.trim().to_string(), piece.state)).collect()
        };
        let kept = |text: &str| (text.to_string(), PieceState::Kept);
        assert_eq!(
            told(&edits[0]),
            [
                kept("It was built in"),
                ("1931.".to_string(), PieceState::Gone),
                ("1932.".to_string(), PieceState::New)
            ]
        );
        assert_eq!(told(&edits[1]), [("This article was corrected.".to_string(), PieceState::New)]);
    }

    #[test]
    fn changes_side_by_side_are_one() {
        let word_by_word = |was, is| word_by_word(was, is, Instant::now() + PATIENCE);
        let pieces = word_by_word(
            "“It is low,” said Elin Sorrel, the head of the harbour, on Monday.",
            "“It is low,” said Samir Quill, a keeper of the gauge, on Monday.",
        );
        let told: Vec<&str> = pieces.iter().map(|piece| piece.text.trim()).collect();
        let (was, is) = ("Elin Sorrel, the head of the harbour,", "Samir Quill, a keeper of the gauge,");
        assert_eq!(told, ["“It is low,” said", was, is, "on Monday."]);
        let apart = word_by_word("It held and the town below sleeps.", "It broke and the town below wakes.");
        let gone = apart.iter().filter(|piece| piece.state == PieceState::Gone);
        assert_eq!(gone.map(|piece| piece.text.trim()).collect::<Vec<_>>(), ["held", "sleeps."]);
    }
}
