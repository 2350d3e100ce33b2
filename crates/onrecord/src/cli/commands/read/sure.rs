//! What is sure enough to be told.

use std::collections::HashMap;

use onrecord_record::{Note, Record, Statement};

/// Leaves out the statements and thoughts of `record` whose confidence is below `least`, and notes how many.
///
/// What stood inside one of them now stands inside the next one around it that is kept, or in none; who relayed it
/// (`via`) stays. Ids and actors stay too, so that a record's parts are called the same whatever is left out.
pub fn keep_sure(mut record: Record, least: f64) -> Record {
    let is_unsure = |statement: &Statement| statement.confidence < least;
    let all = record.statements.iter().chain(&record.thoughts);
    let left_out: HashMap<String, Option<String>> =
        all.filter(|s| is_unsure(s)).map(|s| (s.id.clone(), s.parent.clone())).collect();
    if left_out.is_empty() {
        return record;
    }
    for list in [&mut record.statements, &mut record.thoughts] {
        list.retain(|statement| !is_unsure(statement));
        for statement in list {
            while let Some(outer) = statement.parent.as_ref().and_then(|id| left_out.get(id)) {
                statement.parent = outer.clone();
            }
        }
    }
    let what = match left_out.len() {
        1 => "1 statement or thought".to_string(),
        n => format!("{n} statements and thoughts"),
    };
    record.notes.push(Note::on_page(format!("{what} below a confidence of {least} left out")));
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::record::sample;

    #[test]
    fn what_stood_inside_moves_to_the_next_one_around_it() {
        let mut record = sample::record();
        let chain = [("s2", "s1", 0.2), ("s3", "s2", 0.1), ("s4", "s3", 0.9)];
        for (idx, (id, parent, confidence)) in chain.into_iter().enumerate() {
            let statement = &mut record.statements[idx + 1];
            assert_eq!(statement.id, id);
            (statement.parent, statement.confidence) = (Some(parent.to_string()), confidence);
        }
        assert_eq!(keep_sure(record.clone(), 0.0), record);
        let record = keep_sure(record, 0.5);
        let kept: Vec<(&str, Option<&str>)> =
            record.statements.iter().map(|s| (&*s.id, s.parent.as_deref())).collect();
        assert_eq!(kept, [("s1", None), ("s4", Some("s1"))]);
        assert!(record.notes.iter().any(|note| note.what.starts_with("2 statements")), "{:?}", record.notes);
        let record = keep_sure(record, 0.95);
        assert!(record.statements.is_empty() && record.thoughts.is_empty());
        assert!(!record.actors.is_empty());
    }
}
