//! Bytes to pages: what kind of input it is, and one page after the other out of it.

mod charset;
mod coding;
mod content;
mod feed;
mod kind;
mod origin;
pub(crate) mod robots;
mod stream;
mod warc;
mod whole;

pub use origin::{InputKind, Origin};

use std::io::Read;

use kind::{HEAD, kind};
use stream::Stream;

use crate::{Error, Page, Result};

/// Reads every page of `input`, one after the other.
///
/// A page that cannot be read gives an error in its place, and the rest goes on. A web archive is streamed;
/// any other input is read whole, up to the limit.
pub fn pages<'a>(input: &'a mut dyn Read, origin: &'a Origin) -> Box<dyn Iterator<Item = Result<Page>> + 'a> {
    let opened = Stream::open(Box::new(input)).and_then(|mut stream| {
        stream.peek(HEAD)?;
        Ok(stream)
    });
    let result = match opened {
        Ok(stream) if is_warc(stream.rest(), origin) => return Box::new(warc::Records::new(stream, origin)),
        Ok(stream) => content::gather(stream, origin).map(|content| whole::read_whole(content, origin)),
        Err(error) => Err(Error::io(&origin.input, "cannot be read", error)),
    };
    result.unwrap_or_else(|error| content::one(Err(error)))
}

fn is_warc(head: &[u8], origin: &Origin) -> bool {
    matches!(kind(head, origin), Ok(InputKind::Warc))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<html><body><article><h1>The dam holds</h1><p>The old dam above Port Vale held through the \
                        night, the mayor said on Monday, and the town slept.</p></article></body></html>";

    fn read(bytes: &[u8]) -> Vec<std::result::Result<String, String>> {
        let origin = Origin::named("input");
        let mut input = bytes;
        pages(&mut input, &origin).map(|p| p.map(|p| p.article.title).map_err(|e| e.to_string())).collect()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn record(body: &str) -> Vec<u8> {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
        block("response", http.as_bytes())
    }

    fn block(kind: &str, block: &[u8]) -> Vec<u8> {
        let length = block.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://vesper.example/dam\r\n\
             WARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn holds() -> std::result::Result<String, String> {
        Ok("The dam holds".to_string())
    }

    #[test]
    fn archives_are_read_record_by_record_packed_or_not() {
        let plain = [record(HTML), record(HTML)].concat();
        let by_member = [packed(&record(HTML)), packed(&record(HTML))].concat();
        for archive in [plain.clone(), by_member.clone(), packed(&plain), packed(&by_member)] {
            assert_eq!(read(&archive), [holds(), holds()]);
        }
        let mut padded = by_member;
        padded.extend([0; 2000]);
        assert_eq!(read(&padded), [holds(), holds()]);
    }

    /// Three records, the second of them damaged, packed in each way.
    fn damaged(damage: impl Fn(&mut Vec<u8>)) -> Vec<Vec<std::result::Result<String, String>>> {
        let mut middle = record(HTML);
        damage(&mut middle);
        let plain = [record(HTML), middle, record(HTML)].concat();
        let mut member = packed(&record(&noise(3000)));
        damage(&mut member);
        let by_member = [packed(&record(HTML)), member, packed(&record(HTML))].concat();
        [plain.clone(), packed(&plain), by_member].iter().map(|archive| read(archive)).collect()
    }

    /// A page that packs badly, so that its member has something to break.
    fn noise(n: u32) -> String {
        let words = (0..n).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761)));
        format!("<html><body><p>{}</p></body></html>", words.collect::<String>())
    }

    #[test]
    fn a_broken_record_costs_itself_alone_and_is_told_with_its_place() {
        let cut = |record: &mut Vec<u8>| record.truncate(record.len() - 100);
        let cut_in_its_head = |record: &mut Vec<u8>| record.truncate(40);
        let hole = |record: &mut Vec<u8>| drop(record.drain(200..260));
        for got in [damaged(cut), damaged(cut_in_its_head), damaged(hole)].concat() {
            assert_eq!((got.first(), got.last()), (Some(&holds()), Some(&holds())), "{got:?}");
            assert!(got.len() == 3 && got[1].as_ref().unwrap_err().contains(", byte "), "{got:?}");
        }
    }

    #[test]
    fn every_cut_of_an_archive_gives_the_records_before_it() {
        let plain = [record(HTML), record(HTML)].concat();
        let by_member = [packed(&record(HTML)), packed(&record(HTML))].concat();
        let whole = packed(&plain);
        let first = [record(HTML).len(), packed(&record(HTML)).len(), whole.len() - 9];
        for (archive, first) in [&plain, &by_member, &whole].into_iter().zip(first) {
            for end in 20..archive.len() {
                let got = read(&archive[..end]);
                let n = got.iter().filter(|page| **page == holds()).count();
                assert!(n >= usize::from(end >= first), "cut at {end}: {got:?}");
            }
        }
    }

    #[test]
    fn the_offset_of_a_packed_record_is_that_of_its_member() {
        let first = packed(&record(HTML));
        let archive = [first.clone(), packed(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n")].concat();
        let got = read(&archive);
        assert_eq!(got[0], holds());
        assert_eq!(
            got[1],
            Err(format!("input, byte {}: the record does not say how long it is", first.len()))
        );
    }

    #[test]
    fn hostile_archives_take_linear_time() {
        let heads = "WARC/1.0\r\nContent-Length: 900000\r\n\r\n".repeat(40_000);
        assert!(!read(heads.as_bytes()).is_empty());
        let members = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".repeat(100_000);
        assert!(!read(&members).is_empty());
        assert!(!read(&[b"WARC/1.0\r\n\r\n".to_vec(), vec![0; 5 << 20]].concat()).is_empty());
    }

    #[test]
    fn a_record_beyond_the_limit_is_told_and_the_rest_goes_on() {
        let bomb = format!("HTTP/1.1 200 OK\r\n\r\n{}", "\0".repeat(8 << 20));
        let inner =
            [&b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"[..], &packed(&vec![0; 8 << 20])].concat();
        let records =
            [record(HTML), block("response", bomb.as_bytes()), block("response", &inner), record(HTML)];
        let archive: Vec<u8> = records.iter().flat_map(|record| packed(record)).collect();
        let origin = Origin { max_bytes: 1 << 20, ..Origin::named("input") };
        let got: Vec<_> = pages(&mut archive.as_slice(), &origin).collect();
        assert_eq!(got.len(), 4);
        assert!(got[0].is_ok() && got[3].is_ok());
        assert!(got[1].as_ref().unwrap_err().is_too_large());
        assert!(got[2].as_ref().unwrap_err().to_string().contains("unpacks to more"));
    }

    #[test]
    fn bodies_are_unpacked_and_what_is_no_page_is_passed_over() {
        let http = |headers: &str, body: &[u8]| {
            block("response", &[format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").as_bytes(), body].concat())
        };
        let deflate = |zlib: bool| {
            let mut out = vec![0; HTML.len() + 100];
            let mut packer = flate2::Compress::new(flate2::Compression::fast(), zlib);
            packer.compress(HTML.as_bytes(), &mut out, flate2::FlushCompress::Finish).unwrap();
            out.truncate(packer.total_out() as usize);
            out
        };
        let (first, rest) = HTML.split_at(30);
        let chunked = format!("{:x}\r\n{first}\r\n{:X};x=y\r\n{rest}\r\n0\r\n\r\n", first.len(), rest.len());
        let pages = [
            http(
                "content-type: TEXT/HTML; Charset=\"UTF-8\"\r\nContent-Encoding: gzip",
                &packed(HTML.as_bytes()),
            ),
            http("Content-Encoding: deflate", &deflate(true)),
            http("Content-Encoding: deflate", &deflate(false)),
            http("Transfer-Encoding: chunked", chunked.as_bytes()),
            http("Transfer-Encoding: chunked", HTML.as_bytes()),
            http("Content-Encoding: gzip", HTML.as_bytes()),
        ];
        assert_eq!(read(&pages.concat()), vec![holds(); 6]);
        let others = [
            block("warcinfo", b"software: x"),
            block("request", b"GET / HTTP/1.1\r\n\r\n"),
            block("revisit", b"HTTP/1.1 200 OK\r\n\r\n"),
            block("response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone"),
            http("Content-Type: image/png", b"\x89PNG\r\n"),
            http("Server: x", b"\x89PNG\r\n"),
        ];
        let got = read(&others.concat());
        assert!(got.len() == 1 && got[0].as_ref().unwrap_err().contains("none of its 6 records"), "{got:?}");
        let got = read(&http("Content-Encoding: compress", b"xyz"));
        assert!(
            got[0].as_ref().unwrap_err().contains("packed by \"compress\", which is not read"),
            "{got:?}"
        );
    }

    #[test]
    fn a_record_is_read_as_common_crawl_has_it() {
        let text =
            "The dam holds\nThe old dam above Port Vale held through the night, the mayor said on Monday.";
        let head = |kind: &str, media: &str, length: usize| {
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://vesper.example/dam\r\n\
                 WARC-Date: 2031-03-12T14:05:00Z\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
            )
        };
        let wet = format!("{}{text}\r\n\r\n", head("conversion", "text/plain", text.len()));
        let asks = "X-Robots-Tag: noai\r\n";
        // The charset stands in the HTTP header alone.
        let cyrillic =
            "<html><body><p>Мэр города заявил, что мост открыт.</p><p>Мост открыт.</p></body></html>";
        let body = encoding_rs::WINDOWS_1251.encode(cyrillic).0.into_owned();
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n{asks}\r\n");
        let http = [http.as_bytes(), &body].concat();
        let warc = [head("response", "application/http", http.len()).as_bytes(), &http, b"\r\n\r\n"].concat();
        let archive = [packed(&warc), packed(wet.as_bytes())].concat();
        let origin = Origin::named("crawl.warc.gz");
        let got: Vec<Page> = pages(&mut archive.as_slice(), &origin).map(|page| page.unwrap()).collect();
        assert!(got[0].article.text.contains("мост открыт"), "{}", got[0].article.text);
        assert!(
            got[0].notes.iter().any(|note| note.what.ends_with("robots rules: noai")),
            "{:?}",
            got[0].notes
        );
        assert_eq!(got[1].article.text, text);
        for page in &got {
            let from = &page.provenance;
            assert_eq!(from.retrieved.as_deref(), Some("2031-03-12T14:05:00Z"));
            assert_eq!(
                (from.container.as_deref(), &*page.article.url),
                (Some("warc"), "https://vesper.example/dam")
            );
        }
    }

    #[test]
    fn a_range_of_an_archive_is_read_and_told_by_its_place_in_the_whole() {
        let first = packed(&record(HTML));
        let second = packed(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n");
        let origin = Origin { starts_at: first.len() as u64, ..Origin::named("crawl.warc.gz") };
        let got: Vec<_> = pages(&mut second.as_slice(), &origin).collect();
        let told = got[0].as_ref().unwrap_err().to_string();
        assert!(told.starts_with(&format!("crawl.warc.gz, byte {}: ", first.len())), "{told}");
    }

    #[test]
    fn a_page_is_the_same_wherever_its_bytes_are_cut() {
        struct Drops<'b>(&'b [u8]);
        impl Read for Drops<'_> {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                let n = self.0.len().min(out.len()).min(1);
                out[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let archive = [packed(&record(HTML)), packed(&record(HTML))].concat();
        for bytes in [HTML.as_bytes(), &packed(HTML.as_bytes()), &archive] {
            let origin = Origin::named("input");
            let (mut drops, mut whole) = (Drops(bytes), bytes);
            let by_drops = pages(&mut drops, &origin).map(|page| format!("{:?}", page.unwrap()));
            assert!(by_drops.eq(pages(&mut whole, &origin).map(|page| format!("{:?}", page.unwrap()))));
        }
    }

    #[test]
    fn a_packed_page_that_breaks_off_is_read_as_far_as_it_goes() {
        let page = packed(noise(30_000).as_bytes());
        let origin = Origin::named("input");
        let got = pages(&mut &page[..page.len() / 2], &origin).next().unwrap().unwrap();
        assert!(
            !got.article.text.is_empty() && got.notes[0].what.contains("could be unpacked"),
            "{:?}",
            got.notes
        );
    }

    #[test]
    fn a_kind_that_is_said_holds_for_the_whole_input() {
        let origin = Origin { kind: Some(InputKind::Text), ..Origin::named("input") };
        let archive = record(HTML);
        let got: Vec<_> = pages(&mut archive.as_slice(), &origin).collect();
        assert!(got.len() == 1 && got[0].as_ref().unwrap().source.starts_with("WARC/1.0"));
        let origin = Origin { kind: Some(InputKind::Warc), ..Origin::named("input") };
        let got: Vec<_> = pages(&mut HTML.as_bytes(), &origin).collect();
        assert!(
            got.len() == 1 && got[0].as_ref().unwrap_err().to_string().contains("does not begin with WARC/")
        );
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let bomb = packed(&vec![b'a'; 20 << 20]);
        let origin = Origin { max_bytes: 1 << 20, ..Origin::named("bomb") };
        let error = pages(&mut bomb.as_slice(), &origin).next().unwrap().unwrap_err();
        assert!(error.is_too_large());
    }

    #[test]
    fn feeds_give_a_page_an_entry() {
        let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>The Vesper</title><item>\
                    <title>The dam holds</title><link>https://vesper.example/dam</link>\
                    <description>&lt;p&gt;The old dam held through the night, the mayor said on Monday morning.&lt;/p&gt;</description>\
                    </item></channel></rss>";
        assert_eq!(read(feed.as_bytes()), [Ok("The dam holds".to_string())]);
    }

    #[test]
    fn what_is_no_page_is_named() {
        assert!(read(b"%PDF-1.7 ...")[0].as_ref().unwrap_err().contains("a PDF document"));
        assert!(read(b"")[0].as_ref().unwrap_err().contains("empty"));
    }
}
