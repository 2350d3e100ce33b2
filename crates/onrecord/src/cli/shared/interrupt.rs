//! Ctrl-C between two lines instead of in the middle of one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};

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

    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}
