//! Answers in Markdown: entries as block quotations with their sources.

use std::fmt::Write;

use onrecord_answer::Card;
use onrecord_answer::columns::office;
use onrecord_store::ask::{Dossier, ShownArticle};
use onrecord_store::{Entry, Source};

use crate::cli::render::cards;
use crate::cli::render::markup::{escape, link};
use crate::cli::render::quotation;

/// Each entry as a block quotation with its source.
pub fn entries(entries: &[&Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let card = Card::whole(entry);
        let (words, title, details) =
            (quotation::words(&card), quotation::title(&card), cards::details(&card));
        let _ = writeln!(out, "> {words}\n>\n> — {title} · {}\n>", escape(&details));
        let _ = writeln!(out, "> {} · {}\n", place(&entry.article), card.id);
    }
    if out.is_empty() { "Nothing is found.\n".to_string() } else { out.trim_end().to_string() + "\n" }
}

/// An actor's name and offices, then the entries.
pub fn dossier(dossier: &Dossier, all: &[&Entry]) -> String {
    let mut out = format!("# {}\n\n", escape(&dossier.who.name));
    for role in &dossier.roles {
        let days: Vec<&str> = role.first.iter().chain(&role.last).map(String::as_str).collect();
        let _ = writeln!(out, "- {} ({})", escape(&office(role)), escape(&days.join(" to ")));
    }
    out.push('\n');
    out + &entries(all)
}

/// An article's headline, then the entries.
pub fn article(shown: &ShownArticle) -> String {
    format!("# {}\n\n", escape(&shown.source.title)) + &entries(&shown.entries.iter().collect::<Vec<_>>())
}

/// The headline, linked where there is an address on the web, with outlet and day.
fn place(article: &Source) -> String {
    let title = escape(&article.title);
    let title = match link(&article.address) {
        Some(url) => format!("[{title}](<{url}>)"),
        None => title,
    };
    let published = article.published.as_deref().unwrap_or_default();
    format!("{title}, {} {}", escape(&article.publisher), escape(published))
}
