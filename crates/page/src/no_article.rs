use std::fmt;

/// What a page is that is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoArticle {
    /// A page in an article's place: not found, refused, a question whether one is human.
    ErrorPage,
    /// A front page, a section's page, or another list of links.
    List,
    /// A page without text: an empty one, or one that only scripts fill.
    Empty,
}

impl NoArticle {
    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            NoArticle::ErrorPage => "error_page",
            NoArticle::List => "list",
            NoArticle::Empty => "empty",
        }
    }
}

impl fmt::Display for NoArticle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoArticle::ErrorPage => "this is an error page, not an article",
            NoArticle::List => "this is a front page or another list of links, not an article",
            NoArticle::Empty => "the page shows no text: it is empty, or only scripts fill it",
        })
    }
}
