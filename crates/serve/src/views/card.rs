//! An entry as pages show it: who, the words in their sentence, how sure, where and how often.

use std::ops::Range;

use onrecord_answer::words::{date, office, title_or};
use onrecord_answer::{Card, Tone, copies, sentence_around};
use onrecord_record::{Phase, Span, Stance, Status};
use onrecord_store::ask::{Beside, OfficeHeld};
use onrecord_store::{Detail, Entry, Party, Store};

use super::link::{Links, to_words};
use super::passage::{MarkedRun, cut, short};

/// An entry as pages show it.
#[derive(Clone, Debug)]
pub struct EntryCard {
    /// The id, which is that of its element too.
    pub id: String,
    /// The kind.
    pub kind: &'static str,
    /// Its own page.
    pub href: String,
    /// Whose it is: speakers, participants, who is bound, who holds it.
    pub who: Vec<NamedLink>,
    /// What keeps that from being a name.
    pub doubt: String,
    /// What is told behind the names: `meeting, held`, `promised to Ostvia`.
    pub what: String,
    /// How a commitment stands, or a stance: a word that has a colour.
    pub state: &'static str,
    /// Its words in their sentence.
    pub runs: Vec<MarkedRun<PieceShown>>,
    /// What else is known, in the order of interest.
    pub facts: Vec<String>,
    /// How sure it is, in hundredths.
    pub sure: u32,
    /// Whether a person changed something in it.
    pub is_corrected: bool,
    /// Where it is told.
    pub article: ArticleLink,
    /// `2 reports in 2 articles`, where there are several.
    pub copies: Option<String>,
}

/// Somebody by name.
#[derive(Clone, Debug)]
pub struct NamedLink {
    /// The name.
    pub name: String,
    /// The page; empty for who has none.
    pub href: String,
    /// The office, as the article states it.
    pub office: String,
}

/// An article by name.
#[derive(Clone, Debug)]
pub struct ArticleLink {
    /// The headline, or the address where there is none.
    pub title: String,
    /// The page.
    pub href: String,
    /// The outlet.
    pub outlet: String,
    /// The day, in words.
    pub day: String,
    /// The outlet's page at these words, where it has an address of the web.
    pub outward: Option<String>,
}

/// What a piece of a sentence shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PieceShown {
    /// Whether it belongs to the entry.
    pub is_own: bool,
    /// Whether it was asked for.
    pub is_asked: bool,
}

/// No title is longer on a page: some are a megabyte.
pub const TITLE: usize = 240;

/// No passage is longer in a list.
const PASSAGE: usize = 700;

impl EntryCard {
    /// An entry of a store as a list shows it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(store: &Store, links: Links<'_>, entry: &Entry) -> onrecord_store::Result<EntryCard> {
        Ok(EntryCard::with(&store.beside(entry)?, links, entry))
    }

    /// The same, with what stands beside the entry.
    pub fn with(beside: &Beside, links: Links<'_>, entry: &Entry) -> EntryCard {
        let card = Card::listed(entry);
        let who = entry.parties.first().map(|party| named(party, links, &beside.offices)).unwrap_or_default();
        let (doubt, what) = told(&card, &who);
        EntryCard {
            id: card.id.clone(),
            kind: entry.kind().as_str(),
            href: links.entry(entry.id),
            runs: runs(entry, beside, &card),
            who: if who.is_empty() { unnamed(&card) } else { who },
            doubt,
            what,
            state: state(entry),
            facts: facts(&card),
            sure: (entry.confidence * 100.0).round().clamp(0.0, 100.0) as u32,
            is_corrected: entry.is_corrected,
            article: ArticleLink::of(&entry.article, links, Some(own_words(entry))),
            copies: copies(&entry.copies),
        }
    }
}

impl ArticleLink {
    /// An article, and some words in it.
    pub fn of(article: &onrecord_store::Source, links: Links<'_>, words: Option<&str>) -> ArticleLink {
        let title = title_or(&article.title, &article.address);
        let day = article.published.as_deref().unwrap_or_default();
        ArticleLink {
            title: short(title, TITLE),
            href: links.article(article.id),
            outlet: short(&article.publisher, TITLE),
            day: date(day.split(['T', ' ']).next().unwrap_or(day)),
            outward: to_words(&article.address, words.unwrap_or_default()),
        }
    }
}

/// The first piece of an entry's own words, as it stands in the article.
fn own_words(entry: &Entry) -> &str {
    entry.evidence.iter().find(|one| one.is_own()).map_or("", |one| one.span.text.as_str())
}

fn named(party: &Party, links: Links<'_>, offices: &[OfficeHeld]) -> Vec<NamedLink> {
    let one = |who: &onrecord_store::Who| {
        let held = offices.iter().find(|held| held.actor == who.id);
        NamedLink {
            name: short(&who.name, TITLE),
            href: links.actor(who.id),
            office: held.map(|held| short(&office(&held.title, &held.of), TITLE)).unwrap_or_default(),
        }
    };
    party.actors.iter().map(one).collect()
}

/// What stands for a name where there is none.
fn unnamed(card: &Card) -> Vec<NamedLink> {
    let name = card.title.iter().find(|phrase| phrase.tone == Tone::Name);
    name.map(|name| NamedLink { name: short(&name.text, TITLE), href: String::new(), office: String::new() })
        .into_iter()
        .collect()
}

/// What keeps a name from being certain, and what is told behind it.
fn told(card: &Card, who: &[NamedLink]) -> (String, String) {
    let of = |tone: Tone| -> String {
        card.title.iter().filter(|phrase| phrase.tone == tone).map(|phrase| phrase.text.as_str()).collect()
    };
    let doubt = of(Tone::Doubt).trim().trim_matches(['(', ')']).to_string();
    let what = of(Tone::Plain).trim_start_matches([' ', '·']).to_string();
    (if who.len() > 1 { String::new() } else { doubt }, short(&what, TITLE))
}

/// The facts that a page does not show otherwise: how sure it is has its own place, ids are addresses.
fn facts(card: &Card) -> Vec<String> {
    let is_shown = |fact: &&String| {
        *fact != "unsure"
            && !fact.starts_with("in statement ")
            && !fact.starts_with("inside ")
            && !fact.starts_with("shown by ")
    };
    card.details.iter().filter(is_shown).map(|fact| short(fact, TITLE)).collect()
}

/// What the state of something comes to, as a class of its element: there are few colours, and each means one thing.
fn state(entry: &Entry) -> &'static str {
    match &entry.detail {
        Detail::Commitment(of) => of_status(of.status),
        Detail::Position(of) => of_stance(of.stance),
        Detail::Engagement(of) => of_phase(of.phase),
        Detail::Statement(_) | Detail::None => "",
    }
}

/// What a status comes to.
pub fn of_status(status: Status) -> &'static str {
    match status {
        Status::Kept | Status::PartlyKept => "good",
        Status::Broken | Status::Withdrawn => "bad",
        Status::Lapsed | Status::Delayed | Status::Disputed | Status::Amended => "doubtful",
        _ => "open",
    }
}

/// What a stance comes to.
pub fn of_stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "good",
        Stance::Opposes | Stance::DoesNotSupport | Stance::Denies => "bad",
        Stance::Undecided | Stance::Conditional => "doubtful",
        Stance::Demands => "open",
    }
}

fn of_phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Held | Phase::UnderWay => "good",
        Phase::Cancelled | Phase::Refused | Phase::WalkedOut => "bad",
        Phase::Postponed => "doubtful",
        _ => "open",
    }
}

/// The entry's words in their sentence; alone where the sentence is not known.
fn runs(entry: &Entry, beside: &Beside, card: &Card) -> Vec<MarkedRun<PieceShown>> {
    // A piece that stands before the paragraph is none of it.
    let in_paragraph = |at: usize| at.checked_sub(beside.byte_start).unwrap_or(usize::MAX);
    let spans: Vec<&Span> = entry.evidence.iter().filter(|one| one.is_own()).map(|one| &one.span).collect();
    let own: Vec<Range<usize>> =
        spans.iter().map(|span| in_paragraph(span.byte_start)..in_paragraph(span.byte_end)).collect();
    let Some(sentence) = sentence_around(&beside.paragraph, &own) else {
        return cut(&card.words, &card.marks, |layers| PieceShown {
            is_own: true,
            is_asked: !layers.is_empty(),
        });
    };
    let mut layers = own.clone();
    layers.extend(
        asked(entry, &spans).into_iter().map(|mark| in_paragraph(mark.start)..in_paragraph(mark.end)),
    );
    let in_sentence = |layer: Range<usize>| {
        let from = |at: usize| at.checked_sub(sentence.start).unwrap_or(usize::MAX);
        from(layer.start)..from(layer.end)
    };
    let layers: Vec<Range<usize>> = layers.into_iter().map(in_sentence).collect();
    cropped(cut(&beside.paragraph[sentence], &layers, |covering| PieceShown {
        is_own: covering.iter().any(|idx| *idx < own.len()),
        is_asked: covering.iter().any(|idx| *idx >= own.len()),
    }))
}

/// Where the words that were asked for stand: bytes of the article's text. Marks count the bytes of the pieces as they
/// are joined by ` … `.
fn asked(entry: &Entry, pieces: &[&Span]) -> Vec<Range<usize>> {
    const BETWEEN: usize = " … ".len();
    let (mut at, mut asked) = (0, Vec::new());
    for piece in pieces {
        let end = at + piece.text.len();
        let inside = entry.marks.iter().filter(|mark| mark.byte_start >= at && mark.byte_end <= end);
        asked.extend(
            inside.map(|mark| mark.byte_start - at + piece.byte_start..mark.byte_end - at + piece.byte_start),
        );
        at = end + BETWEEN;
    }
    asked
}

/// What is left of runs that are too long for a list.
fn cropped(runs: Vec<MarkedRun<PieceShown>>) -> Vec<MarkedRun<PieceShown>> {
    let mut left = PASSAGE;
    let mut kept = Vec::new();
    for run in runs {
        let n_chars = run.text.chars().count();
        if left == 0 {
            break;
        }
        kept.push(MarkedRun {
            text: if n_chars > left { short(&run.text, left) } else { run.text },
            shows: run.shows,
        });
        left = left.saturating_sub(n_chars);
    }
    kept
}
