//! The body of an HTTP message without what it was packed in: chunks (RFC 9112, 7.1) and content codings (RFC 9110, 8.4).
//!
//! Many archives hold bodies unpacked whose headers say otherwise; such a body is taken as it is.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::content::PageBytes;

/// A body may be packed this many times.
const MAX_CODINGS: usize = 4;
/// The most that a body packed by zstd may look back over, as a power of two: what RFC 9659 allows on the web.
const ZSTD_WINDOW: u32 = 23;
/// How much of a body packed by brotli is handed to its unpacker at once.
const BROTLI_BLOCK: usize = 16 << 10;

/// A page whose bytes break off is read as far as they go.
const CUT: &str = "the page breaks off: what was received of it is read";

/// A body as it was before it was packed by each of `codings`, which are in lower case, and cut into chunks.
///
/// # Errors
/// Where a coding is not known, nothing of the body can be unpacked, or it unpacks to more than `limit` bytes.
pub fn body(bytes: Vec<u8>, is_chunked: bool, codings: &str, limit: u64) -> Result<PageBytes, String> {
    let mut content = if is_chunked { joined(bytes) } else { PageBytes { bytes, note: None } };
    for coding in codings.rsplit(',').take(MAX_CODINGS) {
        content = decoded(content, coding.trim(), limit)?;
    }
    Ok(content)
}

/// A body without one coding.
fn decoded(content: PageBytes, coding: &str, limit: u64) -> Result<PageBytes, String> {
    let PageBytes { bytes, note } = &content;
    let unpacked = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            unpacked(MultiGzDecoder::new(&bytes[..]), limit)
        }
        "deflate" if is_zlib(bytes) => unpacked(ZlibDecoder::new(&bytes[..]), limit),
        // Servers have long left out the wrapper that the standard asks for.
        "deflate" if !is_markup(bytes) => unpacked(DeflateDecoder::new(&bytes[..]), limit),
        "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            zstd(bytes).and_then(|packed| unpacked(packed, limit))
        }
        "br" => match brotli(bytes, limit) {
            // Nothing marks what brotli packed, and markup may begin like it.
            Ok(PageBytes { note: Some(_), .. }) | Err(_) if is_markup(bytes) => return Ok(content),
            done => done,
        },
        "" | "identity" | "gzip" | "x-gzip" | "deflate" | "zstd" => return Ok(content),
        other => return Err(format!("its body is packed by {other:?}, which is not read")),
    }?;
    Ok(PageBytes { note: unpacked.note.or(note.clone()), ..unpacked })
}

/// Whether bytes begin like zlib's (RFC 1950, 2.2).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(*bytes, [cmf, flg, ..] if cmf & 0xf == 8 && (u16::from(cmf) << 8 | u16::from(flg)) % 31 == 0)
}

fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<")
}

fn zstd(bytes: &[u8]) -> Result<impl Read, String> {
    let told = |error| format!("its body cannot be unpacked: {error}");
    let mut packed = zstd::Decoder::with_buffer(bytes).map_err(told)?;
    packed.window_log_max(ZSTD_WINDOW).map_err(told)?;
    Ok(packed)
}

fn brotli(bytes: &[u8], limit: u64) -> Result<PageBytes, String> {
    // A window of up to a gigabyte, which is an extension and none of HTTP's (RFC 7932, 9.1).
    if bytes.first().is_some_and(|first| first & 0x7f == 0x11) {
        return Err("its body cannot be unpacked: it is no brotli of the web".to_string());
    }
    unpacked(Decompressor::new(bytes, BROTLI_BLOCK), limit)
}

fn unpacked(packed: impl Read, limit: u64) -> Result<PageBytes, String> {
    let mut bytes = Vec::new();
    match packed.take(limit + 1).read_to_end(&mut bytes) {
        _ if bytes.len() as u64 > limit => Err(format!("its body unpacks to more than {limit} bytes")),
        Err(error) if bytes.is_empty() => Err(format!("its body cannot be unpacked: {error}")),
        Err(_) => Ok(PageBytes { bytes, note: Some(CUT.to_string()) }),
        Ok(_) => Ok(PageBytes { bytes, note: None }),
    }
}

/// A chunked body, joined in place; many archives hold it joined already.
fn joined(mut body: Vec<u8>) -> PageBytes {
    let (mut at, mut end) = (0, 0);
    let note = loop {
        let Some((size, start)) = chunk(&body[at..]) else {
            break (at > 0).then(|| CUT.to_string());
        };
        if size == 0 {
            break None;
        }
        let start = at + start;
        let n = size.min(body.len() - start);
        body.copy_within(start..start + n, end);
        end += n;
        at = start + n;
        at += body[at..].iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
    };
    if at > 0 {
        body.truncate(end);
    }
    PageBytes { bytes: body, note }
}

/// The size of the chunk that begins here, and how long the line is that says so.
fn chunk(bytes: &[u8]) -> Option<(usize, usize)> {
    let line = memchr::memchr(b'\n', &bytes[..bytes.len().min(256)])?;
    let size = std::str::from_utf8(&bytes[..line]).ok()?.split(';').next()?.trim();
    Some((usize::from_str_radix(size, 16).ok()?, line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><body><p>The dam holds. The dam holds. The dam holds.</p></body></html>";
    const LIMIT: u64 = 1 << 20;

    /// [`PAGE`] as a web server packs it by brotli, at its best level.
    const BY_BROTLI: &[u8] = &[
        27, 76, 0, 248, 157, 7, 217, 217, 228, 180, 42, 38, 187, 151, 167, 230, 65, 35, 163, 90, 47, 112, 13,
        18, 86, 214, 166, 125, 216, 218, 232, 54, 45, 196, 136, 51, 144, 22, 32, 20, 96, 108, 2, 125, 137,
        71, 43, 238, 155, 200, 19, 228,
    ];

    fn text(bytes: &[u8], codings: &str) -> Result<(String, bool), String> {
        let content = body(bytes.to_vec(), false, codings, LIMIT)?;
        Ok((String::from_utf8_lossy(&content.bytes).into_owned(), content.note.is_some()))
    }

    fn whole() -> Result<(String, bool), String> {
        Ok((PAGE.to_string(), false))
    }

    fn by_zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    #[test]
    fn bodies_packed_by_brotli_and_zstd_are_unpacked() {
        assert_eq!(text(BY_BROTLI, "br"), whole());
        assert_eq!(text(&by_zstd(PAGE.as_bytes()), "zstd"), whole());
        // The coding that was applied last stands last.
        assert_eq!(text(&by_zstd(BY_BROTLI), "br, zstd"), whole());
    }

    #[test]
    fn a_body_that_is_unpacked_already_is_taken_as_it_is() {
        for coding in ["br", "zstd", "gzip", "deflate", "identity", ""] {
            assert_eq!(text(PAGE.as_bytes(), coding), whole(), "{coding}");
            let marked = format!("\u{feff}\n{PAGE}");
            assert_eq!(text(marked.as_bytes(), coding), Ok((marked, false)), "{coding}");
        }
    }

    #[test]
    fn a_body_that_breaks_off_is_read_as_far_as_it_goes() {
        let long: String =
            (0..100_000_u32).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761))).collect();
        let packed = by_zstd(long.as_bytes());
        let (got, is_cut) = text(&packed[..packed.len() / 2], "zstd").unwrap();
        assert!(is_cut && !got.is_empty() && long.starts_with(&got));
        assert!(text(&BY_BROTLI[..4], "br").unwrap_err().contains("cannot be unpacked"));
        assert!(text(b"\x28\xb5\x2f\xfd", "zstd").is_err());
    }

    #[test]
    fn bodies_that_ask_for_much_memory_are_refused() {
        assert!(text(&by_zstd(&vec![b'a'; 2 << 20]), "zstd").unwrap_err().contains("unpacks to more"));
        // A frame whose header asks for a window of 2 GB (RFC 8878, 3.1.1.1.2), and a large window of brotli.
        let window = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x01, 0x00, 0x00];
        assert!(text(&window, "zstd").unwrap_err().contains("cannot be unpacked"));
        assert!(text(&[0x11, 0x1e, 0, 0, 0, 0, 0, 0], "br").unwrap_err().contains("no brotli of the web"));
    }

    #[test]
    fn no_bytes_make_an_unpacker_panic() {
        for seed in 0..2000_u32 {
            let mut packed = if seed % 2 == 0 { BY_BROTLI.to_vec() } else { by_zstd(PAGE.as_bytes()) };
            let (at, value) = (seed.wrapping_mul(2_654_435_761) as usize % packed.len(), (seed / 7) as u8);
            packed[at] = value;
            let _ = (text(&packed, "br"), text(&packed, "zstd"));
        }
    }
}
