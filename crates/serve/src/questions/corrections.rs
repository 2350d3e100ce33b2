//! What people changed.

use onrecord_answer::Answer;
use onrecord_store::Correction;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::problem::Problem;
use crate::question::{Answered, Asked, Question};

/// What people changed, what was taken back included.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Corrections {
    /// Only those of this entry, article or actor
    pub target: Option<String>,
}

/// Corrections, in the order in which they were made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionsMade {
    /// The corrections.
    pub corrections: Vec<Correction>,
}

impl Answer for CorrectionsMade {
    fn lines(&self) -> Vec<Value> {
        self.corrections.iter().map(|one| serde_json::to_value(one).unwrap_or_default()).collect()
    }
}

impl Question for Corrections {
    type Answer = Answered<CorrectionsMade>;
    const NAME: &'static str = "corrections";
    const ABOUT: &'static str = "What people changed of what the machine read, and what of it was taken back";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let mut corrections = of.store.corrections()?;
        if let Some(target) = &self.target {
            corrections.retain(|one| one.target == *target);
        }
        Ok(Answered::plain(of, CorrectionsMade { corrections }))
    }
}
