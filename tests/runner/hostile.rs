//! Inputs made to hurt: huge, deep, endless, broken. `cargo xtask hostile` measures them at full size; the
//! tests read them small.

mod wide;

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::InputKind;

/// An input made to hurt.
pub struct Hostile {
    /// What it is, in words.
    pub name: String,
    /// What it is to be read as; `None` where its bytes tell.
    pub kind: Option<InputKind>,
    is_packed: bool,
    parts: Vec<HostilePart>,
}

impl Hostile {
    /// Writes it.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.is_packed {
            let mut packer = GzEncoder::new(out, Compression::fast());
            self.write_plain(&mut packer)?;
            packer.finish()?;
            return Ok(());
        }
        self.write_plain(out)
    }

    /// How many bytes it has once it is unpacked.
    pub fn unpacked_len(&self) -> u64 {
        struct Counter(u64);
        impl Write for Counter {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 += bytes.len() as u64;
                Ok(bytes.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut counter = Counter(0);
        self.write_plain(&mut counter).map_or(0, |()| counter.0)
    }

    fn write_plain(&self, out: &mut dyn Write) -> io::Result<()> {
        for part in &self.parts {
            for nth in 0..part.times {
                out.write_all(&(part.unit)(nth))?;
            }
        }
        Ok(())
    }
}

/// Bytes that are repeated; the unit is told which repetition it is.
struct HostilePart {
    times: usize,
    unit: Box<dyn Fn(usize) -> Vec<u8> + Send>,
}

fn once(bytes: &str) -> HostilePart {
    many(1, bytes)
}

fn many(times: usize, bytes: &str) -> HostilePart {
    let bytes = bytes.as_bytes().to_vec();
    HostilePart { times, unit: Box::new(move |_| bytes.clone()) }
}

fn numbered(times: usize, unit: impl Fn(usize) -> String + Send + 'static) -> HostilePart {
    HostilePart { times, unit: Box::new(move |nth| unit(nth).into_bytes()) }
}

fn named(kind: impl Into<Option<InputKind>>, name: impl Into<String>, parts: Vec<HostilePart>) -> Hostile {
    Hostile { name: name.into(), kind: kind.into(), is_packed: false, parts }
}

fn html(name: impl Into<String>, parts: Vec<HostilePart>) -> Hostile {
    named(InputKind::Html, name, parts)
}

fn text(name: impl Into<String>, parts: Vec<HostilePart>) -> Hostile {
    named(InputKind::Text, name, parts)
}

/// Every input, each with a `divisor`th of its repetitions: 1 gives the full size.
pub fn inputs(divisor: usize) -> Vec<Hostile> {
    let n = |full: usize| (full / divisor).max(1);
    let mut out = long(&n);
    out.extend(nested(&n));
    out.extend(misnested(&n));
    out.extend(unclosed(&n));
    out.extend(head(&n));
    out.extend(prose(&n));
    out.extend(texts(&n));
    out.extend(containers(&n));
    out.extend(wide::inputs(&n, 0));
    out
}

/// Articles, each with another version of it, one part of which is far longer than any article has it; each with a
/// `divisor`th of it: 1 gives the full size.
pub fn articles(divisor: usize) -> Vec<[Hostile; 2]> {
    let n = |full: usize| (full / divisor).max(1);
    let (first, second) = (wide::inputs(&n, 0), wide::inputs(&n, 1));
    first.into_iter().zip(second).map(|(one, other)| [one, other]).collect()
}

const SENTENCE: &str =
    "The old dam above Port Vale held through the night, the mayor said on Monday, and the town slept. ";

/// One sort of thing and nothing else, for megabytes.
fn long(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let mega = 1_000_000;
    let mut out = vec![
        html("50 MB of paragraphs", vec![many(n(50 * mega / 110), &format!("<p>{SENTENCE}</p>\n"))]),
        html("20 MB in one paragraph", vec![once("<p>"), many(n(20 * mega / 99), SENTENCE)]),
        html("100,000 paragraphs alike", vec![many(n(100_000), "<p>It holds.</p>")]),
        html("1M paragraphs of a letter, 500 deep", vec![many(500, "<div>"), many(n(mega), "<p>x</p>")]),
        html(
            "200,000 links",
            vec![many(n(200_000), "<a href='https://vesper.example/dam'>The dam holds</a> ")],
        ),
        html("200,000 links in a list", {
            vec![once("<ul>"), many(n(200_000), "<li class=x><a href=/dam>The dam held all night</a></li>")]
        }),
        html("200,000 classes", {
            vec![numbered(n(200_000), |nth| format!("<div class='c{nth} menu'>It holds, he said.</div>"))]
        }),
        html("1M rows of a table", vec![once("<table>"), many(n(mega), "<tr><td>a<td>b")]),
        html("1M line breaks", vec![once("<p>x"), many(n(mega), "<br>x")]),
        html("1M void tags", vec![many(n(mega), "<img src=x>")]),
        html("1M references", vec![once("<p>"), many(n(mega), "&amp;")]),
        html("1M broken references", vec![once("<p>"), many(n(mega), "&bogus;")]),
        html("1M carriage returns", vec![once("<p>"), many(n(mega), "a\r\nb\r")]),
        html("10 MB of paragraphs of a letter, with attributes", {
            vec![many(n(10 * mega / 40), "<p class=x id=y data-z='The dam holds'>x</p>")]
        }),
        html("2M data- attributes, ten a tag", {
            let tag: String = (0..10).map(|nth| format!(" data-{nth}=dam")).collect();
            vec![many(n(200_000), &format!("<p{tag}>x"))]
        }),
        html("100,000 attributes on one tag", {
            vec![once("<p "), numbered(n(100_000), |nth| format!("a{nth}=1 ")), once(">It holds.</p>")]
        }),
        html("100,000 <body>s, an attribute each", {
            vec![numbered(n(100_000), |nth| format!("<body data-{nth}=1>"))]
        }),
        html("an attribute of 10 MB", {
            vec![once("<p class='"), many(n(10 * mega / 5), "menu "), once("'>It holds.</p>")]
        }),
        html("a tag's name of 10 MB", vec![once("<"), many(n(10 * mega), "x"), once(">It holds.")]),
        html("10 MB of random bytes", vec![random(n(10 * mega / 8))]),
        named(None, "nothing", vec![]),
    ];
    for (name, unit, full) in [
        ("5M <", "<", 5 * mega),
        ("5M &", "&", 5 * mega),
        ("3M &#", "&#", 3 * mega),
        ("3M ]]>", "]]>", 3 * mega),
        ("3M </", "</", 3 * mega),
        ("3M <!", "<!", 3 * mega),
        ("2M <!-->", "<!-->", 2 * mega),
        ("3M letters and double blanks", "x  ", 3 * mega),
        ("5M digits", "7", 5 * mega),
        ("10 MB of blanks", " ", 10 * mega),
        ("10 MB of line feeds", "\n", 10 * mega),
        ("10 MB of NUL", "\0", 10 * mega),
        ("10 MB of one combining mark", "\u{301}", 5 * mega),
        ("10 MB of “", "“", 10 * mega / 3),
        ("10 MB of \"", "\"", 10 * mega),
        ("10 MB of '", "'", 10 * mega),
        ("10 MB of letters", "x", 10 * mega),
        ("10 MB of capital words", "Ada ", 10 * mega / 4),
        ("10 MB of full stops", ".", 10 * mega),
        ("10 MB of commas", ", ", 5 * mega),
    ] {
        out.push(html(format!("{name}, as HTML"), vec![once("<p>"), many(n(full), unit)]));
        out.push(text(format!("{name}, as text"), vec![once("x"), many(n(full), unit)]));
    }
    out
}

fn random(words: usize) -> HostilePart {
    // SplitMix64: any repetition on its own.
    let unit = |nth: usize| {
        let mut word = (nth as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)).to_le_bytes().to_vec()
    };
    HostilePart { times: words, unit: Box::new(unit) }
}

/// Tags inside tags, 200,000 deep, with their end tags and without.
fn nested(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    const CHAINS: [&[&str]; 34] = [
        &["div"],
        &["span"],
        &["b"],
        &["a"],
        &["i", "b", "u", "em", "strong", "font", "tt", "s"],
        &["nobr"],
        &["table"],
        &["table", "tr", "td"],
        &["ul", "li"],
        &["dl", "dd"],
        &["blockquote"],
        &["font"],
        &["p"],
        &["h1"],
        &["form"],
        &["select"],
        &["select", "option"],
        &["optgroup", "option"],
        &["button"],
        &["svg"],
        &["svg", "foreignObject", "div"],
        &["svg", "title", "b"],
        &["math"],
        &["math", "mi", "p"],
        &["template"],
        &["template", "tr"],
        &["noscript"],
        &["x-unknown"],
        &["marquee"],
        &["ruby", "rt"],
        &["frameset"],
        &["article", "p"],
        &["a", "table"],
        &["b", "p"],
    ];
    let mut out = Vec::new();
    for chain in CHAINS {
        let times = n(200_000 / chain.len());
        let open: String = chain.iter().map(|tag| format!("<{tag}>")).collect();
        let close: String = chain.iter().rev().map(|tag| format!("</{tag}>")).collect();
        let name = chain.join("/");
        let behind = || once(&format!("<p>{SENTENCE}</p>"));
        out.push(html(format!("200,000 nested {name}, closed"), {
            vec![many(times, &open), once(SENTENCE), many(times, &close), behind()]
        }));
        out.push(html(format!("200,000 nested {name}, unclosed"), vec![many(times, &open), behind()]));
    }
    out
}

/// Tags that close in the wrong order, or that the standard moves about.
fn misnested(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let deep = n(200_000);
    vec![
        html("200,000 end tags that nothing opened", vec![many(deep, "</p></b></div></a>")]),
        html("200,000 <b> with an attribute each, and paragraphs", {
            vec![numbered(deep, |nth| format!("<p><b class={nth}>x"))]
        }),
        html("200,000 links that paragraphs close", vec![many(deep, "<p><a href=x>It holds<p>he said")]),
        html("200,000 formats that cross", vec![many(deep, "<b><i>x</b>y</i>")]),
        html("200,000 blocks in formats that cross", vec![many(deep, "<b><div>x</b>y</div>")]),
        html("200,000 links moved out of a table", {
            vec![once("<table>"), many(deep, "<a href=x>The dam holds</a>")]
        }),
        html("200,000 texts moved out of a table", vec![once("<table>"), many(deep, "x<tr>")]),
        html("1M letters and rows", vec![once("<table><tr>"), many(n(1_000_000), "x<td>")]),
        html("200,000 tables that begin", vec![many(deep, "<table><td>x</table><table>")]),
        html("formats open, then 200,000 paragraphs", {
            vec![numbered(90, |nth| format!("<font size={nth}>")), many(deep, "<p>x</p>")]
        }),
        html("deep, then 200,000 end tags of another name", {
            vec![many(500, "<div>"), many(deep, "</section>")]
        }),
        html("deep spans, then 200,000 paragraphs", vec![many(500, "<span>"), many(deep, "<p>x</p>")]),
        html("deep, then 200,000 list items", vec![many(500, "<span>"), many(deep, "<li>x")]),
        html("deep, then 200,000 buttons", vec![many(500, "<span>"), many(deep, "<button>x")]),
    ]
}

/// What begins and does not end.
fn unclosed(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    const OPENINGS: [&str; 14] = [
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE ",
        "<?xml ",
        "<script>",
        "<style>",
        "<title>",
        "<textarea>",
        "<plaintext>",
        "<iframe>",
        "<svg><![CDATA[",
        "<script><!--<script>",
        "<p class=\"",
        "<p title='",
    ];
    let mut out = Vec::new();
    for opening in OPENINGS {
        out.push(html(format!("{opening} and 10 MB"), {
            vec![once(opening), many(n(10_000_000 / SENTENCE.len()), SENTENCE)]
        }));
        out.push(html(format!("200,000 {opening}"), vec![many(n(200_000), opening)]));
    }
    out
}

/// What a page says of itself, without end.
fn head(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let jsonld = "<script type='application/ld+json'>";
    let many_of = |unit: &str| vec![many(n(100_000), unit), once(&format!("<p>{SENTENCE}</p>"))];
    vec![
        html("100,000 <time>", many_of("<time datetime='2031-03-12T10:00:00Z'>12 March 2031</time> ")),
        html(
            "100,000 <meta> dates",
            many_of("<meta property='article:published_time' content='2031-03-12'>"),
        ),
        html("100,000 <meta> authors", many_of("<meta name=author content='Ada Lorne'>")),
        html(
            "100,000 <meta> titles",
            many_of("<meta property='og:title' content='The dam above the town holds'>"),
        ),
        html("100,000 <title>", many_of("<title>The dam holds</title>")),
        html("100,000 <h1>", many_of("<h1>The dam above the town holds</h1>")),
        html("100,000 different <h1> and titles", {
            let unit =
                |nth| format!("<meta name='dc.title' content='The dam of {nth}'><h1>The dam {nth}</h1>");
            vec![numbered(n(100_000), unit)]
        }),
        html("100,000 bylines", many_of("<p class=byline>By Ada Lorne and Tomas Reed</p>")),
        html("a byline of 100,000 names", {
            vec![once("<p class=byline>By "), numbered(n(100_000), |nth| format!("Ada Lorne{nth}, "))]
        }),
        html("100,000 JSON-LD blocks", {
            many_of(&format!("{jsonld}{{\"@type\":\"NewsArticle\",\"headline\":\"The dam holds\"}}</script>"))
        }),
        html("JSON-LD with 100,000 authors", {
            let author = |nth| format!("{{\"@type\":\"Person\",\"name\":\"Ada Lorne {nth}\"}},");
            let open = format!("{jsonld}{{\"@type\":\"NewsArticle\",\"author\":[");
            vec![once(&open), numbered(n(100_000), author), once("\"Tomas Reed\"]}</script>")]
        }),
        html("JSON-LD with an author of 10 MB", {
            let open = format!("{jsonld}{{\"@type\":\"NewsArticle\",\"author\":\"");
            vec![once(&open), many(n(3_000_000), "by "), once("Ada Lorne\"}</script>")]
        }),
        html("JSON-LD with an author of 50 x 1,000 names", {
            let name = |nth: usize| format!("Ada {}, ", capital(nth));
            let open = format!("{jsonld}{{\"@type\":\"NewsArticle\",\"author\":[");
            let author = move |_| format!("\"{}\",", (0..1000).map(name).collect::<String>());
            vec![once(&open), numbered(n(50), author), once("\"Tomas Reed\"]}</script>")]
        }),
        html("a stated headline of 500 KB and 100,000 authors", {
            let open = format!("{jsonld}{{\"@type\":\"NewsArticle\",\"headline\":\"");
            let author = |nth| format!("<meta name=author content={}>", capital(nth));
            let headline = many(n(125_000), "Dam ");
            vec![once(&open), headline, once("\"}</script>"), numbered(n(100_000), author)]
        }),
        html("a headline of 1 MB and 100,000 stated titles", {
            let title = |nth| format!("<meta name=dc.title content='The {} dam'>", capital(nth));
            vec![numbered(n(100_000), title), once("<h1>"), many(n(200_000), "hold ")]
        }),
        html("100,000 handles stated and shown", {
            let handle = |nth| {
                let name = capital(nth);
                format!("<meta name=author content=a{name}><p class=byline><a href=/author/x>{name}</a></p>")
            };
            vec![numbered(n(100_000), handle)]
        }),
        html("an author of 5 KB, 1,000 times", {
            vec![many(n(1000), &format!("<meta name=author content='{}'>", "by ".repeat(1600)))]
        }),
        html("JSON-LD nested 100,000 deep", {
            let depth = n(100_000);
            vec![once(jsonld), many(depth, "{\"a\":["), many(depth, "]}"), once("</script>")]
        }),
        html("JSON-LD nested 120 deep, 10,000 times", {
            let block = format!("{jsonld}{}{}</script>", "{\"@graph\":[".repeat(60), "]}".repeat(60));
            vec![many(n(10_000), &block)]
        }),
        html(
            "100,000 addresses",
            many_of("<link rel=canonical href='https://vesper.example/2031/03/12/dam'>"),
        ),
    ]
}

/// A name for each number.
fn capital(mut nth: usize) -> String {
    let mut out = "X".to_string();
    for _ in 0..5 {
        out.push((b'a' + (nth % 26) as u8) as char);
        nth /= 26;
    }
    out
}

/// What the analysis has to read.
fn prose(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let paragraph = |unit: &str| format!("<p>{unit}</p>");
    vec![
        html("100,000 different names", {
            vec![numbered(n(100_000), move |nth| {
                paragraph(&format!("“It holds,” said Ada {} of Port Vale.", capital(nth)))
            })]
        }),
        html("100,000 different names, nobody quoted", {
            vec![numbered(n(100_000), move |nth| format!("<p>Then Ada {} left the town.", capital(nth)))]
        }),
        html("100,000 different names in one paragraph", {
            vec![once("<p>"), numbered(n(100_000), move |nth| format!("Ada {} left. ", capital(nth)))]
        }),
        html("100,000 quotations by one name", {
            vec![many(n(100_000), &paragraph("“It holds,” Ada Lorne said. “It will,” she added."))]
        }),
        html("100,000 quotations in one paragraph", {
            vec![once("<p>"), many(n(100_000), "“It holds,” Ada Lorne said. ")]
        }),
        html("100,000 quotations without a full stop", {
            vec![once("<p>"), many(n(100_000), "“it holds”, Ada said, ")]
        }),
        html("100,000 quotations, nobody's", vec![once("<p>"), many(n(100_000), "“it holds” ")]),
        html("10,000 opening marks", {
            vec![once("<p>"), many(n(10_000), "“It holds, said Ada Lorne of Port Vale. ")]
        }),
        html(
            "10,000 paragraphs that open a quotation",
            vec![many(n(10_000), "<p>“It holds, said Ada Lorne")],
        ),
        html("100,000 pronouns", vec![many(n(100_000), &paragraph("“It holds,” she said."))]),
        html("100,000 cues", vec![once("<p>"), many(n(100_000), "said told added ")]),
        html("100,000 capital words in a row, quoted", {
            vec![once("<p>“It holds,” said "), many(n(100_000), "Ada "), once("of Port Vale.")]
        }),
    ]
}

/// The same without markup.
fn texts(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let mega = 1_000_000;
    let lines = |unit: &str, full: usize| vec![many(n(full), &format!("{unit}\n"))];
    vec![
        text("20 MB in one line", vec![many(n(20 * mega / SENTENCE.len()), SENTENCE)]),
        text("50 MB of lines", lines(SENTENCE, 50 * mega / SENTENCE.len())),
        text("an article of 2 MB", {
            vec![numbered(n(13_000), |nth| {
                format!(
                    "Dam {nth} above Port Vale held through the night, Mayor Ada Lorne said on Monday. “We watched \
                     lock {nth} until four,” she told reporters, and the town slept.\n\n"
                )
            })]
        }),
        text("a word of 100,000 letters", vec![many(n(100_000), "x")]),
        text("100,000 letters said", {
            vec![many(n(100_000), "x"), once(" said: “It holds.” “It holds,” said "), many(n(100_000), "X")]
        }),
        text("10,000 opening marks in a text", {
            vec![many(n(10_000), "“It holds, said Ada Lorne of Port Vale. ")]
        }),
        text("10,000 bare opening marks", vec![many(n(10_000), "“ ")]),
        text("10,000 straight marks and no second", vec![many(n(10_000), "Ada said: \"It holds\n\n")]),
        text("20 MB of lines apart", lines(&format!("{SENTENCE}\n"), 20 * mega / SENTENCE.len())),
        text("2M lines of a letter", lines("x", 2 * mega)),
        text("1M dates", lines("12 March 2031", mega)),
        text("1M dates in one line", vec![many(n(mega), "12 March 2031 ")]),
        text("1M halves of a date", vec![many(n(mega), "2031-03 March 12 ")]),
        text("1M bylines", lines("By Ada Lorne", mega)),
        text("1M bylines in one line", vec![many(n(mega), "By Ada Lorne ")]),
        text("a byline of 1M names", vec![once("By "), many(n(mega), "Ada Lorne and ")]),
        text("1M bullets", lines("* It holds", mega)),
        text("1M headings", lines("# It holds", mega)),
        text("1M underlined lines", lines("It holds\n========", mega / 2)),
        text("1M quoted lines", lines("> It holds", mega)),
        text("1M rows", lines("a | b | c", mega)),
        text("1M labels", lines("Also read:", mega)),
        text(
            "1M captions told twice",
            lines("The dam above the town\nThe dam above the town on Monday", mega / 2),
        ),
        text("1M lines that grow", {
            vec![numbered(n(4000), |nth| format!("{}\n", "The dam ".repeat(nth)))]
        }),
        text("1M credits", lines("Photo: Meridian Press", mega)),
        text("1M lines of dashes", lines("-----", mega)),
        text("1M dashes in rows", lines("- It holds", mega)),
        text("100,000 wrapped lines", {
            lines("The old dam above Port Vale held through the night, the mayor of the", 100_000)
        }),
    ]
}

/// Archives, feeds and what is packed.
fn containers(n: &dyn Fn(usize) -> usize) -> Vec<Hostile> {
    let packed = |hostile: Hostile| Hostile { is_packed: true, ..hostile };
    let zeros = n(1 << 18);
    let kilos = "\0".repeat(4096);
    let record = |length: usize| {
        let url = "WARC-Target-URI: https://vesper.example/dam";
        format!("WARC/1.0\r\nWARC-Type: response\r\n{url}\r\nContent-Length: {length}\r\n\r\n")
    };
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let page = format!("{http}<article><p>{SENTENCE}</p></article>");
    let whole = format!("{}{page}\r\n\r\n", record(page.len()));
    let rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>The Vesper</title>";
    let item = format!("<item><title>The dam holds</title><description>{SENTENCE}</description></item>");
    let headers = record(zeros * 4096 + http.len());
    vec![
        packed(named(None, "1 GB of zeros, packed", vec![many(zeros, &kilos)])),
        packed(named(None, "1 GB of letters, packed", vec![many(zeros, &kilos.replace('\0', "x"))])),
        packed(named(None, "1 GB of zeros in an archive, packed", {
            vec![once(&headers), once(http), many(zeros, &kilos)]
        })),
        named(None, "a record that claims 10 GB", vec![once(&record(10_000_000_000)), once(&page)]),
        named(None, "a record that claims all there can be", vec![once(&record(usize::MAX)), once(&page)]),
        named(
            None,
            "an archive whose headers do not end",
            vec![once("WARC/1.0\r\n"), many(n(2_000_000), "a: b\r\n")],
        ),
        named(None, "an archive of 10,000 pages", vec![many(n(10_000), &whole)]),
        named(None, "an archive cut short", vec![many(n(100), &whole), once(&whole[..whole.len() / 2])]),
        named(None, "a feed with 100,000 entries", {
            vec![once(rss), many(n(100_000), &item), once("</channel></rss>")]
        }),
        named(None, "a feed that breaks off", vec![once(rss), many(n(1000), &item), once("<item>")]),
        named(None, "a feed nested 100,000 deep", vec![once(rss), many(n(100_000), "<item>")]),
        named(None, "a feed with entities in entities", {
            let entities = "<!DOCTYPE rss [<!ENTITY a0 'x'>";
            let entity = |nth| format!("<!ENTITY a{} '&a{nth};&a{nth};'>", nth + 1);
            let open = format!("<?xml version='1.0'?>{entities}");
            let use_it = "]><rss version='2.0'><channel><title>&a30;</title></channel></rss>";
            vec![once(&open), numbered(30, entity), once(use_it)]
        }),
    ]
}
