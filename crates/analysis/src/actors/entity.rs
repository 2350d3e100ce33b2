//! Somebody or something that an article refers to.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_language::Sex;
use onrecord_record::ActorKind;

/// Somebody or something that the article refers to.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// The fullest name; empty for those who are only described.
    pub name: String,
    /// `None` where neither the name nor what is said of it tells.
    pub kind: Option<ActorKind>,
    pub sex: Option<Sex>,
    pub plural: bool,
    /// The words of its roles and, but for persons, of its name.
    pub words: HashSet<String>,
    /// The country that a body is told to be of: "Ostvia" of "Ostvia’s Defence Ministry".
    pub owner: Option<String>,
    /// The nouns that head its roles.
    pub heads: HashSet<String>,
    /// Whether more than the look of its name tells that it is a person.
    pub is_sure: bool,
    /// Words of the article that state its roles.
    pub roles: Vec<Range<usize>>,
    /// Where it is first referred to.
    pub first: usize,
    /// How often it is named.
    pub count: usize,
}

impl Entity {
    pub fn is_person(&self) -> bool {
        self.kind == Some(ActorKind::Person)
    }
}
