//! The fields of a query, each once: what it is called, what it takes, what else people call it.

use std::ops::Range;

use onrecord_record::{Act, EngagementKind, EntryKind, Modality, Part, Phase, Quote, Stance, Status};

use super::wrong::QueryError;

/// A field.
#[derive(Debug, PartialEq, Eq)]
pub struct FieldOf {
    pub name: &'static str,
    pub takes: Takes,
    /// What people look for it by.
    also: &'static [&'static str],
}

/// A field by reference: there is one of each.
pub type Field = &'static FieldOf;

/// What a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The name of somebody in one of these parts.
    Name(&'static [Part]),
    /// The name of somebody in any part, or named in the words.
    AnyName,
    /// The name of an outlet.
    Outlet,
    /// Words of the entry or of its article's headline.
    Topic,
    /// A kind of entry.
    Kind,
    /// A code of the vocabulary that the field is called by.
    Code(&'static [&'static str]),
    /// When a statement was said.
    Said,
    /// When an entry of any kind was.
    When,
    /// When its article was published.
    Published,
    /// How sure it is.
    Confidence,
    /// Which versions of articles.
    Versions,
}

/// What `versions:` takes: without it the version that counts is asked alone.
pub const VERSIONS: &[&str] = &["all"];

/// Every field.
pub static FIELDS: [FieldOf; 21] = [
    field("speaker", Takes::Name(&[Part::Speaker]), &["source", "from", "said_by", "who", "author"]),
    field("actor", Takes::AnyName, &["person", "name", "party"]),
    field("to", Takes::Name(&[Part::Addressee, Part::To]), &["addressee", "addressed"]),
    field("via", Takes::Name(&[Part::Via]), &["relayed"]),
    field("participant", Takes::Name(&[Part::Participant]), &["with", "met"]),
    field("by", Takes::Name(&[Part::By]), &["promised", "maker"]),
    field("holder", Takes::Name(&[Part::Holder]), &[]),
    field("kind", Takes::Kind, &["type", "entry"]),
    field("act", Takes::Code(Act::CODES), &["action", "verb"]),
    field("quote", Takes::Code(Quote::CODES), &["quoted", "quotation"]),
    field("modality", Takes::Code(Modality::CODES), &["mode"]),
    field("engagement", Takes::Code(EngagementKind::CODES), &["contact", "event"]),
    field("phase", Takes::Code(Phase::CODES), &["stage"]),
    field("status", Takes::Code(Status::CODES), &["state"]),
    field("stance", Takes::Code(Stance::CODES), &["position", "view"]),
    field("said", Takes::Said, &["spoken"]),
    field("when", Takes::When, &["date", "day", "on"]),
    field("published", Takes::Published, &["since", "until", "before", "after"]),
    field("publisher", Takes::Outlet, &["outlet", "paper", "site", "newspaper", "domain"]),
    field("versions", Takes::Versions, &["version", "history", "earlier"]),
    field("about", Takes::Topic, &["topic", "subject", "title", "headline", "issue"]),
];

/// The field that filters by how sure a reading is; it is last, as the only one whose value may begin with a sign.
pub static CONFIDENCE: FieldOf = field("confidence", Takes::Confidence, &["sure", "certainty", "score"]);

const fn field(name: &'static str, takes: Takes, also: &'static [&'static str]) -> FieldOf {
    FieldOf { name, takes, also }
}

/// All of them.
pub fn all() -> impl Iterator<Item = Field> {
    FIELDS.iter().chain([&CONFIDENCE])
}

/// The field of this name, whatever its case.
pub fn named(name: &str) -> Option<Field> {
    all().find(|field| field.name.eq_ignore_ascii_case(name))
}

/// That there is no such field, with those there are and the nearest.
pub fn unknown(name: &str, at: Range<usize>) -> QueryError {
    let lower = name.to_ascii_lowercase();
    let names: Vec<&'static str> = all().map(|field| field.name).collect();
    let meant = all().find(|field| field.also.contains(&lower.as_str())).map(|field| field.name);
    let near = match meant.or_else(|| closest(&lower, &names)) {
        Some(near) => format!("did you mean {near}:? "),
        None => String::new(),
    };
    let hint = format!("{near}the fields are {}; between quotation marks it is words", names.join(", "));
    QueryError { at, what: format!("there is no field {name}:"), hint: Some(hint) }
}

/// The known name that `name` is a slip of: one or two letters away, or its beginning.
pub fn closest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let name: String = name.chars().take(24).collect();
    let near = known.iter().map(|known| (strsim::damerau_levenshtein(&name, known), *known)).min();
    let near = near.filter(|(distance, known)| *distance <= 2 && *distance * 2 < known.len());
    let begun = || known.iter().copied().find(|known| name.len() > 1 && known.starts_with(&name));
    near.map(|(_, known)| known).or_else(begun)
}

/// The codes of a field that a value names, several apart by commas.
pub fn codes(
    raw: &str,
    field: Field,
    known: &[&'static str],
    at: Range<usize>,
) -> Result<Vec<&'static str>, QueryError> {
    let mut found = Vec::new();
    for piece in raw.split(',').filter(|piece| !squashed(piece).is_empty()) {
        match code(piece, known) {
            Some(code) => found.push(code),
            None => return Err(no_code(piece.trim(), field, known, at)),
        }
    }
    Ok(found)
}

/// The code that a value names, however its words are joined: `under way`, `under-way`, `under_way`.
fn code(piece: &str, known: &[&'static str]) -> Option<&'static str> {
    let wanted = squashed(piece).replace("criticize", "criticise");
    known.iter().copied().find(|code| squashed(code) == wanted)
}

fn no_code(piece: &str, field: Field, known: &[&'static str], at: Range<usize>) -> QueryError {
    let name = field.name;
    let lower = piece.to_lowercase();
    // What `kind:` took when there were statements alone.
    let was_quote = name == "kind" && code(piece, Quote::CODES).is_some();
    let hint = match closest(&lower, known) {
        _ if was_quote => format!("did you mean quote:{}?", squashed(piece)),
        Some(near) if near.contains(' ') => format!("did you mean {name}:\"{near}\"?"),
        Some(near) => format!("did you mean {name}:{near}?"),
        None if known.len() == 1 => format!("there is only {name}:{}", known[0]),
        None => format!("one of {}", known.join(", ")),
    };
    QueryError { at, what: format!("there is no {name} “{piece}”"), hint: Some(hint) }
}

/// Letters and digits alone, in lower case.
pub fn squashed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The kinds of entries that a value names; the plural does too.
pub fn kinds(raw: &str, field: Field, at: Range<usize>) -> Result<Vec<EntryKind>, QueryError> {
    let singular: Vec<String> =
        raw.split(',').map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric()).to_string()).collect();
    let singular: Vec<&str> =
        singular.iter().map(|piece| piece.strip_suffix(['s', 'S']).unwrap_or(piece)).collect();
    let codes = codes(&singular.join(","), field, EntryKind::CODES, at)?;
    Ok(codes.into_iter().filter_map(|code| code.parse().ok()).collect())
}
