//! What an outlet changed from one version of an article to another.

use askama::Template;
use onrecord_answer::words::{count, date};
use onrecord_store::Entry;
use onrecord_store::ask::{Difference, HeadChange, PieceState, Version};

use super::card::{EntryCard, TITLE};
use super::frame::{Here, PageFrame};
use super::passage::{MarkedRun, short};
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::Changes;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage {
    frame: PageFrame,
    title: String,
    href: String,
    told: String,
    heads: Vec<Head>,
    edits: Vec<Vec<MarkedRun<&'static str>>>,
    unchanged: String,
    gone: Vec<EntryCard>,
    added: Vec<EntryCard>,
    reworded: Vec<(EntryCard, EntryCard)>,
}

/// Something beside the text.
struct Head {
    field: &'static str,
    was: String,
    is: String,
}

/// The page of what changed.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(_question: &Changes, answer: &Answered<Difference>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let links = frame.links();
    let difference = answer.answer();
    let card = |entry: &Entry| EntryCard::of(of.store, links, entry);
    let cards = |entries: &[Entry]| entries.iter().map(card).collect::<Result<Vec<_>, _>>();
    let reworded = difference
        .reworded
        .iter()
        .map(|both| Ok::<_, onrecord_store::Error>((card(&both.was)?, card(&both.is)?)));
    filled(&ChangesPage {
        title: short(&difference.article.title, TITLE),
        href: links.article(difference.article.id),
        told: format!("from {} to {}", told(&difference.from), told(&difference.to)),
        heads: difference.heads.iter().map(head).collect(),
        edits: difference.text.iter().map(|edit| edit.pieces.iter().map(piece).collect()).collect(),
        unchanged: count(difference.n_unchanged, "paragraph"),
        gone: cards(&difference.gone)?,
        added: cards(&difference.added)?,
        reworded: reworded.collect::<Result<_, _>>()?,
        frame: frame.clone(),
    })
}

fn told(version: &Version) -> String {
    let changed = version.modified.as_deref().or(version.published.as_deref()).map(date);
    changed.unwrap_or_else(|| format!("what was added {}", date(&version.added)))
}

fn head(change: &HeadChange) -> Head {
    // What is no moment stays as it is.
    Head {
        field: change.field,
        was: date(&short(&change.was, 2 * TITLE)),
        is: date(&short(&change.is, 2 * TITLE)),
    }
}

/// Words of an edit; what did not change and is long is shown by its ends.
fn piece(piece: &onrecord_store::ask::EditPiece) -> MarkedRun<&'static str> {
    let shows = match piece.state {
        PieceState::Kept => "",
        PieceState::Gone => "del",
        PieceState::New => "ins",
    };
    MarkedRun { text: piece.text.clone(), shows }
}
