//! What stands around an article on its page, by what it is.

use askama::Template;
use onrecord_answer::place;
use onrecord_answer::words::name_of;
use onrecord_record::FurnitureRole;

use super::card::TITLE;
use super::frame::{Here, PageFrame};
use super::passage::short;
use crate::problem::Problem;
use crate::question::Asked;
use crate::questions::{Around, SetAside};
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "around.html")]
struct AroundPage {
    frame: PageFrame,
    title: String,
    href: String,
    groups: Vec<Group>,
    /// How many pieces are not shown.
    n_more: usize,
}

/// Pieces of one role.
struct Group {
    name: String,
    pieces: Vec<String>,
}

/// So many pieces are shown: a front page around an article has some hundreds.
const SHOWN: usize = 200;

/// The page of what stands around an article.
///
/// # Errors
/// Where it cannot be made: a defect.
pub fn page(_question: &Around, answer: &SetAside, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let mut groups: Vec<(FurnitureRole, Group)> = Vec::new();
    let shown = answer.furniture.iter().filter(|piece| !piece.text.trim().is_empty()).take(SHOWN);
    for piece in shown {
        let text = short(&piece.text, 2 * TITLE);
        match groups.iter_mut().find(|(role, _)| *role == piece.role) {
            Some((_, group)) => group.pieces.push(text),
            None => groups.push((piece.role, Group { name: name_of(&piece.role), pieces: vec![text] })),
        }
    }
    groups.sort_by_key(|(role, _)| *role);
    filled(&AroundPage {
        title: short(&place(&answer.article), TITLE),
        href: frame.links().article(answer.article.id),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        n_more: answer.furniture.len().saturating_sub(SHOWN),
        frame: frame.clone(),
    })
}
