//! Bytes to text: the byte order mark, else the HTTP header, else what the page declares, else what the
//! bytes look like (WHATWG HTML 13.2.3.2; detection by chardetng). A declaration that the bytes contradict
//! is overruled, and a note says so: UTF-8 that is none, legacy charsets whose bytes are faultless UTF-8, and
//! windows-1252, that servers declare by default, where the bytes are of another script.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// A page's text and how its charset was told.
pub struct Decoded {
    /// The text; malformed bytes are U+FFFD.
    pub text: String,
    /// The charset's name in the Encoding Standard, or `UTF-32LE`, `UTF-32BE`.
    pub charset: &'static str,
    /// `bom`, `header`, `meta`, `detected` or `utf-8`.
    pub from: &'static str,
    /// What the reader should know: what was overruled, guessed or lost.
    pub notes: Vec<String>,
}

impl Decoded {
    fn new(text: impl Into<String>, charset: &'static str, from: &'static str) -> Decoded {
        Decoded { text: text.into(), charset, from, notes: Vec::new() }
    }

    fn noting(mut self, note: Option<String>) -> Decoded {
        self.notes.extend(note);
        self
    }
}

/// An encoding and who named it.
type Declared = (&'static Encoding, &'static str);

/// Decodes `bytes`; `header` is the charset of the HTTP header, `tld` the last part of the page's host, that
/// tips the scales where the bytes look like several charsets.
pub fn decode(bytes: Vec<u8>, header: Option<&str>, is_marked_up: bool, tld: Option<&str>) -> Decoded {
    if let Some(decoded) = by_mark(&bytes) {
        return decoded;
    }
    let by_header = header.and_then(|label| encoding(label.as_bytes()));
    let unknown =
        header.filter(|_| by_header.is_none()).map(|l| format!("the header's charset {l:?} is not known"));
    let by_meta = || declared(&bytes).filter(|_| is_marked_up).map(|e| (e, "meta"));
    let declared = by_header.map(|e| (e, "header")).or_else(by_meta);
    let is_ascii_with_escapes = bytes.is_ascii() && bytes.contains(&0x1b);
    let may_be_utf8 =
        !is_ascii_with_escapes && declared.is_none_or(|(e, _)| !is_sixteen(e)) && wide(&bytes).is_none();
    let decoded = match String::from_utf8(bytes) {
        Ok(text) if may_be_utf8 => {
            let wrong = declared.filter(|(e, _)| *e != UTF_8 && !text.is_ascii());
            let from = if wrong.is_some() { "detected" } else { declared.map_or("utf-8", |(_, from)| from) };
            let note = wrong.map(|(e, from)| format!("the {from} says {}, the bytes are UTF-8", e.name()));
            Decoded::new(text, UTF_8.name(), from).noting(note)
        }
        Ok(text) => legacy(&text.into_bytes(), declared, tld),
        Err(error) => legacy(&error.into_bytes(), declared, tld),
    };
    decoded.noting(unknown)
}

/// The charset that a `Content-Type` names (RFC 9110, 8.3.1).
pub fn of_content_type(content_type: &str) -> Option<&str> {
    let parameters = content_type.split([';', ',']).skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches(['"', '\''])).filter(|value| !value.is_empty())
}

/// UTF-16 and UTF-32 without a mark, told by where their zero bytes are: on one side of every pair, or on the
/// same three of every four.
pub fn wide(bytes: &[u8]) -> Option<Wide> {
    let head = &bytes[..bytes.len().min(4096) & !3];
    let mut zeros = [0; 4];
    for unit in head.chunks_exact(4) {
        (0..4).for_each(|at| zeros[at] += usize::from(unit[at] == 0));
    }
    let n = head.len() / 4;
    // Text in any script has blanks, line ends, digits or tags in ASCII now and then; zeros on the other side
    // are rare (U+4E00).
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
    let is_side = |zeros: usize, others: usize| zeros * 25 > n && others * 2 <= zeros;
    if n == 0 {
        return None;
    }
    match zeros.map(|zeros| zeros == n) {
        [true, true, ..] => Some(Wide::Utf32 { is_big: true }),
        [.., true, true] => Some(Wide::Utf32 { is_big: false }),
        _ if is_side(odd, even) => Some(Wide::Utf16(UTF_16LE)),
        _ if is_side(even, odd) => Some(Wide::Utf16(UTF_16BE)),
        _ => None,
    }
    .filter(|wide| is_text(&wide.decode(head).text))
}

/// A charset of two or four bytes a character.
#[derive(Clone, Copy, Debug)]
pub enum Wide {
    Utf16(&'static Encoding),
    Utf32 { is_big: bool },
}

impl Wide {
    fn decode(self, bytes: &[u8]) -> Decoded {
        match self {
            Wide::Utf16(encoding) => as_encoding(bytes, encoding, "detected"),
            Wide::Utf32 { is_big } => utf32(bytes, is_big, "detected"),
        }
    }
}

/// Whether nothing is in a text that no writer puts there; its end may be cut inside a character.
fn is_text(text: &str) -> bool {
    let is_foreign = |c: char| {
        c == '\u{fffd}'
            || c.is_control() && !c.is_ascii_whitespace()
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffe}')
    };
    text.chars().filter(|c| is_foreign(*c)).count() <= 1 + text.len() / 200
}

fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    // UTF-32's little-endian mark begins with that of UTF-16.
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => return Some(utf32(rest, false, "bom")),
        [0, 0, 0xfe, 0xff, rest @ ..] => return Some(utf32(rest, true, "bom")),
        _ => {}
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some(as_encoding(&bytes[length..], encoding, "bom"))
}

/// UTF-32, which the Encoding Standard leaves out and other programs write all the same.
fn utf32(bytes: &[u8], is_big: bool, from: &'static str) -> Decoded {
    let unit = |unit: &[u8]| match (unit, is_big) {
        (&[a, b, c, d], true) => char::from_u32(u32::from_be_bytes([a, b, c, d])),
        (&[a, b, c, d], false) => char::from_u32(u32::from_le_bytes([a, b, c, d])),
        _ => None,
    };
    let charset = if is_big { "UTF-32BE" } else { "UTF-32LE" };
    let text: String = bytes.chunks(4).map(|bytes| unit(bytes).unwrap_or('\u{fffd}')).collect();
    let note = lost(&text, charset);
    Decoded::new(text, charset, from).noting(note)
}

fn as_encoding(bytes: &[u8], encoding: &'static Encoding, from: &'static str) -> Decoded {
    let (text, is_malformed) = encoding.decode_without_bom_handling(bytes);
    let note = lost(&text, encoding.name()).filter(|_| is_malformed);
    Decoded::new(text, encoding.name(), from).noting(note)
}

fn lost(text: &str, charset: &str) -> Option<String> {
    let n = n_lost(text);
    (n > 0).then(|| format!("the bytes are no {charset} at {n} place(s), shown as \u{fffd}"))
}

fn n_lost(text: &str) -> usize {
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

fn is_sixteen(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The encoding of a label. Charsets that are unsafe to read (`replacement`) are as good as unknown.
fn encoding(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim_ascii())
}

/// Decodes bytes that are not UTF-8.
fn legacy(bytes: &[u8], declared: Option<Declared>, tld: Option<&str>) -> Decoded {
    if let Some(wide) = wide(bytes) {
        return wide.decode(bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    // chardetng panics on anything but lower-case ASCII.
    let tld =
        tld.filter(|tld| tld.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
    let guess = detector.guess(tld.map(str::as_bytes), Utf8Detection::Allow);
    let as_guessed = as_encoding(bytes, guess, "detected");
    if let Some((encoding, from)) = declared.filter(|(e, _)| *e != UTF_8) {
        let as_declared = as_encoding(bytes, encoding, from);
        let is_default = encoding == WINDOWS_1252 && is_other_script(&as_guessed.text);
        if !is_sixteen(encoding) && n_lost(&as_declared.text) * 50 < as_declared.text.len() && !is_default {
            return as_declared;
        }
    }
    // A few broken bytes in a page of UTF-8 are a cut or a splice, not another charset.
    let from = declared.filter(|(e, _)| *e == UTF_8).map_or("detected", |(_, from)| from);
    let as_utf8 = as_encoding(bytes, UTF_8, from);
    let n_multibyte = as_utf8.text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if n_lost(&as_utf8.text) * 4 <= n_multibyte {
        return as_utf8;
    }
    let note = match declared {
        Some((e, from)) => format!("the {from} says {}, the bytes look like {}", e.name(), guess.name()),
        None => format!("the page names no charset; {} is what its bytes look like", guess.name()),
    };
    as_guessed.noting(Some(note))
}

/// Whether most letters beyond ASCII are of another script than the Latin one.
fn is_other_script(text: &str) -> bool {
    let (mut n_other, mut n_latin) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
        match c {
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => n_latin += 1,
            _ => n_other += 1,
        }
    }
    n_other > 8 && n_other > 4 * n_latin
}

/// The charset that a page's `<meta>` or XML declaration names, within its first 4,096 bytes. The standard asks
/// for 1,024; comments do not count there either.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        let end: &[u8] = if rest.starts_with(b"<!--") { b"-->" } else { b">" };
        let end = memchr::memmem::find(rest, end)?;
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        let name = match tag {
            _ if tag.starts_with(b"<meta") => b"charset".as_slice(),
            _ if tag.starts_with(b"<?xml") => b"encoding",
            _ => continue,
        };
        if let Some(encoding) = value(tag, name).and_then(encoding) {
            // A page that can be searched for ASCII is no UTF-16 (WHATWG HTML 13.2.3.3).
            return Some(match encoding {
                _ if is_sixteen(encoding) => UTF_8,
                _ if encoding == X_USER_DEFINED => WINDOWS_1252,
                _ => encoding,
            });
        }
    }
    None
}

/// What stands behind `name` and `=` in a tag, in whatever quotes.
fn value<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let after = |at: usize| tag[at + name.len()..].trim_ascii_start().strip_prefix(b"=");
    let value = memchr::memmem::find_iter(tag, name).find_map(after)?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let is_end = |b: &u8| matches!(b, b'"' | b'\'' | b';' | b'/' | b'?' | b',') || b.is_ascii_whitespace();
    Some(&value[..value.iter().position(is_end).unwrap_or(value.len())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::*;

    /// An invented paragraph in a language that each charset is for.
    const CASES: [(&Encoding, &str); 18] = [
        (
            WINDOWS_1252,
            "Die Bürgermeisterin sagte am Montag, die Brücke über die Vale werde bald wieder geöffnet, und fügte hinzu, für größere Schäden gebe es keine Hinweise.",
        ),
        (
            WINDOWS_1251,
            "Мэр города заявил в понедельник, что мост через реку будет открыт весной, и добавил, что серьёзных повреждений не обнаружено.",
        ),
        (
            KOI8_R,
            "Мэр города заявил в понедельник, что мост через реку будет открыт весной, и добавил, что серьёзных повреждений не обнаружено.",
        ),
        (
            KOI8_U,
            "Мер міста заявив у понеділок, що міст через річку буде відкрито навесні, і додав, що серйозних пошкоджень не виявлено.",
        ),
        (
            ISO_8859_5,
            "Мэр города заявил в понедельник, что мост через реку будет открыт весной, и добавил, что серьёзных повреждений не обнаружено.",
        ),
        (
            WINDOWS_1250,
            "Starosta města v pondělí řekl, že most přes řeku bude na jaře znovu otevřen, a dodal, že žádné větší škody nebyly zjištěny.",
        ),
        (
            ISO_8859_2,
            "Burmistrz miasta powiedział w poniedziałek, że most nad rzeką zostanie wiosną ponownie otwarty, i dodał, że większych szkód nie stwierdzono.",
        ),
        (
            WINDOWS_1253,
            "Ο δήμαρχος της πόλης δήλωσε τη Δευτέρα ότι η γέφυρα του ποταμού θα ανοίξει ξανά την άνοιξη.",
        ),
        (
            ISO_8859_7,
            "Ο δήμαρχος της πόλης δήλωσε τη Δευτέρα ότι η γέφυρα του ποταμού θα ανοίξει ξανά την άνοιξη.",
        ),
        (
            WINDOWS_1254,
            "Belediye başkanı pazartesi günü nehrin üzerindeki köprünün ilkbaharda yeniden açılacağını söyledi ve büyük bir hasar olmadığını ekledi.",
        ),
        (WINDOWS_1255, "ראש העיר אמר ביום שני כי הגשר מעל הנהר ייפתח מחדש באביב והוסיף כי לא נמצא נזק חמור"),
        (
            WINDOWS_1256,
            "قال رئيس البلدية يوم الاثنين إن الجسر فوق النهر سيفتح من جديد في الربيع وأضاف أنه لا توجد أضرار كبيرة",
        ),
        (WINDOWS_874, "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานข้ามแม่น้ำจะเปิดอีกครั้งในฤดูใบไม้ผลิ"),
        (BIG5, "市長星期一表示，河上的大橋將於春天重新開放，並補充說沒有發現嚴重損壞。"),
        (GBK, "市长星期一表示，河上的大桥将于春天重新开放，并补充说没有发现严重损坏。"),
        (
            SHIFT_JIS,
            "市長は月曜日、川に架かる橋が春に再び開通すると述べ、大きな被害は見つかっていないと付け加えた。",
        ),
        (
            EUC_JP,
            "市長は月曜日、川に架かる橋が春に再び開通すると述べ、大きな被害は見つかっていないと付け加えた。",
        ),
        (
            EUC_KR,
            "시장은 월요일 강 위의 다리가 봄에 다시 열릴 것이라고 말하고 큰 피해는 발견되지 않았다고 덧붙였다.",
        ),
    ];

    fn page(encoding: &'static Encoding, text: &str, declared: Option<&str>) -> Vec<u8> {
        let meta = declared.map(|label| format!("<meta charset=\"{label}\">")).unwrap_or_default();
        let html = format!("<html><head>{meta}</head><body><p>{text}</p><p>{text}</p></body></html>");
        encoding.encode(&html).0.into_owned()
    }

    #[test]
    fn every_encoding_of_the_standard_is_read_as_declared() {
        const OTHERS: [(&Encoding, &str); 17] = [
            (IBM866, "Мэр города заявил, что мост открыт."),
            (ISO_8859_3, "Il-belt ħabbret li l-pont jerġa' jinfetaħ ċar."),
            (ISO_8859_4, "Linnapea ütles, et šefid tänasid žürii."),
            (ISO_8859_6, "قال رئيس البلدية إن الجسر سيفتح"),
            (ISO_8859_8, "ראש העיר אמר כי הגשר ייפתח"),
            (ISO_8859_8_I, "ראש העיר אמר כי הגשר ייפתח"),
            (ISO_8859_10, "Þorpið sagði að brúin yrði opnuð ęį."),
            (ISO_8859_13, "Miesto meras sakė, kad tiltas bus atidarytas."),
            (ISO_8859_14, "Dywedodd y maer fod ŵy a ŷd ar y bont."),
            (ISO_8859_15, "Le pont a coûté 3 € au cœur de la ville."),
            (ISO_8859_16, "Primarul a spus că podul va fi deschis și țara."),
            (MACINTOSH, "Le maire a déclaré que le pont était rouvert."),
            (WINDOWS_1257, "Miesto meras sakė, kad tiltas bus atidarytas."),
            (WINDOWS_1258, "Cô nói cây câu đươc xây."),
            (X_MAC_CYRILLIC, "Мэр города заявил, что мост открыт."),
            (GB18030, "市长星期一表示，大桥将于春天重新开放。𠀀"),
            (ISO_2022_JP, "市長は月曜日、橋が春に再び開通すると述べた。"),
        ];
        for (encoding, text) in OTHERS.into_iter().chain(CASES) {
            let bytes = page(encoding, text, Some(encoding.name()));
            let decoded = decode(bytes, None, true, None);
            assert!(decoded.text.contains(text), "{}: {:?}", encoding.name(), decoded.text);
            assert_eq!(decoded.notes, [""; 0], "{}", encoding.name());
            assert_eq!(decoded.charset, encoding.name());
        }
    }

    #[test]
    fn no_declaration_makes_any_bytes_fail() {
        let all = CASES.map(|(encoding, _)| encoding);
        for (encoding, text) in CASES {
            for declared in all {
                let decoded =
                    decode(page(encoding, text, Some(declared.name())), None, true, Some("example"));
                assert!(!decoded.text.is_empty());
            }
        }
    }

    #[test]
    fn a_server_that_says_latin_1_of_everything_is_not_believed() {
        for (encoding, text) in CASES.into_iter().filter(|(_, text)| is_other_script(text)) {
            let decoded = decode(page(encoding, text, None), Some("ISO-8859-1"), true, None);
            assert!(decoded.text.contains(text), "{} read as {}", encoding.name(), decoded.charset);
            assert!(decoded.notes[0].starts_with("the header says windows-1252"));
        }
    }

    #[test]
    fn wide_characters_are_read_with_and_without_a_mark() {
        for (_, text) in CASES {
            let text = format!("{text}\n{text} 1 2 3\n");
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let little32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            let big32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            let marks: [&[u8]; 4] = [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"];
            let names = ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"];
            for ((bytes, mark), name) in [little, big, little32, big32].iter().zip(marks).zip(names) {
                for (bytes, from) in [(bytes.clone(), "detected"), ([mark, bytes].concat(), "bom")] {
                    let decoded = decode(bytes, None, false, None);
                    assert_eq!((&*decoded.text, decoded.charset, decoded.from), (&*text, name, from));
                }
            }
        }
    }

    #[test]
    fn declarations_are_found_as_browsers_find_them() {
        let cases = [
            ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; Charset = windows-1251'>", "windows-1251"),
            ("<meta charset = \"koi8-r\">", "KOI8-R"),
            ("<!-- <meta charset=koi8-r> --><meta charset='windows-1251'/>", "windows-1251"),
            ("<meta charset=klingon><meta charset=windows-1251>", "windows-1251"),
        ];
        for (head, charset) in cases {
            assert_eq!(declared(head.as_bytes()).map(Encoding::name), Some(charset), "{head}");
        }
        assert_eq!(of_content_type("text/html;boundary=x; Charset=\"UTF-8\""), Some("UTF-8"));
        assert_eq!(of_content_type("text/html; charset=windows-1252"), Some("windows-1252"));
        assert_eq!(of_content_type("text/html"), None);
        assert_eq!(of_content_type("text/html; charset="), None);
    }

    #[test]
    fn what_is_lost_or_not_known_is_noted() {
        let decoded = decode(b"caf\xe9 \xff".to_vec(), Some("klingon"), false, None);
        assert!(
            decoded.notes.iter().any(|note| note.contains("\"klingon\" is not known")),
            "{:?}",
            decoded.notes
        );
        let text = format!("{}\u{fffd}", "Brücke über die Vale ".repeat(20));
        let bytes = text.replace('\u{fffd}', "?").into_bytes();
        let cut = [&bytes[..], b"\xc3"].concat();
        let decoded = decode(cut, Some("utf-8"), false, None);
        assert!(decoded.notes[0].contains("no UTF-8 at 1 place"), "{:?}", decoded.notes);
        // A charset that is unsafe to read is not read as nothing.
        assert!(
            decode(b"<p>The dam holds \xe9".to_vec(), Some("hz-gb-2312"), true, None).text.contains("dam")
        );
    }

    #[test]
    fn declared_undeclared_and_wrongly_declared_pages_are_not_garbled() {
        for (encoding, text) in CASES {
            for declared in [Some(encoding.name()), None, Some("utf-8")] {
                let decoded = decode(page(encoding, text, declared), None, true, None);
                assert!(
                    decoded.text.contains(text),
                    "{} declared as {declared:?} read as {}",
                    encoding.name(),
                    decoded.charset
                );
            }
        }
    }

    #[test]
    fn an_xml_declaration_counts_before_a_scripts_charset() {
        let html = "<?xml version='1.0' encoding='windows-1251'?><script charset='koi8-r'></script><p>ёж</p>";
        let decoded = decode(WINDOWS_1251.encode(html).0.into_owned(), None, true, None);
        assert!(decoded.text.contains("ёж"), "{}", decoded.text);
    }

    #[test]
    fn faultless_utf8_overrules_a_legacy_declaration() {
        let decoded = decode(page(UTF_8, "Brücke über die Vale", Some("iso-8859-1")), None, true, None);
        assert!(decoded.text.contains("Brücke") && !decoded.notes.is_empty());
        let decoded = decode(b"\xff\xfeh\x00i\x00".to_vec(), Some("utf-8"), false, None);
        assert_eq!((decoded.text.as_str(), decoded.from), ("hi", "bom"));
    }
}
