//! What may enclose a block, as its page says it.

/// What encloses a block: one bit each, inherited from all ancestors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within(pub u32);

impl Within {
    pub const NAVIGATION: Within = Within(1);
    pub const HEADER: Within = Within(1 << 1);
    pub const FOOTER: Within = Within(1 << 2);
    pub const ASIDE: Within = Within(1 << 3);
    pub const FORM: Within = Within(1 << 4);
    pub const BUTTON: Within = Within(1 << 5);
    pub const HIDDEN: Within = Within(1 << 6);
    pub const FIGURE: Within = Within(1 << 7);
    pub const CAPTION: Within = Within(1 << 8);
    pub const CREDIT: Within = Within(1 << 9);
    pub const COMMENTS: Within = Within(1 << 10);
    pub const RELATED: Within = Within(1 << 11);
    pub const SIGN_UP: Within = Within(1 << 12);
    pub const SHARE: Within = Within(1 << 13);
    pub const BIOGRAPHY: Within = Within(1 << 14);
    pub const ADVERT: Within = Within(1 << 15);
    pub const BYLINE: Within = Within(1 << 16);
    pub const TAGS: Within = Within(1 << 17);
    pub const LEGAL: Within = Within(1 << 18);
    pub const ARTICLE: Within = Within(1 << 19);
    pub const BODY: Within = Within(1 << 20);
    pub const LIST: Within = Within(1 << 21);
    pub const QUOTATION: Within = Within(1 << 22);
    pub const TABLE: Within = Within(1 << 23);
    pub const STANDFIRST: Within = Within(1 << 24);
    pub const PULL_QUOTE: Within = Within(1 << 25);
    pub const EMBED: Within = Within(1 << 26);
    pub const TEASER: Within = Within(1 << 27);
    pub const HEADLINE: Within = Within(1 << 28);
    /// One of several alike that each link to a page: told by shape, not by class.
    pub const CARD: Within = Within(1 << 29);

    /// What is stored in the browser: a notice that may be longer than the article.
    pub const COOKIES: Within = Within(1 << 30);

    /// What is believed even of an element that holds most of the page's prose.
    pub const TRUSTED: Within = Within(Within::ARTICLE.0 | Within::BODY.0);

    pub fn has(self, other: Within) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Within) -> Within {
        Within(self.0 | other.0)
    }
}
