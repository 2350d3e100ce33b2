//! Contact between actors, past or planned.

use onrecord_record::{Engagement, EngagementKind, EntryKind, How, Phase, Record};

use super::kind::{Draft, Fields, Kind, code, days_of, set, stated, text};
use crate::entry::{Detail, EngagementDetail};

pub const KIND: Kind = Kind {
    kind: EntryKind::Engagement,
    table: "_engagement",
    columns: &[
        code("engagement", EngagementKind::CODES),
        code("phase", Phase::CODES),
        stated("place"),
        text("moved_from"),
        text("moved_to"),
        code("moved_how", How::CODES),
    ],
    tells: &["engagement"],
    drafts,
    detail,
    set_code,
    set_text: |record, idx, field, words| {
        if field == "place" {
            record.engagements[idx].place = words;
        }
    },
};

fn drafts(record: &Record, _: EntryKind) -> Vec<Draft<'_>> {
    record.engagements.iter().map(draft).collect()
}

fn draft(one: &Engagement) -> Draft<'_> {
    let Engagement { kind, phase, place, moved_from, evidence, .. } = one;
    let [from, to, how] = days_of(moved_from.as_ref());
    Draft {
        entry: one,
        own: evidence.iter().collect(),
        evidence: Vec::new(),
        values: vec![Some(kind.to_string()), Some(phase.to_string()), place.clone(), from, to, how],
    }
}

fn detail(fields: &Fields) -> rusqlite::Result<Detail> {
    Ok(Detail::Engagement(EngagementDetail {
        engagement: fields.code("engagement")?,
        phase: fields.code("phase")?,
        place: fields.text("place"),
        moved_from: fields.days("moved_from", "moved_to", "moved_how")?,
    }))
}

fn set_code(record: &mut Record, idx: usize, field: &str, value: &str) {
    let one = &mut record.engagements[idx];
    match field {
        "engagement" => set(&mut one.kind, value),
        "phase" => set(&mut one.phase, value),
        _ => {}
    }
}
