use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{How, Span};

/// When something was, is or will be: a day or days, each an ISO 8601 date as precise as the text tells (`2023`,
/// `2023-06`, `2023-06-19`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The first day it may have been.
    pub from: String,
    /// The last.
    pub to: String,
    /// Whether the text gives the date of this very thing, or it was worked out from something else. What was read
    /// before this was told apart counts as inferred.
    #[serde(default = "inferred")]
    pub how: How,
    /// The words that tell it, or that it was worked out from; empty where no words of the text do.
    #[serde(default)]
    pub evidence: Vec<Span>,
}

impl When {
    /// A date that the text gives in these words.
    pub fn stated(from: impl Into<String>, to: impl Into<String>, evidence: Vec<Span>) -> When {
        When { from: from.into(), to: to.into(), how: How::Stated, evidence }
    }

    /// A date that was worked out, from these words where there are any.
    pub fn inferred(from: impl Into<String>, to: impl Into<String>, evidence: Vec<Span>) -> When {
        When { from: from.into(), to: to.into(), how: How::Inferred, evidence }
    }
}

fn inferred() -> How {
    How::Inferred
}
