//! From an article to its record: who said what, to whom, where and when.
//!
//! In: a [`Page`] and a [`Model`]. Out: a [`Record`]. [`analyze`] reads downwards: quotation marks by rule, spans
//! and their links by the encoder, then attributions, actors, and what the words tell of each statement.

mod actors;
mod attribution;
mod confidence;
mod cue;
mod details;
mod gazetteer;
mod length;
mod links;
mod model;
mod quotation;
mod speech;
mod subject;
mod table;
mod tags;
mod turns;

use std::ops::Range;

use jiff::civil::Date;
use onrecord_page::Page;
use onrecord_record::{
    Act, Article, Block, FurnitureRole, Locator, Mention, Note, Provenance, Record, Role, SCHEMA_VERSION,
    Statement, When,
};

use actors::{Resolved, Sourced};
use attribution::Attribution;
pub use confidence::COEFFICIENTS;
use details::{DateRange, Details, Occasions, Place, Polled, Reported, Story};
pub use model::Model;
pub use onrecord_encoder::{Encoder, Error};
use quotation::Quotation;

/// Puts on record what `page` says, if it is in English.
pub fn analyze(page: Page, model: &Model) -> Record {
    analyze_in(Languages::English, page, model)
}

/// Which articles are read for statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Languages {
    /// Those in English, and those too short to tell.
    #[default]
    English,
    /// All, as if they were in English: what is found is then for a reader to judge.
    Any,
}

/// Puts on record what `page` says, if it is in one of `languages`.
pub fn analyze_in(languages: Languages, page: Page, model: &Model) -> Record {
    let mut notes = page.notes;
    let mut entries = Entries::default();
    let is_english = is_english(&page.article);
    if !is_english {
        let Article { language, language_confidence, .. } = &page.article;
        let what = match languages {
            Languages::English => "its statements were left out, only English is read",
            Languages::Any => "its statements were read as if it were in English",
        };
        let sure = (language_confidence * 100.0).round();
        notes.push(Note::on_page(format!("the article is in {language} ({sure}% sure): {what}")));
    }
    if is_english || languages == Languages::Any {
        let text = &page.article.text;
        let mut paragraphs = paragraphs(&page.article);
        notes.extend(length::shorten(text, &mut paragraphs));
        let turns = turns::turns(text, &paragraphs);
        let is_turn = |range: &Range<usize>| turns::is_one(&turns, range);
        let parts = paragraphs.chunk_by(|a, b| is_turn(a) == is_turn(b)).filter(|part| !is_turn(&part[0]));
        let prose: Vec<Range<usize>> = parts.clone().flatten().cloned().collect();
        let mut quotations: Vec<Quotation> =
            parts.flat_map(|part| quotation::quotations(text, part)).collect();
        let reading = model.read(text, &prose);
        let mut attributions = attribution::attributions(text, &prose, &quotations, &reading);
        attributions.retain(|attribution| !is_repeated(&page.article, attribution));
        turns::add(turns, &mut quotations, &mut attributions);
        let reported = attribution::reported(text, &reading, &attributions);
        let inner = model.read(text, &reported);
        attribution::add_inner(text, &quotations, &inner, &mut attributions);
        let sourced = sourced(text, &paragraphs, &quotations, &attributions);
        let resolved = actors::resolve(text, &paragraphs, &reading.names, &sourced);
        let published = day(page.article.published.as_deref());
        entries = put_on_record(text, &paragraphs, attributions, &sourced, resolved, published);
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
        actors: entries.actors,
        statements: entries.statements,
        thoughts: entries.thoughts,
        engagements: Vec::new(),
        commitments: Vec::new(),
        positions: Vec::new(),
        notes,
        provenance: Provenance { model: model.version(), ..page.provenance },
    }
}

/// Whether the rules below, which are for English, apply; short texts get the benefit of the doubt.
fn is_english(article: &Article) -> bool {
    let is_sure = article.language_confidence > 0.5 && article.text.len() > 200;
    article.language.is_empty() || article.language.starts_with("en") || !is_sure
}

/// The blocks that can hold statements, as byte ranges of the text: those with a letter, but for credits and tables.
fn paragraphs(article: &Article) -> Vec<Range<usize>> {
    let speaks = |block: &&Block| {
        !matches!(block.role, Role::Credit | Role::Table) && block.text.contains(char::is_alphabetic)
    };
    article.blocks.iter().filter(speaks).map(|b| b.byte_start..b.byte_end).collect()
}

/// Whether an attribution is no more than a heading in quotation marks, which says again what the text below says.
fn is_repeated(article: &Article, attribution: &Attribution) -> bool {
    let at = attribution.content[0].start;
    let blocks = &article.blocks;
    let idx = blocks.partition_point(|block| block.byte_end <= at);
    let is_heading = blocks.get(idx).is_some_and(|block| matches!(block.role, Role::Title | Role::Heading));
    is_heading && attribution.cue.is_empty() && attribution.source.is_empty()
}

/// The day of a date and time.
fn day(stamp: Option<&str>) -> Option<Date> {
    stamp?.get(..10)?.parse().ok()
}

/// The sentences of the paragraphs, in order, each with the index of its paragraph.
fn sentences(text: &str, paragraphs: &[Range<usize>]) -> Vec<(Range<usize>, usize)> {
    let mut out = Vec::new();
    for (idx, paragraph) in paragraphs.iter().enumerate() {
        let starts = actors::sentence_starts(text, paragraph.clone());
        let ends = starts.iter().skip(1).copied().chain([paragraph.end]);
        out.extend(starts.iter().zip(ends).map(|(start, end)| (*start..end, idx)));
    }
    out
}

/// What the resolving of speakers needs of each attribution.
fn sourced(
    text: &str,
    paragraphs: &[Range<usize>],
    quotations: &[Quotation],
    attributions: &[Attribution],
) -> Vec<Sourced> {
    let of = |attribution: &Attribution| Sourced {
        source: attribution.source.clone(),
        cue: attribution.cue.clone(),
        content: attribution.content.clone(),
        paragraph: speech::holder(paragraphs, attribution.content[0].start).unwrap_or(0),
        quote: attribution::quote(text, quotations, attribution),
    };
    attributions.iter().map(of).collect()
}

/// What is put on record of an article's attributions.
#[derive(Default)]
struct Entries {
    statements: Vec<Statement>,
    thoughts: Vec<Statement>,
    actors: Vec<onrecord_record::Actor>,
}

/// Turns attributions into statements, and into thoughts those that nobody voiced.
fn put_on_record(
    text: &str,
    paragraphs: &[Range<usize>],
    attributions: Vec<Attribution>,
    sourced: &[Sourced],
    mut resolved: Resolved,
    published: Option<Date>,
) -> Entries {
    let locator = Locator::new(text);
    let sentences = sentences(text, paragraphs);
    let reported = |attribution| reported(text, &sentences, attribution);
    let told: Vec<Details> =
        attributions.iter().map(|attribution| details::details(&reported(attribution), published)).collect();
    let story = story(text, &sentences, &attributions, &told, published);
    let mut occasions = Occasions::new(text, &story);
    let mut entries = Entries::default();
    let mut ids: Vec<Option<String>> = Vec::with_capacity(attributions.len());
    for ((idx, attribution), mut details) in attributions.iter().enumerate().zip(told) {
        let speakers = resolved.speakers[idx].clone();
        // A quotation that nobody is shown to have said is a heading or an emphasis.
        if speakers.is_empty() && attribution.cue.is_empty() {
            ids.push(None);
            continue;
        }
        let paragraph = sourced[idx].paragraph;
        let sentence = sentence(&sentences, attribution);
        let place = Place { sentence, paragraph, is_reported: attribution.parent.is_some() };
        occasions.place(&place, &speakers, &mut details);
        let mut addressees = refer(text, &mut resolved, &details.addressees, &speakers);
        // "“The president told me to go,” Roe said": he told Roe.
        let is_me = |range: &Range<usize>| matches!(&text[range.clone()], "me" | "us");
        if let Some(outer) = attribution.parent.filter(|_| details.addressees.iter().any(is_me)) {
            addressees = resolved.speakers[outer].clone();
        }
        if details.act == Act::Ask {
            if addressees.is_empty() && is_passive(text, attribution) {
                addressees = answering(&attributions, &resolved, idx, &place.sentence);
            }
            // Who is asked answers there and then, and is asked where they speak.
            for asked in &addressees {
                if speakers.is_empty() {
                    occasions.go_on(&place, asked, &mut details);
                }
                occasions.note(asked, paragraph, &details);
            }
        }
        let mut via = refer(text, &mut resolved, details.via.as_slice(), &speakers);
        // What a share of those asked say, the poll tells.
        if via.is_empty() && details.polled == Some(Polled::Share) {
            let poll = details::poll(text, place.sentence.clone());
            via = poll.map_or_else(Vec::new, |poll| resolved.refer(poll, &speakers));
        }
        if let Some(outer) = attribution.parent {
            via.extend(resolved.speakers[outer].iter().filter(|id| !speakers.contains(id)).cloned());
        }
        let parent = attribution.parent.and_then(|outer| ids[outer].clone());
        let spans =
            |ranges: &[Range<usize>]| ranges.iter().map(|r| locator.span(r.clone())).collect::<Vec<_>>();
        let said = details.said.take().map(|DateRange { from, to }| match details.said_at.clone() {
            Some(at) => When::stated(from, to, vec![locator.span(at)]),
            None => When::inferred(from, to, Vec::new()),
        });
        let Details { act, modality, is_thought, channel, medium, .. } = details;
        let (list, letter) = match is_thought {
            true => (&mut entries.thoughts, 't'),
            false => (&mut entries.statements, 's'),
        };
        let id = format!("{letter}{}", list.len() + 1);
        list.push(Statement {
            id: id.clone(),
            content: spans(&attribution.content),
            cue: mention(spans(&attribution.cue)),
            source: mention(spans(&attribution.source)),
            speakers,
            addressees,
            via,
            channel: channel.map(|range| &text[range]).or(medium).map(str::to_string),
            quote: sourced[idx].quote,
            act,
            modality,
            said,
            parent,
            confidence: f64::from(attribution.score),
        });
        ids.push((!is_thought).then_some(id));
    }
    entries.actors = resolved.into_actors(&locator);
    confidence::calibrate(&mut entries.statements, &entries.actors);
    confidence::calibrate(&mut entries.thoughts, &entries.actors);
    entries
}

/// The actors that some words refer to, none of whom speaks; of the pronouns only those of one person are read.
fn refer(text: &str, resolved: &mut Resolved, words: &[Range<usize>], speakers: &[String]) -> Vec<String> {
    let is_read = |range: &&Range<usize>| {
        let word = text[(*range).clone()].trim().to_lowercase();
        !matches!(&*word, "they" | "it" | "i" | "we" | "who" | "them" | "me" | "us" | "you")
    };
    let mut ids: Vec<String> =
        words.iter().filter(is_read).flat_map(|range| resolved.refer(range.clone(), speakers)).collect();
    ids.dedup();
    ids
}

/// Whether somebody is asked and nobody named who asks: "Asked whether it leaks, Roe said no."
fn is_passive(text: &str, attribution: &Attribution) -> bool {
    let Attribution { source, cue, .. } = attribution;
    let mut words = cue.iter().flat_map(|piece| text[piece.clone()].split(' '));
    source.is_empty() && words.any(|word| matches!(&*word.to_lowercase(), "asked" | "pressed" | "questioned"))
}

/// Who answers in the sentence in which somebody is asked: the next one to speak there, or the one before.
fn answering(
    attributions: &[Attribution],
    resolved: &Resolved,
    asked: usize,
    sentence: &Range<usize>,
) -> Vec<String> {
    let is_here = |idx: &usize| {
        let start = attributions[*idx].source.first().map_or(usize::MAX, |source| source.start);
        sentence.contains(&start) && !resolved.speakers[*idx].is_empty()
    };
    let next = Some(asked + 1).filter(|idx| *idx < attributions.len());
    let found = next.filter(is_here).or_else(|| asked.checked_sub(1).filter(is_here));
    found.map_or_else(Vec::new, |idx| resolved.speakers[idx].clone())
}

fn mention(mut pieces: Vec<onrecord_record::Span>) -> Option<Mention> {
    match pieces.len() {
        0 => None,
        1 => pieces.pop().map(Mention::from),
        _ => Some(Mention { span: pieces[0].clone(), fragments: pieces }),
    }
}

/// The sentence that holds an attribution's cue or, without one, the start of its content.
fn sentence(sentences: &[(Range<usize>, usize)], attribution: &Attribution) -> Range<usize> {
    let at = attribution.cue.first().unwrap_or(&attribution.content[0]).start;
    let idx = sentences.partition_point(|(sentence, _)| sentence.end <= at);
    let sentence = sentences.get(idx).map(|(sentence, _)| sentence.clone());
    sentence.filter(|sentence| sentence.start <= at).unwrap_or(at..at)
}

/// An attribution in its sentence.
fn reported<'a>(
    text: &'a str,
    sentences: &[(Range<usize>, usize)],
    attribution: &'a Attribution,
) -> Reported<'a> {
    let Attribution { cue, source, content, .. } = attribution;
    Reported { text, sentence: sentence(sentences, attribution), cue, source, content }
}

/// The days that the article tells of beside those of its statements.
fn story(
    text: &str,
    sentences: &[(Range<usize>, usize)],
    attributions: &[Attribution],
    told: &[Details],
    published: Option<Date>,
) -> Story {
    let contents = attributions.iter().flat_map(|attribution| attribution.content.iter().cloned()).collect();
    let stated = told.iter().filter_map(|details| details.said_at.clone()).collect();
    Story::new(text, sentences, &actors::merged(contents), &actors::merged(stated), published)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// Speaker and content of every statement in a text.
    fn check(text: &str) -> Vec<(String, String)> {
        let origin = onrecord_page::Origin { kind: Some(onrecord_page::Kind::Text), ..Default::default() };
        let page = onrecord_page::pages(&mut text.as_bytes(), &origin).next().unwrap().unwrap();
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());
        let record = analyze(page, &MODEL);
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
            "“We tried,” Kit Lund said. “It failed,” he added.\n\nHis water minister, Lena Brandt, struck a softer tone. “The dam is old, and I listen,” she said.",
        );
        assert_eq!(got.last(), Some(&says("Lena Brandt", "The dam is old, and I listen,")));
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
