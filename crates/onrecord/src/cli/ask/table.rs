//! Answers as flat tables: CSV (RFC 4180) and Markdown's.

use onrecord_store::ask::{Found, Hit, Office, Related, Stats, Timeline, Who};

use super::super::show::markdown::escape;

/// A table with a header.
#[derive(Debug, Default)]
pub struct Table {
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// RFC 4180: a line ends in CR LF, a cell with a comma, quotation mark or line break stands between quotation marks.
    pub fn csv(&self) -> String {
        let header = self.header.iter().map(|name| name.to_string()).collect();
        let line = |cells: &Vec<String>| {
            cells.iter().map(|cell| cell_of_csv(cell)).collect::<Vec<_>>().join(",") + "\r\n"
        };
        std::iter::once(&header).chain(&self.rows).map(line).collect()
    }

    /// A pipe table; page text cannot add markup of its own.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let head = line(self.header.iter().map(|name| name.replace('_', " ")).collect());
        let rule = line(self.header.iter().map(|_| "---".to_string()).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| escape(cell)).collect()));
        head + &rule + &rows.collect::<String>()
    }
}

fn cell_of_csv(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_string(),
    }
}

const HIT: [&str; 23] = [
    "id",
    "content",
    "speakers",
    "addressees",
    "via",
    "act",
    "quote",
    "modality",
    "said_from",
    "said_to",
    "channel",
    "source",
    "cue",
    "confidence",
    "publisher",
    "published",
    "title",
    "address",
    "article",
    "start",
    "end",
    "reports",
    "articles",
];

pub fn hits<'h>(hits: impl IntoIterator<Item = &'h Hit>) -> Table {
    Table { header: HIT.to_vec(), rows: hits.into_iter().map(hit).collect() }
}

fn hit(hit: &Hit) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let said = hit.said.as_ref();
    vec![
        hit.id.to_string(),
        hit.content.clone(),
        names(&hit.speakers),
        names(&hit.addressees),
        names(&hit.via),
        hit.act.clone(),
        hit.quote.clone(),
        hit.modality.clone(),
        said.map(|said| said.from.clone()).unwrap_or_default(),
        said.map(|said| said.to.clone()).unwrap_or_default(),
        text(&hit.channel),
        text(&hit.source),
        text(&hit.cue),
        hit.confidence.to_string(),
        hit.article.publisher.clone(),
        text(&hit.article.published),
        hit.article.title.clone(),
        hit.article.address.clone(),
        hit.article.id.to_string(),
        hit.start.to_string(),
        hit.end.to_string(),
        hit.copies.reports.to_string(),
        hit.copies.articles.to_string(),
    ]
}

fn names(who: &[Who]) -> String {
    who.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join("|")
}

pub fn timeline(timeline: &Timeline) -> Table {
    let mut table = hits(timeline.moments.iter().map(|moment| &moment.hit));
    table.header.splice(0..0, ["day", "day_of"]);
    for (row, moment) in table.rows.iter_mut().zip(&timeline.moments) {
        let day_of = super::super::show::words::name_of(&moment.day_of);
        row.splice(0..0, [moment.day.clone().unwrap_or_default(), day_of]);
    }
    table
}

pub fn actors(found: &Found) -> Table {
    let row = |tally: &onrecord_store::ask::Tally| {
        vec![
            tally.who.id.to_string(),
            tally.who.name.clone(),
            tally.who.kind.clone(),
            tally.roles.iter().map(office).collect::<Vec<_>>().join("|"),
            tally.quoted.statements.to_string(),
            tally.quoted.reports.to_string(),
            tally.quoted.articles.to_string(),
        ]
    };
    let header = vec!["id", "name", "kind", "roles", "statements", "reports", "articles"];
    Table { header, rows: found.actors.iter().map(row).collect() }
}

/// `prime minister of Ostvia`.
pub fn office(office: &Office) -> String {
    match office.of.is_empty() || office.title.ends_with(&office.of) {
        true => office.title.clone(),
        false => format!("{} of {}", office.title, office.of),
    }
}

pub fn related(related: &Related) -> Table {
    let row = |one: &onrecord_store::ask::RelatedArticle| {
        vec![
            one.article.id.to_string(),
            one.article.title.clone(),
            one.article.publisher.clone(),
            one.article.published.clone().unwrap_or_default(),
            one.article.address.clone(),
            one.is_copy.to_string(),
            one.statements.to_string(),
            names(&one.actors),
            one.score.to_string(),
        ]
    };
    let header =
        vec!["id", "title", "publisher", "published", "address", "is_copy", "statements", "actors", "score"];
    Table { header, rows: related.related.iter().map(row).collect() }
}

pub fn stats(stats: &Stats) -> Table {
    let single = [
        ("statements", stats.statements.statements),
        ("reports", stats.statements.reports),
        ("articles", stats.articles),
        ("stories", stats.stories),
        ("versions", stats.versions),
        ("pages", stats.pages),
        ("page_bytes", stats.page_bytes),
        ("packed_bytes", stats.packed_bytes),
        ("text_bytes", stats.text_bytes),
        ("file_bytes", stats.file_bytes),
        ("corrections", stats.corrections),
    ];
    let row = |what: &str, name: &str, n: u64| vec![what.to_string(), name.to_string(), n.to_string()];
    let mut rows: Vec<Vec<String>> = single.iter().map(|(name, n)| row("all", name, *n)).collect();
    for (what, counts) in super::human::lists(stats) {
        rows.extend(counts.iter().map(|count| row(what, &count.name, count.n)));
    }
    Table { header: vec!["what", "name", "n"], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows =
            vec![vec!["a,b".to_string(), "say \"no\"".to_string()], vec!["x\ny".to_string(), String::new()]];
        let table = Table { header: vec!["one", "two"], rows };
        assert_eq!(table.csv(), "one,two\r\n\"a,b\",\"say \"\"no\"\"\"\r\n\"x\ny\",\r\n");
    }

    #[test]
    fn page_text_stays_in_its_cell() {
        let table = Table { header: vec!["one"], rows: vec![vec!["a | **b**\nc".to_string()]] };
        assert_eq!(table.markdown(), "| one |\n| --- |\n| a \\| \\*\\*b\\*\\* c |\n");
    }
}
