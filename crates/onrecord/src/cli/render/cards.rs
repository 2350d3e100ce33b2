//! Cards on a sheet.

use anstyle::Style;
use onrecord_answer::{Card, Passage, Shows, Tone};

use super::rich::{Rich, Sheet};
use super::styles::{BOLD, DIM, DOUBT, MARK, NAME};

/// Puts a card, its label in the indent: title, words, the sentence that shows it, details.
pub fn put(label: &Rich, indent: usize, card: &Card, sheet: &mut Sheet) {
    sheet.put_beside(label, indent, &title(card));
    sheet.put(indent, &words(card));
    sheet.put(indent, &Rich::styled(DIM, &details(card)));
}

/// Who and what.
pub fn title(card: &Card) -> Rich {
    let mut line = Rich::default();
    for phrase in &card.title {
        let style = match phrase.tone {
            Tone::Name => NAME,
            Tone::Plain => Style::new(),
            Tone::Quiet => DIM,
            Tone::Doubt => DOUBT,
        };
        line.push(style, &phrase.text);
    }
    line
}

/// The article's words for it, then what else is known.
pub fn details(card: &Card) -> String {
    let wording = Some(&card.wording).filter(|words| !words.is_empty());
    wording.into_iter().chain(&card.details).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The card's words, those that were asked for marked; or the sentence that shows it.
pub fn words(card: &Card) -> Rich {
    if card.words.is_empty()
        && let Some(passage) = &card.passage
    {
        return sentence(passage);
    }
    let mut line = Rich::default();
    let mut at = 0;
    for mark in &card.marks {
        line.push(Style::new(), &card.words[at..mark.start]);
        line.push(MARK, &card.words[mark.clone()]);
        at = mark.end;
    }
    line.push(Style::new(), &card.words[at..]);
    line
}

/// A sentence of the article, the entry's words in it bold.
fn sentence(passage: &Passage) -> Rich {
    let mut line = Rich::plain(if passage.is_cut_before { "… " } else { "" });
    for run in &passage.runs {
        line.push(if run.shows == Shows::Entry { BOLD } else { Style::new() }, &run.text);
    }
    line.push(Style::new(), if passage.is_cut_behind { " …" } else { "" });
    line
}
