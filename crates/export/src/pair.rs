//! Where both sides of an event stand in one sentence.

use std::ops::Range;

use onrecord_language::{Language, Text};
use onrecord_record::{Actor, Record};

/// A sentence that names both sides of an event, and where it does, in bytes of the sentence.
#[derive(Debug, PartialEq)]
pub struct Pair<'r> {
    pub sentence: &'r str,
    pub source: Range<usize>,
    pub recipient: Range<usize>,
}

/// The sentence of the words for a source, where it mentions one of the recipients as well.
pub fn pair<'r>(record: &'r Record, source: &Range<usize>, recipients: &[String]) -> Option<Pair<'r>> {
    let sentence = sentence_at(record, source.start)?;
    let recipient = mention(record, &sentence, recipients, source)?;
    Some(within(record, &sentence, source, &recipient))
}

/// The sentence that holds a byte of the text, where it mentions both one of the sources and one of the recipients.
pub fn pair_of<'r>(
    record: &'r Record,
    at: usize,
    sources: &[String],
    recipients: &[String],
) -> Option<Pair<'r>> {
    let sentence = sentence_at(record, at)?;
    let source = mention(record, &sentence, sources, &(0..0))?;
    let recipient = mention(record, &sentence, recipients, &source)?;
    Some(within(record, &sentence, &source, &recipient))
}

fn within<'r>(
    record: &'r Record,
    sentence: &Range<usize>,
    source: &Range<usize>,
    recipient: &Range<usize>,
) -> Pair<'r> {
    let inside = |at: &Range<usize>| {
        at.start - sentence.start..at.end.min(sentence.end).max(at.start) - sentence.start
    };
    Pair {
        sentence: &record.article.text[sentence.clone()],
        source: inside(source),
        recipient: inside(recipient),
    }
}

/// The sentence of an article that holds a byte.
fn sentence_at(record: &Record, at: usize) -> Option<Range<usize>> {
    let article = &record.article;
    let block = article.blocks.iter().find(|block| (block.byte_start..block.byte_end).contains(&at))?;
    let block = std::iter::once(block.byte_start..block.byte_end).collect();
    let text = Text::new(&article.text, block, &Language::english());
    text.sentence_at(at).map(|sentence| sentence.at.clone())
}

/// The first words of a sentence that mention one of these actors, apart from some others.
fn mention(
    record: &Record,
    sentence: &Range<usize>,
    ids: &[String],
    apart: &Range<usize>,
) -> Option<Range<usize>> {
    let meant = record.actors.iter().filter(|actor: &&Actor| ids.contains(&actor.id));
    let mentions =
        meant.flat_map(|actor| &actor.mentions).map(|span| span.byte_start..span.byte_end).filter(|at| {
            sentence.start <= at.start
                && at.end <= sentence.end
                && (at.end <= apart.start || apart.end <= at.start)
        });
    mentions.min_by_key(|at| at.start)
}

#[cfg(test)]
mod tests {
    use onrecord_record::{ActorKind, Article, Block, Locator, Role, SourceRange, Span};

    use super::*;

    const TEXT: &str = "Ada Roe spoke. She warned Kalmere on Monday. Kalmere was calm.";

    fn record() -> Record {
        let locator = Locator::new(TEXT);
        let actor = |id: &str, words: &[(usize, &str)]| Actor {
            id: id.to_string(),
            name: id.to_string(),
            kind: ActorKind::Unnamed,
            roles: Vec::new(),
            mentions: words.iter().map(|(at, words)| locator.span(*at..at + words.len())).collect(),
        };
        let Span { text, start, end, byte_start, byte_end } = locator.span(0..TEXT.len());
        let source = SourceRange::default();
        let block = Block { role: Role::Paragraph, text, start, end, byte_start, byte_end, source };
        Record {
            article: Article { text: TEXT.to_string(), blocks: vec![block], ..Article::default() },
            actors: vec![
                actor("roe", &[(0, "Ada Roe"), (15, "She")]),
                actor("kalmere", &[(26, "Kalmere"), (45, "Kalmere")]),
            ],
            ..Record::default()
        }
    }

    #[test]
    fn both_sides_stand_in_the_sentence_that_is_asked_for() {
        let record = record();
        let kalmere = vec!["kalmere".to_string()];
        let found = pair(&record, &(15..18), &kalmere).unwrap();
        assert_eq!((&found.sentence[found.source], &found.sentence[found.recipient]), ("She", "Kalmere"));
        assert_eq!(pair_of(&record, 20, &["roe".to_string()], &kalmere).map(|pair| pair.source), Some(0..3));
        // In the first sentence nobody is done anything to, in the last nobody does.
        assert_eq!(pair(&record, &(0..7), &kalmere), None);
        assert_eq!(pair_of(&record, 50, &["roe".to_string()], &kalmere), None);
    }
}
