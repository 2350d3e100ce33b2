//! Which articles are read for statements.

use onrecord_language::Language;
use onrecord_record::{Article, Note};

/// Whether an article is read; short texts, whose language is not sure, get the benefit of the doubt.
pub fn is_read(article: &Article, language: &Language) -> bool {
    language.is_for_all() || is_in(article, language)
}

/// What the reader should know of an article in another language.
pub fn note(article: &Article, language: &Language) -> Option<Note> {
    let Article { language: found, language_confidence, .. } = article;
    let name = language.name();
    let what = match language.is_for_all() {
        false => format!("its statements were left out, only {name} is read"),
        true => format!("its statements were read as if it were in {name}"),
    };
    let sure = (language_confidence * 100.0).round();
    let note = || Note::on_page(format!("the article is in {found} ({sure}% sure): {what}"));
    (!is_in(article, language)).then(note)
}

fn is_in(article: &Article, language: &Language) -> bool {
    let is_sure = article.language_confidence > 0.5 && article.text.len() > 200;
    article.language.is_empty() || article.language.starts_with(language.code()) || !is_sure
}
