//! How to cite an entry or an article: in words, as BibTeX, as RIS, as a W3C annotation.

use askama::Template;
use jiff::civil::Date;
use onrecord_answer::names;
use onrecord_answer::words::{date, list};
use onrecord_store::ask::{Shown, ShownArticle, ShownEntry};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::card::TITLE;
use super::frame::{Here, PageFrame};
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::{ShowArticle, ShowEntry};
use crate::views::filled;

/// How to cite something, in each form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Citation {
    /// In words.
    pub plain: String,
    /// For LaTeX.
    pub bibtex: String,
    /// For reference managers.
    pub ris: String,
    /// A W3C Web Annotation, where there are words to point to.
    pub annotation: Option<String>,
}

/// What a citation is made of.
struct Cited<'c> {
    key: String,
    authors: &'c [String],
    title: &'c str,
    outlet: &'c str,
    published: Option<&'c str>,
    address: &'c str,
    /// Who said it, and the words.
    quoted: Option<(String, &'c str)>,
}

/// The page.
#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage {
    frame: PageFrame,
    title: String,
    citation: Citation,
}

impl Citation {
    /// How to cite an entry.
    pub fn of_entry(shown: &ShownEntry) -> Citation {
        let article = &shown.entry.article;
        let who = shown.entry.parties.first().map(|party| names(&party.actors)).unwrap_or_default();
        let cited = Cited {
            key: shown.entry.id.to_string(),
            authors: &[],
            title: &article.title,
            outlet: &article.publisher,
            published: article.published.as_deref(),
            address: &article.address,
            quoted: Some((who, &shown.entry.words)),
        };
        Citation { annotation: Some(annotation(shown)), ..cited.citation() }
    }

    /// How to cite an article.
    pub fn of_article(shown: &ShownArticle) -> Citation {
        let source = &shown.source;
        let cited = Cited {
            key: source.id.to_string(),
            authors: &shown.bylines,
            title: &source.title,
            outlet: &source.publisher,
            published: source.published.as_deref(),
            address: &source.address,
            quoted: None,
        };
        cited.citation()
    }
}

/// The page of how to cite an entry.
///
/// # Errors
/// Where it is none.
pub fn entry(_question: &ShowEntry, answer: &Answered<Shown>, of: &Asked<'_>) -> Result<String, Problem> {
    cited(answer.answer(), of)
}

/// The page of how to cite an article.
///
/// # Errors
/// Where it is none.
pub fn article(_question: &ShowArticle, answer: &Answered<Shown>, of: &Asked<'_>) -> Result<String, Problem> {
    cited(answer.answer(), of)
}

fn cited(shown: &Shown, of: &Asked<'_>) -> Result<String, Problem> {
    let (title, citation) = match shown {
        Shown::Entry(shown) => (&shown.entry.words, Citation::of_entry(shown)),
        Shown::Article(shown) => (&shown.source.title, Citation::of_article(shown)),
        Shown::Actor(_) => {
            return Err(Problem::not_found("there is nothing to cite of an actor but its entries"));
        }
    };
    filled(&CitePage { frame: PageFrame::of(of.site, Here::Elsewhere), title: short(title, TITLE), citation })
}

impl Cited<'_> {
    fn citation(&self) -> Citation {
        Citation { plain: self.plain(), bibtex: self.bibtex(), ris: self.ris(), annotation: None }
    }

    fn day(&self) -> Option<Date> {
        self.published.and_then(|published| published.get(..10)).and_then(|day| day.parse().ok())
    }

    fn plain(&self) -> String {
        let quoted = self.quoted.as_ref().map(|(who, words)| match who.is_empty() {
            true => format!("“{}”", one_line(words)),
            false => format!("{}: “{}”", one_line(who), one_line(words)),
        });
        let title = (!self.title.is_empty()).then(|| format!("“{}”", one_line(self.title)));
        let authors = (!self.authors.is_empty()).then(|| one_line(&list(self.authors)));
        let day = self.published.map(|day| date(day.get(..10).unwrap_or(day)));
        let parts = [quoted, authors, title, Some(one_line(self.outlet)), day, Some(one_line(self.address))];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        format!("{}.", parts.join(". "))
    }

    fn bibtex(&self) -> String {
        let mut fields = vec![("title", self.title.to_string()), ("journal", self.outlet.to_string())];
        fields.push(("author", self.authors.join(" and ")));
        if let Some(day) = self.day() {
            fields.push(("year", day.year().to_string()));
            fields.push(("month", day.month().to_string()));
            fields.push(("day", day.day().to_string()));
        }
        fields.push(("url", self.address.to_string()));
        if let Some((who, words)) = &self.quoted {
            fields.push(("note", format!("{who}: {words}")));
        }
        let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let lines: Vec<String> =
            filled.map(|(name, value)| format!("  {name} = {{{}}}", in_braces(&value))).collect();
        format!("@article{{{},\n{}\n}}\n", self.key, lines.join(",\n"))
    }

    fn ris(&self) -> String {
        let mut lines = vec![("TY", "NEWS".to_string())];
        lines.extend(self.authors.iter().map(|author| ("AU", author.clone())));
        lines.push(("TI", self.title.to_string()));
        lines.push(("T2", self.outlet.to_string()));
        if let Some(day) = self.day() {
            lines.push(("DA", day.strftime("%Y/%m/%d").to_string()));
        }
        lines.push(("UR", self.address.to_string()));
        if let Some((who, words)) = &self.quoted {
            lines.push(("N1", format!("{who}: {words}")));
        }
        lines.push(("ID", self.key.clone()));
        let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
        let written: String =
            filled.map(|(tag, value)| format!("{tag}  - {}\r\n", one_line(&value))).collect();
        format!("{written}ER  - \r\n")
    }
}

/// The words as a W3C Web Annotation, <https://www.w3.org/TR/annotation-model/>.
fn annotation(shown: &ShownEntry) -> String {
    let selectors = &shown.selectors;
    let annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:onrecord:{}", shown.entry.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "value": shown.entry.parties.first().map(|party| names(&party.actors)).unwrap_or_default(),
        },
        "target": {
            "source": shown.entry.article.address,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": selectors.exact,
                    "prefix": selectors.prefix,
                    "suffix": selectors.suffix,
                },
                {"type": "TextPositionSelector", "start": selectors.start, "end": selectors.end},
            ],
        },
    });
    serde_json::to_string_pretty(&annotation).unwrap_or_default()
}

/// Without line breaks, which end a field.
fn one_line(text: &str) -> String {
    short(&text.split_whitespace().collect::<Vec<_>>().join(" "), 8 * TITLE)
}

/// With what BibTeX reads otherwise written so that it does not.
fn in_braces(text: &str) -> String {
    let mut written = String::new();
    for c in one_line(text).chars() {
        match c {
            '{' | '}' | '\\' => {}
            '&' | '%' | '$' | '#' | '_' => written.extend(['\\', c]),
            '~' => written.push_str("\\~{}"),
            '^' => written.push_str("\\^{}"),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited<'c>(title: &'c str, authors: &'c [String]) -> Cited<'c> {
        Cited {
            key: "st-1".to_string(),
            authors,
            title,
            outlet: "The Verran Courier",
            published: Some("2031-03-14T18:20:00+01:00"),
            address: "https://courier.example/1",
            quoted: Some(("Mira Halvorsen".to_string(), "We will pay,\nall of it")),
        }
    }

    #[test]
    fn an_entry_is_cited_with_its_words() {
        let authors = ["Ada Lorne".to_string()];
        let citation = cited("A dam & a {pledge}", &authors).citation();
        assert_eq!(
            citation.plain,
            "Mira Halvorsen: “We will pay, all of it”. Ada Lorne. “A dam & a {pledge}”. The Verran Courier. \
             14 March 2031. https://courier.example/1."
        );
        assert!(citation.bibtex.starts_with("@article{st-1,\n  title = {A dam \\& a pledge},\n"));
        assert!(citation.bibtex.contains("  year = {2031},\n  month = {3},\n  day = {14}"));
        assert!(citation.ris.contains("AU  - Ada Lorne\r\nTI  - A dam & a {pledge}\r\n"));
        assert!(citation.ris.ends_with("ER  - \r\n"));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut bare = cited("", &[]);
        (bare.published, bare.quoted, bare.outlet) = (Some("Monday"), None, "");
        let citation = bare.citation();
        assert_eq!(citation.plain, "Monday. https://courier.example/1.");
        assert!(!citation.bibtex.contains("year") && !citation.ris.contains("DA"));
    }
}
