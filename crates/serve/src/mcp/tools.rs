//! The tools of assistants: questions, and reading a page.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use onrecord_answer::{Answer, Cards};
use rmcp::model::{Tool, ToolAnnotations};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::cited;
use crate::api::read;
use crate::give;
use crate::problem::Problem;
use crate::program::Given;
use crate::question::{Answered, Asked, Posed, Question, fields_of};
use crate::questions::{Commitments, CompareAccounts, People, Positions, Search, ShowArticle, ShowEntry};
use crate::state::Shared;

/// A tool, and how it answers.
pub struct Answering {
    /// What the assistant is told of it.
    pub tool: Tool,
    /// Answers.
    pub answer: Box<AnswerOf>,
}

type AnswerOf = dyn Fn(Shared, Map<String, Value>) -> ToBeTold + Send + Sync;
type ToBeTold = Pin<Box<dyn Future<Output = Result<ToldAnswer, Problem>> + Send>>;

/// An answer: in words with where they are from, and as data.
pub struct ToldAnswer {
    /// In words.
    pub text: String,
    /// As data.
    pub json: Value,
}

/// All tools.
pub fn all() -> Vec<Answering> {
    vec![
        asking::<Search, _>("search"),
        asking::<People, _>("who"),
        asking::<ShowEntry, _>("show"),
        asking::<ShowArticle, _>("article"),
        asking::<Positions, _>("positions"),
        asking::<Commitments, _>("commitments"),
        asking::<CompareAccounts, _>("compare"),
        reading(),
    ]
}

/// A tool that asks a question.
fn asking<Q, A>(name: &'static str) -> Answering
where
    Q: Question<Answer = Answered<A>>,
    A: Answer + JsonSchema + Send + 'static,
{
    let fields: Arc<[_]> = fields_of::<Q>().into();
    let answer = move |state: Shared, given: Map<String, Value>| -> ToBeTold {
        let fields = Arc::clone(&fields);
        Box::pin(async move {
            let posed = Posed::<Q>::of_values(name, &fields, given)?;
            let told = |_: &Q, answer: &Answered<A>, _: &Asked<'_>| {
                let json = serde_json::to_value(answer).map_err(|error| Problem::unfit(error.to_string()))?;
                Ok(ToldAnswer { text: cited::answer(answer.answer(), answer.next_cursor.as_deref()), json })
            };
            give::ask(&state, posed, told).await
        })
    };
    Answering { tool: tool::<Q>(name, Q::ABOUT), answer: Box::new(answer) }
}

/// A page to be read: one of these.
#[derive(Deserialize, JsonSchema)]
struct Page {
    /// The page's address on the public internet
    #[schemars(length(max = 2000), regex(pattern = "^https?://"))]
    address: Option<String>,
    /// The page itself: HTML or plain text
    text: Option<String>,
}

fn reading() -> Answering {
    let fields: Arc<[_]> = fields_of::<Page>().into();
    let answer = move |state: Shared, given: Map<String, Value>| -> ToBeTold {
        let fields = Arc::clone(&fields);
        Box::pin(async move {
            let Page { address, text } = Posed::of_values("read", &fields, given)?.question;
            let bytes = text.unwrap_or_default().into_bytes();
            let most = state.options.limits.upload;
            if bytes.len() > most {
                return Err(Problem::unfit(format!("a page may have {most} bytes here")));
            }
            let records = read::records(&state, Given { bytes, address, ..Given::default() }).await?;
            let text =
                records.iter().map(|record| cited::record(record, &Cards::of(record))).collect::<Vec<_>>();
            Ok(ToldAnswer { text: text.join("\n\n"), json: json!({ "records": records }) })
        })
    };
    let about = "What a page puts on record, by its address or its text. Nothing is stored";
    Answering { tool: tool::<Page>("read", about), answer: Box::new(answer) }
}

fn tool<Q: JsonSchema>(name: &'static str, about: &'static str) -> Tool {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<Q>().to_value();
    let schema = schema.as_object().cloned().unwrap_or_default();
    Tool::new(name, about, schema).with_annotations(ToolAnnotations::new().read_only(true))
}
