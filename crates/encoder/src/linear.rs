//! Linear maps, with weights of 32-bit floats or 8-bit integers.

use crate::vector::{Columns, VectorRow};
use crate::weights::{Dtype, Tensors};
use crate::{Error, Result, vector};
use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;
use std::cell::RefCell;

/// The matrix products that this processor does fastest, for one thread, with their space.
#[derive(Default)]
pub(crate) struct Products {
    pub(crate) floats: GemmExecutor<f32>,
    integers: GemmExecutor<u8, i8, i32>,
    bytes: Vec<u8>,
    rows: Vec<VectorRow>,
    sums: Vec<i32>,
}

impl Products {
    /// Does `work` with this thread's products: to make new ones asks the processor what it can do, which costs more
    /// than a small product does where the processor is a virtual one.
    pub(crate) fn of_thread<T>(work: impl FnOnce(&mut Products) -> T) -> T {
        thread_local!(static OWN: RefCell<Products> = RefCell::default());
        OWN.with_borrow_mut(work)
    }

    /// The names of the kernels, for those who measure.
    pub(crate) fn names(&self) -> [String; 2] {
        [self.floats.kernel_name().into(), self.integers.kernel_name().into()]
    }
}

/// `y = W x + b` for each row of a matrix.
pub(crate) struct Linear {
    matrix: Matrix,
    bias: Vec<f32>,
    n_inputs: usize,
}

enum Matrix {
    Floats(PackedBMatrix<f32>),
    /// Integers, with one scale and the sum of the integers for each output.
    ///
    /// They lie between −64 and 64: two products with an unsigned byte then fit into the 16 bits in which AVX2 adds
    /// them, so that every processor gives the same sums.
    Integers(PackedBMatrix<i8>, Columns),
}

impl Linear {
    /// Joins the maps called `names`, that read the same input, into one that gives their outputs side by side.
    ///
    /// Shapes: each `NAME.weight` is [outputs, `n_inputs`], `NAME.bias` is [outputs]; integer weights have
    /// `NAME.weight.scale`, [outputs].
    pub(crate) fn load(
        weights: &Tensors,
        names: &[String],
        n_inputs: usize,
        products: &Products,
    ) -> Result<Linear> {
        let mut bias = Vec::new();
        let mut floats = Vec::new();
        let mut integers = Vec::new();
        let mut scales = Vec::new();
        for name in names {
            let matrix = format!("{name}.weight");
            let (kind, shape) = weights.form(&matrix)?;
            let n_outputs = shape.first().copied().unwrap_or(0);
            let shape = [n_outputs, n_inputs];
            if kind == Dtype::I8 {
                integers.extend(weights.integers(&matrix, &shape)?);
                scales.extend(weights.floats(&format!("{matrix}.scale"), &[n_outputs])?);
            } else {
                floats.extend(weights.floats(&matrix, &shape)?);
            }
            bias.extend(weights.floats(&format!("{name}.bias"), &[n_outputs])?);
        }
        let shape = [bias.len(), n_inputs];
        let matrix = if integers.is_empty() {
            let view = NdTensorView::try_from_data(shape, floats.as_slice()).map_err(|_| mixed(names))?;
            Matrix::Floats(products.floats.prepack_b(view.transposed()))
        } else {
            let view = NdTensorView::try_from_data(shape, integers.as_slice()).map_err(|_| mixed(names))?;
            let sums =
                integers.chunks_exact(n_inputs.max(1)).map(|row| row.iter().map(|x| i32::from(*x)).sum());
            let columns = Columns { scales, sums: sums.collect(), bias: bias.clone() };
            Matrix::Integers(products.integers.prepack_b(view.transposed()), columns)
        };
        Ok(Linear { matrix, bias, n_inputs })
    }

    pub(crate) fn n_outputs(&self) -> usize {
        self.bias.len()
    }

    pub(crate) fn n_inputs(&self) -> usize {
        self.n_inputs
    }

    /// Maps every row of `input`, [n, inputs], into `output`, [n, outputs].
    pub(crate) fn apply(&self, input: &[f32], output: &mut Vec<f32>, products: &mut Products) {
        let n_rows = input.len() / self.n_inputs;
        let shape = [n_rows, self.n_inputs];
        output.resize(n_rows * self.n_outputs(), 0.0);
        match &self.matrix {
            Matrix::Floats(matrix) => {
                let options = GemmOptions { bias: Some(BiasVector::Row(&self.bias)), ..Default::default() };
                products
                    .floats
                    .gemm(
                        output,
                        GemmInputA::Unpacked(NdTensorView::from_data(shape, input)),
                        GemmInputB::Packed(matrix),
                        options,
                    )
                    .expect("the shapes were checked at loading");
            }
            Matrix::Integers(matrix, columns) => {
                let Products { integers, bytes, rows, sums, .. } = products;
                vector::quantize(input, self.n_inputs, bytes, rows);
                sums.resize(sums.len().max(output.len()), 0);
                let sums = &mut sums[..output.len()];
                integers
                    .gemm(
                        sums,
                        GemmInputA::Unpacked(NdTensorView::from_data(shape, &bytes[..input.len()])),
                        GemmInputB::Packed(matrix),
                        GemmOptions::default(),
                    )
                    .expect("the shapes were checked at loading");
                vector::dequantize(sums, rows, columns, output);
            }
        }
    }
}

fn mixed(names: &[String]) -> Error {
    Error::mismatch(format!("weights of {} are of different kinds", names.join(", ")))
}
