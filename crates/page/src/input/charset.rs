//! Bytes to text: the byte order mark, else the HTTP header, else what the page declares, else what the
//! bytes look like (WHATWG HTML 13.2.3.2; detection by chardetng). A declaration that the bytes contradict
//! is overruled: UTF-8 that is none, and legacy charsets whose bytes are faultless UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// A page's text and how its charset was told.
pub struct Decoded {
    /// The text; malformed bytes are U+FFFD.
    pub text: String,
    /// The charset's name in the Encoding Standard.
    pub charset: &'static str,
    /// `bom`, `header`, `meta`, `detected` or `utf-8`.
    pub from: &'static str,
    /// What the reader should know: a declaration that was overruled.
    pub note: Option<String>,
}

/// Decodes `bytes`; `header` is the charset of the HTTP header.
pub fn decode(bytes: Vec<u8>, header: Option<&str>, is_html: bool) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Decoded { text: text.into_owned(), charset: encoding.name(), from: "bom", note: None };
    }
    let by_header =
        header.and_then(|label| Encoding::for_label(label.trim().as_bytes())).map(|e| (e, "header"));
    let declared = by_header.or_else(|| declared(&bytes).filter(|_| is_html).map(|e| (e, "meta")));
    let is_ascii_with_escapes = bytes.is_ascii() && bytes.contains(&0x1b);
    if !is_ascii_with_escapes && declared.is_none_or(|(e, _)| !is_sixteen(e)) {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let from = declared.map_or("utf-8", |(_, from)| from);
                let wrong = declared.filter(|(e, _)| *e != UTF_8 && !text.is_ascii());
                let note =
                    wrong.map(|(e, from)| format!("the {from} says {}, the bytes are UTF-8", e.name()));
                return Decoded {
                    text,
                    charset: UTF_8.name(),
                    from: if note.is_some() { "detected" } else { from },
                    note,
                };
            }
            Err(error) => return legacy(error.into_bytes(), declared),
        }
    }
    legacy(bytes, declared)
}

fn is_sixteen(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Decodes bytes that are not UTF-8.
fn legacy(bytes: Vec<u8>, declared: Option<(&'static Encoding, &'static str)>) -> Decoded {
    if let Some((encoding, from)) = declared.filter(|(e, _)| *e != UTF_8) {
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes);
        if !malformed || !is_sixteen(encoding) && garbled(&text) * 50 < text.len() {
            return Decoded { text: text.into_owned(), charset: encoding.name(), from, note: None };
        }
    }
    if let Some(encoding) = sixteen(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        return Decoded { text: text.into_owned(), charset: encoding.name(), from: "detected", note: None };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let (text, _) = guess.decode_without_bom_handling(&bytes);
    // A few broken bytes in a page of UTF-8 are a cut or a splice, not another charset.
    let (as_utf8, _) = UTF_8.decode_without_bom_handling(&bytes);
    let n_multibyte = as_utf8.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if garbled(&as_utf8) * 4 <= n_multibyte {
        let (charset, from) = (UTF_8.name(), declared.map_or("detected", |(_, from)| from));
        return Decoded {
            text: as_utf8.into_owned(),
            charset,
            from,
            note: Some("some bytes are not UTF-8".to_string()),
        };
    }
    let note = declared
        .map(|(e, from)| format!("the {from} says {}, the bytes look like {}", e.name(), guess.name()));
    Decoded { text: text.into_owned(), charset: guess.name(), from: "detected", note }
}

fn garbled(text: &str) -> usize {
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

/// UTF-16 without a mark, told by where its zero bytes are.
fn sixteen(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count() * 10;
    let half = head.len() / 2;
    match (zeros(0) > half * 4, zeros(1) > half * 4) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The charset that a page's `<meta>` or XML declaration names, within its first 4,096 bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let mut at = 0;
    let next = |at: usize| {
        let hits = [b"charset".as_slice(), b"encoding"].map(|word| memchr::memmem::find(&head[at..], word));
        hits.into_iter().flatten().min()
    };
    while let Some(found) = next(at) {
        let start = at + found;
        let name = if head[start..].starts_with(b"charset") { 7 } else { 8 };
        at = start + name;
        // Only inside a `<meta` tag or an XML declaration.
        let tag = head[..start].iter().rposition(|b| *b == b'<').map(|open| &head[open..start]);
        if !tag.is_some_and(|tag| {
            !tag.contains(&b'>') && (tag.starts_with(b"<meta") || tag.starts_with(b"<?xml"))
        }) {
            continue;
        }
        let value = head[at..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value
            .iter()
            .position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b' ' | b'/' | b'?'))
            .unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label(&value[..end]) {
            // A page that can be searched for ASCII is no UTF-16 (WHATWG HTML 13.2.3.3).
            let ascii = if is_sixteen(encoding) { UTF_8 } else { encoding };
            return Some(if ascii == X_USER_DEFINED { encoding_rs::WINDOWS_1252 } else { ascii });
        }
    }
    None
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
    fn declared_undeclared_and_wrongly_declared_pages_are_not_garbled() {
        for (encoding, text) in CASES {
            for declared in [Some(encoding.name()), None, Some("utf-8")] {
                let decoded = decode(page(encoding, text, declared), None, true);
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
        let decoded = decode(WINDOWS_1251.encode(html).0.into_owned(), None, true);
        assert!(decoded.text.contains("ёж"), "{}", decoded.text);
    }

    #[test]
    fn faultless_utf8_overrules_a_legacy_declaration() {
        let decoded = decode(page(UTF_8, "Brücke über die Vale", Some("iso-8859-1")), None, true);
        assert!(decoded.text.contains("Brücke") && decoded.note.is_some());
        let decoded = decode(b"\xff\xfeh\x00i\x00".to_vec(), Some("utf-8"), false);
        assert_eq!((decoded.text.as_str(), decoded.from), ("hi", "bom"));
    }
}
