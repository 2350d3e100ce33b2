//! What is counted, as Prometheus reads it (text format 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bounds of the histogram of times, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

/// What is counted.
#[derive(Debug)]
pub struct Metrics {
    started: Instant,
    routes: Mutex<BTreeMap<String, OfRoute>>,
}

/// What others count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    /// How many questions the store is being asked.
    pub n_busy: u64,
    /// How many answers had been given before.
    pub n_found: u64,
    /// How many were made by asking the store.
    pub n_made: u64,
    /// The bytes of those that are kept.
    pub n_kept_bytes: u64,
}

/// What is counted of one route; which there are is known, so that nobody can make there be more.
#[derive(Debug, Default)]
struct OfRoute {
    statuses: BTreeMap<u16, u64>,
    within: [u64; BOUNDS.len()],
    n: u64,
    seconds: f64,
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics { started: Instant::now(), routes: Mutex::default() }
    }
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn count(&self, route: &str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let of = match routes.get_mut(route) {
            Some(of) => of,
            None => routes.entry(route.to_string()).or_default(),
        };
        let seconds = took.as_secs_f64();
        *of.statuses.entry(status).or_default() += 1;
        of.n += 1;
        of.seconds += seconds;
        BOUNDS.iter().zip(&mut of.within).filter(|(bound, _)| seconds <= **bound).for_each(|(_, n)| *n += 1);
    }

    /// All numbers in text.
    pub fn told(&self, now: &Now) -> String {
        let mut text = String::new();
        self.tell(now, &mut text).expect("a string can always be written to");
        text
    }

    fn tell(&self, now: &Now, out: &mut String) -> std::fmt::Result {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(out, "# HELP onrecord_requests_total Requests that were answered.")?;
        writeln!(out, "# TYPE onrecord_requests_total counter")?;
        for (route, of) in routes.iter() {
            for (status, n) in &of.statuses {
                writeln!(out, "onrecord_requests_total{{route=\"{route}\",status=\"{status}\"}} {n}")?;
            }
        }
        writeln!(out, "# HELP onrecord_request_seconds Time until an answer's head was sent.")?;
        writeln!(out, "# TYPE onrecord_request_seconds histogram")?;
        for (route, of) in routes.iter() {
            for (bound, n) in BOUNDS.iter().zip(of.within) {
                writeln!(out, "onrecord_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {n}")?;
            }
            writeln!(out, "onrecord_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", of.n)?;
            writeln!(out, "onrecord_request_seconds_sum{{route=\"{route}\"}} {}", of.seconds)?;
            writeln!(out, "onrecord_request_seconds_count{{route=\"{route}\"}} {}", of.n)?;
        }
        writeln!(out, "# HELP onrecord_answers_total Answers by where they are from.")?;
        writeln!(out, "# TYPE onrecord_answers_total counter")?;
        writeln!(out, "onrecord_answers_total{{from=\"memory\"}} {}", now.n_found)?;
        writeln!(out, "onrecord_answers_total{{from=\"store\"}} {}", now.n_made)?;
        let mut gauge = |name: &str, help: &str, value: u64| {
            writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}")
        };
        gauge("onrecord_questions_running", "Questions that the store is being asked.", now.n_busy)?;
        gauge("onrecord_answers_bytes", "Bytes of answers that are kept.", now.n_kept_bytes)?;
        gauge("onrecord_uptime_seconds", "Time since the start.", self.started.elapsed().as_secs())?;
        match resident() {
            Some(bytes) => gauge("process_resident_memory_bytes", "Resident memory.", bytes),
            None => Ok(()),
        }
    }
}

/// Resident memory, where the system tells it in files.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_status_and_time() {
        let metrics = Metrics::default();
        metrics.count("/search", 200, Duration::from_millis(7));
        metrics.count("/search", 400, Duration::from_millis(30));
        let text = metrics.told(&Now { n_busy: 3, n_found: 2, ..Now::default() });
        for line in [
            "onrecord_requests_total{route=\"/search\",status=\"200\"} 1",
            "onrecord_request_seconds_bucket{route=\"/search\",le=\"0.005\"} 0",
            "onrecord_request_seconds_bucket{route=\"/search\",le=\"0.01\"} 1",
            "onrecord_request_seconds_bucket{route=\"/search\",le=\"+Inf\"} 2",
            "onrecord_questions_running 3",
            "onrecord_answers_total{from=\"memory\"} 2",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
        }
    }
}
