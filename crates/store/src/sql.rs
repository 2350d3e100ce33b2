//! Questions in SQL, for those who know the store's tables: reading only, and only so much.

use std::time::Instant;

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::{Result, Store};

/// How much an answer may be.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The most rows.
    pub rows: usize,
    /// The most bytes of all values together.
    pub bytes: usize,
    /// When to give up.
    pub until: Instant,
}

/// An answer in SQL.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// One list of values a row; bytes are hexadecimal digits behind `\x`.
    pub rows: Vec<Vec<Value>>,
    /// Whether there are more rows, or more bytes, than were to be given.
    pub is_cut: bool,
}

/// The longest value that SQLite makes, in bytes: what `zeroblob` and `printf` can ask for.
const LONGEST_VALUE: i32 = 8 << 20;

impl Store {
    /// Answers one `SELECT` over the store's tables and views. Nothing else is allowed, by SQLite's own account of what a
    /// statement does: no writing, no other file, no setting, no function that reaches beyond the store.
    ///
    /// The store is to be asked nothing else afterwards: what is forbidden stays forbidden.
    ///
    /// # Errors
    /// `is_unfit` for what is no such question, with SQLite's words for it; `is_too_long`.
    pub fn sql(&self, question: &str, most: Asking) -> Result<Rows> {
        let failed = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => self.failed("took too long", error),
            _ => Error::new(ErrorKind::Unfit, &self.path, plain(&error)),
        };
        self.answer_by(Some(most.until))?;
        self.confine().map_err(failed)?;
        let mut query = self.db.prepare(question).map_err(failed)?;
        if query.parameter_count() > 0 {
            let what = "a question has no parameters: write the values into it";
            return Err(Error::new(ErrorKind::Unfit, &self.path, what));
        }
        let columns: Vec<String> = query.column_names().into_iter().map(str::to_string).collect();
        let mut answer = Rows { columns, rows: Vec::new(), is_cut: false };
        let (mut rows, mut n_bytes) = (query.query([]).map_err(failed)?, 0);
        while let Some(row) = rows.next().map_err(failed)? {
            let values: Vec<Value> = (0..answer.columns.len())
                .map(|idx| Ok(value(row.get_ref(idx)?)))
                .collect::<rusqlite::Result<_>>()
                .map_err(failed)?;
            n_bytes += values.iter().map(|value| value.as_str().map_or(8, str::len)).sum::<usize>();
            if answer.rows.len() == most.rows || n_bytes > most.bytes {
                answer.is_cut = true;
                break;
            }
            answer.rows.push(values);
        }
        Ok(answer)
    }

    /// Forbids all but reading.
    fn confine(&self) -> rusqlite::Result<()> {
        self.db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
        self.db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        self.db.pragma_update(None, "query_only", true)?;
        self.db.authorizer(Some(|context: AuthContext<'_>| match context.action {
            AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
            // The full-text index asks whether the store has changed.
            AuthAction::Pragma { pragma_name: "data_version", pragma_value: None } => Authorization::Allow,
            AuthAction::Function { function_name } if is_harmless(function_name) => Authorization::Allow,
            _ => Authorization::Deny,
        }))
    }
}

/// Whether a function looks at nothing but its arguments and the store.
fn is_harmless(function: &str) -> bool {
    !["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"].contains(&function)
}

/// What SQLite says, without its code.
fn plain(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(what)) => what.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        rusqlite::Error::MultipleStatement => {
            "one question at a time: there is more behind the first".to_string()
        }
        other => other.to_string(),
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::from(number),
        // JSON has no infinity.
        ValueRef::Real(number) => serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => {
            Value::from(bytes.iter().fold("\\x".to_string(), |text, byte| text + &format!("{byte:02x}")))
        }
    }
}
