//! The API's description, OpenAPI 3.1, made from the list of routes and the types that they take and give.

use axum::http::Method;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::problem::Problem;
use crate::question::{Parameter, Question, fields_of};
use crate::site::{API, Site};

/// What the description says of a route.
#[derive(Clone)]
pub struct Operation {
    /// How it is asked.
    pub method: Method,
    /// Its path, below the API's.
    pub path: String,
    /// Its name.
    pub name: &'static str,
    /// What it gives, in a sentence.
    pub about: &'static str,
    /// Its parameters in the path and behind the question mark.
    pub fields: Vec<Parameter>,
    /// What a request brings: content type and schema.
    pub brings: Vec<(&'static str, SchemaOf)>,
    /// What is answered: content type and schema.
    pub gives: Vec<(&'static str, SchemaOf)>,
    /// The status of the answer.
    pub status: u16,
    /// Whether it takes the token that may write.
    pub is_writing: bool,
}

/// How the schema of a type is made.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Value;

/// The schema of `T`.
pub fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// Any text or bytes.
pub fn anything(_: &mut SchemaGenerator) -> Value {
    json!({})
}

impl Operation {
    /// One that takes and gives nothing yet.
    pub fn new(method: Method, path: &str, name: &'static str, about: &'static str) -> Operation {
        let (fields, brings, gives) = (Vec::new(), Vec::new(), Vec::new());
        Operation {
            method,
            path: path.to_string(),
            name,
            about,
            fields,
            brings,
            gives,
            status: 200,
            is_writing: false,
        }
    }

    /// A question's.
    pub fn of_question<Q: Question>(method: Method, path: &str) -> Operation {
        let gives = vec![(crate::media::JSON, schema_of::<Q::Answer> as SchemaOf)];
        Operation { fields: fields_of::<Q>(), gives, ..Operation::new(method, path, Q::NAME, Q::ABOUT) }
    }

    /// One that gives text or bytes of this type.
    pub fn gives(mut self, kind: &'static str) -> Operation {
        self.gives.push((kind, anything));
        self
    }

    fn described(&self, generator: &mut SchemaGenerator) -> Value {
        let parameters: Vec<Value> = self.fields.iter().map(|field| self.parameter(field)).collect();
        let content =
            |of: &[(&'static str, SchemaOf)], generator: &mut SchemaGenerator| -> Map<String, Value> {
                of.iter()
                    .map(|(kind, schema)| (kind.to_string(), json!({ "schema": schema(generator) })))
                    .collect()
            };
        // What is taken may leave out what is always given.
        let taken = SchemaSettings::draft2020_12().for_deserialize();
        let mut taken = taken.with(|settings| settings.inline_subschemas = true).into_generator();
        let (brings, gives) = (content(&self.brings, &mut taken), content(&self.gives, generator));
        let problem = json!({ "$ref": "#/components/responses/Problem" });
        let mut operation = json!({
            "operationId": self.name,
            "summary": self.about,
            "parameters": parameters,
            "responses": {
                (self.status.to_string()): { "description": "the answer", "content": gives },
                "304": { "description": "what `If-None-Match` names is what would be answered" },
                "default": problem,
            },
        });
        if !brings.is_empty() {
            operation["requestBody"] = json!({ "required": true, "content": brings });
        }
        if self.is_writing {
            operation["security"] = json!([{ "token": [] }]);
        }
        operation
    }

    fn parameter(&self, field: &Parameter) -> Value {
        let is_in_path = self.path.contains(&format!("{{{}}}", field.name));
        let mut schema = field.schema.clone();
        let about =
            schema.as_object_mut().and_then(|schema| schema.remove("description")).unwrap_or_default();
        let mut parameter = json!({
            "name": field.name,
            "in": if is_in_path { "path" } else { "query" },
            "required": is_in_path || field.is_required,
            "description": about,
            "schema": plain(schema),
        });
        if field.takes("array") {
            parameter["explode"] = json!(true);
        }
        parameter
    }
}

/// A parameter's schema: what is not given is left out of an address, so that null is nothing that it can be.
fn plain(mut schema: Value) -> Value {
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [one] = kinds.as_slice() {
            schema["type"] = one.clone();
        }
    }
    if let Some(schema) =
        schema.as_object_mut().filter(|schema| schema.get("default").is_some_and(Value::is_null))
    {
        schema.remove("default");
    }
    schema
}

/// The whole description.
pub fn openapi<'o>(site: &Site, operations: impl IntoIterator<Item = &'o Operation>) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.for_serialize().into_generator();
    let mut paths = Map::new();
    for operation in operations {
        let method = operation.method.as_str().to_ascii_lowercase();
        let described = operation.described(&mut generator);
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        path[method] = described;
    }
    let problem = schema_of::<Problem>(&mut generator);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": "1",
            "summary": "A checkable record of who said what in the news",
            "description": "Every entry has its exact words (`evidence`), their code points in the article's text, and \
                            the article's address. Lists are cut at `limit`; `next_cursor` tells where to go on. \
                            Errors are `application/problem+json`. An answer's `ETag` may be sent back in `If-None-Match`.",
        },
        "servers": [{ "url": site.link(API) }],
        "security": [{}, { "token": [] }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {
                "Problem": {
                    "description": "what went wrong",
                    "content": { "application/problem+json": { "schema": problem } },
                },
            },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}
