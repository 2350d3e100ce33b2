/// Chance that is the same everywhere: splitmix64 (<https://prng.di.unimi.it/splitmix64.c>).
pub struct Dice(u64);

impl Dice {
    /// The same for the same seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.share() * n as f64) as usize
    }

    /// Whether what happens in this share of all cases does.
    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// One of several.
    pub fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }
}

/// Ranks that come as often as words of a language do: 1 / (rank + shift).
///
/// Source: B. Mandelbrot, "An informational theory of the statistical structure of language" (1953).
pub struct Zipf {
    sums: Vec<f64>,
}

impl Zipf {
    pub fn new(n: usize, shift: f64) -> Zipf {
        let mut sum = 0.0;
        let add = |rank: usize| {
            sum += 1.0 / (rank as f64 + 1.0 + shift);
            sum
        };
        Zipf { sums: (0..n).map(add).collect() }
    }

    pub fn draw(&self, dice: &mut Dice) -> usize {
        let at = dice.share() * self.sums.last().expect("there are ranks");
        self.sums.partition_point(|sum| *sum <= at).min(self.sums.len() - 1)
    }
}
