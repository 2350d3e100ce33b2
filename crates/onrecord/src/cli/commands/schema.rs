//! `onrecord schema`: the JSON Schema of what `read` prints, made from the record's types.

use clap::Args;
use onrecord_record::Record;
use serde_json::Value;

use crate::cli::record::cues::CueStage;
use crate::cli::record::{Stage, is_of_stage};
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::terminal::print;

#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// The stage whose output to describe
    #[arg(long, value_name = "STAGE", default_value = "record")]
    pub stage: Stage,
}

pub fn run(args: &SchemaArgs, color: Color) -> Exit {
    print(&schema(args.stage), color)
}

/// The schema of one record, or of as much of it as a stage prints.
fn schema(stage: Stage) -> String {
    let mut schema = schemars::schema_for!(Record).to_value();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, _| is_of_stage(name, stage));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| name.as_str().is_some_and(|name| is_of_stage(name, stage)));
    }
    if stage == Stage::Cues {
        let cues = schemars::schema_for!(CueStage).to_value();
        schema["properties"]["attributions"] = cues["properties"]["attributions"].clone();
        schema["$defs"]["FoundAttribution"] = cues["$defs"]["FoundAttribution"].clone();
        if let Some(required) = schema["required"].as_array_mut() {
            required.push("attributions".into());
        }
    }
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::record::ANALYSIS;

    fn required(stage: Stage) -> Vec<String> {
        let schema: serde_json::Value = serde_json::from_str(&schema(stage)).unwrap();
        schema["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_string()).collect()
    }

    #[test]
    fn every_field_is_described() {
        let record = required(Stage::Record);
        for field in ANALYSIS.iter().chain(&["schema_version", "input", "article", "notes", "provenance"]) {
            assert!(record.iter().any(|name| name == field), "{field}");
        }
        let page = required(Stage::Page);
        assert!(page.iter().any(|name| name == "article"));
        assert!(ANALYSIS.iter().all(|field| !page.iter().any(|name| name == field)));
        let cues: Value = serde_json::from_str(&schema(Stage::Cues)).unwrap();
        assert_eq!(cues["properties"]["attributions"]["items"]["$ref"], "#/$defs/FoundAttribution");
        assert!(cues["$defs"]["FoundAttribution"]["properties"]["cue"].is_object());
        assert!(required(Stage::Actors).iter().any(|name| name == "actors"));
    }
}
