//! What every page must know of the server that shows it.

/// What stands before the paths of the API.
pub const API: &str = "/api/v1";

/// What every page must know of the server that shows it.
#[derive(Clone, Debug)]
pub struct Site {
    /// What stands before every path; empty, or as `/record`.
    pub prefix: String,
    /// Whether whoever has the token may change the record.
    pub is_writable: bool,
    /// Whether exports can be Parquet.
    pub has_parquet: bool,
    /// The program's name and version.
    pub version: String,
}

impl Site {
    /// The link to a path of this server: `site.link("/search")`.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }
}
