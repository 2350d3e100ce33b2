//! From an article to its record: quotations, cues, sources and speakers.
//!
//! In: a [`Page`]. Out: a [`Record`]. This is the part that needs no model: direct and mixed quotations with
//! their cue and source. [`analyze`] reads downwards.

mod actor;
mod attribution;
mod cue;
// Waits for actors to ask it.
#[cfg_attr(not(test), expect(dead_code))]
mod gazetteer;
mod quotation;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use onrecord_page::Page;
use onrecord_record::{
    Article, FurnitureRole, Locator, Modality, Note, Record, Role, SCHEMA_VERSION, Statement,
};

use actor::Cast;
use attribution::Attribution;

/// Puts on record what `page` says.
pub fn analyze(page: Page) -> Record {
    let mut notes = page.notes;
    let (mut statements, mut actors) = (Vec::new(), Vec::new());
    if is_english(&page.article) {
        let text = &page.article.text;
        let locator = Locator::new(text);
        let paragraphs = paragraphs(&page.article);
        let quotations = quotation::quotations(text, &paragraphs);
        let attributions = attribution::attributions(text, &paragraphs, &quotations);
        let mut cast = Cast::new(text, &paragraphs);
        statements = resolve(text, &paragraphs, attributions, &mut cast, &locator);
        actors = cast.into_actors();
    } else {
        let language = &page.article.language;
        notes.push(Note::on_page(format!(
            "the article is in {language}: its statements were left out, only English is read"
        )));
    }
    if page.article.blocks.is_empty()
        && page.article.furniture.iter().all(|f| f.role != FurnitureRole::Comments)
    {
        notes.push(Note::on_page("no article was found on this page"));
    }
    Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: page.input,
        article: page.article,
        actors,
        statements,
        thoughts: Vec::new(),
        engagements: Vec::new(),
        commitments: Vec::new(),
        positions: Vec::new(),
        notes,
        provenance: page.provenance,
    }
}

/// Whether the rules below, which are for English, apply; short texts get the benefit of the doubt.
fn is_english(article: &Article) -> bool {
    let is_sure = article.language_confidence > 0.5 && article.text.len() > 200;
    article.language.is_empty() || article.language.starts_with("en") || !is_sure
}

/// The blocks that can hold statements, as byte ranges of the text.
fn paragraphs(article: &Article) -> Vec<Range<usize>> {
    let speaks = |role: &Role| !matches!(role, Role::Credit | Role::Table | Role::Title | Role::Heading);
    article.blocks.iter().filter(|b| speaks(&b.role)).map(|b| b.byte_start..b.byte_end).collect()
}

/// Turns attributions into statements with speakers: names by their fullest form, pronouns by who spoke or
/// was named last, a quotation without a source by who spoke before it.
fn resolve(
    text: &str,
    paragraphs: &[Range<usize>],
    attributions: Vec<Attribution>,
    cast: &mut Cast,
    locator: &Locator,
) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let mut last: Option<(String, usize)> = None;
    let mut called: HashMap<String, String> = HashMap::new();
    for attribution in attributions {
        let near = |last: &Option<(String, usize)>, reach: usize| {
            last.as_ref().filter(|(_, at)| attribution.paragraph - at <= reach).map(|(id, _)| id.clone())
        };
        let speaker = match &attribution.source {
            Some(source) if is_pronoun(&text[source.clone()]) => {
                let named = antecedent(
                    text,
                    paragraphs,
                    source.start,
                    attribution.paragraph,
                    last.as_ref().map(|(_, at)| *at),
                );
                let pronoun = text[source.clone()].trim().to_lowercase();
                // Whom the article has called "she" is not "he" two lines on.
                let fits = |id: &String| {
                    called.get(id).is_none_or(|word| *word == pronoun || !is_gendered(&pronoun))
                };
                let named = named.and_then(|range| cast.actor(range, locator)).filter(fits);
                let earlier = || {
                    out.iter()
                        .rev()
                        .flat_map(|s| &s.speakers)
                        .find(|id| called.get(*id) == Some(&pronoun))
                        .cloned()
                };
                let id = named.or_else(|| near(&last, 3).filter(fits)).or_else(earlier);
                if let Some(id) = id.as_ref().filter(|_| is_gendered(&pronoun)) {
                    called.insert(id.clone(), pronoun);
                }
                if let Some(id) = &id {
                    cast.mention(id, source.clone(), locator);
                }
                id
            }
            Some(source) => cast.actor(source.clone(), locator),
            None => near(&last, 1),
        };
        // A quotation that nobody is shown to have said is a heading or an emphasis.
        if speaker.is_none() && attribution.cue.is_none() {
            continue;
        }
        if let Some(id) = &speaker {
            last = Some((id.clone(), attribution.paragraph));
        }
        let via = attribution.via.clone().and_then(|via| cast.actor(via, locator));
        out.push(Statement {
            id: format!("s{}", out.len() + 1),
            content: attribution.content.iter().map(|range| locator.span(range.clone())).collect(),
            cue: attribution.cue.clone().map(|range| locator.span(range).into()),
            source: attribution.source.clone().map(|range| locator.span(range).into()),
            speakers: speaker.into_iter().collect(),
            addressees: Vec::new(),
            via: via.into_iter().collect(),
            channel: None,
            quote: attribution.quote,
            act: attribution.act,
            modality: Modality::Actual,
            said: None,
            parent: None,
            confidence: attribution.confidence,
        });
    }
    out
}

fn is_gendered(pronoun: &str) -> bool {
    matches!(pronoun, "he" | "she")
}

fn is_pronoun(source: &str) -> bool {
    let word = source.trim().to_lowercase();
    matches!(&*word, "he" | "she" | "they" | "it" | "i" | "we" | "who")
}

/// The name that a pronoun most likely stands for: the first of its own paragraph before it, unless somebody
/// has spoken since; else the first of the sentence that opens the paragraph before.
fn antecedent(
    text: &str,
    paragraphs: &[Range<usize>],
    pronoun: usize,
    paragraph: usize,
    last_spoke: Option<usize>,
) -> Option<Range<usize>> {
    let person = |range: Range<usize>| {
        let names = actor::names(text, range);
        names.into_iter().find(|n| !n.name.is_empty() && is_subject(text, n.name.end)).map(|n| n.whole)
    };
    let here = paragraphs.get(paragraph)?.start..pronoun;
    let earliest = last_spoke.unwrap_or(paragraph.saturating_sub(3));
    // Somebody introduced by full name in the paragraph itself: "His minister, Ada Roe, took another tone."
    let introduced = |range: Range<usize>| {
        let names = actor::names(text, range);
        names.into_iter().find(|n| text[n.name.clone()].split_whitespace().count() == 2).map(|n| n.whole)
    };
    let is_first = last_spoke != Some(paragraph);
    person(here.clone())
        .or_else(|| introduced(here).filter(|_| is_first))
        .or_else(|| (earliest + 1..paragraph).rev().take(2).find_map(|idx| person(paragraphs[idx].clone())))
}

/// Whether what follows a name is a verb of its own, as far as the next word tells.
fn is_subject(text: &str, end: usize) -> bool {
    let next = text[end..].split_whitespace().next().unwrap_or("");
    let next = next.trim_matches(|c: char| !c.is_alphanumeric());
    cue::act(next).is_some()
        || next.ends_with("ed")
        || matches!(next, "has" | "had" | "is" | "was" | "will" | "said")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Speaker and content of every statement in a text.
    fn check(text: &str) -> Vec<(String, String)> {
        let origin = onrecord_page::Origin { kind: Some(onrecord_page::Kind::Text), ..Default::default() };
        let page = onrecord_page::pages(&mut text.as_bytes(), &origin).next().unwrap().unwrap();
        let record = analyze(page);
        let name = |id: &String| {
            record.actors.iter().find(|a| a.id == *id).map(|a| a.name.clone()).unwrap_or_default()
        };
        let of = |s: &Statement| {
            let content: Vec<&str> = s.content.iter().map(|c| c.text.as_str()).collect();
            (s.speakers.iter().map(name).collect::<Vec<_>>().join("+"), content.join(" … "))
        };
        record.statements.iter().map(of).collect()
    }

    fn says(speaker: &str, content: &str) -> (String, String) {
        (speaker.to_string(), content.to_string())
    }

    #[test]
    fn sources_stand_before_behind_and_inside() {
        let got = check(
            "“The dam holds,” said Ada Roe, the mayor of Port Vale.\n\nRoe said: “It will hold.”\n\n“It will,” Roe said, “hold for years.”",
        );
        let want = [
            says("Ada Roe", "The dam holds,"),
            says("Ada Roe", "It will hold."),
            says("Ada Roe", "It will, … hold for years."),
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn pronouns_and_continued_paragraphs_keep_their_speaker() {
        let got = check(
            "“We tried,” Kit Lund said in Port Vale.\n\n“We do not stop. It is hard,” he added.\n\n“It was cold.\n\n“Then it failed,” Lund said.",
        );
        let want = [
            says("Kit Lund", "We tried,"),
            says("Kit Lund", "We do not stop. It is hard,"),
            says("Kit Lund", "It was cold. … Then it failed,"),
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn she_is_not_he() {
        let got = check(
            "“We tried,” Kit Lund said. “It failed,” he added.\n\n“It holds,” Ada Roe said. “It will hold,” she added.\n\n“It is late,” Lund said.\n\nAsked when it would end, he shrugged.\n\n“It is early,” she said.",
        );
        assert_eq!(got.last(), Some(&says("Ada Roe", "It is early,")));
    }

    #[test]
    fn a_full_name_in_the_paragraph_is_whom_its_pronoun_means() {
        let got = check(
            "“We tried,” Kit Lund said. “It failed,” he added.\n\nHis water minister, Lena Brandt, struck a softer tone. “The dam told me this, and I listen,” she said.",
        );
        assert_eq!(got.last(), Some(&says("Lena Brandt", "The dam told me this, and I listen,")));
    }

    #[test]
    fn a_readout_relays() {
        let got = check(
            "A Velmark readout quoted top diplomat Ada Roe as saying “Velmark has no room for delay” on the dam.",
        );
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].0, "Ada Roe");
    }

    #[test]
    fn scare_quotes_and_titles_are_not_statements() {
        assert!(
            check("The so-called “fix” failed. She reviewed “The Bridge” on Friday in the town of Vale.")
                .is_empty()
        );
    }
}
