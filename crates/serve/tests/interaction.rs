//! What pages do in a browser: searching as one types, choosing a time, pointing at words, mending by keyboard. Where there
//! is no Chromium, this tests nothing and says so.

mod browser;
mod server;

use browser::Browser;
use onrecord_serve::{Access, Limits};
use server::{Server, dated};

fn started() -> Option<(Server, Browser)> {
    let browser = Browser::start()?;
    let access = Access { token: Some("t0ken".to_string()), ..Access::default() };
    Some((Server::over(&dated(), access, Limits { rate: 0, ..Limits::default() }, ""), browser))
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
fn words_and_days_are_mended_by_keyboard() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/review?q=river", server.address));
    browser.eval("document.querySelector('[name=token]').focus()");
    browser.write("t0ken");
    browser.eval("document.activeElement.blur()");
    browser.press("j");
    browser.press("w");
    browser.eval("document.activeElement.select()");
    browser.write("river is low");
    browser.eval("document.querySelector('.item [name=when]').value = '2031-03-12'");
    browser.press("Enter");
    browser.wait("document.getElementById('told').textContent === 'Kept.'");
    let hit = &server.json("/api/v1/search?q=river")["hits"][0];
    assert_eq!((&hit["content"], &hit["said"]["from"]), (&"river is low".into(), &"2031-03-12".into()));
    // That all of an article is right is one key too.
    browser.press("k");
    browser.press("r");
    browser.wait("document.getElementById('told').textContent === 'Kept.'");
    let article = hit["article"]["id"].as_str().unwrap();
    let path = format!("/api/v1/articles/{article}");
    for _ in 0..100 {
        if server.json(&path)["reviewed"].is_object() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(server.json(&path)["reviewed"].is_object());
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn what_stands_around_an_article_is_folded_away() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/article/https%3A%2F%2Fledger.example%2F2", server.address));
    assert_eq!(browser.eval("document.querySelector('details.around').open"), false);
    browser.eval("document.querySelector('details.around summary').click()");
    browser.wait("document.querySelector('details.around .pieces li')");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn a_query_that_cannot_be_read_is_there_to_be_mended() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/search?q=dam+OR", server.address));
    assert_eq!(browser.eval("document.getElementById('q').value"), "dam OR");
    assert_eq!(browser.eval("document.querySelector('main mark').textContent"), "OR");
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
fn a_first_view_has_its_style_within_it_and_the_policy_lets_it_count() {
    let Some((server, mut browser)) = started() else { return };
    browser.go(&format!("http://{}/search?q=dam", server.address));
    let is_styled = "getComputedStyle(document.querySelector('.hidden')).position";
    assert_eq!(browser.eval("document.querySelectorAll('style').length"), 1);
    assert_eq!(browser.eval(is_styled), "absolute");
    // From then on the style is asked for once, and kept.
    browser.eval("document.querySelector('.top nav a').click()");
    browser.wait("document.querySelectorAll('style').length === 0 && document.readyState === 'complete'");
    assert_eq!(browser.eval(is_styled), "absolute");
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
