//! What the encoder's heads read of an attribution whose spans are known: what it does, the words that tell to whom,
//! where and when, and which of the article's names its speaker is.
//!
//! A span is the mean of its words' vectors. The same as `training/reading.py`, which has trained the heads.

mod detail;
mod kind;
mod spans;
mod speaker;
mod vectors;

use std::ops::Range;

use onrecord_language::{Sex, Text};

use crate::attribution::Attribution;
use crate::reading::{FoundName, Heads, Model, Reading, words_in};
use detail::DetailReader;
pub use detail::{DetailWords, LikelyDetails};
pub use kind::KindChances;
use spans::SpanWords;
pub use speaker::{Candidate, Chances, SourceForm, Speakers};
pub use vectors::Vectors;

/// An article's attributions, ready for the heads.
pub struct Learned<'a> {
    text: &'a Text<'a>,
    reading: &'a Reading,
    heads: &'a Heads,
    attributions: &'a [Attribution],
    spans: Vec<Option<SpanWords>>,
}

/// What the heads say of an attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub kind: KindChances,
    pub details: LikelyDetails,
}

impl<'a> Learned<'a> {
    /// `None` where rules alone are to read.
    pub fn new(
        text: &'a Text<'a>,
        reading: &'a Reading,
        model: &'a Model,
        attributions: &'a [Attribution],
    ) -> Option<Learned<'a>> {
        let spans =
            attributions.iter().map(|attribution| SpanWords::new(&reading.words, attribution)).collect();
        Some(Learned { text, reading, heads: model.learned()?, attributions, spans })
    }

    /// The kind and the details of each attribution, of the `speakers` given; `None` where the encoder has not read its
    /// content.
    pub fn judged(&self, speakers: &[Vec<String>]) -> Vec<Option<Judged>> {
        let (vectors, words) = (self.vectors(), &self.reading.words);
        let reader = DetailReader::new(self.heads, vectors, self.text, words, &self.spans, speakers);
        let judged = |idx: usize| {
            let spans = self.spans[idx].as_ref()?;
            let found = self.text.lexicon().cues().find(&self.text.tokens_of(&self.attributions[idx].cue));
            let kind = kind::kind(self.heads, vectors, spans, found.map(|found| found.meaning).as_ref());
            Some(Judged { kind, details: reader.details(idx) })
        };
        (0..self.attributions.len()).map(judged).collect()
    }

    /// Who may speak, among the names that the encoder found: `known` tells of each name, by its bytes, who it is.
    pub fn speakers(&self, known: impl Fn(&Range<usize>) -> Option<(usize, Option<Sex>)>) -> Speakers<'_> {
        let candidate = |name: &FoundName| {
            let words = words_in(&self.reading.words, &name.at);
            let (entity, sex) = known(&name.at).filter(|_| !words.is_empty())?;
            Some(Candidate { words, kind: name.kind, entity, sex })
        };
        let candidates = self.reading.names.iter().filter_map(candidate).collect();
        Speakers::new(self.heads, self.vectors(), self.text, &self.reading.words, candidates, &self.spans)
    }

    /// The spans of an attribution; `None` where the encoder has not read its content.
    pub fn spans(&self, idx: usize) -> Option<&SpanWords> {
        self.spans[idx].as_ref()
    }

    /// The mean of the vectors of the words in a range; empty where the encoder has read none of them.
    pub fn mean(&self, range: &Range<usize>) -> Vec<f32> {
        let words = words_in(&self.reading.words, range);
        let mut out = Vec::new();
        if !words.is_empty() {
            self.vectors().push_mean(std::slice::from_ref(&words), &mut out);
        }
        out
    }

    fn vectors(&self) -> Vectors<'_> {
        Vectors { values: &self.reading.hidden, width: self.heads.width() }
    }
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;
    use crate::reading::NameKind;

    const TEXT: &str = "Ada Roe, the mayor of Port Vale, accused the council of hiding the report.\n\
                        She told reporters on Monday that the dam would be mended by spring.";

    fn at(words: &str) -> Range<usize> {
        let start = TEXT.find(words).unwrap();
        start..start + words.len()
    }

    /// The figures are those of `training/reference.py`; the program's integers round otherwise than its floats.
    #[test]
    fn the_heads_say_what_they_say_where_they_were_trained() {
        const APART: f32 = 0.08;
        let model = Model::embedded().unwrap();
        let paragraphs = onrecord_encoder::paragraphs(TEXT);
        let text = Text::new(TEXT, paragraphs.clone(), &Language::english());
        let mut reading = model.read(TEXT, &paragraphs);
        reading.names = vec![
            FoundName { at: at("Ada Roe"), kind: NameKind::Person },
            FoundName { at: at("Port Vale"), kind: NameKind::Place },
        ];
        let attribution = |source: &str, cue: &str, content: &str| {
            Attribution::new(vec![at(source)], vec![at(cue)], vec![at(content)], 1.0)
        };
        let attributions = [
            attribution("Ada Roe, the mayor of Port Vale", "accused", "the council of hiding the report"),
            attribution("She", "told", "the dam would be mended by spring"),
        ];
        let learned = Learned::new(&text, &reading, &model, &attributions).unwrap();
        let speakers = vec![vec!["a1".to_string()]; 2];
        let judged = learned.judged(&speakers);
        let accusing = judged[0].as_ref().unwrap().kind.acts.iter().find(|(act, _)| act.as_str() == "accuse");
        assert!((accusing.unwrap().1 - 0.955).abs() < APART, "{accusing:?}");
        let details = &judged[1].as_ref().unwrap().details;
        assert_eq!(details.addressee.as_ref().map(|found| &TEXT[found.at.clone()]), Some("reporters"));
        assert_eq!(details.day.as_ref().map(|found| &TEXT[found.at.clone()]), Some("Monday"));

        let mut speakers =
            learned.speakers(|name| Some((name.start, (name.start == 0).then_some(Sex::Female))));
        let first = speakers.chances(learned.spans(0).unwrap());
        assert!(first.own.abs() < APART && first.entities[0].0 == 0, "{first:?}");
        speakers.note(&[0]);
        let second = speakers.chances(learned.spans(1).unwrap());
        assert!((second.entities[0].1 - 1.0).abs() < APART && second.entities[0].0 == 0, "{second:?}");
    }
}
