//! Where an actor stands on an issue.

use onrecord_record::{EntryKind, Position, Record, Stance};

use super::kind::{Draft, Fields, Kind, code, set, stated, text};
use crate::entry::{Detail, PositionDetail};

pub const KIND: Kind = Kind {
    kind: EntryKind::Position,
    table: "_position",
    columns: &[code("stance", Stance::CODES), stated("issue"), text("statements")],
    tells: &["stance", "issue"],
    drafts,
    detail,
    set_code: |record, idx, field, value| {
        if field == "stance" {
            set(&mut record.positions[idx].stance, value);
        }
    },
    set_text: |record, idx, field, words| {
        if field == "issue" {
            record.positions[idx].issue.text = words.unwrap_or_default();
        }
    },
};

fn drafts(record: &Record, _: EntryKind) -> Vec<Draft<'_>> {
    record.positions.iter().map(draft).collect()
}

fn draft(one: &Position) -> Draft<'_> {
    let Position { issue, stance, statements, evidence, .. } = one;
    let statements = Some(statements.join(" ")).filter(|ids| !ids.is_empty());
    Draft {
        entry: one,
        own: evidence.iter().collect(),
        evidence: Vec::new(),
        values: vec![Some(stance.to_string()), Some(issue.text.clone()), statements],
    }
}

fn detail(fields: &Fields) -> rusqlite::Result<Detail> {
    let mut statements = Vec::new();
    for local in fields.text("statements").unwrap_or_default().split(' ').filter(|local| !local.is_empty()) {
        statements.extend((fields.standing)(local)?);
    }
    let issue = fields.text("issue").unwrap_or_default();
    Ok(Detail::Position(PositionDetail { issue, stance: fields.code("stance")?, statements }))
}
