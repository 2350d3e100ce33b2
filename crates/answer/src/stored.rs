//! Cards of a store's entries, and what stands beside them.

use onrecord_record::Quote;
use onrecord_store::ask::{Excerpt, excerpt};
use onrecord_store::{Copies, Entry, Source};

use crate::card::Card;
use crate::kinds;
use crate::kinds::statement::stored_wording;
use crate::quoted::in_marks;
use crate::words::{count, date, title_or};

/// How many characters of a long entry a list shows.
const EXCERPT: usize = 400;

impl Card {
    /// The card of an entry as a list shows it: of a long one the part around the words that were asked for.
    pub fn listed(entry: &Entry) -> Card {
        card(entry, EXCERPT)
    }

    /// The card of an entry with all its words.
    pub fn whole(entry: &Entry) -> Card {
        card(entry, usize::MAX)
    }
}

/// `Headline · The Courier · 14 March 2031`.
pub fn place(source: &Source) -> String {
    let title = title_or(&source.title, &source.address);
    let published = source.published.as_deref().map(|published| date(day(published))).unwrap_or_default();
    let parts = [title.to_string(), source.publisher.clone(), published];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The day of a moment.
fn day(moment: &str) -> &str {
    moment.split(['T', ' ']).next().unwrap_or(moment)
}

/// `3 reports in 3 articles, 2 of them copies`, where there is more than one.
pub fn copies(copies: &Copies) -> Option<String> {
    if copies.reports < 2 {
        return None;
    }
    let n_copies = copies.articles.saturating_sub(copies.stories);
    let of_them = match n_copies {
        0 => String::new(),
        1 => ", one a copy of another".to_string(),
        n => format!(", {n} copies of others"),
    };
    Some(format!("{} in {}{of_them}", count(copies.reports, "report"), count(copies.articles, "article")))
}

fn card(entry: &Entry, n_chars: usize) -> Card {
    let facts = kinds::stored(entry);
    let confidence = if entry.is_corrected || entry.is_reviewed { 1.0 } else { entry.confidence };
    let Excerpt { text, marks } = without_title(entry, excerpt(&entry.words, &entry.marks, n_chars));
    let words = match entry.statement() {
        Some(of) if of.quote == Quote::Direct => in_marks(&text),
        _ => text.clone(),
    };
    // An opening mark that was set before the words moves what was asked for.
    let is_opened = words.starts_with('“') && !text.starts_with('“');
    let ahead = if is_opened { '“'.len_utf8() } else { 0 };
    let marks = marks.iter().map(|mark| mark.start + ahead..mark.end + ahead);
    let mut card =
        Card::new(entry.id.to_string(), entry.kind(), facts.as_ref(), entry.when.as_ref(), confidence);
    // What people decided is theirs, not the machine's.
    match (entry.is_corrected, entry.is_reviewed) {
        (true, _) => card.details.push("corrected".to_string()),
        (false, true) => card.details.push("reviewed".to_string()),
        (false, false) if !entry.is_current => {
            card.details.push("in an earlier version alone".to_string());
        }
        (false, false) => {}
    }
    Card {
        marks: marks.filter(|mark| words.get(mark.clone()).is_some()).collect(),
        words,
        wording: entry.statement().map(|of| stored_wording(entry, of)).unwrap_or_default(),
        ..card
    }
}

/// A position's words begin with its issue, so that it is found by that; the title of its card has it already.
fn without_title(entry: &Entry, part: Excerpt) -> Excerpt {
    let title = entry.position().map(|of| format!("{} … ", of.issue)).unwrap_or_default();
    if title.is_empty() || !part.text.starts_with(&title) {
        return part;
    }
    let behind = part.marks.iter().filter(|mark| mark.start >= title.len());
    let marks = behind.map(|mark| mark.start - title.len()..mark.end - title.len()).collect();
    Excerpt { text: part.text[title.len()..].to_string(), marks }
}

#[cfg(test)]
mod tests {
    use onrecord_record::{EngagementKind, How, Locator, Part, Phase, Stance, Status, When};
    use onrecord_store::{CommitmentDetail, Detail, EngagementDetail, Party, PositionDetail, Who};

    use super::*;

    fn who(name: &str) -> Who {
        Who { id: "ac-00c0ffee00c0ffee".parse().unwrap(), name: name.to_string(), kind: "person".to_string() }
    }

    fn entry(id: &str, words: &str, parties: &[(Part, &[&str])], detail: Detail) -> Entry {
        let party = |(part, names): &(Part, &[&str])| Party {
            part: *part,
            actors: names.iter().map(|name| who(name)).collect(),
        };
        Entry {
            id: id.parse().unwrap(),
            words: words.to_string(),
            marks: Vec::new(),
            parties: parties.iter().map(party).collect(),
            when: Some(When {
                from: "2031-03-12".to_string(),
                to: "2031-03-12".to_string(),
                how: How::Inferred,
                evidence: Vec::new(),
            }),
            confidence: 0.9,
            evidence: Vec::new(),
            start: 0,
            end: words.chars().count(),
            detail,
            is_corrected: false,
            is_reviewed: false,
            is_current: true,
            first_report: id.parse().unwrap(),
            article: Source {
                id: "ar-00c0ffee00c0ffee".parse().unwrap(),
                title: "Talks in Verran".to_string(),
                publisher: "The Verran Courier".to_string(),
                published: Some("2031-03-13T08:00:00Z".to_string()),
                address: "https://courier.example/1".to_string(),
            },
            copies: Copies { reports: 1, articles: 1, stories: 1 },
        }
    }

    #[test]
    fn an_engagement_tells_who_what_when_and_where() {
        let detail = EngagementDetail {
            engagement: EngagementKind::Meeting,
            phase: Phase::Postponed,
            place: Some("Verran".to_string()),
            moved_from: Some(When::stated("2031-03-10", "2031-03-10", Vec::new())),
        };
        let parties: [(Part, &[&str]); 1] = [(Part::Participant, &["Mira Halvorsen", "Idris Vale"])];
        let words = "will meet two days later";
        let card = Card::listed(&entry("en-00c0ffee00c0ffee", words, &parties, Detail::Engagement(detail)));
        assert_eq!(card.title_text(), "Mira Halvorsen and Idris Vale · meeting, postponed");
        assert_eq!(card.words, words);
        assert_eq!(card.details, ["about 12 March 2031, inferred", "moved from 10 March 2031", "in Verran"]);
    }

    #[test]
    fn a_commitment_tells_who_is_bound_to_whom_until_when() {
        let detail = CommitmentDetail {
            status: Status::Made,
            due: Some("before the first frost".to_string()),
            due_on: None,
            condition: Some("if Kalmere pays".to_string()),
            statement: Some("st-00c0ffee00c0ffee".parse().unwrap()),
        };
        let parties: [(Part, &[&str]); 2] = [(Part::By, &["Ostvia"]), (Part::To, &["Kalmere"])];
        let entry = entry("co-00c0ffee00c0ffee", "repair the gates", &parties, Detail::Commitment(detail));
        let card = Card::listed(&entry);
        assert_eq!(card.title_text(), "Ostvia · commitment to Kalmere, made");
        let told = [
            "due before the first frost",
            "on condition: if Kalmere pays",
            "made about 12 March 2031, inferred",
            "in statement st-00c0ffee00c0ffee",
        ];
        assert_eq!(card.details, told);
    }

    #[test]
    fn a_position_reads_as_a_sentence() {
        let position = |stance, issue: &str| {
            let detail = PositionDetail { issue: issue.to_string(), stance, statements: Vec::new() };
            let parties: [(Part, &[&str]); 1] = [(Part::Holder, &["Idris Vale"])];
            let entry = entry("po-00c0ffee00c0ffee", "he would not", &parties, Detail::Position(detail));
            Card::listed(&entry).title_text()
        };
        assert_eq!(position(Stance::Opposes, "the toll"), "Idris Vale opposes the toll");
        assert_eq!(position(Stance::DoesNotSupport, "the toll"), "Idris Vale does not support the toll");
        assert_eq!(position(Stance::Undecided, "the toll"), "Idris Vale is undecided on the toll");
        let detail =
            PositionDetail { issue: "the toll".to_string(), stance: Stance::Opposes, statements: Vec::new() };
        let words = "the toll … he would not pay the toll";
        let mut entry = entry("po-00c0ffee00c0ffee", words, &[], Detail::Position(detail));
        let locator = Locator::new(words);
        let last = words.rfind("toll").unwrap();
        entry.marks = vec![locator.span(4..8), locator.span(last..last + 4)];
        let card = Card::listed(&entry);
        assert_eq!(card.words, "he would not pay the toll");
        assert_eq!(card.marks.iter().map(|mark| &card.words[mark.clone()]).collect::<Vec<_>>(), ["toll"]);
    }

    #[test]
    fn copies_are_told_from_reports() {
        assert_eq!(copies(&Copies { reports: 1, articles: 1, stories: 1 }), None);
        let text = copies(&Copies { reports: 3, articles: 3, stories: 2 }).unwrap();
        assert_eq!(text, "3 reports in 3 articles, one a copy of another");
    }
}
