//! A page's tree, with the place in the source of every character of its text.
//!
//! html5ever builds the tree. What is ours is the arena it builds into, and the bookkeeping that it lacks:
//! text nodes hold ranges of the source instead of copies, so that whatever is read off the tree later can
//! be traced back. Depth, open formatting elements and the number of nodes are bounded, because the
//! standard's tree construction is quadratic in each of them and nodes cost many times the bytes of a short
//! tag; [`Tree::notes`] says when a bound was met.

mod arena;
mod tracker;
mod tree;

pub use tree::{Data, NodeId, Tree, is_inline};

use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::trim;
use arena::Arena;
use tracker::Tracker;

/// Parses a decoded page; any text is a page, so nothing can fail.
pub fn parse(source: &str) -> Tree<'_> {
    let input = Rc::new(BufferQueue::default());
    let options = TreeBuilderOpts { scripting_enabled: true, ..Default::default() };
    let builder = TreeBuilder::new(Arena::new(source), options);
    let tracker = Tracker::new(builder, input.clone());
    let tokenizer = Tokenizer::new(tracker, TokenizerOpts { discard_bom: true, ..Default::default() });
    for piece in trim::kept(source) {
        tokenizer.sink.begin(&piece);
        input.push_back(StrTendril::from_slice(&source[piece]));
        // A script or a `<meta charset>` hands control back before the piece is used up.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.tree.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(String, String)> {
        let tree = parse(source);
        tree.descend(tree.root())
            .filter_map(|n| match tree.data(n) {
                Data::Text { source: range, .. } => {
                    let from = &source[range.start as usize..range.end as usize];
                    Some((tree.text(n).unwrap().to_string(), from.to_string()))
                }
                _ => None,
            })
            .filter(|(text, _)| !text.trim().is_empty())
            .collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
    }

    #[test]
    fn text_points_at_its_source() {
        let got = texts("<p>Lund &amp; Roe <b>met</b> on&nbsp;Monday</p>");
        let want = [
            ("Lund ", "Lund "),
            ("&", "&amp;"),
            (" Roe ", " Roe "),
            ("met", "met"),
            (" on", " on"),
            ("\u{a0}", "&nbsp;"),
            ("Monday", "Monday"),
        ];
        let want = pairs(&want).into_iter().filter(|(t, _)| !t.trim().is_empty()).collect::<Vec<_>>();
        assert_eq!(got, want);
    }

    #[test]
    fn text_moved_out_of_a_table_keeps_its_place() {
        let got = texts("<table>stray<tr><td>cell</td></tr> more</table>end");
        assert_eq!(got, pairs(&[("stray", "stray"), (" more", " more"), ("cell", "cell"), ("end", "end")]));
    }

    #[test]
    fn stray_less_than_and_broken_references_keep_their_place() {
        let got = texts("<p>a <3 b &bogus; c & d</p>").into_iter().map(|(a, _)| a).collect::<String>();
        assert_eq!(got, "a <3 b &bogus; c & d");
        for (text, from) in texts("<p>a <3 b &bogus; c & d\r\ne</p>") {
            assert!(text == from || text.trim() == from.trim(), "{text:?} from {from:?}");
        }
    }

    #[test]
    fn text_next_to_line_ends_keeps_its_place() {
        const PIECES: [&str; 10] =
            ["& ", "\r\n", "\r", "<3 ", "&bogus;", "&amp;", "<table>", "<tr><td>", "<!-- c -->", "&#8220;"];
        for n in 0..10_000 {
            let pieces = [n % 10, n / 10 % 10, n / 100 % 10, n / 1000];
            let source = format!("<p>.{}.", pieces.map(|piece| PIECES[piece]).concat());
            for (text, from) in texts(&source) {
                assert!(!from.is_empty(), "{text:?} of {source:?} maps to nothing");
                assert!(!text.contains('&') || from.contains('&'), "{text:?} of {source:?} maps to {from:?}");
            }
        }
    }

    #[test]
    fn what_leaves_no_token_and_what_is_cut_short_shift_nothing() {
        assert_eq!(texts("<p>a</>b"), pairs(&[("a", "a"), ("b", "b")]));
        for source in ["<p>a &#", "<p>a &#&#&#", "<p>a &am", "<p>a &x"] {
            for (text, from) in texts(source) {
                assert_eq!(text, from, "{source}");
            }
        }
        assert_eq!(texts("<p>&#038 &AMP"), pairs(&[("&", "&#038"), ("&", "&AMP")]));
    }

    #[test]
    fn lines_are_joined_and_none_is_lost() {
        let lines = "\n\n  a < b\n c\n";
        assert_eq!(texts(&format!("<pre>{lines}</pre>")), pairs(&[(&lines[1..], &lines[1..])]));
        let long = "The dam holds.\n".repeat(10_000);
        let got: String = texts(&format!("<p>{long}")).into_iter().map(|(text, _)| text).collect();
        assert_eq!(got, long);
    }

    #[test]
    fn a_comment_parts_what_stands_around_it() {
        assert_eq!(texts("<p>a <<!-- x -->b>c"), pairs(&[("a <", "a <"), ("b>c", "b>c")]));
        assert_eq!(texts("<p>&am<!-- x -->p;"), pairs(&[("&am", "&am"), ("p;", "p;")]));
    }

    #[test]
    fn scripts_and_comments_leave_no_text() {
        let got =
            texts("<p>one<script>var a = '<p>no</p>';</script><!-- <p>no</p> --> two</p><style>p{}</style>");
        assert_eq!(got, pairs(&[("one", "one"), (" two", " two")]));
    }

    #[test]
    fn deep_nesting_is_cut_and_said() {
        let source = format!("{}deep{}<p>after</p>", "<div>".repeat(200_000), "</div>".repeat(200_000));
        let tree = parse(&source);
        assert!(tree.len() < 2_000);
        assert_eq!(tree.notes.len(), 1);
        assert!(texts(&source).iter().any(|(t, _)| t == "after"));
    }
}
