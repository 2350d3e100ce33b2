//! Reads a text and writes its words' vectors: `vectors MODEL_FOLDER TEXT OUTPUT`, for `benches/encoder`.
//!
//! OUTPUT gets 32-bit floats, [words, width]; standard output tells seconds.

#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "an example is a caller")]

use onrecord_encoder::{Encoder, paragraphs};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(model), Some(text), Some(output)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: vectors MODEL_FOLDER TEXT OUTPUT".into());
    };
    let start = Instant::now();
    let manifest = std::fs::read_to_string(model.join("manifest.toml"))?;
    let encoder = Encoder::load(&manifest, std::fs::read(model.join("weights.safetensors"))?)?;
    println!("load {:.4} s, kernels {}", start.elapsed().as_secs_f64(), encoder.kernels().join(", "));
    let text = std::fs::read_to_string(text)?;
    let mut best = f64::INFINITY;
    let mut encoded = encoder.read("", &[]);
    for _ in 0..3 {
        let start = Instant::now();
        encoded = encoder.read(&text, &paragraphs(&text));
        best = best.min(start.elapsed().as_secs_f64());
    }
    let n_words = text.split_whitespace().count();
    println!(
        "{n_words} words, {} with marks: {best:.4} s, {:.0} words/s",
        encoded.words.len(),
        n_words as f64 / best
    );
    std::fs::write(output, encoded.hidden.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())?;
    Ok(())
}
