//! Turns text into vectors and scores: words go in, one vector a word comes out, and linear heads that the model
//! brings turn vectors into scores.
//!
//! It knows nothing of news: what the heads' outputs mean, and what is made of them, is decided elsewhere. It runs
//! on the CPU, on the caller's thread alone, opens no files and asks no network.
//!
//! ```no_run
//! use onrecord_encoder::{Encoder, paragraphs};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let manifest = std::fs::read_to_string("models/news/manifest.toml")?;
//! let encoder = Encoder::load(&manifest, std::fs::read("models/news/weights.safetensors")?)?;
//!
//! let text = "“We will rebuild the bridge,” the mayor said.\nShe gave no date.";
//! let encoded = encoder.read(text, &paragraphs(text));
//! let tag = encoder.head("tag").ok_or("this model has no tags")?;
//! let scores = tag.apply(&encoded.hidden);
//! for (word, scores) in encoded.words.iter().zip(scores.chunks(tag.labels().len())) {
//!     println!("{} {scores:?}", &text[word.range.clone()]);
//! }
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "embedded-model")]
mod embedded;
mod error;
mod linear;
mod manifest;
mod meaning;
mod network;
mod pieces;
mod thread;
mod vector;
mod weights;
mod windows;
mod words;

pub use error::{Error, Result};
pub use manifest::Manifest;
pub use meaning::{Vector, WordVectors};
pub use thread::alone;
pub use words::{Word, words};

use linear::{Linear, Products};
use network::{Network, Workspace};
use pieces::Pieces;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use weights::Tensors;
use windows::{Tokens, WindowInput};

/// A window's most pieces, its edges among them.
const MAX_WINDOW: usize = 256;

/// A model, ready to read. Threads may share it.
pub struct Encoder {
    manifest: Manifest,
    vocabulary: Pieces,
    network: Network,
    heads: BTreeMap<String, (Linear, Vec<String>)>,
    tensors: BTreeMap<String, Tensor>,
}

/// What a text became.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoded {
    /// The words of the paragraphs, in order.
    pub words: Vec<Word>,
    /// One vector a word: [`words`](Encoded::words) × [`Encoder::width`], row by row.
    pub hidden: Vec<f32>,
}

/// Numbers that the model brings beside its network and heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// The length of each dimension.
    pub shape: Vec<usize>,
    /// The numbers, row by row.
    pub values: Vec<f32>,
}

/// A linear map from vectors to scores.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    linear: &'a Linear,
    labels: &'a [String],
}

impl Encoder {
    /// Takes a manifest and the weights that it tells of, in the format that `training/export.py` writes.
    ///
    /// Weights that live as long as the program are not copied.
    ///
    /// # Errors
    /// `is_mismatch` when weights and manifest, or weights and network, disagree; `is_malformed` when a file is not
    /// of its format.
    pub fn load(manifest: &str, weights: impl Into<Cow<'static, [u8]>>) -> Result<Encoder> {
        let bytes = weights.into();
        let manifest = Manifest::checked(manifest, &bytes)?;
        let weights = Tensors::parse(bytes)?;
        alone(|| Encoder::assemble(manifest, &weights))
    }

    /// The model that is part of the program.
    ///
    /// # Errors
    /// As [`Encoder::load`].
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Encoder> {
        Encoder::load(include_str!("../models/news/manifest.toml"), embedded::NEWS)
    }

    /// The model's name and version.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The length of a word's vector.
    pub fn width(&self) -> usize {
        self.network.width()
    }

    /// The matrix products in use, for floats and for bytes: which processor features they need.
    pub fn kernels(&self) -> [String; 2] {
        Products::of_thread(|products| products.names())
    }

    /// Gives the vector of every word of `paragraphs`, which are byte ranges of `text` in order. Words stand as
    /// [`words`] splits them; text outside the paragraphs is not read.
    ///
    /// Shapes: n words give n × [`Encoder::width`] numbers. The vector is that of the word's first piece, after the
    /// last layer.
    ///
    /// Paragraphs are packed whole into windows of up to 256 pieces, and words of one window know of each other. A
    /// longer paragraph is read in windows that overlap by half, and each of its words is taken where it stands
    /// furthest from an edge. Time and space are linear in the text's length.
    ///
    /// # Panics
    /// When a range is not one of `text`, or cuts a character.
    pub fn read(&self, text: &str, paragraphs: &[Range<usize>]) -> Encoded {
        let tokens = Tokens::new(text, paragraphs, &self.vocabulary);
        let windows = tokens.windows(self.network.n_positions().min(MAX_WINDOW) - 2);
        let width = self.width();
        let read = |products: &mut Products| {
            let mut hidden = Vec::with_capacity(tokens.words.len() * width);
            let (mut input, mut space) = (WindowInput::default(), Workspace::default());
            for window in &windows {
                tokens.input(window, &self.vocabulary, &mut input);
                self.network.read(&input, &mut space, products);
                for piece in &input.first {
                    hidden.extend_from_slice(&space.hidden[piece * width..(piece + 1) * width]);
                }
            }
            hidden
        };
        let hidden = alone(|| Products::of_thread(read));
        Encoded { words: tokens.words, hidden }
    }

    /// Makes sure that there are these heads and tensors.
    ///
    /// # Errors
    /// `is_mismatch` when one is missing.
    pub fn expect(&self, heads: &[&str], tensors: &[&str]) -> Result<()> {
        let lacks_head = heads.iter().find(|name| self.head(name).is_none());
        let lacks = lacks_head.or_else(|| tensors.iter().find(|name| self.tensor(name).is_none()));
        lacks.map_or(Ok(()), |name| Err(Error::mismatch(format!("{} lacks {name}", self.manifest.name))))
    }

    /// The linear map called `name`: the model's tensors `NAME.weight` and `NAME.bias`.
    pub fn head(&self, name: &str) -> Option<Head<'_>> {
        let (linear, labels) = self.heads.get(name)?;
        Some(Head { linear, labels })
    }

    /// The tensor called `name`, if it is part of no head and not of the network.
    pub fn tensor(&self, name: &str) -> Option<&Tensor> {
        self.tensors.get(name)
    }

    fn assemble(manifest: Manifest, weights: &Tensors) -> Result<Encoder> {
        let products = Products::default();
        let network = Network::load(weights, &products)?;
        let (vocabulary, n_pieces) = Pieces::of(weights)?;
        let n_rows = network.n_pieces();
        if n_rows != n_pieces || network.n_positions() < 3 {
            return Err(Error::mismatch(format!("{n_rows} vectors for {n_pieces} pieces")));
        }
        let mut encoder =
            Encoder { manifest, vocabulary, network, heads: BTreeMap::new(), tensors: BTreeMap::new() };
        encoder.load_heads(weights, &products)?;
        Ok(encoder)
    }

    /// Takes what follows the prefix `head.`: linear maps where there are weight and bias, else tensors.
    fn load_heads(&mut self, weights: &Tensors, products: &Products) -> Result<()> {
        let labels: BTreeMap<String, Vec<String>> =
            serde_json::from_str(weights.note("labels").unwrap_or("{}"))
                .map_err(|error| Error::malformed(format!("labels: {error}")))?;
        let names = weights.names();
        let names: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix("head.")).collect();
        for name in &names {
            let full = format!("head.{name}");
            let part_of = |suffix: &str| name.strip_suffix(suffix).filter(|head| is_linear(&names, head));
            if let Some(head) = part_of(".weight") {
                let (_, shape) = weights.form(&full)?;
                let n_inputs = shape.get(1).copied().unwrap_or(0);
                let linear = Linear::load(weights, &[format!("head.{head}")], n_inputs, products)?;
                let labels = labels.get(head).cloned().unwrap_or_default();
                self.heads.insert(head.to_string(), (linear, labels));
            } else if part_of(".bias").is_none() && part_of(".weight.scale").is_none() {
                let shape = weights.form(&full)?.1.to_vec();
                let values = weights.floats(&full, &shape)?;
                self.tensors.insert(name.to_string(), Tensor { shape, values });
            }
        }
        Ok(())
    }
}

impl Head<'_> {
    /// Gives each vector's scores.
    ///
    /// Shapes: `vectors` is [n, [`Head::n_inputs`]], the result [n, [`Head::n_outputs`]], both row by row.
    /// Units: log-odds, uncalibrated.
    ///
    /// # Panics
    /// When `vectors` does not hold whole rows.
    pub fn apply(&self, vectors: &[f32]) -> Vec<f32> {
        assert_eq!(vectors.len() % self.n_inputs(), 0, "vectors of another width");
        let mut scores = Vec::new();
        alone(|| Products::of_thread(|products| self.linear.apply(vectors, &mut scores, products)));
        scores
    }

    /// The length of a vector.
    pub fn n_inputs(&self) -> usize {
        self.linear.n_inputs()
    }

    /// The number of scores.
    pub fn n_outputs(&self) -> usize {
        self.linear.n_outputs()
    }

    /// What each score is for, where the model tells.
    pub fn labels(&self) -> &[String] {
        self.labels
    }
}

/// The paragraphs of a text that sets each on a line of its own.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let starts = text.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some(start..*end)
    });
    starts.collect()
}

fn is_linear(names: &[&str], head: &str) -> bool {
    [".weight", ".bias"].iter().all(|suffix| names.contains(&format!("{head}{suffix}").as_str()))
}
