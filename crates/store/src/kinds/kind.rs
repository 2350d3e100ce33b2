//! What the store must know of a kind of entry.

use std::str::FromStr;

use onrecord_record::{AnyEntry, EntryKind, How, Part, Record, Span, UnknownCode, When};

use crate::entry::{Detail, Evidence, Of};
use crate::key::EntryId;

/// A kind of entry: where its details are kept, and how they get there and back. Each has a file beside this one.
pub struct Kind {
    /// Which.
    pub kind: EntryKind,
    /// The table of what only this kind has; where it has no columns there is none.
    pub table: &'static str,
    /// Its columns, beside `entry`.
    pub columns: &'static [KindColumn],
    /// The columns in which two reports of one entry are alike.
    pub tells: &'static [&'static str],
    /// The entries of a record that are of this kind, in their order.
    pub drafts: fn(&Record, EntryKind) -> Vec<Draft<'_>>,
    /// The details as callers see them.
    pub detail: fn(&Fields<'_>) -> rusqlite::Result<Detail>,
    /// Puts a code in the place of what the machine read, in the record's entry of this place in its list.
    pub set_code: fn(&mut Record, usize, &str, &str),
    /// The same with words as the article states them, where the column holds such.
    pub set_text: fn(&mut Record, usize, &str, Option<String>),
}

impl Kind {
    /// A kind that has nothing beside what every entry has: it needs no table, and no file beside this one.
    pub fn plain(kind: EntryKind) -> Kind {
        Kind {
            kind,
            table: "",
            columns: &[],
            tells: &[],
            drafts: plain_drafts,
            detail: |_| Ok(Detail::None),
            set_code: |_, _, _, _| {},
            set_text: |_, _, _, _| {},
        }
    }

    /// What actors are to it, the first being whose entry it is: its speaker, its holder.
    pub fn parts(&self) -> &'static [Part] {
        self.kind.parts()
    }
}

fn plain_drafts(record: &Record, kind: EntryKind) -> Vec<Draft<'_>> {
    let of_kind = record.entries().filter(|one| one.kind() == kind);
    of_kind
        .map(|entry| Draft { own: entry.evidence(), entry, evidence: Vec::new(), values: Vec::new() })
        .collect()
}

/// A column of a kind's table.
pub struct KindColumn {
    pub name: &'static str,
    /// The codes that it may hold, where it holds codes.
    pub codes: Option<&'static [&'static str]>,
    /// Whether it holds words as the article states them, which people may correct.
    pub is_stated: bool,
}

/// A column of codes, each kept once in the table `_term`.
pub const fn code(name: &'static str, codes: &'static [&'static str]) -> KindColumn {
    KindColumn { name, codes: Some(codes), is_stated: false }
}

/// A column of words as the article states them.
pub const fn stated(name: &'static str) -> KindColumn {
    KindColumn { name, codes: None, is_stated: true }
}

/// A column of anything else.
pub const fn text(name: &'static str) -> KindColumn {
    KindColumn { name, codes: None, is_stated: false }
}

/// An entry of a record on its way to rows.
pub struct Draft<'r> {
    pub entry: &'r dyn AnyEntry,
    /// Its own words, piece by piece.
    pub own: Vec<&'r Span>,
    /// What else shows it, beside the words of its date.
    pub evidence: Vec<(Of, &'r Span)>,
    /// What stands in the columns of its kind, in their order.
    pub values: Vec<Option<String>>,
}

/// What stands in the columns of a kind's table, on its way to callers.
pub struct Fields<'a> {
    pub columns: &'static [KindColumn],
    pub values: Vec<Option<String>>,
    pub evidence: &'a [Evidence],
    /// The id of the entry with an id within the same record: itself or the nearest around it that stands.
    pub standing: &'a dyn Fn(&str) -> rusqlite::Result<Option<EntryId>>,
}

impl Fields<'_> {
    /// Words, or nothing.
    pub fn text(&self, name: &str) -> Option<String> {
        let idx = self.columns.iter().position(|column| column.name == name)?;
        self.values.get(idx).cloned().flatten()
    }

    /// A code.
    pub fn code<T: FromStr<Err = UnknownCode>>(&self, name: &str) -> rusqlite::Result<T> {
        self.text(name).unwrap_or_default().parse().map_err(unfit)
    }

    /// The entry that an id within the record stands for.
    pub fn entry(&self, name: &str) -> rusqlite::Result<Option<EntryId>> {
        self.text(name).map_or(Ok(None), |local| (self.standing)(&local))
    }

    /// Days, from columns of these names.
    pub fn days(&self, from: &str, to: &str, how: &str) -> rusqlite::Result<Option<When>> {
        let (Some(from), Some(to)) = (self.text(from), self.text(to)) else { return Ok(None) };
        let how = if self.text(how).is_some() { self.code(how)? } else { How::Inferred };
        Ok(Some(When { from, to, how, evidence: Vec::new() }))
    }

    /// The article's words that show this, pieces joined.
    pub fn words_of(&self, of: Of) -> Option<String> {
        let words: Vec<&str> =
            self.evidence.iter().filter(|one| one.of == of).map(|one| one.span.text.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" … "))
    }
}

fn unfit(error: UnknownCode) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}

/// The three columns of days: the first, the last, how they are known.
pub fn days_of(when: Option<&When>) -> [Option<String>; 3] {
    [
        when.map(|when| when.from.clone()),
        when.map(|when| when.to.clone()),
        when.map(|when| when.how.to_string()),
    ]
}

/// Puts the value of a code in place, where there is one of that name.
pub fn set<T: FromStr>(place: &mut T, code: &str) {
    if let Ok(value) = code.parse() {
        *place = value;
    }
}
