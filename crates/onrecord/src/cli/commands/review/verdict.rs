//! What each key means.

use console::Key;
use onrecord_record::EntryKind;
use onrecord_store::{Change, Piece};

/// What somebody decides of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is none.
    None,
    /// Somebody else said it, holds it, took part.
    Who,
    /// Something else was done by it; it is further, it stands otherwise.
    Code,
    /// Its words are others.
    Words,
    /// Its day is another.
    Day,
    /// All that its article puts on record is right.
    Article,
    /// Later.
    Later,
    /// The last verdict was wrong.
    Undo,
    /// Enough for now.
    Enough,
}

/// The keys, in one line.
pub const KEYS: &str =
    "y right · n none · s who · a what · w words · d day · space later · u undo · r whole article · q enough";

/// The verdict of a key; `None` where it has none.
pub fn verdict(key: &Key) -> Option<Verdict> {
    Some(match key {
        Key::Char('y') | Key::Enter => Verdict::Right,
        Key::Char('n') => Verdict::None,
        Key::Char('s') => Verdict::Who,
        Key::Char('a') => Verdict::Code,
        Key::Char('w') => Verdict::Words,
        Key::Char('d') => Verdict::Day,
        Key::Char('r') => Verdict::Article,
        Key::Char(' ') | Key::ArrowRight => Verdict::Later,
        Key::Char('u') => Verdict::Undo,
        Key::Char('q') | Key::Escape | Key::CtrlC => Verdict::Enough,
        _ => return None,
    })
}

/// What to ask for before a verdict, where its key does not say all.
pub fn asked(verdict: Verdict, kind: EntryKind) -> Option<String> {
    Some(match verdict {
        Verdict::Who => {
            format!("{} (a name or id, several apart by “;”, new:NAME, - for nobody)", kind.parts()[0])
        }
        Verdict::Code => {
            let (field, codes) = code(kind)?;
            format!("{field} ({})", codes.join(", "))
        }
        Verdict::Words => "its words, as the article has them (pieces apart by “ … ”)".to_string(),
        Verdict::Day => "day (2031-03-12, 2031-03, 2031-03-12..2031-03-14, - for none)".to_string(),
        _ => return None,
    })
}

/// The change that a verdict makes, with what was answered.
pub fn change(verdict: Verdict, kind: EntryKind, answer: &str) -> Option<Change> {
    let or_none = |text: &str| if text == "-" { String::new() } else { text.to_string() };
    Some(match verdict {
        Verdict::Right => Change::Reviewed,
        Verdict::None => Change::NotOnRecord,
        Verdict::Who => {
            let names = or_none(answer);
            let names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
            Change::Actors(kind.parts()[0], names.map(str::to_string).collect())
        }
        Verdict::Code => Change::Code(code(kind)?.0.to_string(), answer.to_string()),
        Verdict::Words => Change::Words(answer.split(" … ").map(Piece::from).collect()),
        Verdict::Day => Change::When(or_none(answer)),
        Verdict::Article | Verdict::Later | Verdict::Undo | Verdict::Enough => return None,
    })
}

/// The field that says most of a kind, with its codes, where it has any.
fn code(kind: EntryKind) -> Option<(&'static str, &'static [&'static str])> {
    Some(match kind {
        EntryKind::Statement => ("act", onrecord_record::Act::CODES),
        EntryKind::Engagement => ("phase", onrecord_record::Phase::CODES),
        EntryKind::Commitment => ("status", onrecord_record::Status::CODES),
        EntryKind::Position => ("stance", onrecord_record::Stance::CODES),
        #[allow(unreachable_patterns, reason = "a kind without codes has no line here")]
        _ => return None,
    })
}
