//! An answer as it is sent: its bytes, what they are, and the tag by which it is known again.

use std::io::Write;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub struct ReadyAnswer {
    kind: &'static str,
    body: Bytes,
    /// Weak: packed bytes are others, of the same answer.
    tag: HeaderValue,
    is_packed: bool,
}

/// Less is sent as it is.
const WORTH_PACKING: usize = 1_000;

/// Half as quick as the quickest, and not much larger than the smallest.
const EFFORT: Compression = Compression::new(4);

impl ReadyAnswer {
    /// An answer of a media type.
    pub fn of(kind: &'static str, body: String) -> ReadyAnswer {
        let digest = Sha256::digest(body.as_bytes());
        let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let tag = HeaderValue::from_str(&format!("W/\"{tag}\"")).unwrap_or(HeaderValue::from_static("*"));
        ReadyAnswer { kind, body: bytes(body.into_bytes()), tag, is_packed: false }
    }

    /// The same by gzip, where that is worth it.
    pub fn packed(self) -> ReadyAnswer {
        if self.is_packed || self.body.len() < WORTH_PACKING {
            return self;
        }
        let mut packing = GzEncoder::new(Vec::with_capacity(self.body.len() / 4), EFFORT);
        match packing.write_all(&self.body).and_then(|()| packing.finish()) {
            Ok(body) => ReadyAnswer { body: bytes(body), is_packed: true, ..self },
            Err(_) => self,
        }
    }

    /// How many bytes are sent.
    pub fn n_bytes(&self) -> usize {
        self.body.len()
    }

    /// To whoever sent these headers: nothing but the tag where they have it already (RFC 9110, section 13).
    pub fn sent(self, headers: &HeaderMap) -> Response {
        let is_known = is_known(headers, &self.tag);
        let mut response = match is_known {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => Body::from(self.body).into_response(),
        };
        let sent = response.headers_mut();
        if !is_known {
            sent.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        }
        if self.is_packed {
            sent.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if self.is_packed && !is_known {
            sent.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        sent.insert(header::ETAG, self.tag);
        sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }
}

/// What is kept takes no more than it holds.
fn bytes(body: Vec<u8>) -> Bytes {
    Bytes::from(body.into_boxed_slice())
}

/// A body with its tag; nothing but the tag where whoever asks has it already.
pub fn sent(headers: &HeaderMap, kind: &'static str, body: String) -> Response {
    ReadyAnswer::of(kind, body).sent(headers)
}

/// Whether whoever sent these headers takes what is packed by gzip.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let taken = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    taken.unwrap_or_default().split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case("gzip") && weight.parse::<f32>().unwrap_or(1.0) > 0.0
    })
}

fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let strong = |tag: &str| tag.trim_start_matches("W/").to_string();
    let tag = strong(tag.to_str().unwrap_or_default());
    known.split(',').map(str::trim).any(|one| one == "*" || strong(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        let taking = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_gzip(&headers)
        };
        assert!(taking("gzip, deflate, br") && taking("br;q=1.0, GZIP;q=0.2"));
        assert!(!taking("gzip;q=0") && !taking("br") && !taking("") && !takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn what_is_packed_has_the_tag_of_the_answer() {
        let plain = ReadyAnswer::of("text/plain", "dam ".repeat(1000));
        let packed = plain.clone().packed();
        assert!(packed.n_bytes() < plain.n_bytes() / 10 && packed.tag == plain.tag);
        assert_eq!(packed.sent(&HeaderMap::new()).headers()[header::CONTENT_ENCODING], "gzip");
        let short = ReadyAnswer::of("text/plain", "dam".to_string());
        assert_eq!(short.clone().packed().n_bytes(), short.n_bytes());
    }
}
