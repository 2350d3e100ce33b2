//! From an article to its record: quotations, cues, sources and speakers.
//!
//! In: a [`Page`]. Out: a [`Record`]. This is the part that needs no model: direct and mixed quotations with
//! their cue and source. [`analyze`] reads downwards.

mod actors;
mod attribution;
mod cue;
mod gazetteer;
mod quotation;
mod table;

use std::ops::Range;

use onrecord_page::Page;
use onrecord_record::{
    Actor, Article, FurnitureRole, Locator, Modality, Note, Record, Role, SCHEMA_VERSION, Statement,
};

use actors::Sourced;
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
        (statements, actors) = resolve(text, &paragraphs, attributions, &locator);
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

/// Turns attributions into statements with speakers, and gives the actors that they refer to.
fn resolve(
    text: &str,
    paragraphs: &[Range<usize>],
    attributions: Vec<Attribution>,
    locator: &Locator,
) -> (Vec<Statement>, Vec<Actor>) {
    let sourced = |attribution: &Attribution| Sourced {
        source: attribution.source.clone().into_iter().collect(),
        cue: attribution.cue.clone().into_iter().collect(),
        content: attribution.content.clone(),
        paragraph: attribution.paragraph,
        quote: attribution.quote,
    };
    let sources: Vec<Sourced> = attributions.iter().map(sourced).collect();
    let mut resolved = actors::resolve(text, paragraphs, &[], &sources);
    let mut out: Vec<Statement> = Vec::new();
    for (idx, attribution) in attributions.into_iter().enumerate() {
        let speakers = std::mem::take(&mut resolved.speakers[idx]);
        // A quotation that nobody is shown to have said is a heading or an emphasis.
        if speakers.is_empty() && attribution.cue.is_none() {
            continue;
        }
        let via = attribution.via.map(|via| resolved.refer(via)).unwrap_or_default();
        out.push(Statement {
            id: format!("s{}", out.len() + 1),
            content: attribution.content.into_iter().map(|range| locator.span(range)).collect(),
            cue: attribution.cue.map(|range| locator.span(range).into()),
            source: attribution.source.map(|range| locator.span(range).into()),
            speakers,
            addressees: Vec::new(),
            via,
            channel: None,
            quote: attribution.quote,
            act: attribution.act,
            modality: Modality::Actual,
            said: None,
            parent: None,
            confidence: attribution.confidence,
        });
    }
    (out, resolved.into_actors(locator))
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
