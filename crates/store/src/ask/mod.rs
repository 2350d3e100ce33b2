//! Questions to a store. Every caller asks here, so that they never disagree.
//!
//! In: a [`Query`](query::Query) or an id. Out: plain data, which serializes as it is: [`Store::search`],
//! [`Store::timeline`], [`Store::who`], [`Store::show`], [`Store::related`], [`Store::stats`],
//! [`Store::commitments`], [`Store::positions`], [`Store::like`], [`Store::compare`], [`Store::counts`],
//! [`Store::beside`], [`Store::unsure`], [`Store::diff`]. All lists have a
//! stable order and are asked for by [`ListPage`].
//!
//! Three numbers stand beside each other wherever copies are counted: **statements** (the same quotation counts
//! once), **reports** (once for each article that has it) and **articles**.
//!
//! [`Store::search`]: crate::Store::search
//! [`Store::timeline`]: crate::Store::timeline
//! [`Store::who`]: crate::Store::who
//! [`Store::show`]: crate::Store::show
//! [`Store::related`]: crate::Store::related
//! [`Store::stats`]: crate::Store::stats
//! [`Store::commitments`]: crate::Store::commitments
//! [`Store::positions`]: crate::Store::positions
//! [`Store::like`]: crate::Store::like
//! [`Store::compare`]: crate::Store::compare
//! [`Store::counts`]: crate::Store::counts
//! [`Store::beside`]: crate::Store::beside
//! [`Store::unsure`]: crate::Store::unsure
//! [`Store::diff`]: crate::Store::diff

mod bearing;
mod beside;
mod commitments;
mod compare;
mod counts;
mod diff;
mod earlier;
pub(crate) mod filter;
mod like;
pub(crate) mod load;
pub(crate) mod mark;
mod own;
mod positions;
pub mod query;
mod rarest;
mod related;
mod review;
mod search;
mod show;
pub(crate) mod sql;
mod stats;
mod timeline;
mod topic;
mod total;
mod typed;
pub(crate) mod variants;
mod who;

pub use bearing::Bearing;
pub use beside::{Beside, OfficeHeld};
pub use commitments::{Known, Ledger, Owed, Terms};
pub use compare::{Compared, Mentioning, Said, Theme, ToldSide};
pub use counts::{CountedActor, CountedArticle, Counts};
pub use diff::{Difference, Edit, EditPiece, HeadChange, PieceState, Reworded};
pub use like::{Likened, Likenesses};
pub use mark::{Excerpt, excerpt};
pub use own::Counted;
pub use positions::{Side, Sides, Taken};
pub use related::{Related, RelatedArticle};
pub use review::Unsure;
pub use search::{Counting, Hits, ListPage, LookedReports, Order};
pub use show::{OtherReport, Paragraph, Selectors, Shown, ShownArticle, ShownEntry, Version};
pub use stats::Stats;
pub use timeline::{DayOf, Moment, Timeline};
pub use topic::Likeness;
pub use total::{Count, Total};
pub use who::{Dossier, Found, KnownName, Office, Tally};
