//! The ledger of commitments.

use jiff::civil::Date;
use onrecord_record::Status;
use onrecord_store::ask::query::parse_days;
use onrecord_store::ask::{Ledger, Terms};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, LONGEST_QUERY, PageAsked, Question, parsed};

/// Who is bound to what, and how it stands.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Commitments {
    /// What they must be about, as in a search; without it, all
    #[schemars(length(max = LONGEST_QUERY))]
    pub q: String,
    /// Who is bound, by words of the name
    #[schemars(length(max = 300))]
    pub by: Option<String>,
    /// To whom, by words of the name
    #[schemars(length(max = 300))]
    pub to: Option<String>,
    /// How they stand now, one of these: made, reaffirmed, under way, partly kept, kept, delayed, amended, disputed,
    /// withdrawn, broken, lapsed; any where it is not given
    #[schemars(with = "Vec<Status>")]
    pub status: Vec<String>,
    /// When they are due: 2031, 2031-03, 2031-03-12, 2031-03..2031-05, 2031.. or ..2031
    pub due: Option<String>,
    /// The day on which it is asked how they stand; that of the newest article where it is not given
    #[schemars(extend("format" = "date"))]
    pub as_of: Option<String>,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

/// So many are looked at while somebody waits: each costs what it takes to look up its reports …
const MOST: usize = 1_000;
/// … and where it is asked how they stand, what later articles say of it too, some 1.5 ms among a million statements.
const MOST_WEIGHED: usize = 200;

impl Question for Commitments {
    type Answer = Answered<Ledger>;
    const NAME: &'static str = "commitments";
    const ABOUT: &'static str =
        "Who is bound to what, to whom and until when, and how it stands by what later articles tell";
    const IS_LONG: bool = true;

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let query = parsed(&self.q)?;
        let status = |code: &String| code.replace(['-', '_'], " ").parse::<Status>();
        let status = self.status.iter().map(status).collect::<Result<Vec<Status>, _>>();
        let as_of = self.as_of.as_deref().map(str::parse::<Date>).transpose();
        let terms = Terms {
            query: Some(query.clone()),
            by: self.by.clone(),
            to: self.to.clone(),
            status: status.map_err(|error| Problem::unfit(error.to_string()))?,
            due: self
                .due
                .as_deref()
                .map(parse_days)
                .transpose()
                .map_err(|error| Problem::unfit(error.what))?,
            as_of: as_of
                .map_err(|error| Problem::unfit(format!("as_of is no day such as 2031-03-12: {error}")))?,
            most: Some(if self.status.is_empty() { MOST } else { MOST_WEIGHED }),
        };
        let likeness = of.program.likeness()?;
        let ledger = of.store.commitments(&terms, (&self.part).into(), &*likeness)?;
        Ok(Answered::plain(of, ledger))
    }
}
