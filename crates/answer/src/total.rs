//! How much was found. Copies are never counted silently: both numbers stand there.

use onrecord_record::EntryKind;
use onrecord_store::Entry;
use onrecord_store::ask::Total;

use crate::words::count;

/// `12 statements in 15 reports of 9 articles`, or more than these; `noun` is what is counted.
pub fn counted(total: &Total, noun: &str) -> String {
    let (n, articles) = (count(total.entries, noun), count(total.articles, "article"));
    let more = if total.is_exact { "" } else { "more than " };
    match total.reports == total.entries {
        true => format!("{more}{n} in {articles}"),
        false => format!("{more}{n} in {} of {articles}", count(total.reports, "report")),
    }
}

/// What to call entries: by their kind where they are of one, else `entry`.
pub fn noun<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> &'static str {
    let mut kinds = entries.into_iter().map(Entry::kind);
    let Some(first) = kinds.next() else { return EntryKind::Statement.as_str() };
    if kinds.all(|kind| kind == first) { first.as_str() } else { "entry" }
}
