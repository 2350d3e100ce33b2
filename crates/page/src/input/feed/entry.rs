use url::Url;

/// What a feed says of itself, and its entries.
#[derive(Default)]
pub struct Feed {
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// The page that it is a feed of: what relative addresses start from where its own address is not known.
    pub home: Option<String>,
    pub language: Option<String>,
    pub entries: Vec<FeedEntry>,
    /// Where and why it could not be read to its end.
    pub fault: Option<String>,
}

/// What a feed says of one page; `content` and `summary` are HTML, dates are as written.
#[derive(Default)]
pub struct FeedEntry {
    pub id: Option<String>,
    /// Whether the id is the page's address (RSS `isPermaLink`).
    pub is_id_address: bool,
    pub url: Option<String>,
    /// How surely `url` is that of the page itself.
    pub url_rank: u8,
    /// What its addresses start from, where it says so itself.
    pub base: Option<Url>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub content: Option<String>,
    pub summary: Option<String>,
}
