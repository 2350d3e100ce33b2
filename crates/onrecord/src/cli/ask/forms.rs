//! An answer in each of the formats.

use std::io::{self, IsTerminal};

use onrecord_answer::columns::{
    self, ACTORS, CHANGED, COMPARED, ENTRIES, LIKENED, MOMENTS, NUMBERS, OWED, RELATED, STANCES,
};
use onrecord_answer::{Answer, AskedQuery, Envelope, as_it_stands, changed_lines, compared_lines, stances};
use onrecord_store::Entry;
use onrecord_store::ask::{
    Compared, Difference, Found, Hits, Ledger, Likenesses, Related, Shown, Sides, Stats, Timeline,
};
use serde::Serialize;

use super::args::AnswerForm;
use super::human;
use super::markdown;
use super::table::{Table, table};
use crate::cli::render::rich::Sheet;
use crate::cli::render::sanitize::{escape_json, sanitize_lines};

/// How an answer looks where it is no JSON.
pub trait AnswerLook: Answer {
    fn table(&self) -> Box<dyn Table + '_>;
    fn human(&self, sheet: &mut Sheet);
    /// One line an entry.
    fn compact(&self, sheet: &mut Sheet) {
        self.human(sheet);
    }
    fn markdown(&self) -> String {
        self.table().markdown()
    }
}

/// The answer in the chosen format; text ends in a line break where it is not empty.
///
/// # Errors
/// Where a table cannot be made.
pub fn in_form(
    answer: &impl AnswerLook,
    form: AnswerForm,
    is_compact: bool,
    asked: Option<AskedQuery>,
    mut sheet: Sheet,
) -> io::Result<Vec<u8>> {
    let text = match form {
        AnswerForm::Human => {
            if is_compact {
                answer.compact(&mut sheet)
            } else {
                answer.human(&mut sheet)
            };
            sheet.finish()
        }
        AnswerForm::Json => match asked {
            Some(asked) => json(&Envelope::to_query(asked, answer))?,
            None => json(&Envelope::plain(answer))?,
        },
        AnswerForm::Jsonl => {
            let line = |line| serde_json::to_string(&Envelope::plain(line)).map(|line| line + "\n");
            escape_json(answer.lines().into_iter().map(line).collect::<Result<String, _>>()?)
        }
        // Exact, unless a terminal reads it.
        AnswerForm::Csv if io::stdout().is_terminal() => {
            sanitize_lines(&String::from_utf8_lossy(&answer.table().csv()?).replace("\r\n", "\n"))
        }
        AnswerForm::Csv => return answer.table().csv(),
        #[cfg(feature = "parquet")]
        AnswerForm::Parquet => return answer.table().parquet(),
        #[cfg(not(feature = "parquet"))]
        AnswerForm::Parquet => return Err(io::ErrorKind::Unsupported.into()),
        AnswerForm::Markdown => answer.markdown(),
    };
    Ok(text.into_bytes())
}

fn json(value: &impl Serialize) -> io::Result<String> {
    Ok(escape_json(serde_json::to_string_pretty(value)?) + "\n")
}

impl AnswerLook for Hits {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&ENTRIES, self.entries())
    }
    fn human(&self, sheet: &mut Sheet) {
        human::hits(self, sheet);
    }
    fn compact(&self, sheet: &mut Sheet) {
        human::compact_hits(self, sheet);
    }
    fn markdown(&self) -> String {
        markdown::entries(&self.entries())
    }
}

impl AnswerLook for Timeline {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&MOMENTS, &self.moments)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::timeline(self, sheet);
    }
    fn compact(&self, sheet: &mut Sheet) {
        human::compact_timeline(self, sheet);
    }
    fn markdown(&self) -> String {
        markdown::entries(&self.entries())
    }
}

impl AnswerLook for Found {
    fn table(&self) -> Box<dyn Table + '_> {
        match &self.dossier {
            Some(_) => table(&ENTRIES, self.entries()),
            None => table(&ACTORS, &self.actors),
        }
    }
    fn human(&self, sheet: &mut Sheet) {
        human::found(self, sheet);
    }
    fn markdown(&self) -> String {
        match &self.dossier {
            Some(dossier) => markdown::dossier(dossier, &self.entries()),
            None => self.table().markdown(),
        }
    }
}

impl AnswerLook for Shown {
    fn table(&self) -> Box<dyn Table + '_> {
        match self {
            Shown::Actor(found) => found.table(),
            _ => table(&ENTRIES, self.entries()),
        }
    }
    fn human(&self, sheet: &mut Sheet) {
        human::shown(self, sheet);
    }
    fn markdown(&self) -> String {
        match self {
            Shown::Entry(_) => markdown::entries(&self.entries()),
            Shown::Article(article) => markdown::article(article),
            Shown::Actor(found) => found.markdown(),
        }
    }
}

impl AnswerLook for Related {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&RELATED, &self.related)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::related(self, sheet);
    }
}

impl AnswerLook for Ledger {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&OWED, &self.commitments)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::ledger(self, sheet);
    }
    fn markdown(&self) -> String {
        let as_they_stand: Vec<Entry> = self.commitments.iter().map(as_it_stands).collect();
        markdown::entries(&as_they_stand.iter().collect::<Vec<_>>())
    }
}

impl AnswerLook for Sides {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&STANCES, stances(self))
    }
    fn human(&self, sheet: &mut Sheet) {
        human::sides(self, sheet);
    }
    fn markdown(&self) -> String {
        markdown::entries(&self.entries())
    }
}

impl AnswerLook for Likenesses {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&LIKENED, &self.alike)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::alike(self, sheet);
    }
    fn markdown(&self) -> String {
        markdown::entries(&self.entries())
    }
}

impl AnswerLook for Compared {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&COMPARED, compared_lines(self))
    }
    fn human(&self, sheet: &mut Sheet) {
        human::compared(self, sheet);
    }
    fn markdown(&self) -> String {
        markdown::entries(&self.entries())
    }
}

impl AnswerLook for Difference {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&CHANGED, changed_lines(self))
    }
    fn human(&self, sheet: &mut Sheet) {
        human::changed(self, sheet);
    }
}

impl AnswerLook for Stats {
    fn table(&self) -> Box<dyn Table + '_> {
        table(&NUMBERS, columns::numbers(self))
    }
    fn human(&self, sheet: &mut Sheet) {
        human::stats(self, sheet);
    }
}
