//! The page's blocks, as they are to be told apart.

use super::block::HtmlBlock;
use super::dom::Tree;
use super::enclose::enclose;
use super::linked::unlink_sentences;
use super::runs::runs;

/// Every run of text on the page, with what encloses it.
pub fn blocks(tree: &Tree) -> Vec<HtmlBlock> {
    let (mut blocks, own) = runs(tree);
    unlink_sentences(tree, &mut blocks);
    enclose(tree, &mut blocks, own);
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::dom::parse;
    use super::super::within::Within;
    use super::*;

    fn read(html: &str) -> Vec<String> {
        blocks(&parse(html)).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn blocks_end_where_block_elements_do() {
        let html = "<div>One <b>two</b><p>three  four\n five</p>six<br>seven<br><br>eight</div>";
        assert_eq!(read(html), ["One two", "three four five", "six\nseven", "eight"]);
    }

    #[test]
    fn words_stay_whole_and_their_readings_apart() {
        let html = "<p>a dem\u{ad}o\u{200b}cra\u{200b}cy</p><p><ruby>\u{5b50}<rt>ko</rt></ruby>ra</p>";
        assert_eq!(read(html), ["a dem\u{ad}ocracy", "\u{5b50}ra"]);
    }

    #[test]
    fn an_inline_element_speaks_for_its_own_words() {
        let html = "<p><span class=dateline>PORT VALE</span> \u{2013} The dam above the town held through the night.</p>\
                    <p><span class=dateline>PORT VALE</span></p>";
        let bylines: Vec<bool> =
            blocks(&parse(html)).iter().map(|block| block.within.has(Within::BYLINE)).collect();
        assert_eq!(bylines, [false, true]);
    }

    #[test]
    fn what_is_on_no_screen_is_no_text() {
        for hidden in [
            "hidden",
            "style='display: none'",
            "style='color: red; opacity: 0'",
            "style='position:absolute; clip: rect(0, 0, 0, 0)'",
            "style='width:1px;height:1px;overflow:hidden'",
            "style='position: absolute; left: -9999px'",
            "class=sr-only",
            "class='VisuallyHidden_root__x1'",
            "class='link screen-reader-text'",
        ] {
            let html = format!(
                "<p>Lund left <a href=x>Aldra<span {hidden}>, opens new tab</span></a> on Monday.</p>"
            );
            assert_eq!(read(&html), ["Lund left Aldra on Monday."], "{hidden}");
            let before = format!("<p><span {hidden}>Image source, </span>Ada Roe</p>");
            assert_eq!(read(&before), ["Ada Roe"], "{hidden}");
        }
        assert_eq!(read("<p>Lund <span aria-hidden=true>left</span></p>"), ["Lund left"]);
        assert_eq!(read("<ul><li><a class=x><span class=sr-only>Share</span></a></ul>"), ["Share"]);
    }

    #[test]
    fn what_is_there_to_share_a_text_is_no_part_of_it() {
        let share = "<span class=share-label>SHARE</span>";
        assert_eq!(read(&format!("<p>{share}Ada Lorne said no.</p>")), ["SHARE", "Ada Lorne said no."]);
        assert_eq!(read(&format!("<p>Ada Lorne said no.{share}</p>")), ["Ada Lorne said no.", "SHARE"]);
        let middle = "<p>Ada Lorne wrote on <a class=social-link>her page</a> that she said no.</p>";
        assert_eq!(read(middle), ["Ada Lorne wrote on her page that she said no."]);
    }

    #[test]
    fn elements_that_touch_hold_words_of_their_own() {
        assert_eq!(
            read("<p>By <a>Nell Varga</a><time>Jun. 5, 2031</time></p>"),
            ["By Nell Varga Jun. 5, 2031"]
        );
        assert_eq!(
            read("<p><span>Nell Varga</span><span>5 June 2031</span></p>"),
            ["Nell Varga 5 June 2031"]
        );
        assert_eq!(read("<p><time>5 June 2031</time><b>Nell Varga</b></p>"), ["5 June 2031 Nell Varga"]);
        assert_eq!(read("<p><time>5 June 2031</time><b>2 shares</b></p>"), ["5 June 2031 2 shares"]);
        assert_eq!(read("<p><time>5 June 2031</time><b>14:05</b></p>"), ["5 June 2031 14:05"]);
        assert_eq!(read("<p>It cost <b>20</b>31 or 12<b>99</b>5</p>"), ["It cost 2031 or 12995"]);
        let whole = "<p><span>T</span>he <i>un</i>seen H<sub>2</sub>O of <b>Mc</b>donald x<sup>2</sup></p>";
        assert_eq!(read(whole), ["The unseen H2O of Mcdonald x2"]);
    }

    #[test]
    fn rows_of_a_data_table_are_lines() {
        let html = "<table><tr><th>Year<th>Total</tr><tr><td>2021<td><b>4</b></tr></table>";
        assert_eq!(read(html), ["Year\tTotal", "2021\t4"]);
    }

    #[test]
    fn every_character_maps_back() {
        let html = "<p>A&amp;B&nbsp;&nbsp; met <a href=x>Lund</a>&mdash;twice\r\n on&#32;Monday</p>";
        let block = &blocks(&parse(html))[0];
        assert_eq!(block.text, "A&B met Lund\u{2014}twice on Monday");
        let at = |words: &str| {
            let start = block.text.find(words).unwrap();
            &html[block.map.source(start..start + words.len()).unwrap()]
        };
        assert_eq!(at("&"), "&amp;");
        assert_eq!(at("Lund"), "Lund");
        assert_eq!(at("\u{2014}"), "&mdash;");
        assert_eq!(at("B met"), "B&nbsp;&nbsp; met");
        assert_eq!(at("on Monday"), "on&#32;Monday");
    }
}
