//! What elements say about their content by name, class, id, role and microdata.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::dom::{NodeId, Tree};
use super::within::Within;
use crate::lists::WordList;

/// What `node` itself says about the text in it.
pub fn within(tree: &Tree, node: NodeId) -> Within {
    let mut out = by_name(tree.name(node));
    let mut is_unspoken = false;
    for (name, value) in tree.attrs(node) {
        match &**name {
            "hidden" => out = out.with(Within::HIDDEN),
            "aria-hidden" => is_unspoken = &**value == "true",
            "style" if is_hiding(value) => out = out.with(Within::HIDDEN),
            "role" => out = out.with(by_role(value)),
            "itemprop" => out = out.with(by_property(value)),
            // A paragraph's id is rarely a word.
            "id" if matches!(&**tree.name(node), "p" | "span" | "h1" | "h2" | "h3" | "a") => {}
            "class" if is_hiding_class(value, &[]) => out = out.with(Within::HIDDEN),
            "class" | "id" => words(value, |before, word| out = out.with(by_word(before, word))),
            _ => {}
        }
    }
    // It is said of pictures too, that are told to those who do not see them in another way.
    if is_unspoken && !out.has(Within::FIGURE.with(Within::CAPTION)) {
        out = out.with(Within::HIDDEN);
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

/// Whether an inline element's words are on no screen, by attribute, style or class. `aria-hidden` says nothing of
/// that: it keeps what is seen from being read out.
pub fn is_unseen(tree: &Tree, node: NodeId) -> bool {
    tree.attrs(node).iter().any(|(name, value)| match &**name {
        "hidden" => true,
        "style" => is_hiding(value) || is_shrinking(value),
        "class" => is_hiding_class(value, WordList::UnseenClass.words()),
        _ => false,
    })
}

/// Whether a style shows nothing.
fn is_hiding(style: &str) -> bool {
    let folded = folded(style);
    ["display:none", "visibility:hidden", "clip:rect(0"].iter().any(|words| folded.contains(words))
}

/// Whether a style leaves a dot on the screen, for machines that read pages out. Of blocks it says nothing: slides wait
/// beside the screen.
fn is_shrinking(style: &str) -> bool {
    let folded = folded(style);
    let is_dot = ["width:1px", "height:1px", "overflow:hidden"].iter().all(|words| folded.contains(words));
    let is_away = ["left:-9", "top:-9", "text-indent:-9"].iter().any(|words| folded.contains(words));
    let is_cut = ["clip:rect(1px,1px,1px,1px)", "clip-path:inset(50%", "clip-path:inset(100%"];
    let is_clear = folded.split(';').any(|rule| rule == "opacity:0");
    is_dot || is_away || is_clear || is_cut.iter().any(|words| folded.contains(words))
}

fn folded(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).take(400).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a class says that an element is not shown on any screen.
fn is_hiding_class(class: &str, parts: &[&str]) -> bool {
    // Few classes do; most are passed over in one look.
    static HIDING: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = WordList::HidingClass.words().iter().chain(WordList::UnseenClass.words());
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("the table is small")
    });
    if !HIDING.is_match(class) {
        return false;
    }
    let hides = |name: &str| {
        let name = name.to_ascii_lowercase();
        WordList::HidingClass.has(&name)
            || parts.iter().any(|part| name.contains(part)) && !name.contains("focusable")
    };
    let shows = |name: &str| {
        name.contains(':') && !name.ends_with(":hidden")
            || name.starts_with("d-") && name.contains("-block")
            || name == "not-sr-only"
    };
    class.split_ascii_whitespace().any(hides) && !class.split_ascii_whitespace().any(shows)
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

/// What one word of a class or id says, given the word before it.
fn by_word(before: &str, word: &str) -> Within {
    // `has-badge`, `with-sidebar`, `no-comments` tell of what is inside, or is not.
    if matches!(before, "has" | "with" | "without" | "no" | "not") {
        return Within::default();
    }
    let furniture = by_furniture_word(before, word);
    if furniture == Within::default() { by_article_word(before, word) } else { furniture }
}

/// What a word says of what is set beside the article.
fn by_furniture_word(before: &str, word: &str) -> Within {
    match word {
        // `page-header`, `article-header` and the like hold standfirsts as often as menus.
        "nav" | "navigation" | "navbar" | "menu" | "breadcrumb" | "breadcrumbs" | "crumbs" | "pagination"
        | "pager" | "toolbar" | "skiplink" | "megamenu" | "submenu" | "topbar" | "masthead" | "login"
        | "toc" | "print" | "badge" => Within::NAVIGATION,
        "skip" if before.is_empty() => Within::NAVIGATION,
        "related" | "relatedposts" | "relatedlinks" | "relatedcontent" | "recommended"
        | "recommendations" | "recommendation" | "recirc" | "recirculation" | "outbrain" | "taboola"
        | "trending" | "popular" | "readnext" | "morefrom" | "yarpp" | "latest" | "newest" | "prevnext"
        | "nextprev" | "nextstory" | "morestories" | "suggestions" | "mostread" | "upnext" => Within::RELATED,
        "next" if matches!(before, "read" | "up") => Within::RELATED,
        "read" if matches!(before, "most" | "also") => Within::RELATED,
        "news" | "stories" | "articles" | "posts"
            if matches!(before, "more" | "other" | "latest" | "recent") =>
        {
            Within::RELATED
        }
        "teaser" | "teasers" | "teasertext" | "card" | "cards" | "tile" | "tiles" => Within::TEASER,
        "comments" | "comment" | "disqus" | "respond" | "commentlist" | "kommentare" | "kommentar" => {
            Within::COMMENTS
        }
        "newsletter" | "subscribe" | "subscriber" | "signup" | "donate" | "donation" | "cta"
        | "messenger" => Within::SIGN_UP,
        "up" if before == "sign" => Within::SIGN_UP,
        "share" | "sharing" | "social" | "sharedaddy" | "addthis" | "addtoany" | "sharebar" | "shariff"
        | "follow" => Within::SHARE,
        "ad" if before == "paragraph" => Within::default(),
        "ad" | "ads" | "advert" | "adverts" | "advertisement" | "adslot" | "sponsor" | "sponsored"
        | "promo" | "promos" | "promotion" | "promoted" | "dfp" | "skimlinks" | "boilerplate" | "anzeige" => {
            Within::ADVERT
        }
        "tags" | "taglist" | "keywords" | "topics" | "tagged" | "kicker" | "eyebrow" => Within::TAGS,
        "cookie" | "cookies" | "gdpr" | "consent" | "onetrust" => Within::LEGAL.with(Within::COOKIES),
        "disclaimer" | "disclosure" | "permission" | "cmp" | "modal" | "popup" | "popover"
        | "notification" | "notifications" | "toast" | "alert" | "dialog" | "overlay" | "tooltip"
        | "message" | "error" | "warning" | "banner" | "lightbox" => Within::LEGAL,
        "sidebar" | "infobox" | "factbox" | "infobar" | "callout" | "inset" | "aside" | "rail" => {
            Within::ASIDE
        }
        "footer" | "colophon" => Within::FOOTER,
        "player" | "audio" | "video" | "oembed" | "embed" | "poll" | "quiz" => Within::EMBED,
        _ => Within::default(),
    }
}

/// What a word says of a part of the article.
fn by_article_word(before: &str, word: &str) -> Within {
    match word {
        // `has-badge`, `with-sidebar`, `no-comments` tell of what is inside, or is not.
        _ if matches!(before, "has" | "with" | "without" | "no" | "not") => Within::default(),
        "caption" | "figcaption" | "imagecaption" | "imagedescription" => Within::CAPTION,
        "legend" | "bildunterschrift" | "bildtext" | "mediainfo" => Within::CAPTION,
        "text" if before == "caption" => Within::CAPTION,
        "info" | "description" | "text" | "title" | "lead" | "meta"
            if matches!(before, "media" | "image" | "img" | "picture" | "photo" | "slide") =>
        {
            Within::CAPTION
        }
        "image" | "picture" | "photo" | "gallery" | "carousel" | "slideshow"
            if !matches!(before, "has" | "with" | "no" | "featured" | "post" | "without" | "hero") =>
        {
            Within::FIGURE
        }
        "credit" | "credits" | "photocredit" | "copyright" => Within::CREDIT,
        "author" | "authors" if before == "about" => Within::BIOGRAPHY,
        "byline" | "bylines" | "author" | "authors" | "dateline" | "timestamp" | "date" | "dates"
        | "datetime" | "published" | "pubdate" | "publication" | "metadata" | "postmetadata" | "coauthor"
        | "autor" => Within::BYLINE,
        "meta" if matches!(before, "article" | "entry" | "post" | "story" | "" | "page") => Within::BYLINE,
        "info" if matches!(before, "author" | "meta") => Within::BYLINE,
        "bio" | "biography" | "avatar" | "aboutauthor" => Within::BIOGRAPHY,
        "lead" if before == "dropcap" => Within::default(),
        "title" if before == "mid" => Within::STANDFIRST,
        "bulletpoints" | "keypoints" => Within::STANDFIRST,
        "standfirst" | "strapline" | "einleitung" | "vorspann" | "synopsis" | "dek" | "subtitle"
        | "subheadline" | "subline" | "excerpt" | "summary" | "intro" | "lead" | "perex" | "abstract"
        | "leadtext" | "chapo" | "sottotitolo" | "subtitulo" | "bajada" | "deck" => Within::STANDFIRST,
        "pullquote" => Within::PULL_QUOTE,
        "quote" if before == "pull" => Within::PULL_QUOTE,
        "articlebody" | "storybody" | "articletext" | "postbody" | "articlecontent" | "storytext" => {
            Within::BODY
        }
        "body" | "content" | "text" | "copy"
            if matches!(before, "article" | "story" | "entry" | "post" | "news" | "artikel" | "articulo") =>
        {
            Within::BODY
        }
        _ => Within::default(),
    }
}
