use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a page says once its furniture is set aside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The headline.
    pub title: String,
    /// The line or paragraph under the headline that sums the article up.
    pub standfirst: String,
    /// Who wrote it, a name each.
    pub bylines: Vec<String>,
    /// When it was published: ISO 8601, with the precision and zone that the page gives.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// The outlet.
    pub publisher: String,
    /// BCP 47 tag of the language that the text is in.
    pub language: String,
    /// How sure that is, 0 to 1.
    pub language_confidence: f64,
    /// The canonical address.
    pub url: String,
    /// News agencies that the text is credited to.
    pub agency: Vec<String>,
    /// The article's text. For plain text: the decoded input unchanged. For HTML: the body's blocks joined by
    /// blank lines.
    pub text: String,
    /// The article's blocks in order; each slices `text`.
    pub blocks: Vec<Block>,
    /// The entries of a live blog in the page's order; none of any other article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<LiveUpdate>,
    /// What was set apart, in the page's order.
    pub furniture: Vec<Furniture>,
}

/// One piece of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is for.
    pub role: Role,
    /// Its words: `article.text[start..end]`.
    pub text: String,
    /// First code point in the article's text.
    pub start: usize,
    /// Code point behind the last.
    pub end: usize,
    /// First byte in the article's text.
    pub byte_start: usize,
    /// Byte behind the last.
    pub byte_end: usize,
    /// Where it stood in the page.
    pub source: SourceRange,
}

/// An entry of a live blog. What it tells is dated from its own time, not from the article's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LiveUpdate {
    /// Its heading; empty where it has none.
    pub title: String,
    /// When it was published: ISO 8601, with the precision and zone that the page gives.
    pub published: Option<String>,
    /// Who wrote it, a name each.
    pub bylines: Vec<String>,
    /// First code point in the article's text.
    pub start: usize,
    /// Code point behind the last.
    pub end: usize,
    /// First byte in the article's text.
    pub byte_start: usize,
    /// Byte behind the last.
    pub byte_end: usize,
}

/// What a block of the article is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The headline itself, where the article's text holds it (plain text).
    Title,
    /// The line or paragraph under the headline.
    Standfirst,
    /// A heading inside the body.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quotation,
    /// What stands under a picture.
    Caption,
    /// Who wrote, who supplied, who took the picture.
    Credit,
    /// A table, a line a row, cells apart by tabs.
    Table,
}

/// One piece of the page that is not the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture {
    /// What it is.
    pub role: FurnitureRole,
    /// Its words, white space folded.
    pub text: String,
    /// Where it stood in the page.
    pub source: SourceRange,
}

/// What a piece of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureRole {
    /// Menus, search prompts, breadcrumbs, share buttons.
    Navigation,
    /// Links to other articles.
    Related,
    /// Newsletters, subscriptions, apps.
    SignUp,
    /// Who the writer is.
    Biography,
    /// What readers wrote.
    Comments,
    /// Advertisements and sponsors.
    Advert,
    /// Cookie notices, e-mail protection, legal lines, and all else.
    Other,
}

/// A half-open byte range of the page's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRange {
    /// First byte.
    pub byte_start: usize,
    /// Byte behind the last.
    pub byte_end: usize,
}
