//! From an article to its record: who said what, to whom, where and when.
//!
//! In: a [`Page`], a [`Model`] and a [`Language`]. Out: a [`Record`]. [`analyze`] reads downwards: the text is cut into
//! tokens, the encoder reads it once, then come attributions, actors, and a kind of entry after the other.

mod actors;
mod attribution;
mod confidence;
mod event;
mod kinds;
mod language;
mod learned;
mod reading;
mod scene;

use std::ops::Range;

use onrecord_language::{Text, dates};
use onrecord_page::Page;
use onrecord_record::{
    Article, Block, FurnitureRole, Locator, Note, Provenance, Record, Role, SCHEMA_VERSION,
};

pub use attribution::Attribution;
use attribution::Transcript;
pub use confidence::{SPEAKER, STATEMENT};
pub use event::{EventFeatures, ToldEvent, event_features, told_event};
pub use kinds::weighed::Features;
use learned::Learned;
pub use onrecord_encoder::{Encoder, Error};
pub use onrecord_language::Language;
pub use reading::Model;
use scene::{Scene, written};

/// Puts on record what `page` says, if it is in `language`.
pub fn analyze(page: Page, model: &Model, language: &Language) -> Record {
    with_features(page, model, language, None).0
}

/// What `analyze` chooses from: the record with every candidate for an engagement, a commitment and a position, however
/// unlikely; and by their ids what is true of each, by the names of features. Weights are fitted on this.
pub fn candidates(page: Page, model: &Model, language: &Language) -> (Record, Vec<Features>) {
    with_features(page, model, language, Some(0.0))
}

/// The record with the entries that are at least so likely, or as likely as their kind needs.
fn with_features(
    page: Page,
    model: &Model,
    language: &Language,
    least: Option<f64>,
) -> (Record, Vec<Features>) {
    let mut notes = page.notes;
    notes.extend(language::note(&page.article, language));
    let (found, features) = match language::is_read(&page.article, language) {
        true => onrecord_encoder::alone(|| read(&page.article, model, language, &mut notes, least)),
        false => Default::default(),
    };
    notes.extend(is_missing(&page.article).then(|| Note::on_page("no article was found on this page")));
    let record = Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: page.input,
        article: page.article,
        notes,
        provenance: Provenance { model: model.version(), ..page.provenance },
        ..found
    };
    (record, features)
}

/// Who is said to have said what on `page`, as spans, before anybody is resolved: source, cue and content.
///
/// The stage before [`analyze`] puts anything on record; a page in another language is read as if it were in this one.
pub fn attributions(page: &Page, model: &Model, language: &Language) -> Vec<Attribution> {
    let article = &page.article;
    let mut paragraphs = paragraphs(article);
    reading::shorten(&article.text, &mut paragraphs);
    let text = Text::new(&article.text, paragraphs, language);
    let transcript = Transcript::new(&text);
    let reading = model.read(&text, &transcript.prose().concat());
    attribution::find(&text, article, &transcript, &reading, model)
}

/// Reads an article from its text to its entries: a record with these and their actors alone.
fn read(
    article: &Article,
    model: &Model,
    language: &Language,
    notes: &mut Vec<Note>,
    least: Option<f64>,
) -> (Record, Vec<Features>) {
    let mut paragraphs = paragraphs(article);
    notes.extend(reading::shorten(&article.text, &mut paragraphs));
    let text = Text::new(&article.text, paragraphs, language);
    let transcript = Transcript::new(&text);
    let reading = model.read(&text, &transcript.prose().concat());
    let attributions = attribution::find(&text, article, &transcript, &reading, model);
    let learned = Learned::new(&text, &reading, model, &attributions);
    let cast = actors::resolve(&text, &reading.names, &attributions, learned.as_ref());
    let unread = || vec![None; attributions.len()];
    let scene = Scene {
        text: &text,
        attributions: &attributions,
        judged: learned.as_ref().map_or_else(unread, |learned| learned.judged(&cast.speakers)),
        learned: learned.as_ref(),
        cast,
        article,
        dates: dates::find_by(&text, &|at| written(article, at)),
        locator: Locator::new(&article.text),
    };
    let (mut found, features) = kinds::find(&scene, least);
    found.actors = scene.cast.actors(&scene.locator);
    (found, features)
}

/// The blocks that can hold statements, as byte ranges of the text: those with a letter, but for credits and tables.
fn paragraphs(article: &Article) -> Vec<Range<usize>> {
    let speaks = |block: &&Block| {
        !matches!(block.role, Role::Credit | Role::Table) && block.text.contains(char::is_alphabetic)
    };
    article.blocks.iter().filter(speaks).map(|b| b.byte_start..b.byte_end).collect()
}

/// Whether there is no article, nor comments on one.
fn is_missing(article: &Article) -> bool {
    article.blocks.is_empty() && article.furniture.iter().all(|f| f.role != FurnitureRole::Comments)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use onrecord_record::Statement;

    use super::*;

    /// Speaker and content of every statement in a text.
    fn check(text: &str) -> Vec<(String, String)> {
        let origin =
            onrecord_page::Origin { kind: Some(onrecord_page::InputKind::Text), ..Default::default() };
        let page = onrecord_page::pages(&mut text.as_bytes(), &origin).next().unwrap().unwrap();
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());
        let record = analyze(page, &MODEL, &Language::english());
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
    fn what_an_entry_of_a_live_blog_tells_is_dated_from_its_own_time() {
        let entry = |day: u8, speaker: &str| {
            format!(
                "<div class=entry><time datetime='2031-04-{day:02}T11:10:00Z'>11:10</time><p>{speaker} told reporters on \
                 Monday that the eastern gate would be mended before the winter.</p></div>"
            )
        };
        let page = format!(
            "<meta property='article:published_time' content='2031-03-20T05:40:00Z'><article><h1>Corran Dam live</h1>{}{}{}\
             <p>“The gate will hold,” Kit Lund said on Monday.</p></article>",
            entry(16, "Mira Halvorsen"),
            entry(8, "Idris Vale"),
            entry(1, "Oda Marsh")
        );
        let origin = onrecord_page::Origin::named("page.html");
        let page = onrecord_page::pages(&mut page.as_bytes(), &origin).next().unwrap().unwrap();
        let record = analyze(page, &Model::embedded().unwrap(), &Language::english());
        let said =
            record.statements.iter().map(|one| one.said.as_ref().map_or("", |when| when.from.as_str()));
        assert_eq!(said.collect::<Vec<_>>(), ["2031-04-14", "2031-04-07", "2031-03-31", "2031-03-17"]);
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
