//! Something said, written, signed, announced, testified or posted.

use onrecord_record::{Act, EntryKind, Mention, Modality, Quote, Record, Statement};

use super::kind::{Draft, Fields, Kind, code, set, stated, text};
use crate::entry::{Detail, Of, StatementDetail};

pub const KIND: Kind = Kind {
    kind: EntryKind::Statement,
    table: "_statement",
    columns: &[
        code("quote", Quote::CODES),
        code("act", Act::CODES),
        code("modality", Modality::CODES),
        stated("channel"),
        text("parent"),
    ],
    tells: &[],
    drafts,
    detail,
    set_code,
    set_text: |record, idx, field, words| {
        if field == "channel" {
            record.statements[idx].channel = words;
        }
    },
};

fn drafts(record: &Record, _: EntryKind) -> Vec<Draft<'_>> {
    record.statements.iter().map(draft).collect()
}

fn draft(one: &Statement) -> Draft<'_> {
    let Statement { content, cue, source, channel, quote, act, modality, parent, .. } = one;
    let around = [(Of::Source, source), (Of::Cue, cue)]
        .into_iter()
        .flat_map(|(of, mention)| mention.iter().flat_map(Mention::pieces).map(move |span| (of, span)));
    Draft {
        entry: one,
        own: content.iter().collect(),
        evidence: around.collect(),
        values: vec![
            Some(quote.to_string()),
            Some(act.to_string()),
            Some(modality.to_string()),
            channel.clone(),
            parent.clone(),
        ],
    }
}

fn detail(fields: &Fields) -> rusqlite::Result<Detail> {
    Ok(Detail::Statement(StatementDetail {
        source: fields.words_of(Of::Source),
        cue: fields.words_of(Of::Cue),
        quote: fields.code("quote")?,
        act: fields.code("act")?,
        modality: fields.code("modality")?,
        channel: fields.text("channel"),
        parent: fields.entry("parent")?,
    }))
}

fn set_code(record: &mut Record, idx: usize, field: &str, value: &str) {
    let one = &mut record.statements[idx];
    match field {
        "quote" => set(&mut one.quote, value),
        "act" => set(&mut one.act, value),
        "modality" => set(&mut one.modality, value),
        _ => {}
    }
}
