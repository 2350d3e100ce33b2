//! An input's bytes, unpacked as they are read. A gzip member that is broken costs itself alone: reading goes
//! on at the next one.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::offset::InputOffset;

/// How much is read at once.
const BLOCK: usize = 64 << 10;
/// How many packed bytes are kept behind the place that is read. A cut member is only found out some way into
/// those behind it, and they are to be read all the same.
const BEHIND: usize = 64 << 10;
/// What may be read again, beside twice of what was read: bounds the time that a hostile input takes.
const AGAIN: u64 = 1 << 20;
/// Gzip around gzip is unpacked this many times.
const MAX_LAYERS: usize = 3;

/// Bytes to be read, one block of them in memory.
pub struct Stream<'a> {
    source: ByteSource<'a>,
    block: Vec<u8>,
    /// What of `block` is read.
    at: usize,
    /// How many bytes were read before `block[0]`.
    before: u64,
    /// Where the packed member that `block[0]` is the first byte of begins.
    member: Option<u64>,
    /// What comes behind `block`.
    failed: Option<io::Error>,
    again: u64,
}

enum ByteSource<'a> {
    Plain(Box<dyn Read + 'a>),
    Gzip(Box<Members<'a>>),
    Ended,
}

impl<'a> Stream<'a> {
    /// Reads `input`, and what is inside where it is gzip.
    pub fn open(input: Box<dyn Read + 'a>) -> io::Result<Stream<'a>> {
        let mut stream = Stream::new(ByteSource::Plain(input));
        for _ in 0..MAX_LAYERS {
            if !stream.peek(2)?.starts_with(b"\x1f\x8b") {
                break;
            }
            stream = Stream::new(ByteSource::Gzip(Box::new(Members::new(Box::new(stream)))));
        }
        Ok(stream)
    }

    fn new(source: ByteSource<'a>) -> Stream<'a> {
        Stream { source, block: Vec::new(), at: 0, before: 0, member: None, failed: None, again: 0 }
    }

    /// The next bytes, at least `n` unless the input or the gzip member ends before; none at the input's end.
    ///
    /// # Errors
    /// Where a member is broken, once all before it is read; what is read next comes from the next member.
    /// Where the input itself fails; nothing is read after that.
    pub fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.block.len() - self.at < n && self.failed.is_none() {
            match self.more() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => self.failed = Some(error),
            }
        }
        match self.failed.take_if(|_| self.block.len() == self.at) {
            Some(error) => Err(error),
            None => Ok(self.rest()),
        }
    }

    /// The same as [`Stream::peek`], but a member that is broken less than `n` bytes on is an error already.
    pub fn peek_to_failure(&mut self, n: usize) -> io::Result<()> {
        self.peek(n)?;
        self.failed.take_if(|_| self.block.len() - self.at < n).map_or(Ok(()), Err)
    }

    /// What [`Stream::peek`] gave last.
    pub fn rest(&self) -> &[u8] {
        &self.block[self.at..]
    }

    /// Whether the next byte is the first of a gzip member.
    pub fn is_at_member(&self) -> bool {
        self.at == 0 && self.member.is_some()
    }

    /// Where the next byte is.
    pub fn offset(&self) -> InputOffset {
        let bytes = self.before + self.at as u64;
        match (&self.source, self.member) {
            (_, Some(bytes)) if self.at == 0 => InputOffset { bytes, is_unpacked: false },
            (ByteSource::Gzip(_), _) => InputOffset { bytes, is_unpacked: true },
            _ => InputOffset { bytes, is_unpacked: false },
        }
    }

    /// Whether a broken member is no reason to give up what came before it.
    pub fn is_packed(&self) -> bool {
        matches!(self.source, ByteSource::Gzip(_))
    }

    /// Puts back what was read last, to be read again; does nothing once too much was.
    pub fn unread(&mut self, bytes: &[u8]) {
        let n = bytes.len() as u64;
        let place = self.before + self.at as u64;
        if self.again + n <= 2 * place + AGAIN {
            self.again += n;
            self.block.splice(..self.at, bytes.iter().copied());
            (self.before, self.at, self.member) = (place - n, 0, None);
        }
    }

    /// Reads more behind `block`: of the same member, or where there is nothing left of it, of the next.
    fn more(&mut self) -> io::Result<bool> {
        if self.at > 0 {
            self.block.drain(..self.at);
            self.before += self.at as u64;
            (self.at, self.member) = (0, None);
        }
        let is_empty = self.block.is_empty();
        let more = match &mut self.source {
            ByteSource::Plain(input) => fill(input, &mut self.block),
            ByteSource::Gzip(members) => members.read(&mut self.block, !is_empty),
            ByteSource::Ended => Ok(false),
        };
        if let ByteSource::Gzip(members) = &mut self.source
            && is_empty
        {
            self.member = members.begun.take().filter(|_| !self.block.is_empty());
        }
        if more.as_ref().is_err_and(|error| !self.is_packed() || !is_gzip(error)) {
            self.source = ByteSource::Ended;
        }
        more
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.peek(1)?;
        let n = bytes.len().min(out.len());
        out[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
    }
}

/// Whether an error is about what is packed, and not about reading it.
pub fn is_gzip(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Appends a block; gives whether there was any.
fn fill(input: &mut impl Read, block: &mut Vec<u8>) -> io::Result<bool> {
    Ok(input.take(BLOCK as u64).read_to_end(block)? > 0)
}

/// Gzip members (RFC 1952), one behind the other.
struct Members<'a> {
    /// The member that is being read.
    member: Option<GzDecoder<Tape<'a>>>,
    /// Where it begins.
    start: u64,
    /// The same, until somebody takes it.
    begun: Option<u64>,
    /// The bytes, between two members.
    tape: Option<Tape<'a>>,
}

impl<'a> Members<'a> {
    fn new(packed: Box<dyn Read + 'a>) -> Members<'a> {
        Members { member: None, start: 0, begun: None, tape: Some(Tape::new(packed)) }
    }

    /// Unpacks a block; `false` at the end, or at the member's end where only the `same` is wanted.
    fn read(&mut self, block: &mut Vec<u8>, same: bool) -> io::Result<bool> {
        loop {
            if let Some(mut member) = self.member.take() {
                let more = fill(&mut member, block);
                if matches!(more, Ok(true)) {
                    self.member = Some(member);
                    return more;
                }
                let mut tape = member.into_inner();
                if more.is_err() {
                    tape.rewind(self.start + 1);
                    tape.find_member()?;
                }
                self.tape = Some(tape);
                more?;
            }
            let Some(tape) = self.tape.as_mut().filter(|_| !same) else { return Ok(false) };
            // Tapes and disks fill their last block with zeros.
            if !tape.is_at_member()? && !tape.find_member()? {
                let what = "bytes between its members that are not gzip";
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
            if tape.fill_buf()?.is_empty() {
                return Ok(false);
            }
            self.start = tape.offset();
            self.begun = Some(self.start);
            self.member = self.tape.take().map(GzDecoder::new);
        }
    }
}

/// Packed bytes, with those read last kept to be read again.
struct Tape<'a> {
    input: Box<dyn Read + 'a>,
    bytes: Vec<u8>,
    at: usize,
    /// How many bytes were read before `bytes[0]`.
    before: u64,
    again: u64,
}

impl<'a> Tape<'a> {
    fn new(input: Box<dyn Read + 'a>) -> Tape<'a> {
        Tape { input, bytes: Vec::new(), at: 0, before: 0, again: 0 }
    }

    fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Goes back to `offset`, or as near to it as bytes are kept.
    fn rewind(&mut self, offset: u64) {
        let back = self.offset() - offset.clamp(self.before, self.offset());
        if self.again + back <= 2 * self.offset() + AGAIN {
            self.again += back;
            self.at -= back as usize;
        }
    }

    /// Whether what comes next looks like the head of a member (RFC 1952, 2.3): deflated, no flag that is
    /// reserved, flags and system of the packer as they are in use.
    fn is_at_member(&mut self) -> io::Result<bool> {
        while self.bytes.len() - self.at < 10 && self.load()? {}
        Ok(matches!(self.bytes[self.at..], [0x1f, 0x8b, 8, 0..32, _, _, _, _, 0 | 2 | 4, 0..=13 | 255, ..]))
    }

    /// Goes on to the next member, or to the end; gives whether all that was passed over are zeros.
    fn find_member(&mut self) -> io::Result<bool> {
        let mut is_zeros = true;
        while !self.fill_buf()?.is_empty() && !self.is_at_member()? {
            let rest = &self.bytes[self.at..];
            let n = 1 + memchr::memchr(0x1f, &rest[1..]).unwrap_or(rest.len() - 1);
            is_zeros &= rest[..n].iter().all(|b| *b == 0);
            self.at += n;
        }
        Ok(is_zeros)
    }

    fn load(&mut self) -> io::Result<bool> {
        let passed = self.at.saturating_sub(BEHIND);
        self.bytes.drain(..passed);
        self.before += passed as u64;
        self.at -= passed;
        fill(&mut self.input, &mut self.bytes)
    }
}

impl Read for Tape<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let n = bytes.len().min(out.len());
        out[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Tape<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.bytes.len() {
            self.load()?;
        }
        Ok(&self.bytes[self.at..])
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
    }
}
