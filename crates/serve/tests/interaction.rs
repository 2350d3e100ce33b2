//! What pages do in a browser: searching as one types, choosing a time, pointing at words, mending by keyboard. Where there
//! is no Chromium, this tests nothing and says so.

mod browser;
mod server;

use browser::Browser;
use onrecord_record::{Block, Record, Role, SourceRange};
use onrecord_serve::{Access, Limits};
use onrecord_store::sample;
use server::{PAGES, Server};

/// The pages of other tests with a block of text each, in three months.
fn records() -> Vec<Record> {
    let record = |(idx, (address, text)): (usize, &(&str, &str))| {
        let mut record = sample(address, text);
        record.article.published = Some(format!("2031-0{}-14T10:00:00Z", idx + 3));
        record.article.blocks.push(Block {
            role: Role::Paragraph,
            text: text.to_string(),
            start: 0,
            end: text.chars().count(),
            byte_start: 0,
            byte_end: text.len(),
            source: SourceRange::default(),
        });
        record
    };
    PAGES.iter().enumerate().map(record).collect()
}

fn started() -> Option<(Server, Browser)> {
    let browser = Browser::start()?;
    let access = Access { token: Some("t0ken".to_string()), ..Access::default() };
    Some((Server::over(&records(), access, Limits { rate: 0, ..Limits::default() }, ""), browser))
}

#[test]
fn a_search_answers_while_it_is_typed() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/", server.address));
    browser.eval("document.getElementById('q').focus()");
    browser.write("riv");
    // The last word may go on; the address has what was typed.
    browser.wait("document.querySelector('mark')?.textContent === 'river'");
    assert_eq!(browser.eval("location.search"), "?q=riv");
    // A filter is a link, and so is the way back.
    browser.eval("document.querySelector('.counts a[href*=publisher]').click()");
    browser.wait("document.querySelector('.chip[aria-label^=\"Take out publisher\"]')");
    browser.eval("document.querySelector('.chip').click()");
    browser.wait("!location.search.includes('publisher')");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn a_time_is_chosen_by_dragging_over_bars() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/search?q=said", server.address));
    browser.go(&format!("http://{}/", server.address));
    let middle = |n: usize| {
        format!(
            "(() => {{ const b = document.querySelectorAll('.chart .space')[{n}].getBoundingClientRect(); \
                 return [b.left + b.width / 2, b.top + b.height / 2]; }})()"
        )
    };
    let first = browser.eval(&middle(0));
    let second = browser.eval(&middle(1));
    let point = |of: &serde_json::Value| (of[0].as_f64().unwrap(), of[1].as_f64().unwrap());
    let (first, second) = (point(&first), point(&second));
    browser.mouse(&[first, (f64::midpoint(first.0, second.0), first.1), second], true);
    browser.wait("new URLSearchParams(location.search).get('q') === 'published:2031-03..2031-04'");
    browser.wait("document.querySelectorAll('.chart .bar').length === 2");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn words_and_their_entry_point_to_each_other() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/article/https%3A%2F%2Fledger.example%2F2", server.address));
    browser.eval("document.querySelector('.said').focus()");
    browser.wait("document.querySelector('.beside .card.near')");
    let is_its_own =
        "document.querySelector('.beside .card.near').id === document.querySelector('.said').dataset.entry";
    assert_eq!(browser.eval(is_its_own), true);
    browser.eval("getSelection().selectAllChildren(document.querySelector('.text p'))");
    browser
        .wait("document.querySelector('.words-link')?.href.startsWith('https://ledger.example/2#:~:text=')");
    // On a phone the entries are below, out of sight: they come to the words.
    browser.size(390, 500);
    browser.eval("scrollTo(0, 0); document.activeElement.blur(); document.querySelector('.said').focus()");
    browser.wait("document.querySelector('.tip .words')");
    browser.press("Escape");
    browser.wait("!document.querySelector('.tip')");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn what_is_unsure_is_mended_and_taken_back_by_keyboard() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/review", server.address));
    browser.eval("document.querySelector('[name=token]').focus()");
    browser.write("t0ken");
    browser.press("Tab");
    browser.write("ada");
    browser.eval("document.activeElement.blur()");
    browser.press("j");
    browser.press("x");
    browser.wait("document.getElementById('told').textContent === 'Kept.'");
    let corrections = || server.json("/api/v1/corrections")["corrections"].clone();
    assert_eq!(
        (&corrections()[0]["what"], &corrections()[0]["by"]),
        (&"not_on_record".into(), &"ada".into())
    );
    browser.press("k");
    browser.press("u");
    browser.wait("document.getElementById('told').textContent === 'Taken back.'");
    assert!(corrections()[0]["undone"].is_string());
}

#[test]
fn a_page_is_read_by_pasting_it() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/read", server.address));
    browser.eval("document.querySelector('[name=text]').focus()");
    browser.write("“The gate is shut,” Nora Byrne said.");
    browser.eval("document.querySelector('form[data-drop] button').click()");
    browser.wait("document.querySelector('.card')?.textContent.includes('Nora Byrne')");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn whoever_has_no_mouse_gets_past_the_head() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/search?q=dam", server.address));
    browser.press("Tab");
    assert_eq!(browser.eval("document.activeElement.className"), "skip");
    browser.press("Enter");
    browser.wait("location.hash === '#main'");
}
