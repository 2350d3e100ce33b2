//! What an answer holds, for whatever shows it: the command line, the server and Python.
//!
//! In: a record, or what a store answered. Out: plain data that serializes as it is. A [`Card`] is one entry as people
//! read it, of whatever kind and from wherever; an [`Envelope`] is an answer in JSON with what was asked; [`columns`] are
//! those of each list as a table; a [`Hint`] says what to ask next; [`words`] are the words for dates and numbers. Nothing
//! here knows of terminals, Markdown or HTML.
//!
//! ```
//! use onrecord_answer::words::{count, when};
//! use onrecord_record::When;
//!
//! assert_eq!(count(2, "statement"), "2 statements");
//! let stated = When::stated("2031-03-12", "2031-03-12", Vec::new());
//! assert_eq!(when(&stated), "on 12 March 2031");
//! let inferred = When::inferred("2031-03", "2031-03", Vec::new());
//! assert_eq!(when(&inferred), "about March 2031, inferred");
//! ```

mod alike;
mod card;
mod changed;
pub mod columns;
mod compared;
mod corrected;
mod envelope;
mod facts;
mod kinds;
mod ledger;
mod named;
mod passage;
mod phrase;
mod quoted;
mod recorded;
mod sides;
mod stored;
mod total;
mod unsure;
mod wording;
pub mod words;

pub use card::Card;
pub use changed::{ChangedLine, changed_lines};
pub use compared::{ComparedLine, compared_lines, mentioned};
pub use corrected::corrected;
pub use envelope::{Answer, AskedQuery, Envelope, Hint};
pub use ledger::{as_it_stands, known, shows};
pub use named::{NamedParty, who as names};
pub use passage::{Passage, Shows, WordRun, sentence_around};
pub use phrase::{TitlePhrase, Tone};
pub use recorded::Cards;
pub use sides::stances;
pub use stored::{copies, place};
pub use total::{counted, noun};
