//! Dates: for how many of those that people read out of an article is there an expression of time that says so, and which
//! of them the program gives to entries.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use onrecord_language::{Language, Text, dates};
use serde_json::Value;

use super::gold;
use super::statements::{emptied, read_all, run, without_head, write};

/// The sets scored here.
pub const SETS: [&str; 1] = ["dates"];

/// How many dates there are, and for how many an expression of the same day stands in the same sentence, in the same
/// paragraph, anywhere.
#[derive(Default)]
struct DateTally {
    n: usize,
    sentence: usize,
    paragraph: usize,
    article: usize,
}

/// Scores the expressions of time, then the dates of the entries that the program finds.
pub fn score(shared: &Path, out: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    expressions(shared, is_listed)?;
    let mut texts = Vec::new();
    for part in ["train", "dev"] {
        for path in super::files(&shared.join(format!("gold/articles-{part}")))? {
            texts.push(without_head(&super::stem(&path), &fs::read_to_string(&path)?)?);
        }
    }
    let found = emptied(out.join("dates"))?;
    write(&found, &read_all("dates", &texts, onrecord::model())?)?;
    let mut scorer = Command::new("python3");
    scorer.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../training/score_dates.py"));
    scorer.arg("--shared").arg(shared).arg(&found).args(is_listed.then_some("--list"));
    run(scorer)
}

/// Scores `said_on` of statements and `on` of engagements, apart.
fn expressions(shared: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    let (mut said, mut met) = (DateTally::default(), DateTally::default());
    for article in gold::articles(shared)? {
        let record: Value = serde_json::from_str(&fs::read_to_string(&article.record)?)?;
        let dated = DatedPage::new(&article);
        for statement in record["statements"].as_array().into_iter().flatten() {
            let words = statement["content"].as_str().unwrap_or("");
            dated.count(&mut said, &statement["said_on"], words, is_listed);
        }
        for engagement in record["engagements"].as_array().into_iter().flatten() {
            let words = engagement["evidence"].as_str().unwrap_or("");
            dated.count(&mut met, &engagement["on"], words, is_listed);
        }
    }
    for (name, tally) in [("said on", said), ("engagement on", met)] {
        let DateTally { n, sentence, paragraph, article } = tally;
        let share = |hits: usize| hits as f64 / n.max(1) as f64;
        println!(
            "{name:14} gold {n:5}  in its sentence {:.3}  in its paragraph {:.3}  in the article {:.3}",
            share(sentence),
            share(paragraph),
            share(article)
        );
    }
    Ok(())
}

/// An article with its expressions of time.
struct DatedPage<'t> {
    name: &'t str,
    text: Text<'t>,
    found: Vec<dates::TimeExpression>,
}

impl<'t> DatedPage<'t> {
    fn new(article: &'t gold::GoldArticle) -> DatedPage<'t> {
        let mut at = 0;
        let mut paragraphs = Vec::new();
        for line in article.text.split_inclusive('\n') {
            let words = line.trim();
            let start = at + (line.len() - line.trim_start().len());
            paragraphs.extend((!words.is_empty()).then(|| start..start + words.len()));
            at += line.len();
        }
        let text = Text::new(&article.text, paragraphs, &Language::english());
        let published = article.published.as_deref();
        let reference: Option<Date> = published.and_then(|stamp| stamp.get(..10)?.parse().ok());
        let found = dates::find(&text, reference);
        DatedPage { name: &article.name, text, found }
    }

    fn count(&self, tally: &mut DateTally, date: &Value, words: &str, is_listed: bool) {
        let first = words.split(" … ").next().unwrap_or("");
        let at = self.text.as_str().find(first).filter(|_| !first.is_empty());
        let (Some(date), Some(at)) = (date.as_str(), at) else { return };
        let (Some(sentence), Some(paragraph)) = (self.text.sentence_at(at), self.text.paragraph_at(at))
        else {
            return;
        };
        let is_right = |one: &&dates::TimeExpression| {
            one.interval.is_some_and(|days| {
                let from = days.from();
                from.starts_with(date) || date.starts_with(&from)
            })
        };
        let within = |range: &std::ops::Range<usize>| {
            let inside = self.found.iter().filter(|one| range.contains(&one.at.start));
            inside.collect::<Vec<_>>()
        };
        let of_sentence = within(&sentence.at);
        tally.n += 1;
        let in_sentence = of_sentence.iter().any(is_right);
        tally.sentence += usize::from(in_sentence);
        tally.paragraph += usize::from(within(&self.text.paragraphs()[paragraph]).iter().any(is_right));
        tally.article += usize::from(self.found.iter().any(|one| is_right(&one)));
        if is_listed && !in_sentence && !of_sentence.is_empty() {
            let told: Vec<String> = of_sentence
                .iter()
                .map(|one| {
                    format!(
                        "{} = {}",
                        self.text.slice(one.at.clone()),
                        one.interval.map_or("?".into(), |days| days.from())
                    )
                })
                .collect();
            println!(
                "{}: gold {date}, found {told:?}: {}",
                self.name,
                self.text.slice(sentence.at.clone()).trim()
            );
        }
    }
}
