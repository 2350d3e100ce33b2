//! What each side of a meeting said of it, theme by theme.

use askama::Template;
use onrecord_answer::words::{list, name_of, when};
use onrecord_answer::{Card, mentioned, names};
use onrecord_store::Entry;
use onrecord_store::ask::{Compared, Mentioning, Theme};

use super::card::{ArticleLink, NamedLink, TITLE};
use super::commitments::people;
use super::frame::{Here, PageFrame};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::CompareAccounts;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "engagement.html")]
struct EngagementPage {
    frame: PageFrame,
    title: String,
    told: String,
    href: String,
    accounts: Vec<Account>,
    sides: Vec<Side>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// An article that tells of it.
struct Account {
    article: ArticleLink,
    words: String,
    phase: String,
    href: String,
}

/// A side: its column.
struct Side {
    name: String,
    participants: Vec<NamedLink>,
    speakers: String,
}

/// A theme: its row.
struct Row {
    about: String,
    told: String,
    class: &'static str,
    /// What each side says, in the order of the sides.
    cells: Vec<Vec<Said>>,
}

/// A statement in its cell.
struct Said {
    speaker: String,
    words: String,
    href: String,
    outlet: String,
}

/// The page of the accounts of an engagement.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(
    question: &CompareAccounts,
    answer: &Answered<Compared>,
    of: &Asked<'_>,
) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let links = frame.links();
    let compared = answer.answer();
    let engagement = &compared.engagement;
    let place = engagement.engagement().and_then(|of| of.place.clone());
    let facts = [engagement.when.as_ref().map(when), place.map(|place| format!("in {place}"))];
    let side = |told: &onrecord_store::ask::ToldSide| Side {
        name: short(&told.name, TITLE),
        participants: people(&told.participants, links),
        speakers: short(&list(&told.speakers.iter().map(|who| who.name.clone()).collect::<Vec<_>>()), TITLE),
    };
    filled(&EngagementPage {
        title: short(&Card::listed(engagement).title_text(), TITLE),
        told: short(&facts.into_iter().flatten().collect::<Vec<_>>().join(" · "), TITLE),
        href: links.entry(engagement.id),
        accounts: compared.accounts.iter().map(|one| account(one, links)).collect(),
        sides: compared.sides.iter().map(side).collect(),
        rows: compared.themes.iter().map(|theme| row(compared, theme, links)).collect(),
        next: answer
            .next_cursor
            .as_deref()
            .map(|cursor| links.to(&format!("/engagement/{}", question.id), &[("cursor", cursor)])),
        frame: frame.clone(),
    })
}

fn account(entry: &Entry, links: Links<'_>) -> Account {
    Account {
        article: ArticleLink::of(&entry.article, links, Some(&entry.words)),
        words: short(&entry.words, TITLE),
        phase: entry.engagement().map(|of| name_of(&of.phase)).unwrap_or_default(),
        href: links.entry(entry.id),
    }
}

fn row(compared: &Compared, theme: &Theme, links: Links<'_>) -> Row {
    let of_side = |side: usize| {
        let said = theme.said.iter().filter(|one| one.side == side);
        let one = |one: &onrecord_store::ask::Said| Said {
            speaker: short(&names(one.entry.actors(onrecord_record::Part::Speaker)), TITLE),
            words: short(&Card::listed(&one.entry).words, 2 * TITLE),
            href: links.entry(one.entry.id),
            outlet: short(&one.entry.article.publisher, TITLE),
        };
        said.map(one).collect()
    };
    Row {
        about: short(&theme.about, TITLE),
        told: short(&mentioned(compared, theme), TITLE),
        class: match theme.mention {
            Mentioning::Differ => "bad",
            Mentioning::Shared => "good",
            Mentioning::One => "quiet",
        },
        cells: (0..compared.sides.len()).map(of_side).collect(),
    }
}
