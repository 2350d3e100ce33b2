//! What whoever starts the server decides.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// What is served, where, and to whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The store's file.
    pub store: PathBuf,
    /// Where to listen; port 0 takes any that is free.
    pub bind: SocketAddr,
    /// What stands before every path, as `/record`; empty for nothing.
    pub prefix: String,
    /// Who may do what.
    pub access: Access,
    /// How much anybody may ask for.
    pub limits: Limits,
}

/// Who may do what.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Whoever has it may change the record; without one nobody may.
    pub token: Option<String>,
    /// Whoever has it may read; without one everybody may.
    pub read_token: Option<String>,
    /// Sites whose scripts may ask, as `https://example.org`.
    pub origins: Vec<String>,
    /// Names that the server goes by, beside those of this machine; empty where any is taken.
    pub hosts: Vec<String>,
    /// Whether a proxy in front tells who asks, by `X-Forwarded-For`.
    pub behind_proxy: bool,
}

/// How much anybody may ask for.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long an answer may take.
    pub time: Duration,
    /// The most bytes of a page that is handed in to be read.
    pub upload: usize,
    /// How many requests a second from one address, over a while; 0 for any number.
    pub rate: u32,
    /// How many questions are answered at once.
    pub at_once: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            store: PathBuf::new(),
            bind: SocketAddr::from(([127, 0, 0, 1], 7777)),
            prefix: String::new(),
            access: Access::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        let n_cores = std::thread::available_parallelism().map_or(2, usize::from);
        Limits {
            time: Duration::from_secs(10),
            upload: 4 << 20,
            rate: 100,
            at_once: (2 * n_cores).clamp(4, 16),
        }
    }
}
