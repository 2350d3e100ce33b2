//! Articles beside another, and a store in numbers.

use onrecord_answer::columns::lists;
use onrecord_answer::words::{count, date, list};
use onrecord_answer::{Answer, counted, place};
use onrecord_store::Who;
use onrecord_store::ask::{Related, Stats};

use super::parts::{INDENT, WIDE, line, put_hint};
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, LABEL};

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
        why.extend((one.statements > 0).then(|| count(one.statements, "statement") + " in both"));
        why.extend((!one.actors.is_empty()).then(|| format!("names {}", names_of_few(&one.actors))));
        why.push(one.article.id.to_string());
        sheet.put(INDENT, &Rich::styled(DIM, &why.join(" · ")));
    }
    sheet.blank();
    put_hint(related.hint(), sheet);
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
    line("statements", &counted(&stats.statements, "statement"), sheet);
    let versions = format!("{} in {}", count(stats.articles, "article"), count(stats.versions, "version"));
    let stories = count(stats.stories, "story");
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
}
