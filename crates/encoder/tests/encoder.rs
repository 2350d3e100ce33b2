//! A tiny network of invented weights, read as floats and as integers.

use onrecord_encoder::{Encoder, paragraphs};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

const WIDTH: usize = 64;
const PIECES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nbridge\nre\n##build\n##ing\nwill\n“\n”\n.\n,\ncafe\na";

#[test]
fn one_vector_a_word_and_one_score_a_label() {
    let encoder = load(false);
    let text = "“The café, rebuilding.”\nA bridge";
    let encoded = encoder.read(text, &paragraphs(text));
    let words: Vec<&str> = encoded.words.iter().map(|word| &text[word.range.clone()]).collect();
    assert_eq!(words, ["“", "The", "café", ",", "rebuilding", ".", "”", "A", "bridge"]);
    assert_eq!(encoded.words[7].paragraph, 1);
    assert_eq!(encoded.hidden.len(), words.len() * encoder.width());
    let head = encoder.head("tag").unwrap();
    assert_eq!(head.labels(), ["no", "yes"]);
    assert_eq!(head.apply(&encoded.hidden).len(), words.len() * 2);
    assert_eq!(encoder.tensor("trans").unwrap().shape, [2, 2]);
    assert!(encoder.head("trans").is_none());
}

#[test]
fn integers_are_near_floats() {
    let text = "The bridge will rebuild, a café. ".repeat(20);
    let read = |is_integer| load(is_integer).read(&text, &paragraphs(&text)).hidden;
    let (floats, integers) = (read(false), read(true));
    let difference = |(a, b): (&f32, &f32)| (a - b).abs();
    let mean = floats.iter().zip(&integers).map(difference).sum::<f32>() / floats.len() as f32;
    assert!(mean > 0.0 && mean < 0.03, "{mean}");
}

#[test]
fn a_paragraph_longer_than_a_window_is_read_to_its_end() {
    let text = "rebuilding ".repeat(2000);
    let encoded = load(true).read(&text, &paragraphs(&text));
    assert_eq!(encoded.hidden.len(), 2000 * WIDTH);
    assert!(encoded.hidden.iter().all(|value| value.is_finite()));
}

#[test]
fn nothing_to_read_gives_nothing() {
    let encoder = load(true);
    assert!(encoder.read("", &[]).words.is_empty());
    assert!(encoder.read(" \n\n ", &paragraphs(" \n\n ")).hidden.is_empty());
}

#[test]
fn weights_that_the_manifest_does_not_know_are_refused() {
    let weights = weights(false);
    let error = Encoder::load(&manifest(b"other"), weights.clone()).err().unwrap();
    assert!(error.is_mismatch(), "{error}");
    let short = weights[..100].to_vec();
    let error = Encoder::load(&manifest(&short), short).err().unwrap();
    assert!(error.is_malformed(), "{error}");
}

fn load(is_integer: bool) -> Encoder {
    let weights = weights(is_integer);
    Encoder::load(&manifest(&weights), weights).unwrap()
}

fn manifest(weights: &[u8]) -> String {
    let digest: String = Sha256::digest(weights).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("name = \"tiny\"\nversion = \"0\"\nsha256 = \"{digest}\"\n")
}

/// A file of weights in the format that `training/export.py` writes: two layers, a head, a tensor.
fn weights(is_integer: bool) -> Vec<u8> {
    let mut file = WeightsFile { seed: 1, header: Map::new(), values: Vec::new(), is_integer };
    let n_pieces = PIECES.lines().count();
    file.matrix("we.weight", n_pieces, WIDTH);
    for (name, n_rows) in [("pe.weight", 64), ("fc.weight", 6), ("fq.weight", 4), ("fp.weight", 2)] {
        file.floats(name, &[n_rows, WIDTH], 0.1);
    }
    file.norm("eln");
    for layer in 0..2 {
        for (part, n_outputs, n_inputs) in
            [("q", 64, 64), ("k", 64, 64), ("v", 64, 64), ("o", 64, 64), ("i", 128, 64), ("f", 64, 128)]
        {
            file.matrix(&format!("layers.{layer}.{part}.weight"), n_outputs, n_inputs);
            file.floats(&format!("layers.{layer}.{part}.bias"), &[n_outputs], 0.1);
        }
        file.norm(&format!("layers.{layer}.ln1"));
        file.norm(&format!("layers.{layer}.ln2"));
    }
    file.floats("head.tag.weight", &[2, WIDTH], 1.0);
    file.floats("head.tag.bias", &[2], 1.0);
    file.floats("head.trans", &[2, 2], 1.0);
    file.add("vocabulary", "U8", &[PIECES.len()], PIECES.as_bytes().to_vec());
    let notes = json!({"attention_heads": "2", "labels": "{\"tag\": [\"no\", \"yes\"]}"});
    file.header.insert("__metadata__".into(), notes);
    let header = Value::Object(file.header).to_string();
    [(header.len() as u64).to_le_bytes().as_slice(), header.as_bytes(), &file.values].concat()
}

struct WeightsFile {
    seed: u64,
    header: Map<String, Value>,
    values: Vec<u8>,
    is_integer: bool,
}

impl WeightsFile {
    fn matrix(&mut self, name: &str, n_rows: usize, n_columns: usize) {
        let values: Vec<f32> = (0..n_rows * n_columns).map(|_| self.random() * 0.3).collect();
        if self.is_integer {
            let scale = 0.3_f32 / 64.0;
            let integers = values.iter().map(|value| (value / scale).round() as i8 as u8).collect();
            self.add(name, "I8", &[n_rows, n_columns], integers);
            self.add(&format!("{name}.scale"), "F32", &[n_rows], scale.to_le_bytes().repeat(n_rows));
        } else {
            self.add(name, "F32", &[n_rows, n_columns], bytes(&values));
        }
    }

    fn floats(&mut self, name: &str, shape: &[usize], size: f32) {
        let values: Vec<f32> = (0..shape.iter().product()).map(|_| self.random() * size).collect();
        self.add(name, "F32", shape, bytes(&values));
    }

    fn norm(&mut self, name: &str) {
        self.add(&format!("{name}.weight"), "F32", &[WIDTH], bytes(&[1.0; WIDTH]));
        self.floats(&format!("{name}.bias"), &[WIDTH], 0.1);
    }

    fn add(&mut self, name: &str, kind: &str, shape: &[usize], values: Vec<u8>) {
        let start = self.values.len();
        self.values.extend(values);
        let entry = json!({"dtype": kind, "shape": shape, "data_offsets": [start, self.values.len()]});
        self.header.insert(name.into(), entry);
    }

    /// A number between −1 and 1, the same in every run.
    fn random(&mut self) -> f32 {
        self.seed = self.seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.seed >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
