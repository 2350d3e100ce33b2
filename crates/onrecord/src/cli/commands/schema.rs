//! `onrecord schema`: the JSON Schema of what `read` prints, made from the record's types.

use clap::Args;
use onrecord_record::Record;

use crate::cli::record::{ANALYSIS, Stage};
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

/// The schema of one record, or of as much of it as `--stage page` prints.
fn schema(stage: Stage) -> String {
    let schema = schemars::schema_for!(Record);
    let mut schema = schema.to_value();
    if stage == Stage::Page {
        if let Some(properties) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
            properties.retain(|name, _| !ANALYSIS.contains(&name.as_str()));
        }
        if let Some(required) = schema.get_mut("required").and_then(|r| r.as_array_mut()) {
            required.retain(|name| !ANALYSIS.iter().any(|field| name == field));
        }
    }
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
