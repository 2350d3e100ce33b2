//! The network: embeddings and transformer layers.
//!
//! Source: Devlin et al., "BERT", 2019, section 3, with layer normalisation after each residual; the shape and the
//! first weights are those of all-MiniLM-L6-v2. Case, quotation and paragraph vectors are added to its embeddings.

use crate::linear::{Linear, Products};
use crate::vector::{self, LANES};
use crate::weights::{Dtype, Tensors};
use crate::windows::WindowInput;
use crate::{Error, Result};
use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdUnaryOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;
use std::borrow::Cow;

/// The weights of embeddings and layers.
pub(crate) struct Network {
    pieces: Embedding,
    /// [positions, width]
    positions: Vec<f32>,
    /// [6, width]
    case: Vec<f32>,
    /// [4, width]
    quotation: Vec<f32>,
    /// [2, width]
    paragraph: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    n_heads: usize,
    width: usize,
}

/// One vector a piece.
enum Embedding {
    Floats(Vec<f32>),
    /// Integers with one scale a row.
    Integers(Cow<'static, [u8]>, Vec<f32>),
}

struct Layer {
    /// Queries, keys and values side by side.
    attention: Linear,
    output: Linear,
    output_norm: Norm,
    wide: Linear,
    narrow: Linear,
    narrow_norm: Norm,
}

struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

/// Space for one window, used again for the next.
#[derive(Default)]
pub(crate) struct Workspace {
    /// [pieces, width]: what the last window became.
    pub(crate) hidden: Vec<f32>,
    attention: Vec<f32>,
    scores: Vec<f32>,
    sums: Vec<f32>,
    head: Vec<f32>,
    context: Vec<f32>,
    wide: Vec<f32>,
    added: Vec<f32>,
}

impl Network {
    /// Takes embeddings and as many layers as there are in the file. The names are those of `training/export.py`.
    pub(crate) fn load(weights: &Tensors, products: &Products) -> Result<Network> {
        let (_, shape) = weights.form("eln.weight")?;
        let width = shape.first().copied().unwrap_or(0);
        let n_heads = weights.note("attention_heads").and_then(|note| note.parse().ok()).unwrap_or(0);
        if width == 0 || width % LANES != 0 || n_heads == 0 || width % n_heads != 0 {
            return Err(Error::mismatch(format!("a network {width} wide with {n_heads} attention heads")));
        }
        let (_, positions) = weights.form("pe.weight")?;
        let n_positions = positions.first().copied().unwrap_or(0);
        let is_there = |layer: &usize| weights.form(&format!("layers.{layer}.q.weight")).is_ok();
        let layers = (0..).take_while(is_there).map(|layer| Layer::load(weights, layer, width, products));
        Ok(Network {
            pieces: Embedding::load(weights, "we.weight", width)?,
            positions: weights.floats("pe.weight", &[n_positions, width])?,
            case: weights.floats("fc.weight", &[6, width])?,
            quotation: weights.floats("fq.weight", &[4, width])?,
            paragraph: weights.floats("fp.weight", &[2, width])?,
            norm: Norm::load(weights, "eln", width)?,
            layers: layers.collect::<Result<_>>()?,
            n_heads,
            width,
        })
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn n_positions(&self) -> usize {
        self.positions.len() / self.width
    }

    pub(crate) fn n_pieces(&self) -> usize {
        match &self.pieces {
            Embedding::Floats(values) => values.len() / self.width,
            Embedding::Integers(_, scales) => scales.len(),
        }
    }

    /// Turns a window into `space.hidden`, one row a piece.
    pub(crate) fn read(&self, input: &WindowInput, space: &mut Workspace, products: &mut Products) {
        self.embed(input, space);
        for layer in &self.layers {
            layer.attend(self.n_heads, space, products);
            let Workspace { hidden, wide, added, .. } = &mut *space;
            layer.wide.apply(hidden, wide, products);
            Gelu {}.map_mut(wide);
            layer.narrow.apply(wide, added, products);
            layer.narrow_norm.add(hidden, added);
        }
    }

    fn embed(&self, input: &WindowInput, space: &mut Workspace) {
        let width = self.width;
        space.hidden.resize(input.pieces.len() * width, 0.0);
        space.added.resize(input.pieces.len() * width, 0.0);
        let rows = space.hidden.chunks_exact_mut(width).zip(space.added.chunks_exact_mut(width));
        for (position, (hidden, added)) in rows.enumerate() {
            self.pieces.row(input.pieces[position] as usize, hidden);
            added.copy_from_slice(row(&self.positions, position, width));
            let features = [
                row(&self.case, input.case[position], width),
                row(&self.quotation, input.quotation[position], width),
                row(&self.paragraph, input.paragraph[position], width),
            ];
            for feature in features {
                added.iter_mut().zip(feature).for_each(|(sum, value)| *sum += value);
            }
        }
        self.norm.add(&mut space.hidden, &space.added);
    }
}

impl Layer {
    fn load(weights: &Tensors, layer: usize, width: usize, products: &Products) -> Result<Layer> {
        let name = |part: &str| format!("layers.{layer}.{part}");
        let linear = |parts: &[&str], n_inputs: usize, n_outputs: usize| {
            let names: Vec<String> = parts.iter().map(|part| name(part)).collect();
            let linear = Linear::load(weights, &names, n_inputs, products)?;
            if linear.n_outputs() != n_outputs {
                return Err(Error::mismatch(format!(
                    "{} outputs of {}",
                    linear.n_outputs(),
                    names.join(", ")
                )));
            }
            Ok(linear)
        };
        let (_, shape) = weights.form(&name("i.weight"))?;
        let wide = shape.first().copied().unwrap_or(0);
        if wide % LANES != 0 {
            return Err(Error::mismatch(format!("a layer {wide} wide")));
        }
        Ok(Layer {
            attention: linear(&["q", "k", "v"], width, 3 * width)?,
            output: linear(&["o"], width, width)?,
            output_norm: Norm::load(weights, &name("ln1"), width)?,
            wide: linear(&["i"], width, wide)?,
            narrow: linear(&["f"], wide, width)?,
            narrow_norm: Norm::load(weights, &name("ln2"), width)?,
        })
    }

    /// Adds to each row what it takes from the others.
    ///
    /// Source: Vaswani et al., "Attention is all you need", 2017, section 3.2.
    fn attend(&self, n_heads: usize, space: &mut Workspace, products: &mut Products) {
        let Workspace { hidden, attention, scores, sums, head, context, added, .. } = space;
        self.attention.apply(hidden, attention, products);
        let width = self.output.n_inputs();
        let (n_rows, head_width) = (hidden.len() / width, width / n_heads);
        scores.resize(n_rows * n_rows, 0.0);
        head.resize(n_rows * head_width, 0.0);
        context.resize(n_rows * width, 0.0);
        let view = NdTensorView::from_data([n_rows, 3 * width], attention.as_slice());
        for start in (0..width).step_by(head_width) {
            let part = |offset: usize| view.slice((.., offset + start..offset + start + head_width));
            let (queries, keys, values) = (part(0), part(width), part(2 * width));
            let options = GemmOptions { alpha: 1.0 / (head_width as f32).sqrt(), ..Default::default() };
            let keys = GemmInputB::Unpacked(keys.transposed());
            products.floats.gemm(scores, GemmInputA::Unpacked(queries), keys, options).expect("shapes agree");
            vector::exponentiate(scores, n_rows, sums);
            let weights = NdTensorView::from_data([n_rows, n_rows], scores.as_slice());
            let (weights, values) = (GemmInputA::Unpacked(weights), GemmInputB::Unpacked(values));
            products.floats.gemm(head, weights, values, GemmOptions::default()).expect("shapes agree");
            let rows = context.chunks_exact_mut(width).zip(head.chunks_exact(head_width));
            for ((row, part), sum) in rows.zip(&*sums) {
                let share = 1.0 / sum;
                row[start..start + head_width].iter_mut().zip(part).for_each(|(x, y)| *x = y * share);
            }
        }
        self.output.apply(context, added, products);
        self.output_norm.add(hidden, added);
    }
}

impl Embedding {
    fn load(weights: &Tensors, name: &str, width: usize) -> Result<Embedding> {
        let (kind, shape) = weights.form(name)?;
        let n_rows = shape.first().copied().unwrap_or(0);
        if kind == Dtype::F32 {
            return Ok(Embedding::Floats(weights.floats(name, &[n_rows, width])?));
        }
        let scales = weights.floats(&format!("{name}.scale"), &[n_rows])?;
        Ok(Embedding::Integers(weights.raw(name, Dtype::I8, &[n_rows, width])?, scales))
    }

    fn row(&self, row_idx: usize, output: &mut [f32]) {
        match self {
            Embedding::Floats(values) => output.copy_from_slice(row(values, row_idx, output.len())),
            Embedding::Integers(values, scales) => {
                let integers = row(values, row_idx, output.len());
                output
                    .iter_mut()
                    .zip(integers)
                    .for_each(|(x, byte)| *x = scales[row_idx] * f32::from(*byte as i8));
            }
        }
    }
}

impl Norm {
    fn load(weights: &Tensors, name: &str, width: usize) -> Result<Norm> {
        Ok(Norm {
            scale: weights.floats(&format!("{name}.weight"), &[width])?,
            shift: weights.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    fn add(&self, rows: &mut [f32], added: &[f32]) {
        vector::add_and_normalize(rows, added, &self.scale, &self.shift);
    }
}

fn row<T>(values: &[T], row_idx: usize, width: usize) -> &[T] {
    &values[row_idx * width..(row_idx + 1) * width]
}
