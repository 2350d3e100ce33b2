//! A statement or an agreement that binds its maker to an act or a restraint.

use onrecord_record::{Commitment, EntryKind, How, Record, Status};

use super::kind::{Draft, Fields, Kind, code, days_of, set, stated, text};
use crate::entry::{CommitmentDetail, Detail, Of};

pub const KIND: Kind = Kind {
    kind: EntryKind::Commitment,
    table: "_commitment",
    columns: &[
        code("status", Status::CODES),
        stated("due"),
        text("due_from"),
        text("due_to"),
        code("due_how", How::CODES),
        stated("condition"),
        text("statement"),
    ],
    tells: &[],
    drafts,
    detail,
    set_code: |record, idx, field, value| {
        if field == "status" {
            set(&mut record.commitments[idx].status, value);
        }
    },
    set_text: |record, idx, field, words| {
        let one = &mut record.commitments[idx];
        match field {
            "due" => one.due = words,
            "condition" => one.condition = words,
            // The days that other words meant.
            "due_from" => one.due_on = None,
            _ => {}
        }
    },
};

fn drafts(record: &Record, _: EntryKind) -> Vec<Draft<'_>> {
    record.commitments.iter().map(draft).collect()
}

fn draft(one: &Commitment) -> Draft<'_> {
    let Commitment { what, due, due_on, condition, status, statement, evidence, .. } = one;
    let [from, to, how] = days_of(due_on.as_ref());
    Draft {
        entry: one,
        own: vec![what],
        evidence: evidence.iter().map(|span| (Of::Support, span)).collect(),
        values: vec![
            Some(status.to_string()),
            due.clone(),
            from,
            to,
            how,
            condition.clone(),
            statement.clone(),
        ],
    }
}

fn detail(fields: &Fields) -> rusqlite::Result<Detail> {
    Ok(Detail::Commitment(CommitmentDetail {
        status: fields.code("status")?,
        due: fields.text("due"),
        due_on: fields.days("due_from", "due_to", "due_how")?,
        condition: fields.text("condition"),
        statement: fields.entry("statement")?,
    }))
}
