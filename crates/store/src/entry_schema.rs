//! The JSON Schema of an [`Entry`], whose fields depend on its kind.

use std::borrow::Cow;

use onrecord_record::{EntryKind, Span, When};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::entry::{
    CommitmentDetail, Copies, EngagementDetail, Evidence, PositionDetail, Source, StatementDetail, Who,
    list_of, names_in_json,
};
use crate::{Entry, EntryId};

impl JsonSchema for Entry {
    fn schema_name() -> Cow<'static, str> {
        "Entry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds: Vec<Value> = EntryKind::ALL.iter().map(|kind| of_kind(*kind, generator)).collect();
        json_schema!({
            "description": "A statement, an engagement, a commitment or a position, as it counts now",
            "oneOf": kinds,
        })
    }
}

/// What an entry of one kind looks like. What holds an entry may have more fields beside these.
fn of_kind(kind: EntryKind, generator: &mut SchemaGenerator) -> Value {
    let (words, when) = names_in_json(kind);
    let mut fields = Map::new();
    let mut put = |name: &str, schema: Value| fields.insert(name.to_string(), schema);
    put("id", generator.subschema_for::<EntryId>().to_value());
    put("kind", json!({ "const": kind.as_str() }));
    put(words, json!({ "type": "string", "description": "its own words, pieces joined by ` … `" }));
    put("marks", generator.subschema_for::<Vec<Span>>().to_value());
    for part in kind.parts() {
        put(list_of(*part), generator.subschema_for::<Vec<Who>>().to_value());
    }
    for (name, schema) in
        detail(kind, generator).get("properties").and_then(Value::as_object).into_iter().flatten()
    {
        put(name, schema.clone());
    }
    put(when, generator.subschema_for::<Option<When>>().to_value());
    put("confidence", json!({ "type": "number", "minimum": 0, "maximum": 1 }));
    put(
        "start",
        json!({ "type": "integer", "minimum": 0, "description": "first code point in the article's text" }),
    );
    put("end", json!({ "type": "integer", "minimum": 0, "description": "code point behind the last" }));
    put("evidence", generator.subschema_for::<Vec<Evidence>>().to_value());
    for name in ["is_corrected", "is_reviewed", "is_current"] {
        put(name, json!({ "type": "boolean" }));
    }
    put("first_report", generator.subschema_for::<EntryId>().to_value());
    put("article", generator.subschema_for::<Source>().to_value());
    put("copies", generator.subschema_for::<Copies>().to_value());
    let required: Vec<&String> = fields.keys().collect();
    json!({ "title": kind.as_str(), "type": "object", "required": required, "properties": fields })
}

fn detail(kind: EntryKind, generator: &mut SchemaGenerator) -> Schema {
    match kind {
        EntryKind::Statement => StatementDetail::json_schema(generator),
        EntryKind::Engagement => EngagementDetail::json_schema(generator),
        EntryKind::Commitment => CommitmentDetail::json_schema(generator),
        EntryKind::Position => PositionDetail::json_schema(generator),
        #[allow(unreachable_patterns, reason = "a kind that needs no table has no line here")]
        _ => Schema::default(),
    }
}
