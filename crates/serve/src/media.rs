//! The media types of answers.

/// JSON.
pub const JSON: &str = "application/json";

/// Pages.
pub const HTML: &str = "text/html; charset=utf-8";
