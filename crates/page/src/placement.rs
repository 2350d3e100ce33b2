use onrecord_record::{FurnitureRole, Role};

/// Whether a piece of a page is the article's, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In the article, in a role.
    Article(Role),
    /// Apart from it.
    Furniture(FurnitureRole),
}
