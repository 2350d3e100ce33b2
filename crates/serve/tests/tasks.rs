//! What analysts come for, done in a browser from the first page on, with the clicks that each takes. `docs/serving.md` sets
//! them beside what the documentation of other programs tells. Typing is no click; sending a form is one.

mod browser;
mod server;

use browser::Browser;
use onrecord_record::{Engagement, EngagementKind, Phase, Record, When};
use onrecord_serve::{Access, Limits};
use onrecord_store::sample;
use server::{Server, dated};

/// How many statements there are of sluices: more than a page of a list has.
const SLUICES: usize = 45;

const COLOURS: [&str; 9] = ["red", "blue", "green", "grey", "black", "white", "brown", "amber", "violet"];
const TOWNS: [&str; 5] = ["Corran", "Verran", "Sollis", "Aldra", "Tern"];

/// The dated pages, a meeting in the first, a day on which was said what the second tells, and statements of many sluices.
fn records() -> Vec<Record> {
    let mut records = dated();
    let first = &mut records[0];
    let words = first.statements[0].content[0].clone();
    first.engagements.push(Engagement {
        id: "e1".to_string(),
        kind: EngagementKind::Meeting,
        phase: Phase::Held,
        participants: first.actors.iter().map(|actor| actor.id.clone()).collect(),
        place: None,
        when: None,
        moved_from: None,
        evidence: vec![words],
        confidence: 0.9,
    });
    records[1].statements[0].said = Some(When::inferred("2031-04-12", "2031-04-12", Vec::new()));
    let sluice = |n: usize| {
        let (colour, town) = (COLOURS[n % COLOURS.len()], TOWNS[n / COLOURS.len()]);
        let text = format!("“Sluice {colour} {town},” Nora Byrne said.");
        sample(&format!("https://sluices.example/{n}"), &text)
    };
    records.extend((0..SLUICES).map(sluice));
    records
}

/// Somebody at a browser.
struct Visit<'s> {
    server: &'s Server,
    browser: Browser,
    n_clicks: usize,
}

impl Visit<'_> {
    fn begin(&mut self) {
        self.browser.go(&format!("http://{}/", self.server.address));
        self.n_clicks = 0;
    }

    /// Types a query, and waits for what a condition says.
    fn ask(&mut self, query: &str, until: &str) {
        self.browser.eval("document.getElementById('q').focus()");
        self.browser.write(query);
        self.browser.wait(until);
    }

    fn click(&mut self, element: &str, until: &str) {
        self.browser.wait(&format!("document.querySelector({element:?})"));
        self.browser.eval(&format!("document.querySelector({element:?}).click()"));
        self.n_clicks += 1;
        // An address changes before its page is whole.
        self.browser.wait(&format!("({until}) && document.readyState === 'complete'"));
    }

    /// What stands behind a link that is not followed: another host's page, a download.
    fn address(&mut self, element: &str) -> String {
        self.n_clicks += 1;
        self.browser
            .eval(&format!("document.querySelector({element:?}).href"))
            .as_str()
            .unwrap_or_default()
            .to_string()
    }

    fn text(&mut self, element: &str) -> String {
        let text = self.browser.eval(&format!("document.querySelector({element:?})?.textContent"));
        text.as_str().unwrap_or_default().to_string()
    }

    /// The answer to a link of this server.
    fn fetched(&mut self, element: &str) -> String {
        let address = self.address(element);
        let path = address.split_once(&self.server.address.to_string()).map(|(_, path)| path.to_string());
        self.server.get(&path.unwrap_or_default()).body
    }
}

const FOUND_SLUICES: &str = "document.querySelector('[role=status]').textContent.startsWith('45 ')";
const FOUND_RIVER: &str = "document.querySelector('mark')?.textContent === 'river'";
const DETAILS: &str = ".card a.whole";
const AT_ENTRY: &str = "location.pathname.startsWith('/entry/')";

fn export_all(visit: &mut Visit) {
    visit.ask("sluice", FOUND_SLUICES);
    let table = visit.fetched("a[href*='format=csv']");
    assert_eq!(table.lines().count(), SLUICES + 1, "all rows, and what the columns are called");
}

fn ask_the_same_elsewhere(visit: &mut Visit) {
    visit.ask("speaker:byrne \"sluice red Verran\"", "document.querySelector('.chip')");
    let there = "location.pathname === '/timeline' && document.getElementById('q').value === 'speaker:byrne \"sluice red Verran\"'";
    visit.click("nav a[href^='/timeline']", there);
    assert_eq!(visit.text("[role=status]"), "1 statement in 1 article");
}

fn ask_for_words_near_each_other(visit: &mut Visit) {
    visit.ask("river NEAR/2 low", FOUND_RIVER);
}

fn send_a_view(visit: &mut Visit) {
    visit.ask("river", FOUND_RIVER);
    visit.click(".counts a[href*='act%3A']", "document.querySelector('.chip')");
    let address = visit.browser.eval("location.href").as_str().unwrap_or_default().to_string();
    visit.browser.go("about:blank");
    visit.browser.go(&address);
    visit
        .browser
        .wait("document.querySelector('.chip') && document.getElementById('q').value.includes('river')");
}

fn see_the_words_on_their_page(visit: &mut Visit) {
    visit.ask("river", FOUND_RIVER);
    let address = visit.address(".card a[rel~=noreferrer]");
    assert_eq!(address, "https://ledger.example/2#:~:text=The%20river%20is%20low%2C");
}

fn count_copies_apart(visit: &mut Visit) {
    visit.ask("\"dam will hold\"", "document.querySelector('mark')?.textContent === 'dam will hold'");
    assert!(visit.text(DETAILS).starts_with("2 reports in 2 articles"), "{}", visit.text(DETAILS));
    visit.click(DETAILS, AT_ENTRY);
    assert!(visit.text("main").contains("Other reports"));
}

fn set_accounts_side_by_side(visit: &mut Visit) {
    visit.click(".tabs a[href*='engagement']", "document.querySelector('.card.engagement')");
    visit.click(DETAILS, AT_ENTRY);
    visit.click("a[href^='/engagement/']", "location.pathname.startsWith('/engagement/')");
    assert!(visit.text("main").contains("Accounts"));
}

fn cite(visit: &mut Visit) {
    visit.ask("river", FOUND_RIVER);
    visit.click(DETAILS, AT_ENTRY);
    assert!(visit.text(".cite").contains("@article{"));
    visit.browser.wait("document.querySelector('.cite button').textContent === 'Copy'");
    visit.n_clicks += 1;
}

fn follow(visit: &mut Visit) {
    visit.ask("sluice", FOUND_SLUICES);
    let feed = visit.fetched("a[href^='/feed']");
    assert!(feed.contains("<feed xmlns") && feed.contains("Nora Byrne: Sluice "), "{feed}");
}

fn ask_in_sql(visit: &mut Visit) {
    visit.click("footer a[href='/sql']", "location.pathname === '/sql'");
    visit.browser.eval("document.getElementById('s-q').focus()");
    visit.browser.write("SELECT count(*) AS n FROM statements");
    visit.click("main form button", "document.querySelector('td')");
    assert_eq!(visit.text("td"), "51");
}

fn mend_for_good(visit: &mut Visit) {
    visit.click("nav a[href='/review']", "document.querySelector('#review .item')");
    visit.browser.eval("document.querySelector('[name=token]').focus()");
    visit.browser.write("t0ken");
    let changed = "(() => { const item = document.querySelector('.item'); item.querySelector('[name=quote]').value = 'mixed'; \
                   return item.dataset.target; })()";
    let id = visit.browser.eval(changed).as_str().unwrap_or_default().to_string();
    visit.click(".item form button", "document.getElementById('told').textContent === 'Kept.'");
    // The same page comes once more, in other bytes.
    for (idx, record) in records().iter().enumerate() {
        visit.server.add(record, &format!("again {idx}"));
    }
    let shown = visit.server.json(&format!("/api/v1/entries/{id}"));
    assert_eq!((&shown["quote"], &shown["is_corrected"]), (&"mixed".into(), &true.into()), "{shown}");
}

fn keep_dates_apart(visit: &mut Visit) {
    visit.ask("river", FOUND_RIVER);
    visit.click(DETAILS, AT_ENTRY);
    assert!(visit.text(".card .facts").contains("12 April 2031"), "{}", visit.text(".card .facts"));
    assert!(visit.text("aside").contains("14 April 2031"), "{}", visit.text("aside"));
}

fn need_no_key(visit: &mut Visit) {
    visit.browser.wait("document.querySelector('.card')");
}

type Task = fn(&mut Visit);

/// Each task, and its clicks.
const TASKS: [(&str, Task, usize); 13] = [
    ("export all that is found", export_all, 1),
    ("ask elsewhere in the same words", ask_the_same_elsewhere, 1),
    ("words near each other", ask_for_words_near_each_other, 0),
    ("send a view to somebody", send_a_view, 1),
    ("see the words on their page", see_the_words_on_their_page, 1),
    ("copies counted apart", count_copies_apart, 1),
    ("accounts side by side", set_accounts_side_by_side, 3),
    ("cite", cite, 2),
    ("follow a search", follow, 1),
    ("ask in SQL", ask_in_sql, 2),
    ("mend what stays mended", mend_for_good, 2),
    ("the day it was said, and of publication", keep_dates_apart, 1),
    ("without an account", need_no_key, 0),
];

#[test]
fn each_task_takes_few_clicks() {
    let Some(browser) = Browser::start() else { return };
    let access = Access { token: Some("t0ken".to_string()), ..Access::default() };
    let server = Server::over(&records(), access, Limits { rate: 0, ..Limits::default() }, "");
    let found = server.json("/api/v1/search?q=sluice");
    assert_eq!(found["total"]["entries"], SLUICES, "{}", found["total"]);
    let mut visit = Visit { server: &server, browser, n_clicks: 0 };
    for (name, task, n_clicks) in TASKS {
        visit.begin();
        task(&mut visit);
        assert_eq!(visit.n_clicks, n_clicks, "{name}");
    }
    assert!(visit.browser.complaints.is_empty(), "{:?}", visit.browser.complaints);
}
