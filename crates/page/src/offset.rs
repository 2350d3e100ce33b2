/// How far into an input something is.
#[derive(Clone, Copy, Debug)]
pub struct InputOffset {
    /// Bytes before it.
    pub bytes: u64,
    /// Whether these bytes are counted unpacked.
    pub is_unpacked: bool,
}
