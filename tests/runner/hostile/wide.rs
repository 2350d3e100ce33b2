//! Articles one part of which is far longer, or there far more often, than any article has it: what is kept of them must
//! cost a store no more than they themselves do.

use onrecord::InputKind;

use super::{Hostile, HostilePart, capital, many, named, numbered, once};

/// What is repeated, told which repetition it is.
type Unit = fn(usize) -> String;

/// Words in one part.
const N_WORDS: usize = 250_000;

/// The parts of an article, each with what stands before and behind what is put into it.
const PARTS: [(&str, &str, &str); 10] = [
    ("a headline", "<h1>", "</h1>"),
    ("a title", "<title>", "</title>"),
    ("a byline", "<p class=byline>By ", "</p>"),
    ("a standfirst", "<p class=standfirst>", "</p>"),
    ("a subheading", "<h2>", "</h2>"),
    ("a caption", "<figure><img src=x><figcaption>", "</figcaption></figure>"),
    ("a cell", "<table><tr><td>", "</td><td>1</td></tr></table>"),
    ("a quotation", "<p>“", ",” said Oda Marsh.</p>"),
    ("a speaker's name", "<p>“We will pay,” said ", ".</p>"),
    ("an office", "<p>“We will pay,” said Oda Marsh, the minister of ", ".</p>"),
];

/// All of them; of two calls with another `seed` each gives the same article in other words.
pub fn inputs(n: &dyn Fn(usize) -> usize, seed: usize) -> Vec<Hostile> {
    let mut out = Vec::new();
    for (name, before, behind) in PARTS {
        for (sort, word) in [("names", name_of as fn(usize) -> String), ("words", word_of)] {
            let words = numbered(n(N_WORDS), move |nth| word(nth + seed * N_WORDS) + " ");
            let title = format!("{name} of {N_WORDS} {sort}");
            out.push(article(title, vec![once(before), words, once(behind)]));
        }
    }
    let seed = seed * N_WORDS;
    let repeated: [(&str, Unit); 6] = [
        ("100,000 subheadings", |nth| format!("<h2>The {} dam</h2>", capital(nth))),
        ("100,000 linked paragraphs", |nth| {
            format!("<p><a href=/{nth}>The {} dam held all night</a></p>", capital(nth))
        }),
        ("100,000 items", |nth| format!("<li>The {} dam</li>", capital(nth))),
        ("100,000 rows", |nth| format!("<tr><td>{}</td><td>{nth}</td></tr>", capital(nth))),
        ("100,000 speakers", |nth| format!("<p>“We will pay,” Oda {} said.</p>", capital(nth))),
        ("100,000 who met", |nth| format!("<p>Oda Marsh met Tom {} in Vale.</p>", capital(nth))),
    ];
    for (name, unit) in repeated {
        out.push(article(name.to_string(), vec![numbered(n(100_000), move |nth| unit(nth + seed))]));
    }
    out
}

fn article(name: String, inner: Vec<HostilePart>) -> Hostile {
    let behind = "<p>“We will rebuild the bridge,” Ada Halvorsen said on Monday. The council met in Vale for two hours and \
                  heard the engineers, the ferry men and the people who live by the water.</p>";
    let mut parts = vec![once("<html><body><article><time datetime=2031-03-12>12 March 2031</time>")];
    parts.extend(inner);
    parts.push(many(4, behind));
    named(InputKind::Html, name, parts)
}

fn name_of(nth: usize) -> String {
    capital(nth)
}

fn word_of(nth: usize) -> String {
    capital(nth).to_lowercase()
}
