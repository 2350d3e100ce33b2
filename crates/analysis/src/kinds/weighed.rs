//! Candidates with what speaks for and against them, and how likely each is right.

use std::collections::HashMap;

use onrecord_language::table::{numbers, rows};

/// A candidate for an entry.
#[derive(Clone, Debug)]
pub struct Weighed<T> {
    /// What it would put on record.
    pub entry: T,
    /// What is true of it, each by a name that the weights know.
    pub features: Vec<String>,
    /// The mean of the encoder's vectors of its words; empty where it has read none of them.
    pub vector: Vec<f32>,
    /// The dates that it may have.
    pub dates: Vec<DateFeatures>,
    /// Where its words stand and how they are read; of the readings of the same words only one is put on record.
    pub reading: String,
}

/// What the weights weigh of an entry.
pub struct Features {
    /// The entry's id.
    pub id: String,
    /// The names of what is true of it.
    pub named: Vec<String>,
    /// The mean of the encoder's vectors of its words; empty where it has read none of them.
    pub vector: Vec<f32>,
    /// The dates that it may have.
    pub dates: Vec<DateFeatures>,
    /// Where its words stand and how they are read.
    pub reading: String,
}

/// What the weights weigh of a date that an entry may have.
#[derive(Clone, Debug)]
pub struct DateFeatures {
    /// The first day, as precise as the text tells it.
    pub from: String,
    /// The names of what is true of it.
    pub named: Vec<String>,
}

/// Weights of a logistic regression over the names of features and over a vector.
pub struct Weights {
    by_name: HashMap<&'static str, f64>,
    /// By class; for all there is, the class has no name.
    by_place: HashMap<&'static str, Vec<f64>>,
}

impl Weights {
    /// Reads a table of names and weights; behind `vector`, and behind `class:vector`, stands a weight for each number
    /// of the vector.
    pub fn new(table: &'static str) -> Weights {
        let (mut by_name, mut by_place) = (HashMap::new(), HashMap::new());
        for [name, weight] in rows::<2>(table) {
            let class = name.strip_suffix("vector").map(|class| class.trim_end_matches(':'));
            match class.filter(|_| weight.contains(' ')) {
                Some(class) => _ = by_place.insert(class, numbers(weight).collect()),
                None => by_name.extend(weight.parse().ok().map(|weight| (name, weight))),
            }
        }
        Weights { by_name, by_place }
    }

    /// The probability, to three decimals, that a candidate is right.
    pub fn probability(&self, features: &[String], vector: &[f32]) -> f64 {
        let odds = features.iter().map(|name| self.weight(name)).sum::<f64>() + self.of_vector("", vector);
        let odds = (self.weight("constant") + odds).exp();
        (odds / (1.0 + odds) * 1000.0).round() / 1000.0
    }

    /// The probability that an entry needs: where F1 is best on the articles that the weights were fitted on.
    pub fn least(&self) -> f64 {
        self.by_name.get("least").copied().unwrap_or(0.5)
    }

    /// The sum of the weights of a class's features, named `class:feature`, and of its vector.
    pub fn score(&self, class: &str, features: &[String], vector: &[f32]) -> f64 {
        let weight = |name: &str| self.weight(&format!("{class}:{name}"));
        let of_features = features.iter().map(|name| weight(name)).sum::<f64>();
        weight("constant") + of_features + self.of_vector(class, vector)
    }

    fn weight(&self, name: &str) -> f64 {
        self.by_name.get(name).copied().unwrap_or(0.0)
    }

    fn of_vector(&self, class: &str, vector: &[f32]) -> f64 {
        let weights = self.by_place.get(class).map_or(&[][..], Vec::as_slice);
        // A vector of another model's width says nothing.
        if weights.len() != vector.len() {
            return 0.0;
        }
        weights.iter().zip(vector).map(|(weight, value)| weight * f64::from(*value)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_weighed_and_what_is_unknown_is_not() {
        let weights =
            Weights::new("least\t0.3\nconstant\t-1\ndated\t2\nvector\t0.5 -1\nopposes:vector\t1 0\n");
        let named = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(weights.least(), 0.3);
        assert_eq!(weights.probability(&named(&["dated", "unheard of"]), &[]), 0.731);
        assert_eq!(weights.probability(&named(&["dated"]), &[2.0, 2.0]), 0.5);
        assert_eq!(weights.probability(&named(&["dated"]), &[2.0]), 0.731);
        assert_eq!(weights.score("opposes", &[], &[3.0, 9.0]), 3.0);
    }
}
