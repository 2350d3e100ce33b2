//! How sure something must be: `confidence:>0.8`, `confidence:<=50%`, `confidence:0.5..0.8`; a bare number is the least.

use std::fmt;
use std::ops::Range;

use super::wrong::QueryError;

/// A bound on how sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sure {
    /// On which side of it.
    pub is: BoundSide,
    /// The bound, in thousandths.
    pub thousandths: u32,
}

/// On which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundSide {
    /// Above it.
    Above,
    /// Above it, or it.
    AtLeast,
    /// Below it.
    Below,
    /// Below it, or it.
    AtMost,
}

impl BoundSide {
    /// The operator of SQL.
    pub const fn sql(self) -> &'static str {
        match self {
            BoundSide::Above => ">",
            BoundSide::AtLeast => ">=",
            BoundSide::Below => "<",
            BoundSide::AtMost => "<=",
        }
    }
}

impl Sure {
    /// The bound, 0 to 1.
    pub fn bound(self) -> f64 {
        f64::from(self.thousandths) / 1000.0
    }
}

/// Reads a value: all bounds that must hold.
pub fn sure(raw: &str, at: Range<usize>) -> Result<Vec<Sure>, QueryError> {
    let raw = raw.trim_end_matches([',', ';', '!', '?']);
    let found = match raw.split_once("..") {
        Some((least, most)) => {
            let sides = [(BoundSide::AtLeast, least), (BoundSide::AtMost, most)];
            sides.into_iter().filter(|(_, side)| !side.is_empty()).map(|(is, side)| one(is, side)).collect()
        }
        None => {
            let signs = [
                (">=", BoundSide::AtLeast),
                ("<=", BoundSide::AtMost),
                (">", BoundSide::Above),
                ("<", BoundSide::Below),
            ];
            let signed = signs.iter().find_map(|(sign, is)| Some(one(*is, raw.strip_prefix(sign)?)));
            signed
                .unwrap_or_else(|| one(BoundSide::AtLeast, raw.trim_start_matches('=')))
                .map(|one| vec![one])
        }
    };
    found.filter(|bounds: &Vec<Sure>| !bounds.is_empty()).ok_or_else(|| QueryError {
        at,
        what: format!("“{raw}” is no confidence"),
        hint: Some(
            "a number from 0 to 1: confidence:>0.8, confidence:<=0.5, confidence:0.5..0.8".to_string(),
        ),
    })
}

fn one(is: BoundSide, text: &str) -> Option<Sure> {
    let (digits, scale) = match text.strip_suffix('%') {
        Some(digits) => (digits, 10.0),
        None => (text, 1000.0),
    };
    let thousandths = digits.parse::<f64>().ok()? * scale;
    let is_share = (0.0..=1000.0).contains(&thousandths);
    is_share.then(|| Sure { is, thousandths: thousandths.round() as u32 })
}

impl fmt::Display for Sure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = match self.is {
            BoundSide::Above => "above",
            BoundSide::AtLeast => "at least",
            BoundSide::Below => "below",
            BoundSide::AtMost => "at most",
        };
        write!(f, "with a confidence of {is} {}", self.bound())
    }
}
