//! A page that is handed in or named: what it puts on record, at once. Nothing is stored.

use askama::Template;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use onrecord_answer::words::{date, headline, list};
use onrecord_answer::{Card, Cards};
use onrecord_record::{EntryKind, Record};

use super::card::TITLE;
use super::frame::{Here, PageFrame};
use super::passage::short;
use super::text::{SpokenPiece, TextBlock, paragraphs, voice};
use crate::api::read::{given, records};
use crate::give::problem_page;
use crate::route::Route;
use crate::state::Shared;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "read.html")]
struct ReadPage {
    frame: PageFrame,
    articles: Vec<ReadArticle>,
    is_asked: bool,
}

/// An article that was read.
struct ReadArticle {
    title: String,
    standfirst: String,
    told: String,
    blocks: Vec<TextBlock>,
    cards: Vec<PlainCard>,
    notes: Vec<String>,
}

/// An entry of a record that no store has.
struct PlainCard {
    id: String,
    title: String,
    words: String,
    wording: String,
    details: Vec<String>,
    class: &'static str,
}

/// So many articles of an archive or a feed are shown.
const SHOWN: usize = 20;

/// The routes: the form, and what it brings.
pub fn routes() -> Vec<Route> {
    vec![Route::plain("/read", get(form).post(read))]
}

async fn form(State(state): State<Shared>) -> Response {
    shown(&state, &[], false)
}

async fn read(State(state): State<Shared>, request: Request) -> Response {
    let read = async {
        let page = given(&state, request).await?;
        records(&state, page).await
    };
    match read.await {
        Ok(records) => shown(&state, &records, true),
        Err(problem) => problem_page(&state, &problem),
    }
}

fn shown(state: &Shared, records: &[Record], is_asked: bool) -> Response {
    let articles = records.iter().take(SHOWN).enumerate().map(|(idx, record)| article(idx, record)).collect();
    match filled(&ReadPage { frame: PageFrame::of(&state.site, Here::Read), articles, is_asked }) {
        Ok(page) => Html(page).into_response(),
        Err(problem) => problem_page(state, &problem),
    }
}

fn article(idx: usize, record: &Record) -> ReadArticle {
    // Ids are told apart where several articles are on one page.
    let id = |local: &str| format!("r{idx}-{local}");
    let mut speakers: Vec<&str> = Vec::new();
    let mut pieces = Vec::new();
    for statement in &record.statements {
        let rank = statement.speakers.first().map(|speaker| {
            speakers.iter().position(|known| known == speaker).unwrap_or_else(|| {
                speakers.push(speaker);
                speakers.len() - 1
            })
        });
        let voice = voice(rank);
        pieces.extend(statement.content.iter().map(|span| SpokenPiece {
            entry: id(&statement.id),
            voice,
            range: span.bytes(),
        }));
    }
    let class_of = |card: &Card| {
        let own = pieces.iter().find(|piece| piece.entry == id(&card.id));
        if card.kind == EntryKind::Statement { own.map_or("", |piece| piece.voice) } else { "" }
    };
    let article = &record.article;
    let published = article.published.as_deref().map(date).unwrap_or_default();
    let told = [article.publisher.clone(), list(&article.bylines), published];
    ReadArticle {
        title: short(headline(&article.title), 4 * TITLE),
        standfirst: short(&article.standfirst, 4 * TITLE),
        told: short(&told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "), TITLE),
        blocks: paragraphs(article, &pieces),
        cards: Cards::of(record).all().map(|card| plain(card, id(&card.id), class_of(card))).collect(),
        notes: record.notes.iter().map(|note| short(&note.what, TITLE)).collect(),
    }
}

fn plain(card: &Card, id: String, class: &'static str) -> PlainCard {
    let passage = card.passage.as_ref();
    let words = match card.words.is_empty() {
        true => passage
            .map(|passage| passage.runs.iter().map(|run| run.text.as_str()).collect())
            .unwrap_or_default(),
        false => card.words.clone(),
    };
    PlainCard {
        id,
        title: short(&card.title_text(), TITLE),
        words: short(&words, 4 * TITLE),
        wording: short(&card.wording, TITLE),
        details: card.details.iter().map(|detail| short(detail, TITLE)).collect(),
        class,
    }
}
