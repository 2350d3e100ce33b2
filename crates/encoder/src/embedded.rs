//! The files that are part of the program, each once: two `include_bytes!` of one file are two copies.
//!
//! `cargo xtask crates` writes this file anew for crates.io, where the weights come in parts.

/// The weights of the model `news`.
pub static NEWS: &[u8] = include_bytes!("../models/news/weights.safetensors");
