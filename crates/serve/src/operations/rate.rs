//! How often one address may ask: a bucket for each, which a request takes from and time fills again.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// So many addresses are remembered; when there are more, those that have not asked of late are forgotten.
const MOST_KNOWN: usize = 10_000;

/// A bucket holds so many seconds' worth: a page asks for several things at once.
const BURST: f64 = 5.0;

/// Who asked how often of late.
#[derive(Debug)]
pub struct Rate {
    each_second: f64,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rate {
    /// So many requests a second from one address; 0 for any number.
    pub fn new(each_second: u32) -> Rate {
        Rate { each_second: f64::from(each_second), buckets: Mutex::default() }
    }

    /// Whether a request from `address` may be answered now.
    pub fn is_granted(&self, address: IpAddr, now: Instant) -> bool {
        if self.each_second == 0.0 {
            return true;
        }
        let full = self.each_second * BURST;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_KNOWN && !buckets.contains_key(&address) {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < full);
            if buckets.len() >= MOST_KNOWN {
                // Everybody is asking: nobody new is let in.
                return false;
            }
        }
        let bucket = buckets.entry(address).or_insert(Bucket { left: full, at: now });
        let left = self.filled(*bucket, now);
        let is_granted = left >= 1.0;
        *bucket = Bucket { left: if is_granted { left - 1.0 } else { left }, at: now };
        is_granted
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> f64 {
        let since = now.saturating_duration_since(bucket.at).as_secs_f64();
        (bucket.left + since * self.each_second).min(self.each_second * BURST)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (rate, start) = (Rate::new(2), Instant::now());
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|ip| ip.parse().unwrap());
        let n_granted = (0..20).filter(|_| rate.is_granted(one, start)).count();
        assert_eq!(n_granted, 10);
        assert!(rate.is_granted(other, start));
        let later = start + Duration::from_secs(1);
        assert_eq!((0..20).filter(|_| rate.is_granted(one, later)).count(), 2);
    }

    #[test]
    fn no_rate_is_any_number() {
        let rate = Rate::new(0);
        assert!((0..10_000).all(|_| rate.is_granted("192.0.2.1".parse().unwrap(), Instant::now())));
    }
}
