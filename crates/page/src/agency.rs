//! News agencies that a text is credited to.

/// Names by which agencies are credited, each with the name that the record gives.
const AGENCIES: [(&str, &str); 36] = [
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("associated press", "Associated Press"),
    ("the associated press", "Associated Press"),
    ("ap", "Associated Press"),
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("agence france presse", "AFP"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("ansa", "ANSA"),
    ("xinhua", "Xinhua"),
    ("tass", "TASS"),
    ("pti", "PTI"),
    ("press trust of india", "PTI"),
    ("ani", "ANI"),
    ("ians", "IANS"),
    ("kyodo", "Kyodo"),
    ("kyodo news", "Kyodo"),
    ("jiji press", "Jiji Press"),
    ("yonhap", "Yonhap"),
    ("apa", "APA"),
    ("sda", "SDA"),
    ("keystone-sda", "SDA"),
    ("the canadian press", "The Canadian Press"),
    ("canadian press", "The Canadian Press"),
    ("aap", "AAP"),
    ("pa media", "PA Media"),
    ("press association", "PA Media"),
    ("upi", "UPI"),
    ("bloomberg", "Bloomberg"),
    ("europa press", "Europa Press"),
    ("interfax", "Interfax"),
    ("ria novosti", "RIA Novosti"),
    ("anadolu agency", "Anadolu Agency"),
    ("tt", "TT"),
];

/// The agency that `name` is, by the name the record gives it.
fn agency(name: &str) -> Option<&'static str> {
    let lower =
        name.trim().trim_matches(['(', ')', '.', ',', ':', '-', '–', '—', '©', '•', ' ']).to_lowercase();
    AGENCIES.iter().find(|(known, _)| *known == lower).map(|(_, name)| *name)
}

/// Whether a byline names an agency.
pub fn is_agency(name: &str) -> bool {
    agency(name).is_some()
}

/// The agencies that an article's paragraphs credit: in a dateline ("PORT VALE (AP) —") at its beginning, or
/// in a credit line ("Reuters, with additional inputs from …", "Source: AFP") at its end.
pub fn credited(paragraphs: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |name: Option<&'static str>| {
        if let Some(name) = name.filter(|name| out.iter().all(|n| n != name)) {
            out.push(name.to_string());
        }
    };
    for text in paragraphs.iter().take(3) {
        let head: String = text.chars().take(80).collect();
        if let Some((_, rest)) = head.split_once('(')
            && let Some((name, behind)) = rest.split_once(')')
            && behind.trim_start().starts_with(['-', '–', '—', ':'])
        {
            name.split(['/', ',']).for_each(|name| add(agency(name)));
        }
    }
    for text in paragraphs.iter().rev().take(4).filter(|t| t.len() < 240) {
        if let Some(names) = credit(text) {
            names
                .split([',', '/', '&', '|'])
                .flat_map(|p| p.split(" and "))
                .for_each(|name| add(agency(name)));
        }
    }
    out
}

/// The part of a credit line that names who supplied the text.
pub fn credit(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['•', '-', '–', '—', '*', '(', '[', ' ']);
    for opener in [
        "Source:",
        "Sources:",
        "Quelle:",
        "Fuente:",
        "With inputs from",
        "With input from",
        "(With inputs from",
    ] {
        if let Some(rest) =
            text.get(..opener.len()).filter(|t| t.eq_ignore_ascii_case(opener)).map(|_| &text[opener.len()..])
        {
            return Some(rest);
        }
    }
    let first = text.split([',', ';', '.', '|']).next()?;
    let names = first.split(" with ").next()?;
    names.split(['/', '&']).flat_map(|p| p.split(" and ")).all(is_agency).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_and_datelines_name_agencies() {
        let credit = "  • Reuters, with additional inputs from Ada Roe";
        assert_eq!(credited(&["The dam held.", credit]), ["Reuters"]);
        assert_eq!(credited(&["PORT VALE (AP) — The dam held."]), ["Associated Press"]);
        assert!(credited(&["Reuters reporters saw the dam hold, and ran."]).is_empty());
    }
}
