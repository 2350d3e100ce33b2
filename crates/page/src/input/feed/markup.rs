//! What stands in a feed's fields: HTML, plain text, either of them escaped.

use quick_xml::escape::{escape, unescape};

use crate::html::dom;
use crate::words::fold;

/// Plain text as HTML, a paragraph for each stretch between blank lines.
pub fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect()
}

/// HTML as one line of text.
pub fn text_of(html: &str) -> String {
    if !html.contains(['<', '&', '\0']) {
        return fold(html);
    }
    let tree = dom::parse(html);
    tree.folded_text(tree.root())
}

/// What an element holds, without CDATA sections and one layer of escapes.
pub fn unwrapped(mut inner: &str) -> String {
    let mut out = String::new();
    while let Some((before, rest)) = inner.split_once("<![CDATA[") {
        let (section, behind) = rest.split_once("]]>").unwrap_or((rest, ""));
        out.push_str(&unescaped(before));
        out.push_str(section);
        inner = behind;
    }
    out + &unescaped(inner)
}

/// Text without XML's references; those that only HTML knows are left to it.
pub fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let reference = part.split_once(';').filter(|(name, _)| name.len() <= 8);
        match reference
            .and_then(|(name, rest)| Some((unescape(&format!("&{name};")).ok()?.into_owned(), rest)))
        {
            Some((character, rest)) => out.extend([&character, rest]),
            None => out.extend(["&", part]),
        }
    }
    out
}
