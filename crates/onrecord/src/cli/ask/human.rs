//! Answers for people.

use anstyle::Style;
use onrecord_record::{Modality, Part, Quote};
use onrecord_store::ask::query::Query;
use onrecord_store::ask::{
    Count, Counted, DayOf, Dossier, Found, Hits, Order, Related, Shown, ShownArticle, ShownEntry, Stats,
    Timeline, Total, excerpt,
};
use onrecord_store::{Copies, Detail, Entry, Source, Who};

use super::labels::{lists, office};
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, DOUBT, LABEL, MARK, NAME};
use onrecord_answer::words::{count, date, list, when};

/// How many characters of a long statement a list shows.
const EXCERPT: usize = 400;

/// How many columns stand before a list's entries.
const INDENT: usize = 4;

/// How the query was read, one condition a line.
pub fn read_as(query: &Query, sheet: &mut Sheet) {
    for (idx, line) in query.to_string().lines().enumerate() {
        let label = if idx == 0 { "read as" } else { "" };
        sheet.put_beside(&Rich::styled(DIM, label), 9, &Rich::plain(line));
    }
    for note in &query.notes {
        sheet.put_beside(&Rich::styled(DOUBT, "note"), 9, &Rich::plain(&note.what));
    }
    sheet.blank();
}

pub fn hits(hits: &Hits, sheet: &mut Sheet) {
    if !hits.actors.is_empty() {
        let names: Vec<String> = hits.actors.iter().map(|who| who.name.clone()).collect();
        let mut line = Rich::styled(DIM, "on record: ");
        line.push(NAME, &names.join(" · "));
        sheet.put(0, &line);
    }
    let order = match hits.order {
        Order::Rank => "best first",
        Order::Newest => "newest first",
    };
    summary(&hits.total, order, sheet);
    for (idx, hit) in hits.hits.iter().enumerate() {
        put_hit(&(hits.offset + idx + 1).to_string(), INDENT, hit, sheet);
    }
    rest(hits.next, sheet);
}

pub fn timeline(timeline: &Timeline, sheet: &mut Sheet) {
    summary(&timeline.total, "in the order of saying", sheet);
    let mut day_before = None;
    for moment in &timeline.moments {
        let day = match (&moment.day, moment.day_of) {
            (Some(day), DayOf::Said) => date(day),
            (Some(day), _) => format!("[{}]", date(day)),
            (None, _) => "[no date]".to_string(),
        };
        if day_before.as_ref() != Some(&day) {
            sheet.put(0, &Rich::styled(BOLD, &day));
        }
        day_before = Some(day);
        put_hit("", INDENT, &moment.entry, sheet);
    }
    rest(timeline.next, sheet);
}

/// `12 statements in 15 reports of 9 articles, best first`.
fn summary(total: &Total, order: &str, sheet: &mut Sheet) {
    let line = match total.entries {
        0 => "No statement is found.".to_string(),
        _ => format!("{}{}, {order}", counted(total), if total.is_exact { "" } else { " or more" }),
    };
    sheet.put(0, &Rich::styled(DIM, &line));
    sheet.blank();
}

/// Copies are never counted silently: both numbers stand there.
fn counted(total: &Total) -> String {
    let n = |n: u64, noun: &str| count(n as usize, noun);
    let articles = n(total.articles, "article");
    match total.reports == total.entries {
        true => format!("{} in {articles}", n(total.entries, "statement")),
        false => {
            format!("{} in {} of {articles}", n(total.entries, "statement"), n(total.reports, "report"))
        }
    }
}

fn rest(next: Option<usize>, sheet: &mut Sheet) {
    if let Some(next) = next {
        sheet.put(0, &Rich::styled(DIM, &format!("There is more: --offset {next}")));
    }
}

fn put_hit(label: &str, indent: usize, hit: &Entry, sheet: &mut Sheet) {
    sheet.put_beside(&Rich::styled(LABEL, label), indent, &speaker_line(hit));
    sheet.put(indent, &words_of(hit, EXCERPT));
    sheet.put(indent, &Rich::styled(DIM, &details(hit)));
    sheet.put(indent, &Rich::styled(DIM, &place(&hit.article)));
    let mut last = Rich::default();
    if let Some(copies) = copies(&hit.copies) {
        last.push(DOUBT, &copies);
        last.push(DIM, " · ");
    }
    last.push(DIM, &hit.id.to_string());
    sheet.put(indent, &last);
    sheet.blank();
}

fn speaker_line(hit: &Entry) -> Rich {
    let speakers = hit.actors(Part::Speaker);
    if speakers.is_empty() {
        return match hit.statement().and_then(|of| of.source.as_deref()) {
            Some(source) => {
                let mut line = Rich::styled(NAME, source);
                line.push(DOUBT, " (not identified)");
                line
            }
            None => Rich::styled(NAME, "unknown speaker"),
        };
    }
    let mut line = Rich::styled(NAME, &names(speakers));
    if speakers.iter().all(|who| who.kind == "unnamed") {
        line.push(DOUBT, " (unnamed)");
    }
    line
}

fn names(who: &[Who]) -> String {
    list(&who.iter().map(|who| who.name.clone()).collect::<Vec<_>>())
}

/// The statement, its query's words marked; in quotation marks where it stood in them.
fn words_of(hit: &Entry, n_chars: usize) -> Rich {
    let part = excerpt(&hit.words, &hit.marks, n_chars);
    let has_marks =
        hit.words.contains(['“', '"', '«', '„', '»', '「', '『']) || hit.words.starts_with(['‘', '\'']);
    let is_quoted = hit.statement().is_some_and(|of| of.quote == Quote::Direct) && !has_marks;
    let mut line = Rich::plain(if is_quoted { "“" } else { "" });
    let text = if is_quoted { part.text.trim_end_matches(['”', '"']) } else { &part.text };
    let mut at = 0;
    for mark in part.marks.iter().filter(|mark| mark.end <= text.len()) {
        line.push(Style::new(), &text[at..mark.start]);
        line.push(MARK, &text[mark.clone()]);
        at = mark.end;
    }
    line.push(Style::new(), &text[at..]);
    line.push(Style::new(), if is_quoted { "”" } else { "" });
    line
}

/// The article's words for it, then what was done by it, when and to whom.
pub fn details(hit: &Entry) -> String {
    let speakers = hit.actors(Part::Speaker);
    let name = names(speakers);
    let when = hit.when.as_ref().map(when);
    let with = |label: &str, words: String| if words.is_empty() { words } else { format!("{label} {words}") };
    let mut parts = Vec::new();
    if let Some(of) = hit.statement() {
        let source = of.source.as_deref().filter(|source| !name.contains(source) && !speakers.is_empty());
        parts.push([source, of.cue.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" … "));
    }
    parts.push(when.unwrap_or_default());
    parts.push(with("to", names(hit.actors(Part::Addressee))));
    parts.push(with("via", names(hit.actors(Part::Via))));
    if let Some(of) = hit.statement() {
        parts.push(of.channel.clone().unwrap_or_default());
        parts.push(of.act.to_string());
        parts.push(of.quote.to_string());
        parts.push(if of.modality == Modality::Actual { String::new() } else { of.modality.to_string() });
    }
    parts.push(if hit.confidence < 0.5 { "unsure".to_string() } else { String::new() });
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `Headline · The Courier · 14 March 2031`.
fn place(source: &Source) -> String {
    let title = if source.title.is_empty() { &source.address } else { &source.title };
    let published = source.published.as_deref().map(|published| date(day(published))).unwrap_or_default();
    let parts = [title.clone(), source.publisher.clone(), published];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The day of a moment.
fn day(moment: &str) -> &str {
    moment.split(['T', ' ']).next().unwrap_or(moment)
}

/// `3 reports in 3 articles, 2 of them copies`, where there is more than one.
fn copies(copies: &Copies) -> Option<String> {
    if copies.reports < 2 {
        return None;
    }
    let n = |n: u64, noun: &str| count(n as usize, noun);
    let n_copies = copies.articles.saturating_sub(copies.stories);
    let of_them = match n_copies {
        0 => String::new(),
        1 => ", one a copy of another".to_string(),
        n => format!(", {n} copies of others"),
    };
    Some(format!("{} in {}{of_them}", n(copies.reports, "report"), n(copies.articles, "article")))
}

pub fn found(found: &Found, sheet: &mut Sheet) {
    if let Some(dossier) = &found.dossier {
        return put_dossier(dossier, sheet);
    }
    sheet.put(0, &Rich::styled(DIM, &format!("{} go by this name", count(found.actors.len(), "actor"))));
    sheet.blank();
    for tally in &found.actors {
        sheet.put(0, &Rich::styled(NAME, &tally.who.name));
        let roles: Vec<String> = tally.roles.iter().map(office).collect();
        let about =
            [tally.who.kind.clone(), roles.join("; "), counted(&tally.quoted), tally.who.id.to_string()];
        let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
        sheet.put(INDENT, &Rich::styled(DIM, &about.join(" · ")));
    }
    sheet.blank();
    if let Some(first) = found.actors.first() {
        sheet.put(0, &Rich::styled(DIM, &format!("An id names one alone: onrecord who {}", first.who.id)));
    }
}

fn put_dossier(dossier: &Dossier, sheet: &mut Sheet) {
    let mut head = Rich::styled(NAME, &dossier.who.name);
    head.push(DIM, &format!(" · {} · {}", dossier.who.kind, dossier.who.id));
    sheet.put(0, &head);
    let quoted = match dossier.quoted.reports {
        0 => "not quoted".to_string(),
        _ => counted(&dossier.quoted),
    };
    let named = count(dossier.articles as usize, "article");
    sheet.put(0, &Rich::styled(DIM, &format!("{quoted}; named in {named}")));
    sheet.blank();
    let others: Vec<String> = dossier
        .names
        .iter()
        .filter(|name| name.name != dossier.who.name)
        .map(|name| format!("{} ({})", name.name, name.articles))
        .collect();
    line("also called", &others.join(", "), sheet);
    for (idx, role) in dossier.roles.iter().enumerate() {
        let mut words = Rich::plain(&office(role));
        let days = match (&role.first, &role.last) {
            (Some(first), Some(last)) if first == last => date(first),
            (Some(first), Some(last)) => format!("{} to {}", date(first), date(last)),
            _ => String::new(),
        };
        words.push(DIM, &format!(" · {days} · {}", count(role.articles as usize, "article")));
        sheet.put_beside(&Rich::styled(LABEL, if idx == 0 { "offices" } else { "" }), WIDE, &words);
    }
    line("did", &counts(&dossier.acts), sheet);
    line("spoke to", &people(&dossier.spoke_to), sheet);
    line("spoke of", &people(&dossier.spoke_of), sheet);
    for entry in dossier.positions.iter().chain(&dossier.commitments).chain(&dossier.engagements) {
        let (label, what) = in_dossier(entry);
        line(&label, &format!("{what} · {}", place(&entry.article)), sheet);
    }
    sheet.blank();
    for (idx, hit) in dossier.statements.iter().enumerate() {
        put_hit(&(dossier.offset + idx + 1).to_string(), INDENT, hit, sheet);
    }
    rest(dossier.next, sheet);
}

/// An entry that is no statement in one line of a dossier, and what stands before it.
fn in_dossier(entry: &Entry) -> (String, String) {
    match &entry.detail {
        Detail::Statement(_) => ("said".to_string(), entry.words.clone()),
        Detail::Position(of) => ("position".to_string(), format!("{} {}", of.stance, of.issue)),
        Detail::Commitment(of) => {
            let due = of.due.as_deref().map(|due| format!(", {due}")).unwrap_or_default();
            (of.status.to_string(), format!("{}{due}", entry.words))
        }
        Detail::Engagement(of) => {
            let with = names(entry.actors(Part::Participant));
            ("met".to_string(), format!("{} {}: {with}", of.phase, of.engagement))
        }
    }
}

/// How many columns the labels of a dossier have.
const WIDE: usize = 14;

fn line(label: &str, words: &str, sheet: &mut Sheet) {
    if !words.is_empty() {
        sheet.put_beside(&Rich::styled(LABEL, label), WIDE, &Rich::plain(words));
    }
}

fn counts(counts: &[Count]) -> String {
    counts.iter().map(|count| format!("{} {}", count.name, count.n)).collect::<Vec<_>>().join(" · ")
}

fn people(people: &[Counted]) -> String {
    people.iter().map(|one| format!("{} {}", one.who.name, one.statements)).collect::<Vec<_>>().join(" · ")
}

pub fn entry(shown: &Shown, sheet: &mut Sheet) {
    match shown {
        Shown::Entry(shown) => put_entry(shown, sheet),
        Shown::Article(shown) => put_article(shown, sheet),
        Shown::Actor(actor) => found(actor, sheet),
    }
}

fn put_entry(shown: &ShownEntry, sheet: &mut Sheet) {
    let hit = &shown.entry;
    sheet.put(0, &speaker_line(hit));
    sheet.put(INDENT, &words_of(hit, usize::MAX));
    sheet.put(INDENT, &Rich::styled(DIM, &details(hit)));
    if !shown.stands {
        sheet.put(
            INDENT,
            &Rich::styled(DOUBT, "this does not stand: the article says so no more, or it was corrected"),
        );
    }
    sheet.blank();
    if let Some(paragraph) = &shown.paragraph {
        sheet.put(0, &Rich::styled(DIM, "in the article"));
        sheet.put(INDENT, &in_paragraph(shown, &paragraph.text, paragraph.start));
        sheet.blank();
    }
    let article = &hit.article;
    line("article", &place(article), sheet);
    line("address", &article.address, sheet);
    line("characters", &format!("{}–{}", hit.start, hit.end), sheet);
    let version = &shown.version;
    line("page", &format!("SHA-256 {}, {}", version.sha256, count(version.bytes as usize, "byte")), sheet);
    line("read by", &format!("{}, added {}", version.made_by, date(&version.added)), sheet);
    line("ids", &format!("{} · {}", hit.id, article.id), sheet);
    if let Some(parent) = hit.statement().and_then(|of| of.parent) {
        line("inside", &parent.to_string(), sheet);
    }
    if let Some(copies) = copies(&hit.copies) {
        sheet.blank();
        sheet.put(0, &Rich::styled(DIM, &copies));
    }
    for report in &shown.reports {
        sheet.put(INDENT, &Rich::plain(&place(&report.entry.article)));
        let mut differs = Vec::new();
        differs.push(if report.is_copy { "a copy of this article" } else { "" }.to_string());
        differs.push(if report.is_same_words { "the same words" } else { "" }.to_string());
        let (speakers, own) = (report.entry.actors(Part::Speaker), hit.actors(Part::Speaker));
        if names(speakers) != names(own) {
            let by = if speakers.is_empty() { "an unknown speaker".to_string() } else { names(speakers) };
            differs.push(format!("by {by}"));
        }
        let act = report.entry.statement().map(|of| of.act);
        differs.extend(
            act.filter(|act| Some(*act) != hit.statement().map(|of| of.act)).map(|act| act.to_string()),
        );
        differs.push(report.entry.id.to_string());
        let differs: Vec<String> = differs.into_iter().filter(|part| !part.is_empty()).collect();
        if !report.is_same_words {
            sheet.put(INDENT + 2, &Rich::plain(&report.entry.words));
        }
        sheet.put(INDENT + 2, &Rich::styled(DIM, &differs.join(" · ")));
    }
    for correction in &shown.corrections {
        sheet.blank();
        let undone = if correction.undone.is_some() { " (taken back)" } else { "" };
        let what = format!(
            "{}: {} instead of {}, by {} on {}{undone} {}",
            correction.what,
            correction.value,
            correction.machine,
            correction.by,
            date(&correction.made),
            correction.note
        );
        line("corrected", what.trim_end(), sheet);
    }
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
    let title = if source.title.is_empty() { "(no headline)" } else { &source.title };
    sheet.put(0, &Rich::styled(BOLD, title));
    sheet.put(0, &Rich::plain(&shown.standfirst));
    sheet.blank();
    line("by", &list(&shown.bylines), sheet);
    line("publisher", &source.publisher, sheet);
    line("agency", &list(&shown.agency), sheet);
    line("published", &source.published.as_deref().map(date).unwrap_or_default(), sheet);
    line("address", &source.address, sheet);
    line("id", &source.id.to_string(), sheet);
    for (idx, version) in shown.versions.iter().enumerate() {
        let current = if version.is_current { " (counts)" } else { "" };
        let changed = version.modified.as_deref().or(version.published.as_deref()).map(date);
        let words = format!(
            "{}: {}, added {}, page {}{current}",
            idx + 1,
            changed.unwrap_or_else(|| "no date".to_string()),
            date(&version.added),
            version.sha256.get(..12).unwrap_or(&version.sha256)
        );
        line(if idx == 0 { "versions" } else { " " }, &words, sheet);
    }
    for (idx, copy) in shown.copies.iter().enumerate() {
        line(if idx == 0 { "same text in" } else { " " }, &format!("{} · {}", place(copy), copy.id), sheet);
    }
    sheet.blank();
    sheet.put(0, &Rich::styled(DIM, &count(shown.entries.len(), "statement")));
    sheet.blank();
    for (idx, hit) in shown.entries.iter().enumerate() {
        put_hit(&(idx + 1).to_string(), INDENT, hit, sheet);
    }
}

pub fn related(related: &Related, sheet: &mut Sheet) {
    sheet.put(0, &Rich::styled(BOLD, &place(&related.article)));
    let n = count(related.total, "related article");
    sheet.put(0, &Rich::styled(DIM, &format!("{n}, the closest first")));
    sheet.blank();
    for (idx, one) in related.related.iter().enumerate() {
        let label = (related.offset + idx + 1).to_string();
        sheet.put_beside(&Rich::styled(LABEL, &label), INDENT, &Rich::plain(&place(&one.article)));
        let mut why = Vec::new();
        why.extend(one.is_copy.then(|| "the same text".to_string()));
        why.extend((one.statements > 0).then(|| count(one.statements as usize, "statement") + " in both"));
        why.extend((!one.actors.is_empty()).then(|| format!("names {}", names_of_few(&one.actors))));
        why.push(one.article.id.to_string());
        sheet.put(INDENT, &Rich::styled(DIM, &why.join(" · ")));
    }
    sheet.blank();
    rest(related.next, sheet);
}

/// The first names, and how many more there are.
fn names_of_few(who: &[Who]) -> String {
    const FEW: usize = 4;
    let mut names: Vec<String> = who.iter().take(FEW).map(|who| who.name.clone()).collect();
    if who.len() > FEW {
        names.push(format!("{} more", who.len() - FEW));
    }
    list(&names)
}

pub fn stats(stats: &Stats, sheet: &mut Sheet) {
    let n = |n: u64, noun: &str| count(n as usize, noun);
    line("statements", &counted(&stats.statements), sheet);
    let versions = format!("{} in {}", n(stats.articles, "article"), n(stats.versions, "version"));
    let stories = match stats.stories {
        1 => "1 story".to_string(),
        many => format!("{many} stories"),
    };
    line("articles", &format!("{versions}, {stories}"), sheet);
    if let (Some(first), Some(last)) = (&stats.first, &stats.last) {
        line("published", &format!("{} to {}", date(first), date(last)), sheet);
    }
    let sizes = format!(
        "{}; pages {}, packed {}; texts {}",
        bytes(stats.file_bytes),
        bytes(stats.page_bytes),
        bytes(stats.packed_bytes),
        bytes(stats.text_bytes)
    );
    line("file", &sizes, sheet);
    line("corrections", &stats.corrections.to_string(), sheet);
    for (what, counts) in lists(stats) {
        sheet.blank();
        for (idx, count) in counts.iter().enumerate() {
            let mut words = Rich::plain(&format!("{:<6} ", count.n));
            words.push(BOLD, &count.name);
            sheet.put_beside(&Rich::styled(LABEL, if idx == 0 { what } else { "" }), WIDE, &words);
        }
    }
}

/// `1.4 MB`.
fn bytes(n: u64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"];
    let mut size = n as f64;
    let mut unit = 0;
    while size >= 1000.0 && unit + 1 < units.len() {
        size /= 1000.0;
        unit += 1;
    }
    if unit == 0 { format!("{n} bytes") } else { format!("{size:.1} {}", units[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes(999), "999 bytes");
        assert_eq!(bytes(1_440_000), "1.4 MB");
    }

    #[test]
    fn copies_are_told_from_reports() {
        assert_eq!(copies(&Copies { reports: 1, articles: 1, stories: 1 }), None);
        let text = copies(&Copies { reports: 3, articles: 3, stories: 2 }).unwrap();
        assert_eq!(text, "3 reports in 3 articles, one a copy of another");
    }
}
