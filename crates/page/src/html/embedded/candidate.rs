use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::decoded::ScriptText;
use super::strings::{StringValue, strings};
use crate::lists::WordList;
use crate::words::{bare, ends_sentence};

/// What may be an article's text: one string, or those of a list.
pub struct TextCandidate {
    pub parts: Vec<ScriptText>,
    /// Whether a headline beside it tells little: lists in a list may be those of several articles, and attributes
    /// hold what several parts of a page are made of.
    pub is_loose: bool,
    /// The short strings of the same script, bare: one of them is the headline.
    pub beside: std::rc::Rc<Vec<String>>,
}

impl TextCandidate {
    /// How much it says, about.
    pub fn n_bytes(&self) -> usize {
        self.parts.iter().map(|part| without_tags(&part.text).len()).sum()
    }

    /// Whether it is of sentences: no list of headlines or names.
    pub fn is_prose(&self) -> bool {
        let n_ends = |part: &ScriptText| {
            without_tags(&part.text).split_inclusive(ENDS).filter(|s| s.ends_with(ENDS)).count()
        };
        let n_sentences: usize = self.parts.iter().map(n_ends).sum();
        n_sentences >= 3 && n_sentences * MAX_SENTENCE >= self.n_bytes()
    }

    /// Its beginning.
    pub fn opening(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            out.push_str(&without_tags(&part.text[..part.text.floor_char_boundary(4000)]));
            if out.len() > 4000 {
                break;
            }
        }
        out
    }
}

/// Less than this is no article.
pub const MIN_BYTES: usize = 250;

/// So much script of a page is looked through.
const MAX_BYTES: usize = 8 << 20;
/// Strings in strings in strings are no article.
const MAX_LAYERS: usize = 2;
const ENDS: [char; 8] = ['.', '!', '?', '…', '。', '！', '？', '।'];
/// Sentences of news have a third of these bytes.
const MAX_SENTENCE: usize = 500;
/// A paragraph of a list says more than this.
const MIN_PART: usize = 30;

/// All candidates of a page's scripts.
pub fn candidates(source: &str) -> Vec<TextCandidate> {
    let mut out = Vec::new();
    let mut room = MAX_BYTES;
    for script in scripts(source) {
        if script.len() > room {
            break;
        }
        room -= script.len();
        if script.len() >= MIN_BYTES {
            of(&ScriptText::literal(source, script), MAX_LAYERS, &mut out);
        }
    }
    for attribute in attributes(source).filter(|at| at.len() >= MIN_BYTES).take(MAX_ATTRIBUTES) {
        if attribute.len() <= room {
            room -= attribute.len();
            let n_before = out.len();
            of(&ScriptText::attribute(source, attribute), MAX_LAYERS, &mut out);
            out[n_before..].iter_mut().for_each(|candidate| candidate.is_loose = true);
        }
    }
    out
}

/// So many attributes of a page are looked through.
const MAX_ATTRIBUTES: usize = 64;

/// Attributes that hold JSON, with its quotation marks escaped.
fn attributes(source: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = source.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memmem::find(bytes.get(at..)?, b"=\"")? + 2;
            let end = start + memchr::memchr(b'"', &bytes[start..])?;
            at = end;
            let value = &bytes[start..end];
            if value.starts_with(b"{&quot;") || value.starts_with(b"[{&quot;") {
                return Some(start..end);
            }
        }
    })
}

/// The candidates among the strings of a script or an attribute, and among those within its strings.
fn of(around: &ScriptText, n_layers: usize, out: &mut Vec<TextCandidate>) {
    let values = strings(&around.text);
    let raw = |at: &Range<usize>| around.text.get(at.clone()).unwrap_or_default();
    let titles = values.iter().filter(|value| (10..400).contains(&value.at.len()));
    let titles = titles.map(|value| bare(&ScriptText::string(around, value.at.clone()).text));
    let beside = std::rc::Rc::new(titles.collect::<Vec<_>>());
    let mut lists = Lists::default();
    for value in &values {
        if WordList::BesideArticle.has(&raw(&value.key).to_ascii_lowercase()) || value.at.len() < MIN_PART {
            continue;
        }
        if value.at.len() >= MIN_BYTES {
            let decoded = ScriptText::string(around, value.at.clone());
            let is_json = decoded.text.trim_start().starts_with(['{', '[']);
            match is_json {
                true if n_layers > 1 => of(&decoded, n_layers - 1, out),
                true => {}
                false if !is_prose(&decoded.text) => {}
                false => {
                    out.push(TextCandidate { parts: vec![decoded], is_loose: false, beside: beside.clone() })
                }
            }
        }
        lists.add(value);
    }
    out.extend(lists.texts(around).map(|(parts, is_loose)| TextCandidate {
        parts,
        is_loose,
        beside: beside.clone(),
    }));
}

/// The strings of each list, and of each list of lists.
#[derive(Default)]
struct Lists {
    strings: HashMap<u64, Vec<Range<usize>>>,
    /// The lists in a list of lists.
    inner: HashMap<u64, HashSet<u64>>,
    order: Vec<u64>,
}

impl Lists {
    fn add(&mut self, value: &StringValue) {
        if value.lists != value.list {
            self.inner.entry(value.lists).or_default().insert(value.list);
        }
        let around = (value.lists != value.list).then_some(value.lists);
        for number in std::iter::once(value.list).chain(around) {
            let list = self.strings.entry(number).or_default();
            if list.is_empty() {
                self.order.push(number);
            }
            list.push(value.at.clone());
        }
    }

    /// The lists that may be a text, in order, and whether each is one of lists.
    fn texts(&self, around: &ScriptText) -> impl Iterator<Item = (Vec<ScriptText>, bool)> {
        self.order.iter().filter_map(|number| {
            let list = self.strings.get(number).filter(|list| list.len() >= 2 && self.is_one(*number))?;
            let is_nested = self.inner.contains_key(number);
            let parts: Vec<ScriptText> =
                list.iter().map(|at| ScriptText::string(around, at.clone())).collect();
            let n_prose = parts.iter().filter(|part| is_prose(&part.text)).count();
            // Pieces of paragraphs are no paragraphs.
            let n_whole = parts.iter().filter(|part| ends_sentence(&part.text)).count();
            let are_whole = !is_nested || n_whole * 10 >= parts.len() * 8;
            (n_prose * 10 >= parts.len() * 6 && are_whole).then_some((parts, is_nested))
        })
    }

    /// Lists of lists are one text where most of them hold one string.
    fn is_one(&self, number: u64) -> bool {
        let n_strings = self.strings.get(&number).map_or(0, Vec::len);
        self.inner.get(&number).is_none_or(|inner| inner.len() * 10 >= n_strings * 6)
    }
}

/// What stands in each `<script>`.
fn scripts(source: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = source.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let tag = at + memchr::memmem::find(bytes.get(at..)?, b"<script")?;
        let start = tag + memchr::memchr(b'>', &bytes[tag..])? + 1;
        let end = memchr::memmem::find(&bytes[start..], b"</script").map_or(bytes.len(), |n| start + n);
        at = end;
        Some(start..end)
    })
}

/// Whether a text is of words, as against an address or packed bytes.
fn is_prose(text: &str) -> bool {
    let shown = without_tags(text);
    let n_letters = shown.chars().filter(|c| c.is_alphabetic()).count();
    let n_words = shown.split_whitespace().count();
    // Scripts without blanks between words have more bytes than letters.
    let has_words = n_words * 12 >= shown.len() || shown.len() > n_letters * 2;
    n_letters * 10 >= shown.chars().count() * 6 && has_words
}

fn without_tags(html: &str) -> String {
    let mut is_inside = false;
    let mut out = String::with_capacity(html.len());
    for c in html.chars() {
        match c {
            '<' => is_inside = true,
            '>' if is_inside => is_inside = false,
            _ if !is_inside => out.push(c),
            _ => {}
        }
    }
    out
}
