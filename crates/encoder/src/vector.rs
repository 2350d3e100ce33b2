//! Loops over rows of numbers, with the widest vectors that this processor has.
//!
//! The width of a row is a multiple of [`LANES`], which the widest vector divides.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};
use rten_vecmath::MinMax;

/// Every width is a multiple of this: the bytes of the widest vector.
pub(crate) const LANES: usize = 64;

/// How a row of bytes stands for numbers: number = scale · (byte − zero).
pub(crate) struct VectorRow {
    scale: f32,
    zero: i32,
}

/// What turns the sums of an integer product's columns into numbers.
pub(crate) struct Columns {
    /// The scale of each column's weights.
    pub(crate) scales: Vec<f32>,
    /// The sum of each column's weights, that counts as often as a row's zero says.
    pub(crate) sums: Vec<i32>,
    /// What is added at the end.
    pub(crate) bias: Vec<f32>,
}

/// Writes `input`, rows of `width`, as bytes, to the beginning of `bytes`.
pub(crate) fn quantize(input: &[f32], width: usize, bytes: &mut Vec<u8>, rows: &mut Vec<VectorRow>) {
    bytes.resize(bytes.len().max(input.len()), 0);
    rows.clear();
    Quantize { input, width, bytes, rows }.dispatch();
}

/// Turns sums of products of integers, one row for each of `rows`, into numbers.
pub(crate) fn dequantize(sums: &[i32], rows: &[VectorRow], columns: &Columns, output: &mut [f32]) {
    Dequantize { sums, rows, columns, output }.dispatch();
}

/// Adds `added` to `rows` and normalises each row to mean 0 and variance 1, then scales and shifts it.
///
/// Source: Ba, Kiros and Hinton, "Layer normalization", 2016, with the ε of BERT.
pub(crate) fn add_and_normalize(rows: &mut [f32], added: &[f32], scale: &[f32], shift: &[f32]) {
    AddAndNormalize { rows, added, scale, shift }.dispatch();
}

/// Makes of each of `rows`, `width` long, the exponentials of its values over that of its highest, and tells the sum of
/// each: divided by it, they are the softmax.
///
/// Not rten-vecmath's, which takes nearly twice the time, since it is called anew for each row.
pub(crate) fn exponentiate(rows: &mut [f32], width: usize, sums: &mut Vec<f32>) {
    sums.clear();
    Exponentiate { rows, width, sums }.dispatch();
}

const EPSILON: f32 = 1e-12;

struct Quantize<'a> {
    input: &'a [f32],
    width: usize,
    bytes: &'a mut [u8],
    rows: &'a mut Vec<VectorRow>,
}

impl SimdOp for Quantize<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (floats, integers) = (isa.f32(), isa.i32());
        let lanes = floats.len();
        let rows = self.input.chunks_exact(self.width).zip(self.bytes.chunks_exact_mut(self.width));
        for (row, bytes) in rows {
            let (lowest, highest) = MinMax::new(row).eval(isa);
            let (lowest, highest) = (lowest.min(0.0), highest.max(f32::MIN_POSITIVE));
            let scale = (highest - lowest) / 255.0;
            let zero = i32::from((-lowest / scale).round() as u8);
            self.rows.push(VectorRow { scale, zero });
            let (inverse, zero) = (floats.splat(1.0 / scale), integers.splat(zero));
            for (values, bytes) in row.chunks_exact(4 * lanes).zip(bytes.chunks_exact_mut(4 * lanes)) {
                let [a, b, c, d] = floats.load_many(values);
                let low =
                    integers.narrow_saturate(integer(isa, a, inverse, zero), integer(isa, b, inverse, zero));
                let high =
                    integers.narrow_saturate(integer(isa, c, inverse, zero), integer(isa, d, inverse, zero));
                isa.u8().store(isa.i16().narrow_saturate(low, high), bytes);
            }
        }
    }
}

/// Not rten-vecmath's `Quantize`: its `map` over an array is compiled apart from its caller, without the instructions
/// that the caller may use, and took a fifth of all time.
#[inline(always)]
fn integer<I: Isa>(isa: I, values: I::F32, inverse: I::F32, zero: I::I32) -> I::I32 {
    let floats = isa.f32();
    isa.i32().add(floats.to_int_round(floats.mul(values, inverse)), zero)
}

struct Dequantize<'a> {
    sums: &'a [i32],
    rows: &'a [VectorRow],
    columns: &'a Columns,
    output: &'a mut [f32],
}

impl SimdOp for Dequantize<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (floats, integers) = (isa.f32(), isa.i32());
        let Columns { scales, sums: column_sums, bias } = self.columns;
        let (width, lanes) = (scales.len(), floats.len());
        let rows = self.sums.chunks_exact(width).zip(self.output.chunks_exact_mut(width));
        for ((sums, output), row) in rows.zip(self.rows) {
            let (row_scale, zero) = (floats.splat(row.scale), integers.splat(row.zero));
            let columns =
                scales.chunks_exact(lanes).zip(column_sums.chunks_exact(lanes)).zip(bias.chunks_exact(lanes));
            let sums = sums.chunks_exact(lanes).zip(output.chunks_exact_mut(lanes));
            for ((sums, output), ((scale, column_sum), bias)) in sums.zip(columns) {
                let too_much = integers.mul(zero, integers.load(column_sum));
                let sum =
                    floats.mul(integers.to_float(integers.sub(integers.load(sums), too_much)), row_scale);
                floats.store(floats.mul_add(sum, floats.load(scale), floats.load(bias)), output);
            }
        }
    }
}

struct AddAndNormalize<'a> {
    rows: &'a mut [f32],
    added: &'a [f32],
    scale: &'a [f32],
    shift: &'a [f32],
}

impl SimdOp for AddAndNormalize<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let (width, lanes) = (self.scale.len(), ops.len());
        for (row, added) in self.rows.chunks_exact_mut(width).zip(self.added.chunks_exact(width)) {
            let mut sum = ops.zero();
            for (values, added) in row.chunks_exact_mut(lanes).zip(added.chunks_exact(lanes)) {
                let value = ops.add(ops.load(values), ops.load(added));
                sum = ops.add(sum, value);
                ops.store(value, values);
            }
            let mean = ops.splat(ops.sum(sum) / width as f32);
            let mut squares = ops.zero();
            for values in row.chunks_exact(lanes) {
                let from_mean = ops.sub(ops.load(values), mean);
                squares = ops.mul_add(from_mean, from_mean, squares);
            }
            let variance = ops.sum(squares) / width as f32;
            let inverse = ops.splat(1.0 / (variance + EPSILON).sqrt());
            let columns = self.scale.chunks_exact(lanes).zip(self.shift.chunks_exact(lanes));
            for (values, (scale, shift)) in row.chunks_exact_mut(lanes).zip(columns) {
                let value = ops.mul(ops.sub(ops.load(values), mean), inverse);
                ops.store(ops.mul_add(value, ops.load(scale), ops.load(shift)), values);
            }
        }
    }
}

struct Exponentiate<'a> {
    rows: &'a mut [f32],
    width: usize,
    sums: &'a mut Vec<f32>,
}

impl SimdOp for Exponentiate<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let lanes = ops.len();
        for row in self.rows.chunks_exact_mut(self.width) {
            let (whole, rest) = row.split_at_mut(self.width / lanes * lanes);
            let (last, is_there) = ops.load_pad(rest);
            let mut highest = ops.select(last, ops.splat(f32::MIN), is_there);
            for values in whole.chunks_exact(lanes) {
                highest = ops.max(highest, ops.load(values));
            }
            let highest = ops.fold_splat(highest, f32::MIN, |a, b| if a > b { a } else { b });
            let last = exponential(isa, ops.sub(last, highest));
            let mut sum = ops.select(last, ops.zero(), is_there);
            for values in whole.chunks_exact_mut(lanes) {
                let value = exponential(isa, ops.sub(ops.load(values), highest));
                sum = ops.add(sum, value);
                ops.store(value, values);
            }
            rest.copy_from_slice(&last.to_array().as_ref()[..rest.len()]);
            self.sums.push(ops.sum(sum));
        }
    }
}

/// e to the power of `x`, which is not above 0: 2 to a whole power, times 2 to a power between −½ and ½ by its series.
#[inline(always)]
fn exponential<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    let (floats, integers) = (isa.f32(), isa.i32());
    let x = floats.max(floats.mul(x, floats.splat(std::f32::consts::LOG2_E)), floats.splat(-126.0));
    let whole = floats.round_ties_even(x);
    let rest = floats.sub(x, whole);
    let mut series = floats.splat(SERIES[0]);
    for factor in &SERIES[1..] {
        series = floats.mul_add(series, rest, floats.splat(*factor));
    }
    let exponent = integers.add(floats.to_int_round(whole), integers.splat(127));
    floats.mul(series, integers.shift_left::<23>(exponent).reinterpret_cast())
}

/// The powers of the logarithm of 2 over the factorials, from the sixth to the zeroth.
const SERIES: [f32; 7] =
    [1.540_353e-4, 1.333_355_8e-3, 9.618_129e-3, 5.550_411e-2, 0.240_226_5, std::f32::consts::LN_2, 1.0];
