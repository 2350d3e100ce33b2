//! One entry or article with all that is known of it.

use anstyle::Style;
use onrecord_answer::words::{count, date, headline, list};
use onrecord_answer::{Card, copies, corrected, names, noun, place};
use onrecord_record::Part;
use onrecord_store::ask::{OtherReport, Shown, ShownArticle, ShownEntry, Version};
use onrecord_store::{Correction, Entry};

use super::dossier::found;
use super::parts::{INDENT, line, put_entry};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, DOUBT, MARK};

pub fn shown(shown: &Shown, sheet: &mut Sheet) {
    match shown {
        Shown::Entry(shown) => put_shown(shown, sheet),
        Shown::Article(shown) => put_article(shown, sheet),
        Shown::Actor(actor) => found(actor, sheet),
    }
}

/// An entry that somebody is to decide about, in its paragraph; `n_left` are left with it.
pub fn to_review(shown: &ShownEntry, n_left: usize, sheet: &mut Sheet) {
    let card = Card::whole(&shown.entry);
    let head = format!("{n_left} left · confidence {:.2}", shown.entry.confidence);
    sheet.put(0, &Rich::styled(DIM, &head));
    sheet.put(0, &cards::title(&card));
    sheet.put(INDENT, &cards::words(&card));
    sheet.put(INDENT, &Rich::styled(DIM, &cards::details(&card)));
    if let Some(paragraph) = &shown.paragraph {
        sheet.put(INDENT, &in_paragraph(shown, &paragraph.text, paragraph.start));
    }
    sheet.put(INDENT, &Rich::styled(DIM, &format!("{} · {}", place(&shown.entry.article), card.id)));
    shown.corrections.iter().filter(|one| one.undone.is_none()).for_each(|one| put_correction(one, sheet));
}

fn put_shown(shown: &ShownEntry, sheet: &mut Sheet) {
    let entry = &shown.entry;
    let card = Card::whole(entry);
    sheet.put(0, &cards::title(&card));
    sheet.put(INDENT, &cards::words(&card));
    sheet.put(INDENT, &Rich::styled(DIM, &cards::details(&card)));
    if !shown.stands {
        let what = "this does not stand: the article says so no more, or it was corrected";
        sheet.put(INDENT, &Rich::styled(DOUBT, what));
    }
    sheet.blank();
    if let Some(paragraph) = &shown.paragraph {
        sheet.put(0, &Rich::styled(DIM, "in the article"));
        sheet.put(INDENT, &in_paragraph(shown, &paragraph.text, paragraph.start));
        sheet.blank();
    }
    put_origin(shown, sheet);
    if let Some(copies) = copies(&entry.copies) {
        sheet.blank();
        sheet.put(0, &Rich::styled(DIM, &copies));
    }
    shown.reports.iter().for_each(|report| put_report(entry, report, sheet));
    shown.corrections.iter().for_each(|correction| put_correction(correction, sheet));
}

/// Where an entry comes from, so that it can be checked.
fn put_origin(shown: &ShownEntry, sheet: &mut Sheet) {
    let (entry, article, version) = (&shown.entry, &shown.entry.article, &shown.version);
    line("article", &place(article), sheet);
    line("address", &article.address, sheet);
    line("confidence", &format!("{:.2}", entry.confidence), sheet);
    line("characters", &format!("{}–{}", entry.start, entry.end), sheet);
    if let Some(when) = &entry.when {
        let words: Vec<String> = when.evidence.iter().map(|span| format!("“{}”", span.text)).collect();
        line("dated by", &words.join(", "), sheet);
    }
    line("page", &format!("SHA-256 {}, {}", version.sha256, count(version.bytes, "byte")), sheet);
    line("read by", &format!("{}, added {}", version.made_by, date(&version.added)), sheet);
    line("ids", &format!("{} · {}", entry.id, article.id), sheet);
}

/// Another report of an entry, and how it differs.
fn put_report(entry: &Entry, report: &OtherReport, sheet: &mut Sheet) {
    sheet.put(INDENT, &Rich::plain(&place(&report.entry.article)));
    let mut differs = Vec::new();
    differs.extend(report.is_copy.then(|| "a copy of this article".to_string()));
    differs.extend(report.is_same_words.then(|| "the same words".to_string()));
    let (speakers, own) = (names(report.entry.actors(Part::Speaker)), names(entry.actors(Part::Speaker)));
    if speakers != own {
        differs.push(format!("by {}", if speakers.is_empty() { "an unknown speaker" } else { &speakers }));
    }
    let (act, own) = (report.entry.statement().map(|of| of.act), entry.statement().map(|of| of.act));
    differs.extend(act.filter(|_| act != own).map(|act| act.to_string()));
    differs.push(report.entry.id.to_string());
    if !report.is_same_words {
        sheet.put(INDENT + 2, &Rich::plain(&report.entry.words));
    }
    sheet.put(INDENT + 2, &Rich::styled(DIM, &differs.join(" · ")));
}

fn put_correction(correction: &Correction, sheet: &mut Sheet) {
    sheet.blank();
    line("corrected", &corrected(correction), sheet);
}

/// The paragraph, the statement in it marked.
fn in_paragraph(shown: &ShownEntry, text: &str, start: usize) -> Rich {
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let from = byte(shown.entry.start.saturating_sub(start));
    let to = byte(shown.entry.end.saturating_sub(start)).max(from);
    let mut line = Rich::plain(&text[..from]);
    line.push(MARK, &text[from..to]);
    line.push(Style::new(), &text[to..]);
    line
}

fn put_article(shown: &ShownArticle, sheet: &mut Sheet) {
    let source = &shown.source;
    sheet.put(0, &Rich::styled(BOLD, headline(&source.title)));
    sheet.put(0, &Rich::plain(&shown.standfirst));
    sheet.blank();
    line("by", &list(&shown.bylines), sheet);
    line("publisher", &source.publisher, sheet);
    line("agency", &list(&shown.agency), sheet);
    line("published", &source.published.as_deref().map(date).unwrap_or_default(), sheet);
    line("address", &source.address, sheet);
    line("id", &source.id.to_string(), sheet);
    for (idx, version) in shown.versions.iter().enumerate() {
        line(if idx == 0 { "versions" } else { " " }, &format!("{}: {}", idx + 1, read(version)), sheet);
    }
    if let Some(by) = &shown.reviewed {
        let stale = if by.is_current { "" } else { "; it was read anew since" };
        line("reviewed", &format!("by {}, {}{stale}", by.by, date(&by.made)), sheet);
    }
    for (idx, copy) in shown.copies.iter().enumerate() {
        line(if idx == 0 { "same text in" } else { " " }, &format!("{} · {}", place(copy), copy.id), sheet);
    }
    sheet.blank();
    sheet.put(0, &Rich::styled(DIM, &count(shown.entries.len(), noun(&shown.entries))));
    sheet.blank();
    for (idx, entry) in shown.entries.iter().enumerate() {
        put_entry(&(idx + 1).to_string(), entry, sheet);
    }
}

/// When a version changed, when it was added, and from which page.
fn read(version: &Version) -> String {
    let changed = version.modified.as_deref().or(version.published.as_deref()).map(date);
    let changed = changed.unwrap_or_else(|| "no date".to_string());
    let page = version.sha256.get(..12).unwrap_or(&version.sha256);
    let current = if version.is_current { " (counts)" } else { "" };
    format!("{changed}, added {}, page {page}{current}", date(&version.added))
}
