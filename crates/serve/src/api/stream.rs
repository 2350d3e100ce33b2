//! An answer that is written while it is sent, of any length, in little memory.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// So many bytes are sent at once.
const PIECE: usize = 64 << 10;

/// So many pieces wait to be sent; who writes then waits too.
const N_WAITING: usize = 4;

/// Whoever takes nothing for so long has gone away: what is read of the store for them is held open meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where an answer is written to.
pub struct AnswerWriter {
    pieces: Sender<io::Result<Bytes>>,
    held: Vec<u8>,
}

/// A body, and where to write it, on a thread that may wait.
pub fn body() -> (Body, AnswerWriter) {
    let (pieces, sent) = channel(N_WAITING);
    (Body::from_stream(ReceiverStream::new(sent)), AnswerWriter { pieces, held: Vec::with_capacity(PIECE) })
}

impl AnswerWriter {
    /// Breaks the answer off, so that whoever gets it knows that it is not whole.
    pub fn fail(mut self, error: io::Error) {
        self.held.clear();
        let _ = self.send(Err(error));
    }

    fn send(&self, piece: io::Result<Bytes>) -> io::Result<()> {
        let sending = tokio::time::timeout(PATIENCE, self.pieces.send(piece));
        match Handle::current().block_on(sending) {
            Ok(Ok(())) => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::BrokenPipe, "whoever asked has gone away")),
        }
    }
}

impl Write for AnswerWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        self.send(Ok(Bytes::from(piece)))
    }
}
