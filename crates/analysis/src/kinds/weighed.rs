//! Candidates with what speaks for and against them, and how likely each is right.

use std::collections::HashMap;

/// A candidate for an entry.
#[derive(Clone, Debug)]
pub struct Weighed<T> {
    /// What it would put on record.
    pub entry: T,
    /// What is true of it, each by a name that the weights know.
    pub features: Vec<String>,
}

/// What the weights weigh of an entry.
pub struct Features {
    /// The entry's id.
    pub id: String,
    /// The names of what is true of it.
    pub named: Vec<String>,
}

/// Weights of a logistic regression by the names of features.
pub struct Weights(HashMap<&'static str, f64>);

impl Weights {
    /// Reads a table of names and weights.
    pub fn new(table: &'static str) -> Weights {
        let rows = onrecord_language::table::rows::<2>(table);
        Weights(rows.filter_map(|[name, weight]| Some((name, weight.parse().ok()?))).collect())
    }

    /// The probability, to three decimals, that a candidate is right.
    pub fn probability(&self, features: &[String]) -> f64 {
        let weight = |name: &str| self.0.get(name).copied().unwrap_or(0.0);
        let odds = (weight("constant") + features.iter().map(|name| weight(name)).sum::<f64>()).exp();
        (odds / (1.0 + odds) * 1000.0).round() / 1000.0
    }

    /// The probability that an entry needs: where F1 is best on the articles that the weights were fitted on.
    pub fn least(&self) -> f64 {
        self.0.get("least").copied().unwrap_or(0.5)
    }

    /// The sum of the weights of a class's features, named `class:feature`.
    pub fn score(&self, class: &str, features: &[String]) -> f64 {
        let weight = |name: &str| self.0.get(format!("{class}:{name}").as_str()).copied().unwrap_or(0.0);
        weight("constant") + features.iter().map(|name| weight(name)).sum::<f64>()
    }
}
