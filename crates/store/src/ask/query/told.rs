//! How a query was read, in plain words.

use std::fmt;

use super::{Expr, Filter, Query, QueryPhrase};
use onrecord_record::{Act, Modality, Part, Quote};

/// How the query was read, in plain words; one condition a line where all must hold.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expr {
            None => f.write_str("every entry"),
            Some(Expr::And(parts)) => joined_by(f, parts, "\nand "),
            Some(expr) => write!(f, "{expr}"),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Phrase(phrase) => write!(f, "{phrase}"),
            Expr::Near { phrases, distance } => {
                joined_by(f, phrases, " near ")?;
                write!(f, ", at most {distance} {} between", if *distance == 1 { "word" } else { "words" })
            }
            Expr::Is(filter) => write!(f, "{filter}"),
            Expr::And(parts) => joined_by(f, parts, " and "),
            Expr::Or(sides) => joined_by(f, sides, " or "),
            Expr::Not(inner) => write!(f, "not {}", Inner(inner.as_ref())),
        }
    }
}

impl fmt::Display for QueryPhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.join(" ");
        match (self.words.len(), self.is_prefix) {
            (1, false) if self.is_exact => write!(f, "the word “{words}” as it stands"),
            (1, false) => write!(f, "the word “{words}”"),
            (1, true) => write!(f, "a word that begins with “{words}”"),
            (_, false) => write!(f, "the words “{words}” in a row"),
            (_, true) => write!(f, "the words “{words}…” in a row"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |phrase: &QueryPhrase| {
            format!("“{}{}”", phrase.words.join(" "), if phrase.is_prefix { "…" } else { "" })
        };
        match self {
            Filter::Party(parts, phrase) => write!(f, "{} {}", in_part(parts), name(phrase)),
            Filter::Actor(phrase) => write!(f, "that someone named {} has a part in", name(phrase)),
            Filter::Publisher(phrase) => write!(f, "published by {}", name(phrase)),
            Filter::About(phrase) => write!(f, "about {}", name(phrase)),
            Filter::Kind(kind) => write!(f, "{} {kind}", article(kind.as_str())),
            Filter::Code(field, code) => write!(f, "{}", of_code(field, code)),
            Filter::Said(days) => write!(f, "said {days}"),
            Filter::When(days) => write!(f, "dated {days}"),
            Filter::Published(days) => write!(f, "published {days}"),
            Filter::Sure(sure) => write!(f, "{sure}"),
            Filter::EveryVersion => f.write_str("in any version of its article"),
        }
    }
}

/// What somebody in one of these parts is to an entry.
fn in_part(parts: &[Part]) -> &'static str {
    match parts.first() {
        Some(Part::Speaker) => "by a speaker named",
        Some(Part::Addressee | Part::To) => "to someone named",
        Some(Part::Via) => "relayed by someone named",
        Some(Part::Participant) => "with a participant named",
        Some(Part::By) => "promised by someone named",
        Some(Part::Holder) => "held by someone named",
        Some(Part::ToldBy) => "told by someone named",
        _ => "of someone named",
    }
}

fn of_code(field: &str, code: &str) -> String {
    let told = match field {
        "act" => code.parse().ok().map(|act| doing(act).to_string()),
        "quote" => code.parse().ok().map(|quote| quoted(quote).to_string()),
        "modality" => code.parse::<Modality>().ok().map(|modality| modality.meaning().to_string()),
        "engagement" => Some(format!("{} {code}", article(code))),
        _ => None,
    };
    told.unwrap_or_else(|| format!("whose {field} is “{code}”"))
}

/// What a statement does by an act.
const fn doing(act: Act) -> &'static str {
    match act {
        Act::Assert => "it claims something",
        Act::Assess => "it gives an outlook",
        Act::Announce => "it announces something",
        Act::Ask => "it asks a question",
        Act::Admit => "it admits something",
        Act::Deny => "it denies something",
        Act::Decline => "it declines to comment",
        Act::Condole => "it condoles",
        Act::Concur => "it concurs",
        Act::Request => "it requests something",
        Act::Demand => "it demands something",
        Act::Propose => "it proposes something",
        Act::Promise => "it promises something",
        Act::Agree => "it agrees",
        Act::Reject => "it rejects something",
        Act::Threaten => "it threatens",
        Act::Accuse => "it accuses someone",
        Act::Criticise => "it criticises",
        Act::Oppose => "it opposes something",
        Act::Praise => "it praises",
        Act::Support => "it supports something",
        Act::Regret => "it regrets",
        Act::Retract => "it takes something back",
    }
}

/// How a statement is quoted.
const fn quoted(quote: Quote) -> &'static str {
    match quote {
        Quote::Direct => "quoted directly",
        Quote::Mixed => "quoted in part",
        Quote::Indirect => "quoted indirectly",
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// An expression inside another: in parentheses where it has several parts.
struct Inner<'e, T>(&'e T);

impl fmt::Display for Inner<'_, Expr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::And(_) | Expr::Or(_) | Expr::Near { .. } => write!(f, "({})", self.0),
            expr => write!(f, "{expr}"),
        }
    }
}

impl fmt::Display for Inner<'_, QueryPhrase> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

fn joined_by<'e, T>(f: &mut fmt::Formatter<'_>, parts: &'e [T], between: &str) -> fmt::Result
where
    Inner<'e, T>: fmt::Display,
{
    for (part_idx, part) in parts.iter().enumerate() {
        write!(f, "{}{}", if part_idx == 0 { "" } else { between }, Inner(part))?;
    }
    Ok(())
}
