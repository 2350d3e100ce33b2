//! Ctrl-C between two lines instead of in the middle of one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};

use super::failure::Failure;

/// How long ctrl-C may go unseen.
const TICK: Duration = Duration::from_millis(100);

/// The exit code of a program that was interrupted: 128 and the signal's number.
pub const EXIT_CODE: u8 = 130;

/// Whether somebody asked the program to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on. The first signal asks, the second ends the program at once.
    pub fn listen() -> Interrupt {
        let interrupt = Interrupt::default();
        for signal in [SIGINT, SIGTERM] {
            // Where a signal cannot be listened to it ends the program as ever; nothing else is lost.
            let asked = || Arc::clone(&interrupt.asked);
            let _ = signal_hook::flag::register_conditional_shutdown(signal, i32::from(EXIT_CODE), asked());
            let _ = signal_hook::flag::register(signal, asked());
        }
        interrupt
    }

    /// What `work` gives, on a thread of its own, so that a server that keeps silent does not keep ctrl-C waiting; `None`
    /// when somebody asked to stop first. The thread is left to itself then.
    pub fn unless_asked<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Option<Result<T, Failure>> {
        let (done, result) = mpsc::sync_channel(1);
        thread::spawn(move || {
            let _ = done.send(work());
        });
        loop {
            if self.is_asked() {
                return None;
            }
            match result.recv_timeout(TICK) {
                Ok(result) => return Some(result),
                Err(RecvTimeoutError::Timeout) => {}
                // The thread panicked, and the panic was printed.
                Err(RecvTimeoutError::Disconnected) => return Some(Err(Failure::defect())),
            }
        }
    }

    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}
