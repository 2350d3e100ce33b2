use super::*;

fn explain(text: &str) -> String {
    parse(text).unwrap().to_string().replace('\n', " ")
}

fn wrong(text: &str) -> (String, String) {
    let wrong = parse(text).unwrap_err();
    (text[wrong.at].to_string(), wrong.what)
}

fn notes(text: &str) -> Vec<(String, String)> {
    parse(text).unwrap().notes.into_iter().map(|note| (text[note.at].to_string(), note.what)).collect()
}

#[test]
fn words_phrases_and_beginnings_must_all_match() {
    assert_eq!(
        explain("dam \"water pledge\" pledg*"),
        "the word “dam” and the words “water pledge” in a row and a word that begins with “pledg”"
    );
    assert_eq!(explain("“water pl*”"), "the words “water pl…” in a row");
    assert_eq!(explain("\"water pl\"*"), "the words “water pl…” in a row");
    assert_eq!(explain(""), "every entry");
}

#[test]
fn or_binds_least() {
    assert_eq!(explain("a b OR c"), "(the word “a” and the word “b”) or the word “c”");
    assert_eq!(explain("a (b OR c)"), "the word “a” and (the word “b” or the word “c”)");
    assert_eq!(explain("a AND b AND c"), explain("a b c"));
}

#[test]
fn not_and_a_dash_deny_what_follows() {
    assert_eq!(explain("river -dam"), "the word “river” and not the word “dam”");
    assert_eq!(explain("river NOT dam"), explain("river -dam"));
    assert_eq!(explain("river AND NOT -dam"), "the word “river” and the word “dam”");
    assert_eq!(explain("-(a b)"), "not (the word “a” and the word “b”)");
    assert_eq!(explain("-\"a b\" -act:deny"), "not the words “a b” in a row and not it denies something");
    assert_eq!(explain("speaker:-vale"), explain("-speaker:vale"));
    // A dash between words, two dashes, and one that stands alone part words.
    assert_eq!(explain("water-pledge"), "the words “water pledge” in a row");
    assert_eq!(explain("a - b -- c --d"), explain("a b c d"));
}

#[test]
fn near_joins_words_and_phrases() {
    assert_eq!(explain("river NEAR/5 dam"), "the word “river” near the word “dam”, at most 5 words between");
    assert_eq!(
        explain("a NEAR \"b c\" NEAR/1 d*"),
        "the word “a” near the words “b c” in a row near a word that begins with “d”, at most 10 words between"
    );
    assert_eq!(wrong("a NEAR/0 b").0, "NEAR/0");
    assert_eq!(wrong("a NEAR/x b").0, "NEAR/x");
    assert_eq!(
        wrong("a NEAR/5 speaker:vale"),
        ("speaker:vale".to_string(), "NEAR stands between words and phrases only".to_string())
    );
    assert_eq!(wrong("(a OR b) NEAR c").0, "(a OR b)");
}

#[test]
fn fields_take_values() {
    assert_eq!(
        explain("speaker:vale to:halvorsen actor:ostvia publisher:\"verran courier\" about:dam*"),
        "by a speaker named “vale” and to someone named “halvorsen” and that someone named “ostvia” has a part in \
         and published by “verran courier” and about “dam…”"
    );
    assert_eq!(
        explain("ACT:Deny,reject quote:direct"),
        "(it denies something or it rejects something) and quoted directly"
    );
    assert_eq!(explain("act:criticize"), "it criticises");
    assert_eq!(
        explain("speaker:(vale OR \"mara halvorsen\")"),
        "by a speaker named “vale” or by a speaker named “mara halvorsen”"
    );
    // Inside a value nothing is an operator or a field.
    assert_eq!(explain("speaker:OR"), "by a speaker named “OR”");
    assert_eq!(explain("speaker:act:deny"), "by a speaker named “act deny”");
}

#[test]
fn days_are_ranges_with_open_ends() {
    assert_eq!(explain("said:2031"), "said from 2031-01-01 to 2031-12-31");
    assert_eq!(explain("said:2032-02"), "said from 2032-02-01 to 2032-02-29");
    assert_eq!(explain("published:2031-3-12"), "published on 2031-03-12");
    assert_eq!(explain("said:2031-03..2031-04"), "said from 2031-03-01 to 2031-04-30");
    assert_eq!(explain("said:2031-03.."), "said on 2031-03-01 or later");
    assert_eq!(explain("said:..2031-03,"), "said on 2031-03-31 or before");
    assert_eq!(
        explain("said:(..2030 OR 2032..)"),
        "said on 2030-12-31 or before or said on 2032-01-01 or later"
    );
    assert_eq!(wrong("said:march"), ("march".to_string(), "“march” is no date".to_string()));
    assert_eq!(wrong("said:2031-13").1, "“2031-13” is no date");
    assert_eq!(wrong("said:2031-02-29").1, "“2031-02-29” is no date");
    assert_eq!(wrong("dam said:2032..2031").1, "2032-01-01 is later than 2031-12-31");
}

#[test]
fn a_wrong_operator_is_shown() {
    let lacks =
        |operator: &str, side: &str| (operator.to_string(), format!("{operator} has nothing {side} it"));
    assert_eq!(wrong("OR dam"), lacks("OR", "before"));
    assert_eq!(wrong("dam OR"), lacks("OR", "behind"));
    assert_eq!(wrong("dam OR OR river"), lacks("OR", "behind"));
    assert_eq!(wrong("a (AND b)"), lacks("AND", "before"));
    assert_eq!(wrong("a AND"), lacks("AND", "behind"));
    assert_eq!(wrong("NOT"), lacks("NOT", "behind"));
    assert_eq!(wrong("(a NOT) b"), lacks("NOT", "behind"));
    assert_eq!(wrong("dam OR \"\""), lacks("OR", "behind"));
    assert_eq!(parse("act:denny").unwrap_err().hint.as_deref(), Some("did you mean act:deny?"));
    assert_eq!(wrong("act:den quote:loud"), ("den".to_string(), "there is no act “den”".to_string()));
    let long = "word ".repeat(MAX_TERMS);
    assert!(parse(&long).is_ok());
    assert_eq!(wrong(&(long + "more")).0, "more");
}

#[test]
fn a_field_that_there_is_not_is_an_error_with_the_nearest() {
    let hint = |text: &str| {
        let wrong = parse(text).unwrap_err();
        assert!(wrong.what.starts_with("there is no "), "{text}: {}", wrong.what);
        wrong.hint.unwrap().split('?').next().unwrap().to_string()
    };
    assert_eq!(wrong("dam speakr:vale"), ("speakr:".to_string(), "there is no field speakr:".to_string()));
    assert_eq!(hint("speakr:vale"), "did you mean speaker:");
    assert_eq!(hint("topic:dam"), "did you mean about:");
    assert_eq!(hint("outlet:courier"), "did you mean publisher:");
    assert!(hint("zzzzz:dam").starts_with("the fields are speaker, actor, to, "));
    // What was `kind:` when there were statements alone.
    assert_eq!(hint("kind:direct"), "did you mean quote:direct");
    assert_eq!(hint("phase:canceled"), "did you mean phase:cancelled");
    assert_eq!(
        hint("stance:for"),
        "one of supports, opposes, does not support, undecided, conditional, denies, demands"
    );
    // Between quotation marks it is words, as is what stands behind a single letter or is an address.
    assert_eq!(explain("\"topic:dam\""), "the words “topic dam” in a row");
    assert_eq!(explain("a:b"), "the words “a b” in a row");
}

#[test]
fn entries_of_any_kind_have_fields() {
    assert_eq!(
        explain("kind:engagements phase:cancelled,refused engagement:summit participant:vale"),
        "an engagement and (whose phase is “cancelled” or whose phase is “refused”) and a summit \
         and with a participant named “vale”"
    );
    assert_eq!(
        explain("kind:commitment by:ostvia status:\"under way\" when:2031"),
        "a commitment and promised by someone named “ostvia” and whose status is “under way” \
         and dated from 2031-01-01 to 2031-12-31"
    );
    assert_eq!(
        explain("status:under-way,partly_kept"),
        explain("status:\"under way\" OR status:\"partly kept\"")
    );
    assert_eq!(
        explain("speaker:vale,\"mara halvorsen\""),
        "by a speaker named “vale” and the words “mara halvorsen” in a row"
    );
    assert_eq!(
        explain("speaker:vale,halvorsen"),
        "by a speaker named “vale” or by a speaker named “halvorsen”"
    );
    assert_eq!(explain("speaker:\"vale, oren\""), "by a speaker named “vale oren”");
}

#[test]
fn confidence_has_bounds() {
    assert_eq!(explain("confidence:>0.8"), "with a confidence of above 0.8");
    assert_eq!(explain("dam confidence:<=50%"), "the word “dam” and with a confidence of at most 0.5");
    assert_eq!(
        explain("confidence:0.5..0.8"),
        "with a confidence of at least 0.5 and with a confidence of at most 0.8"
    );
    assert_eq!(explain("-confidence:0.5"), "not with a confidence of at least 0.5");
    assert_eq!(wrong("confidence:>1.5").1, "“>1.5” is no confidence");
    assert_eq!(wrong("confidence:high").1, "“high” is no confidence");
}

#[test]
fn what_is_read_otherwise_is_noted() {
    assert_eq!(notes("speaker: vale")[0].0, "speaker:");
    assert_eq!(
        notes("a speaker:() b"),
        [("speaker:()".to_string(), "speaker: has no value, so it is read as a word".to_string())]
    );
    assert_eq!(notes("dam or river")[0].1, "“or” is read as a word; OR is the operator");
    assert_eq!(
        notes("a (b")[0],
        ("(".to_string(), "this parenthesis is not closed, so it reaches to the end".to_string())
    );
    assert_eq!(notes("http://courier.example/1?a=b c:d"), []);
    assert_eq!(notes(&"(".repeat(30)).len(), 1);
}

#[test]
fn punctuation_is_never_an_error() {
    for text in [
        "()",
        "\"",
        "-",
        "*",
        "a)",
        "(a",
        "said:?",
        "\"\"\"",
        "-()",
        "speaker:-()",
        "a:b:c",
        "^a + {b} ~2",
        "'; --",
    ] {
        assert!(parse(text).is_ok(), "{text}");
    }
    let mut random = Random(7);
    let pieces = [
        "a", "\u{301}", "ß", "(", ")", "\"", "”", "-", "*", ":", "..", "/", " ", "speaker:", "about:", "'",
        "𝄞", "&&", "||",
    ];
    for _ in 0..20_000 {
        let text = random.text(&pieces, 12);
        let read = parse(&text);
        let is_unknown_field = read.as_ref().is_err_and(|wrong| wrong.what.starts_with("there is no field"));
        assert!(read.is_ok() || is_unknown_field, "{text:?}: {read:?}");
    }
}

/// Pieces that queries are made of, and that break them.
const PIECES: [&str; 34] = [
    "a",
    "é",
    "日",
    "\u{301}",
    "(",
    ")",
    "\"",
    "“",
    "»",
    "-",
    "*",
    ":",
    "..",
    "/",
    " ",
    "\u{a0}",
    "\0",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR/",
    "NEAR/5",
    "speaker:",
    "act:",
    "act:deny",
    "said:",
    "said:2031",
    "kind:",
    "confidence:",
    ">0.5",
    "to:",
    "2031-02",
    "🙂",
];

#[test]
fn nothing_panics_and_ranges_are_slices() {
    let mut random = Random(11);
    for _ in 0..50_000 {
        let text = random.text(&PIECES, 16);
        match parse(&text) {
            Ok(query) => {
                let _ = query.to_string();
                assert!(
                    query.notes.iter().all(|note| text.get(note.at.clone()).is_some_and(|at| !at.is_empty())),
                    "{text:?}"
                );
            }
            Err(wrong) => assert!(text.get(wrong.at.clone()).is_some_and(|at| !at.is_empty()), "{text:?}"),
        }
    }
}

#[test]
fn long_queries_take_linear_time() {
    let start = std::time::Instant::now();
    for piece in [
        "(",
        ")",
        "\"",
        "-",
        "- ",
        "-(",
        "NOT ",
        "a",
        "*",
        "speaker:",
        "speaker:\"\" ",
        "act:",
        "said:(",
        "((a) ",
        "a NEAR ",
        ":",
        "not ",
    ] {
        let _ = parse(&piece.repeat(1_000_000 / piece.len()));
    }
    // Measured at a second, unoptimised; anything quadratic takes hours.
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn a_field_whose_group_is_too_deep_to_be_read_is_an_error_or_read() {
    let deep = "(".repeat(80);
    for query in [
        format!("speaker:{deep}"),
        format!("speaker:{deep}about:\"he *am\" speaker:{deep}vale OP ha -act:d\"ny"),
        format!("dam {deep}speaker:({deep})"),
    ] {
        if let Err(error) = parse(&query) {
            assert!(query.get(error.at).is_some() && !error.what.is_empty());
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}
