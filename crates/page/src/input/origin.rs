//! What is known about an input beside its bytes.

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A web page.
    Html,
    /// Text without markup.
    Text,
    /// A web archive, perhaps compressed (ISO 28500).
    Warc,
    /// An RSS, Atom or JSON feed.
    Feed,
}

/// What is known about an input beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The input as it was named: a path, an address, or `-`.
    pub input: String,
    /// What it is once unpacked, where the caller knows better than the bytes tell. The pages inside an archive
    /// or a feed are told one by one.
    pub kind: Option<InputKind>,
    /// The `Content-Type` of its HTTP header.
    pub content_type: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its title, where the caller supplies one.
    pub title: Option<String>,
    /// When it was published, where the caller supplies it (ISO 8601).
    pub published: Option<String>,
    /// When it was retrieved (ISO 8601).
    pub retrieved: Option<String>,
    /// What its HTTP header asks programs (`X-Robots-Tag`).
    pub robots: Option<String>,
    /// How many bytes of the input lie before what is read of it, where only a range is.
    pub starts_at: u64,
    /// How many bytes one page may have; 0 stands for [`Origin::MAX_BYTES`].
    pub max_bytes: u64,
    /// Whether pages bring their bytes along, so that they can be read again.
    pub keep_bytes: bool,
}

impl Origin {
    /// How many bytes one page may have unless the caller says otherwise.
    pub const MAX_BYTES: u64 = 256 << 20;

    /// An input of which only the name is known.
    pub fn named(input: &str) -> Origin {
        Origin { input: input.to_string(), ..Origin::default() }
    }

    pub(crate) fn limit(&self) -> u64 {
        // Offsets are kept in 32 bits.
        if self.max_bytes == 0 { Origin::MAX_BYTES } else { self.max_bytes.min(u64::from(u32::MAX) / 2) }
    }
}
