//! Whom a statement was made to, as its sentence tells: "told reporters", "in a letter to Roe".

use std::ops::Range;

use super::Frame;

/// The words that name the hearers.
pub fn addressees(frame: &Frame) -> Vec<Range<usize>> {
    let found =
        object(frame).or_else(|| asked(frame)).or_else(|| behind_to(frame)).or_else(|| of_an_occasion(frame));
    found.into_iter().collect()
}

/// Verbs whose object hears it.
const TELLING: [&str; 38] = [
    "tell",
    "inform",
    "remind",
    "assure",
    "reassure",
    "notify",
    "brief",
    "urge",
    "ask",
    "beg",
    "implore",
    "advise",
    "instruct",
    "order",
    "invite",
    "thank",
    "congratulate",
    "press",
    "grill",
    "quiz",
    "lobby",
    "encourage",
    "alert",
    "address",
    "petition",
    "exhort",
    "command",
    "warn",
    "call on",
    "call upon",
    "beseech",
    "entreat",
    "lecture",
    "convince",
    "persuade",
    "reassure",
    "text",
    "email",
];

/// "told reporters", "urged the council to": the object of a verb of telling.
fn object(frame: &Frame) -> Option<Range<usize>> {
    let head = frame.head()?;
    let is_telling = |lemma: &String| TELLING.contains(&lemma.as_str());
    let is_call = frame.words[head].lemmas().iter().any(|l| l == "call")
        && frame.words.get(head + 1).is_some_and(|word| word.is(&["on", "upon"]));
    let is_passive = head > 0 && frame.words[head - 1].is(&["was", "were", "been", "being", "is", "are"]);
    if is_passive || !is_call && !frame.words[head].lemmas().iter().any(is_telling) {
        return None;
    }
    let start = head + if is_call { 2 } else { 1 };
    // What is said may stand between: then nobody is named.
    (start < frame.words.len() && frame.is_joined(start)).then(|| noun_phrase(frame, start)).flatten()
}

/// "Roe was asked whether": the subject of a passive.
fn asked(frame: &Frame) -> Option<Range<usize>> {
    const AUXILIARIES: [&str; 3] = ["was", "were", "been"];
    const ASKED: [&str; 7] = ["asked", "told", "urged", "warned", "informed", "assured", "questioned"];
    let head = frame.head()?;
    let auxiliary = [Some(head), head.checked_sub(1)].into_iter().flatten().find(|idx| {
        frame.words[*idx].is(&AUXILIARIES) && frame.words.get(idx + 1).is_some_and(|word| word.is(&ASKED))
    })?;
    let mut start = auxiliary;
    while start > 0 && (start == auxiliary || frame.is_joined(start)) && frame.is_capital(start - 1) {
        start -= 1;
    }
    let is_pronoun =
        start == auxiliary && start > 0 && frame.words[start - 1].is(&["he", "she", "they", "who"]);
    let start = if is_pronoun { start - 1 } else { start };
    (start < auxiliary).then(|| frame.words[start].at.start..frame.words[auxiliary - 1].at.end)
}

/// "said to Roe", "wrote to the council".
fn behind_to(frame: &Frame) -> Option<Range<usize>> {
    let head = frame.head()?;
    let to = (head + 1..frame.words.len().min(head + 4)).find(|idx| frame.words[*idx].is(&["to", "with"]))?;
    let is_spoken = frame.words[head].lemmas().iter().any(|lemma| {
        matches!(
            lemma.as_str(),
            "say"
                | "reveal"
                | "relay"
                | "disclose"
                | "present"
                | "write"
                | "reply"
                | "explain"
                | "speak"
                | "complain"
                | "confess"
                | "appeal"
                | "respond"
                | "talk"
                | "request"
                | "plea"
                | "message"
                | "answer"
                | "apologise"
                | "apologize"
                | "suggest"
                | "propose"
                | "announce"
                | "confirm"
                | "admit"
                | "testify"
        )
    });
    let next = frame.words.get(to + 1)?;
    // "said, pointing to the map"
    if frame.words[head + 1..to].iter().any(|word| word.lower.ends_with("ing")) {
        return None;
    }
    let is_someone = frame.is_capital(to + 1)
        || next.is(&["the", "a", "his", "her", "their", "its", "him", "them", "us", "me", "you"])
        || is_audience(&next.lower);
    (is_spoken && is_someone).then(|| noun_phrase(frame, to + 1)).flatten()
}

/// "in a letter to Roe", "speaking to reporters", "in an interview with the Post".
fn of_an_occasion(frame: &Frame) -> Option<Range<usize>> {
    let is_occasion = |word: &super::Word| {
        word.is(&[
            "letter",
            "message",
            "memo",
            "e-mail",
            "email",
            "remarks",
            "comments",
            "speech",
            "address",
            "statement",
            "testimony",
            "speaking",
            "briefing",
            "note",
        ])
    };
    let at = frame.words.iter().position(is_occasion)?;
    let link = frame.words.get(at + 1)?;
    if frame.words[at].is(&["briefing"]) && is_audience(&link.lower) {
        return noun_phrase(frame, at + 1);
    }
    (link.is(&["to", "with"])).then(|| noun_phrase(frame, at + 2)).flatten()
}

/// Nouns for those who are told things, which need no article.
fn is_audience(word: &str) -> bool {
    matches!(
        word,
        "reporters"
            | "journalists"
            | "lawmakers"
            | "investors"
            | "supporters"
            | "voters"
            | "investigators"
            | "officials"
            | "analysts"
            | "delegates"
            | "senators"
            | "members"
            | "police"
            | "others"
            | "media"
            | "staff"
    )
}

/// The noun phrase that begins with this word: up to a verb's particle, a date, a comma or the content.
pub fn noun_phrase(frame: &Frame, start: usize) -> Option<Range<usize>> {
    const STOPS: [&str; 48] = [
        "that",
        "to",
        "about",
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "when",
        "how",
        "whether",
        "if",
        "for",
        "not",
        "by",
        "from",
        "via",
        "over",
        "as",
        "because",
        "why",
        "what",
        "who",
        "which",
        "while",
        "later",
        "earlier",
        "yesterday",
        "today",
        "last",
        "this",
        "with",
        "is",
        "was",
        "were",
        "had",
        "has",
        "have",
        "would",
        "will",
        "it",
        "he",
        "she",
        "they",
        "there",
        "against",
        "following",
    ];
    let first = frame.words.get(start)?;
    if first.is(&STOPS) || super::said::is_day_name(&first.lower) {
        return None;
    }
    let mut end = start + 1;
    while end < frame.words.len() && end - start < 12 {
        let word = &frame.words[end];
        let ends = word.is(&STOPS) || super::said::is_day_name(&word.lower) || !frame.is_joined(end);
        if ends || word.lower.ends_with("ly") && !frame.is_capital(end) {
            break;
        }
        end += 1;
    }
    if (start..end).any(|idx| frame.is_source(idx)) {
        return None;
    }
    Some(first.at.start..frame.words[end - 1].at.end)
}
