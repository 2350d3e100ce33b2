//! Public ids: a prefix and 16 hexadecimal digits, made from what stays the same when a page is added again or read
//! by a later model.

use std::fmt;
use std::str::FromStr;

use onrecord_record::{Article, EntryKind, Provenance};
use sha2::{Digest, Sha256};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:016x}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<$name, String> {
                let digits = text.strip_prefix($prefix).filter(|digits| digits.len() == 16);
                let key = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
                let wanted = concat!("not an id such as ", $prefix, "00c0ffee00c0ffee");
                key.map(|key| $name(key.cast_signed())).ok_or_else(|| wanted.to_string())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let pattern = concat!("^", $prefix, "[0-9a-f]{16}$");
                schemars::json_schema!({ "type": "string", "pattern": pattern })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

id!(
    /// An article over all its versions: made from its address.
    ArticleId, "ar-"
);
id!(
    /// An actor over all articles: made from the name, or from the article where there is none.
    ActorId, "ac-"
);

/// A statement, engagement, commitment or position in one article over all its versions: made from the article's id,
/// the kind and the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The kind of entry, which the first two letters tell.
    pub kind: EntryKind,
    pub(crate) key: i64,
}

impl EntryId {
    pub(crate) fn new(kind: EntryKind, key: i64) -> EntryId {
        EntryId { kind, key }
    }
}

/// What the ids of a kind begin with: the first two letters of its name, in which no two kinds are alike.
pub fn prefix(kind: EntryKind) -> &'static str {
    &kind.as_str()[..2]
}

/// The kind whose ids begin so.
pub fn kind_of(prefix_found: &str) -> Option<EntryKind> {
    EntryKind::ALL.iter().copied().find(|kind| prefix(*kind) == prefix_found)
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:016x}", prefix(self.kind), self.key)
    }
}

impl FromStr for EntryId {
    type Err = String;

    fn from_str(text: &str) -> Result<EntryId, String> {
        let of_kind = |kind: &EntryKind| {
            let digits = text.strip_prefix(prefix(*kind))?.strip_prefix('-')?;
            let is_key = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let key = u64::from_str_radix(digits, 16).ok().filter(|_| is_key)?;
            Some(EntryId::new(*kind, key.cast_signed()))
        };
        let wanted = "not an id such as st-00c0ffee00c0ffee (en-, co- and po- for other kinds)";
        EntryKind::ALL.iter().find_map(of_kind).ok_or_else(|| wanted.to_string())
    }
}

impl schemars::JsonSchema for EntryId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EntryId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(st|en|co|po)-[0-9a-f]{16}$" })
    }
}

impl serde::Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The first 8 bytes of the SHA-256 of the parts, each behind its length.
pub fn key(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    i64::from_le_bytes(digest[..8].try_into().expect("8 of 32 bytes"))
}

/// The address that tells whether two pages are of one article: the canonical one; else the input's name with the
/// part of it; standard input has none, so the bytes speak.
pub fn address(article: &Article, input: &str, from: &Provenance) -> String {
    if !article.url.is_empty() {
        return plain(&article.url);
    }
    let part = from.part.as_deref().map(|part| format!("#{part}")).unwrap_or_default();
    match input {
        "-" | "" => format!("sha256:{}{part}", from.sha256),
        input => format!("file:{input}{part}"),
    }
}

/// An address without what does not tell articles apart: fragment, tracking, a closing slash.
fn plain(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address) else { return address.to_string() };
    url.set_fragment(None);
    let is_tracking =
        |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "mc_cid" | "mc_eid");
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| !is_tracking(name)).map(|(a, b)| (a.into(), b.into())).collect();
    match kept.is_empty() {
        true => url.set_query(None),
        false => drop(url.query_pairs_mut().clear().extend_pairs(kept)),
    }
    url.as_str().trim_end_matches('/').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        for kind in EntryKind::ALL {
            let id = EntryId::new(*kind, key(&["article", "words"]));
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for wrong in ["st-12", "ar-00c0ffee00c0ffee", "st-+0c0ffee00c0ffee", "st00c0ffee00c0ffee"] {
            assert!(wrong.parse::<EntryId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
    }

    #[test]
    fn addresses_are_the_same_without_tracking() {
        assert_eq!(plain("https://a.example/x/?utm_source=feed#top"), "https://a.example/x");
        assert_eq!(plain("https://a.example/?id=7&gclid=1"), "https://a.example/?id=7");
    }
}
