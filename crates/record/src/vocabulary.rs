//! The record's codes: each word that stands for a choice, defined once with its meaning.
//!
//! Source: `PLOVER` and `CAMEO` for the acts and the kinds of engagements, as far as they have them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word that is none of a vocabulary's codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// What the vocabulary is of: `act`, `phase` …
    pub vocabulary: &'static str,
    /// The word.
    pub found: String,
    /// The codes that there are.
    pub known: &'static [&'static str],
}

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let UnknownCode { vocabulary, found, known } = self;
        write!(f, "no {vocabulary} is called \"{found}\"; there are {}", known.join(", "))
    }
}

impl std::error::Error for UnknownCode {}

/// The codes of one field, each with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// What it is of: `act`, `phase` …
    pub called: &'static str,
    /// What its codes tell.
    pub about: &'static str,
    /// Each code with its meaning in one line.
    pub codes: &'static [(&'static str, &'static str)],
}

/// Every vocabulary, in the order of the glossary.
pub const VOCABULARIES: [Vocabulary; 11] = [
    EntryKind::VOCABULARY,
    Part::VOCABULARY,
    Act::VOCABULARY,
    Quote::VOCABULARY,
    Modality::VOCABULARY,
    ActorKind::VOCABULARY,
    EngagementKind::VOCABULARY,
    Phase::VOCABULARY,
    Status::VOCABULARY,
    Stance::VOCABULARY,
    How::VOCABULARY,
];

/// Defines a vocabulary: an enum whose variants have a code, which is what is written, and a meaning.
macro_rules! vocabulary {
    ($(#[doc = $about:literal])+ $name:ident, $called:literal: $($variant:ident $code:literal $meaning:literal,)+) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $(#[doc = $meaning] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every code, in the order of the glossary.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The codes as they are written.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// All of it, as the glossary has it.
            pub const VOCABULARY: Vocabulary = Vocabulary {
                called: $called,
                about: concat!($($about),+),
                codes: &[$(($code, $meaning)),+],
            };

            /// The code, as it is written everywhere.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $code,)+
                }
            }

            /// What the code means, in one line.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $($name::$variant => $meaning,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(code: &str) -> Result<$name, UnknownCode> {
                let known = $name::ALL.iter().copied().find(|one| one.as_str() == code);
                known.ok_or_else(|| UnknownCode {
                    vocabulary: $called,
                    found: code.to_string(),
                    known: $name::CODES,
                })
            }
        }
    };
}

vocabulary! {
    /// The kinds of entries that a record has.
    EntryKind, "kind of entry":
    Statement "statement" "something said, written, signed, announced, testified or posted",
    Engagement "engagement" "contact between actors, past or planned",
    Commitment "commitment" "a statement or an agreement that binds its maker to an act or a restraint",
    Position "position" "an actor's stance on an issue",
}

impl EntryKind {
    /// What entries of the kind are called together, as headings have it.
    pub const fn plural(self) -> &'static str {
        match self {
            EntryKind::Statement => "Statements",
            EntryKind::Engagement => "Engagements",
            EntryKind::Commitment => "Commitments",
            EntryKind::Position => "Positions",
        }
    }

    /// What actors are to entries of the kind, the first being whose entry it is: its speaker, its holder.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            EntryKind::Statement => &[Part::Speaker, Part::Addressee, Part::Via],
            EntryKind::Engagement => &[Part::Participant],
            EntryKind::Commitment => &[Part::By, Part::To, Part::ToldBy],
            EntryKind::Position => &[Part::Holder],
        }
    }
}

vocabulary! {
    /// What an actor is to an entry.
    Part, "part":
    Speaker "speaker" "said it",
    Addressee "addressee" "it was said to them",
    Via "via" "relayed it",
    Participant "participant" "took part in the engagement, or is to",
    By "by" "is bound by the commitment",
    To "to" "is owed the commitment",
    ToldBy "told_by" "said that the commitment stands as it does",
    Holder "holder" "holds the position",
}

impl Part {
    /// What a list of those who are it is called, in JSON and in tables.
    pub const fn list(self) -> &'static str {
        match self {
            Part::Speaker => "speakers",
            Part::Addressee => "addressees",
            Part::Via => "via",
            Part::Participant => "participants",
            Part::By => "by",
            Part::To => "to",
            Part::ToldBy => "told_by",
            Part::Holder => "holders",
        }
    }
}

vocabulary! {
    /// What a speaker does by a statement; the most specific one that the words themselves carry.
    Act, "act":
    Assert "assert" "claims a fact; the last resort",
    Assess "assess" "judges how things stand or will go, hopeful or gloomy",
    Announce "announce" "makes a decision or an event of its own side known",
    Ask "ask" "asks a question",
    Admit "admit" "owns up to something to its disadvantage",
    Deny "deny" "rejects an accusation or a fact reported of itself",
    Decline "decline" "refuses to comment or to answer",
    Condole "condole" "shows sympathy with those who suffer",
    Concur "concur" "says the same as another just said",
    Request "request" "asks or urges somebody to act",
    Demand "demand" "the same with insistence",
    Propose "propose" "offers a plan, terms, mediation, a nomination",
    Promise "promise" "binds itself or its side to do something or to leave it",
    Agree "agree" "accepts another's terms",
    Reject "reject" "refuses a request, a plan, an offer or another's claim",
    Threaten "threaten" "announces harm, sanctions or force",
    Accuse "accuse" "says that somebody did a specific wrong",
    Criticise "criticise" "disapproves of a person, an act or a state of things",
    Oppose "oppose" "says that it is against a policy, a plan, a candidate",
    Praise "praise" "approves of a person or an act",
    Support "support" "says that it is for a policy, a plan, a candidate",
    Regret "regret" "apologises, shows remorse",
    Retract "retract" "takes back what it said or demanded",
}

vocabulary! {
    /// How content is quoted.
    Quote, "way of quoting":
    Direct "direct" "all of it in quotation marks",
    Mixed "mixed" "part of it in quotation marks",
    Indirect "indirect" "none of it in quotation marks",
}

vocabulary! {
    /// Whether a statement was made.
    Modality, "modality":
    Actual "actual" "it was said",
    Future "future" "it is yet to be said",
    Conditional "conditional" "it would be said if something else were so",
    Negated "negated" "it was not said",
}

vocabulary! {
    /// What kind of actor somebody is.
    ActorKind, "kind of actor":
    Person "person" "a human being",
    Organisation "organisation" "a body: an agency, a firm, a party, a court",
    Country "country" "a country, or a government that acts as one",
    Group "group" "several people under one word: voters, farmers",
    Document "document" "a report, a poll, a readout",
    Unnamed "unnamed" "a source without a name, kept as described and never merged with another",
    Author "author" "the article's writer",
}

vocabulary! {
    /// What kind of contact an engagement is; whether it took place is its phase.
    EngagementKind, "kind of engagement":
    Visit "visit" "one goes to where another is",
    Meeting "meeting" "they come together",
    Call "call" "they speak over a line",
    Summit "summit" "heads of states or governments come together",
    Negotiation "negotiation" "they work on terms",
    Mediation "mediation" "a third party works on their terms",
    Signing "signing" "they put their names to something",
    Ceremony "ceremony" "they mark an occasion together",
    Invitation "invitation" "one asks another to come",
    Interview "interview" "one answers another's questions for the public",
    Hearing "hearing" "one answers a court's or a committee's questions",
}

vocabulary! {
    /// How far an engagement is.
    Phase, "phase":
    Proposed "proposed" "suggested, and not yet agreed",
    Scheduled "scheduled" "agreed for a time to come",
    UnderWay "under way" "going on",
    Held "held" "took place",
    Postponed "postponed" "moved to a later time",
    Cancelled "cancelled" "called off",
    Refused "refused" "declined by one side",
    WalkedOut "walked out" "left by one side",
}

vocabulary! {
    /// How a commitment stands. Each change points to the words that show it.
    Status, "status":
    Made "made" "given",
    Reaffirmed "reaffirmed" "given again",
    UnderWay "under way" "being carried out",
    PartlyKept "partly kept" "carried out in part",
    Kept "kept" "carried out",
    Delayed "delayed" "put off",
    Amended "amended" "changed",
    Disputed "disputed" "said by somebody not to hold or not to be kept",
    Withdrawn "withdrawn" "taken back",
    Broken "broken" "not carried out, as shown by words or an event",
    Lapsed "lapsed" "its day has passed without evidence; inferred, and never the same as broken",
}

vocabulary! {
    /// Where an actor stands on an issue.
    Stance, "stance":
    Supports "supports" "is for it",
    Opposes "opposes" "is against it",
    DoesNotSupport "does not support" "withholds its support",
    Undecided "undecided" "has not decided",
    Conditional "conditional" "is for it or against it on a condition",
    Denies "denies" "says that it is not so",
    Demands "demands" "insists on it",
}

vocabulary! {
    /// How a date is known.
    How, "way of knowing":
    Stated "stated" "the text gives the date of this very thing",
    Inferred "inferred" "worked out from something else, which the evidence shows where there are words for it",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for stance in Stance::ALL {
            let written = serde_json::to_string(stance).unwrap();
            assert_eq!(written, format!("\"{stance}\""));
            assert_eq!(serde_json::from_str::<Stance>(&written).unwrap(), *stance);
            assert_eq!(stance.as_str().parse(), Ok(*stance));
        }
    }

    #[test]
    fn an_unknown_code_names_those_there_are() {
        let error = "under-way".parse::<Phase>().unwrap_err().to_string();
        assert!(
            error.starts_with("no phase is called \"under-way\"; there are proposed, scheduled, under way")
        );
    }
}
