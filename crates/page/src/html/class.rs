//! What elements say about their content by name, class, id, role and microdata.

use super::block::Within;
use super::dom::{NodeId, Tree};

/// What `node` itself says about the text in it.
pub fn within(tree: &Tree, node: NodeId) -> Within {
    let mut out = by_name(tree.name(node));
    for (name, value) in tree.attrs(node) {
        match &**name {
            "hidden" => out = out.with(Within::HIDDEN),
            "aria-hidden" if &**value == "true" => out = out.with(Within::HIDDEN),
            "style" if is_hiding(value) => out = out.with(Within::HIDDEN),
            "role" => out = out.with(by_role(value)),
            "itemprop" => out = out.with(by_property(value)),
            "class" | "id" => words(value, |before, word| out = out.with(by_word(before, word))),
            _ => {}
        }
    }
    out
}

fn by_name(name: &str) -> Within {
    match name {
        "nav" | "menu" => Within::NAVIGATION,
        "header" => Within::HEADER,
        "footer" => Within::FOOTER,
        "aside" => Within::ASIDE,
        "form" | "fieldset" => Within::FORM,
        "button" | "label" => Within::BUTTON,
        "dialog" => Within::LEGAL,
        "figure" => Within::FIGURE,
        "figcaption" => Within::CAPTION,
        "article" | "main" => Within::ARTICLE,
        "li" | "dd" | "dt" => Within::LIST,
        "blockquote" => Within::QUOTATION,
        "table" => Within::TABLE,
        _ => Within::default(),
    }
}

fn by_role(role: &str) -> Within {
    match role {
        "navigation" | "menu" | "menubar" | "search" | "tablist" | "toolbar" => Within::NAVIGATION,
        "complementary" => Within::ASIDE,
        "contentinfo" => Within::FOOTER,
        "banner" => Within::HEADER,
        "dialog" | "alertdialog" => Within::LEGAL,
        "button" => Within::BUTTON,
        "form" => Within::FORM,
        "article" | "main" => Within::ARTICLE,
        _ => Within::default(),
    }
}

fn by_property(property: &str) -> Within {
    match property {
        "articleBody" => Within::BODY,
        "author" => Within::BYLINE,
        "caption" => Within::CAPTION,
        "headline" => Within::HEADLINE,
        "comment" => Within::COMMENTS,
        _ => Within::default(),
    }
}

fn is_hiding(style: &str) -> bool {
    let folded: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    folded.contains("display:none") || folded.contains("visibility:hidden")
}

/// Calls `each` with every word of a class or id and the word before it, in lower case: `relatedLinks`,
/// `related-links` and `related_links` are all `related` and `links`.
fn words(value: &str, mut each: impl FnMut(&str, &str)) {
    let mut before = String::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in value.chars().take(1000).chain([' ']) {
        let splits = !c.is_alphanumeric() || (was_lower && c.is_uppercase());
        if splits && !word.is_empty() {
            each(&before, &word);
            std::mem::swap(&mut before, &mut word);
            word.clear();
        }
        if c == ' ' {
            before.clear();
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
}

fn by_word(before: &str, word: &str) -> Within {
    match word {
        "nav" | "navigation" | "navbar" | "menu" | "breadcrumb" | "breadcrumbs" | "pagination" | "pager"
        | "toolbar" | "skip" | "megamenu" | "submenu" | "topbar" | "masthead" => Within::NAVIGATION,
        "related" | "relatedposts" | "recommended" | "recommendations" | "recirc" | "recirculation"
        | "outbrain" | "taboola" | "trending" | "popular" | "readmore" | "morefrom" | "yarpp" | "jp" => {
            Within::RELATED
        }
        "comments" | "comment" | "disqus" | "respond" | "commentlist" => Within::COMMENTS,
        "newsletter" | "subscribe" | "signup" | "donate" | "donation" => {
            Within::SIGN_UP
        }
        "share" | "sharing" | "social" | "sharedaddy" | "addthis" | "addtoany" | "sharebar" => Within::SHARE,
        "ad" | "ads" | "advert" | "advertisement" | "adslot" | "sponsor" | "sponsored" | "promo" | "dfp" => {
            Within::ADVERT
        }
        "caption" | "figcaption" | "imagecaption" => Within::CAPTION,
        "credit" | "copyright" | "photocredit" => Within::CREDIT,
        "byline" | "author" | "authors" | "dateline" | "timestamp" => Within::BYLINE,
        "tags" | "taglist" | "keywords" | "topics" => Within::TAGS,
        "cookie" | "cookies" | "gdpr" | "consent" | "disclaimer" => Within::LEGAL,
        "bio" | "biography" => Within::BIOGRAPHY,
        "sidebar" => Within::ASIDE,
        "footer" | "colophon" => Within::FOOTER,
        "standfirst" | "dek" | "lede" | "subtitle" | "teaser" if before != "card" => Within::STANDFIRST,
        "pullquote" => Within::PULL_QUOTE,
        "hidden" | "hide" | "invisible" => Within::HIDDEN,
        _ => Within::default(),
    }
}
