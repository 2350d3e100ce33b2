//! What every page has around its own: the head with its search, the tabs, the foot.

use super::link::Links;
use crate::assets;
use crate::site::Site;

/// What a page shows around its own.
#[derive(Clone, Debug)]
pub struct PageFrame {
    /// What stands before every path.
    pub base: String,
    /// The program's name and version.
    pub version: String,
    /// Where the style is.
    pub style: String,
    /// Where the script is.
    pub script: String,
    /// Where the icon is.
    pub icon: String,
    /// Whether whoever has the token may change the record.
    pub is_writable: bool,
    /// The query that stands in the field.
    pub query: String,
    /// Which page this is.
    here: Here,
}

/// The pages that the head leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// What a query finds.
    Search,
    /// The same by day.
    Timeline,
    /// Who is bound to what.
    Commitments,
    /// Who stands where.
    Issues,
    /// A page at once.
    Read,
    /// What is least sure.
    Review,
    /// Another.
    Elsewhere,
}

/// A way to a page.
#[derive(Clone, Debug)]
pub struct Tab {
    /// What it is called.
    pub name: &'static str,
    /// The address.
    pub href: String,
    /// Whether the reader is there.
    pub is_here: bool,
}

impl PageFrame {
    /// Around a page of this server.
    pub fn of(site: &Site, here: Here) -> PageFrame {
        PageFrame {
            base: site.prefix.clone(),
            version: site.version.clone(),
            style: site.link(&assets::path("style.css")),
            script: site.link(&assets::path("page.js")),
            icon: site.link(&assets::path("icon.svg")),
            is_writable: site.is_writable,
            query: String::new(),
            here,
        }
    }

    /// With the query of the page in the field.
    pub fn asking(self, query: &str) -> PageFrame {
        PageFrame { query: query.to_string(), ..self }
    }

    /// The ways to other pages.
    pub fn tabs(&self) -> Vec<Tab> {
        let links = self.links();
        // A timeline of what was just found; the other pages have questions of their own.
        let tab = |name, here, path: &str, parameters: &[(&str, &str)]| Tab {
            name,
            href: links.to(path, parameters),
            is_here: self.here == here,
        };
        vec![
            tab("Search", Here::Search, "/search", &[("q", &self.query)]),
            tab("Timeline", Here::Timeline, "/timeline", &[("q", &self.query)]),
            tab("Commitments", Here::Commitments, "/commitments", &[]),
            tab("Issues", Here::Issues, "/issues", &[]),
            tab("Read a page", Here::Read, "/read", &[]),
            tab("Review", Here::Review, "/review", &[]),
        ]
    }

    /// Addresses of this server's pages.
    pub fn links(&self) -> Links<'_> {
        Links { base: &self.base }
    }
}
