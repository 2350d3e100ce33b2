//! What can be asked, a file a question: its parameters, and how a store answers it.

mod actors;
mod around;
mod articles;
mod changes;
mod commitments;
mod compare;
mod corrections;
mod entries;
mod like;
mod positions;
mod review;
mod search;
mod stats;
mod timeline;

pub use actors::{People, Person};
pub use around::{Around, SetAside};
pub use articles::{RelatedArticles, ShowArticle};
pub use changes::Changes;
pub use commitments::Commitments;
pub use compare::CompareAccounts;
pub use corrections::Corrections;
pub use entries::ShowEntry;
pub use like::Like;
pub use positions::Positions;
pub use review::Review;
pub use search::Search;
pub use stats::StoreStats;
pub use timeline::TimelineOf;
