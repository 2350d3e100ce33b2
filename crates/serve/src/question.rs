//! What can be asked: once, for pages, programs and assistants.

use std::sync::Arc;

use onrecord_answer::{Answer, AskedQuery, Envelope, Hint};
use onrecord_store::Store;
use onrecord_store::ask::query::{self, Query};
use onrecord_store::ask::{Counting, ListPage};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::numbers::Numbers;
use crate::problem::Problem;
use crate::program::Program;
use crate::site::Site;

/// Something that can be asked. Its fields are the parameters of a request; their names, types, bounds and descriptions,
/// as [`JsonSchema`] tells them, are what the API's description says and what a request is held against.
pub trait Question: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// What is answered.
    type Answer: Serialize + JsonSchema + Send + 'static;

    /// Its name among the operations of the API and the tools of assistants.
    const NAME: &'static str;

    /// What it gives, in a sentence.
    const ABOUT: &'static str;

    /// Whether it may take a second in a large store: few such are answered at once, so that others need not wait for them.
    const IS_LONG: bool = false;

    /// Asks it.
    ///
    /// # Errors
    /// What keeps it from being answered.
    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem>;
}

/// Whom a question is asked: a store, and the program around the server. It lives on a thread that may wait.
pub struct Asked<'s> {
    /// The store, which gives up when the request's time is over.
    pub store: &'s Store,
    /// The program around the server.
    pub program: &'s Arc<dyn Program>,
    /// The store's numbers, counted once.
    pub numbers: &'s Numbers,
    /// The server.
    pub site: &'s Site,
    /// What tells this question from others, whatever page of it is asked for.
    pub fingerprint: &'s str,
}

/// Which part of a list is asked for. Embed it by `#[serde(flatten)]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PageAsked {
    /// How many entries, at most
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
    /// Where to go on: `next_cursor` of the page before this one
    #[schemars(regex(pattern = "^([0-9a-f]{1,8}-[0-9a-f]{8})?$"))]
    pub cursor: Option<String>,
    /// What the cursor says, once it is read.
    #[schemars(skip)]
    pub offset: usize,
}

impl Default for PageAsked {
    fn default() -> PageAsked {
        PageAsked { limit: 20, cursor: None, offset: 0 }
    }
}

impl From<&PageAsked> for ListPage {
    fn from(part: &PageAsked) -> ListPage {
        ListPage { limit: part.limit, offset: part.offset }
    }
}

/// An answer as the command line gives it in JSON, and where to go on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answered<A> {
    /// The answer with what was asked.
    #[serde(flatten)]
    pub envelope: Envelope<A>,
    /// The cursor of the next page, if there is one.
    pub next_cursor: Option<String>,
}

impl<A: Answer> Answered<A> {
    /// An answer to a query.
    pub fn to_query(of: &Asked<'_>, text: &str, query: &Query, answer: A) -> Answered<A> {
        Answered {
            next_cursor: of.cursor(&answer),
            envelope: Envelope::to_query(AskedQuery::new(text, query), answer),
        }
    }

    /// An answer to anything else.
    pub fn plain(of: &Asked<'_>, answer: A) -> Answered<A> {
        Answered { next_cursor: of.cursor(&answer), envelope: Envelope::plain(answer) }
    }

    /// The answer itself.
    pub fn answer(&self) -> &A {
        &self.envelope.answer
    }
}

impl Asked<'_> {
    /// Where to go on behind an answer, if there is more.
    fn cursor(&self, answer: &impl Answer) -> Option<String> {
        match answer.hint() {
            Some(Hint::More { offset }) => Some(cursor::cursor(offset, self.fingerprint)),
            _ => None,
        }
    }
}

/// How far what is not shown is counted: enough to know that there are many.
pub const QUICKLY: Counting = Counting::UpTo(1_000);

/// Reads a query; one that is too long to be meant is refused.
///
/// # Errors
/// Where it cannot be read.
pub fn parsed(text: &str) -> Result<Query, Problem> {
    let n_chars = text.chars().count();
    if n_chars > LONGEST_QUERY {
        let what = format!("the query has {n_chars} characters, and may have {LONGEST_QUERY}");
        return Err(Problem::unfit(what));
    }
    Ok(query::parse(text)?)
}

/// Characters; what people type and programs join from names is far below. However they are written in an address, it
/// stays below the 64 kB that an address may have.
pub const LONGEST_QUERY: usize = 4_000;

/// A parameter of a question.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it means, and takes: a JSON Schema.
    pub schema: Value,
    /// Whether it must be given.
    pub is_required: bool,
}

/// The parameters of a question.
pub fn fields_of<Q: JsonSchema>() -> Vec<Parameter> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<Q>().to_value();
    let required = |name: &str| {
        let all = schema["required"].as_array();
        all.is_some_and(|all| all.iter().any(|one| one == name))
    };
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, of)| Parameter { name: name.clone(), schema: of.clone(), is_required: required(name) })
        .collect()
}

/// A question as it was posed.
#[derive(Debug)]
pub struct Posed<Q> {
    /// The question.
    pub question: Q,
    /// What tells it from others, whatever page of it is asked for.
    pub fingerprint: String,
}

impl<Q: DeserializeOwned> Posed<Q> {
    /// A question of names and values as they stand in an address. What has no meaning, or no value, is passed over where it
    /// is not strict: a page's address may have been passed through others' hands, and forms send the fields that nobody
    /// filled in.
    ///
    /// # Errors
    /// A parameter that there is not, that is missing, or that is out of its bounds.
    pub fn of_pairs(
        name: &str,
        fields: &[Parameter],
        pairs: &[(String, String)],
        is_strict: bool,
    ) -> Result<Posed<Q>, Problem> {
        let mut values = Map::new();
        for (given, text) in pairs {
            match fields.iter().find(|field| field.name == *given) {
                Some(field) => put(&mut values, field, text, is_strict)?,
                None if is_strict => return Err(unknown(given, fields)),
                None => {}
            }
        }
        Posed::of_values(name, fields, values)
    }

    /// A question of values that are typed already.
    ///
    /// # Errors
    /// As [`Posed::of_pairs`].
    pub fn of_values(
        name: &str,
        fields: &[Parameter],
        mut values: Map<String, Value>,
    ) -> Result<Posed<Q>, Problem> {
        if let Some(given) = values.keys().find(|given| fields.iter().all(|field| field.name != **given)) {
            return Err(unknown(given, fields));
        }
        for field in fields {
            match values.get(&field.name) {
                Some(value) => check(field, value)?,
                None if field.is_required => {
                    return Err(Problem::unfit(format!("{} is missing", field.name)));
                }
                None => {}
            }
        }
        let fingerprint = cursor::fingerprint(name, &values);
        if let Some(Value::String(cursor)) = values.get("cursor") {
            let offset = cursor::offset(cursor, &fingerprint)?;
            values.insert("offset".to_string(), Value::from(offset));
        }
        let question = serde_json::from_value(Value::Object(values));
        let question = question.map_err(|error| Problem::unfit(error.to_string()))?;
        Ok(Posed { question, fingerprint })
    }
}

fn put(
    values: &mut Map<String, Value>,
    field: &Parameter,
    text: &str,
    is_strict: bool,
) -> Result<(), Problem> {
    if field.takes("array") {
        let list = values.entry(&field.name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            let some = text.split(',').map(str::trim).filter(|one| is_strict || !one.is_empty());
            list.extend(some.map(Value::from));
        }
        return Ok(());
    }
    let is_void = text.is_empty() && !field.is_required && (!is_strict || field.takes_any_text());
    if is_void {
        return Ok(());
    }
    let value = if field.takes("integer") {
        text.parse::<i64>().map(Value::from).map_err(|_| field.wrong("a whole number"))?
    } else if field.takes("number") {
        let number = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
        number.map(Value::Number).ok_or_else(|| field.wrong("a number"))?
    } else if field.takes("boolean") {
        text.parse::<bool>().map(Value::from).map_err(|_| field.wrong("true or false"))?
    } else {
        Value::from(text)
    };
    if values.insert(field.name.clone(), value).is_some() {
        return Err(Problem::unfit(format!("{} is there twice", field.name)));
    }
    Ok(())
}

/// Holds a value against the bounds of its field; its type is looked at when it is read.
fn check(field: &Parameter, value: &Value) -> Result<(), Problem> {
    let bound = |name: &str| field.schema.get(name).and_then(Value::as_f64);
    if let Some(number) = value.as_f64() {
        let (least, most) = (bound("minimum").unwrap_or(f64::MIN), bound("maximum").unwrap_or(f64::MAX));
        if !(least..=most).contains(&number) {
            return Err(field.wrong(&format!("from {least} to {most}")));
        }
    }
    if let Some(text) = value.as_str() {
        let n_chars = text.chars().count() as f64;
        if n_chars > bound("maxLength").unwrap_or(f64::MAX) || n_chars < bound("minLength").unwrap_or(0.0) {
            return Err(field.wrong("of a length that is taken"));
        }
    }
    Ok(())
}

impl Parameter {
    /// Whether it takes values of this type of JSON.
    pub fn takes(&self, kind: &str) -> bool {
        match self.schema.get("type") {
            Some(Value::String(one)) => one == kind,
            Some(Value::Array(some)) => some.iter().any(|one| one == kind),
            _ => false,
        }
    }

    /// Whether any text will do, the empty one too: no number, no day, none of a few words, nothing of one form alone.
    fn takes_any_text(&self) -> bool {
        let pattern = self.schema.get("pattern").and_then(Value::as_str);
        let may_be_empty = pattern.is_none_or(|pattern| pattern.ends_with(")?$"));
        self.takes("string") && self.schema.get("format").is_none() && may_be_empty
    }

    /// What it means.
    pub fn about(&self) -> &str {
        self.schema.get("description").and_then(Value::as_str).unwrap_or_default()
    }

    fn wrong(&self, wanted: &str) -> Problem {
        Problem::unfit(format!("{} must be {wanted}", self.name))
    }
}

fn unknown(name: &str, fields: &[Parameter]) -> Problem {
    let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let taken = if known.is_empty() { "none".to_string() } else { known.join(", ") };
    Problem::unfit(format!("there is no parameter {name:?}")).hint(format!("what is taken: {taken}"))
}

/// Where the next page begins, bound to the question that it is a page of.
pub mod cursor {
    use serde_json::{Map, Value};
    use sha2::{Digest, Sha256};

    use crate::problem::Problem;

    /// What tells one question from another: its name and parameters, whatever page of it is asked for.
    pub fn fingerprint(name: &str, values: &Map<String, Value>) -> String {
        let mut told: Vec<String> = values
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "cursor" | "limit" | "offset"))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        told.sort();
        let digest = Sha256::digest(format!("{name}?{}", told.join("&")));
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The cursor of what is from `offset` on.
    pub fn cursor(offset: usize, fingerprint: &str) -> String {
        format!("{offset:x}-{fingerprint}")
    }

    /// What a cursor says.
    ///
    /// # Errors
    /// Where it is none, or one of another question.
    pub fn offset(cursor: &str, fingerprint: &str) -> Result<usize, Problem> {
        let (offset, of) = cursor.split_once('-').unwrap_or((cursor, ""));
        let no_cursor = || {
            Problem::not_found("cursor is none that this question gave")
                .hint("take next_cursor as it is, and ask the same")
        };
        if of != fingerprint || !offset.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(no_cursor());
        }
        let offset = u32::from_str_radix(offset, 16).map_err(|_| no_cursor())?;
        usize::try_from(offset).map_err(|_| no_cursor())
    }
}
