//! Which language a text is in (whatlang's trigrams, a script at a time).

/// The BCP 47 tag of `text`'s language and how sure that is, 0 to 1; `stated` is what the page says of itself.
pub fn identify(text: &str, stated: Option<&str>) -> (String, f64) {
    // Trigrams say all they have to say within a few thousand characters.
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let Some(info) = whatlang::detect(&text[..end]) else {
        return stated.map_or((String::new(), 0.0), |tag| (tag.to_string(), 0.5));
    };
    let tag = bcp47(info.lang());
    match stated {
        Some(stated) if stated.split(['-', '_']).next() == Some(tag) => (stated.to_string(), 1.0),
        Some(stated) if !info.is_reliable() => (stated.to_string(), 0.5),
        _ => (tag.to_string(), info.confidence()),
    }
}

/// ISO 639-1 where there is one.
fn bcp47(lang: whatlang::Lang) -> &'static str {
    let code = lang.code();
    TWO_LETTERS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

/// ISO 639-3 and ISO 639-1 of the languages that whatlang knows.
const TWO_LETTERS: [(&str, &str); 69] = [
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "no"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];
