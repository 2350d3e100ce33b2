//! The web pages: each is there and whole, and whatever an article holds stays what it is: text.

mod browser;
mod server;

use browser::Browser;
use onrecord_record::{
    Actor, ActorKind, ActorRole, Commitment, Engagement, EngagementKind, Issue, Phase, Position, Record,
    Span, Stance, Status, When,
};
use onrecord_serve::{Access, Limits};
use onrecord_store::sample;
use serde_json::Value;
use server::Server;

/// What runs where it is not escaped, leaves its box where it is not isolated, and ends an attribute where it can.
const HOSTILE: &str = "<script>document.documentElement.dataset.ran='script'</script>\"><img src=x \
                       onerror=\"document.documentElement.dataset.ran='image'\">\u{202e}\u{2066}\u{0}\u{1b}[31m{{7*7}}'\
                       --></title></textarea><style>*{display:none}</style>";

/// A record with hostile words in each of its fields, a title of a megabyte, an address that runs.
fn hostile(n: usize) -> Record {
    let text = format!(
        "“We will pay {HOSTILE} {n} before the first frost,” Ada {HOSTILE} Lorne said. “No,” Vale said."
    );
    let mut record = sample("https://courier.example/1", &text);
    record.article.url = format!("javascript:document.documentElement.dataset.ran='address'//{n}");
    record.article.title = format!("{HOSTILE}{}", "A title without an end ".repeat(1 << 20 >> 5));
    record.article.standfirst = HOSTILE.repeat(50);
    record.article.publisher = HOSTILE.to_string();
    record.article.language =
        "en\"><script>document.documentElement.dataset.ran='language'</script>".to_string();
    record.article.bylines = vec![HOSTILE.to_string(); 3];
    record.article.agency = vec![HOSTILE.to_string()];
    record.article.published = Some("2031-03-14T18:20:00+01:00".to_string());
    for actor in &mut record.actors {
        actor.name = format!("{} {HOSTILE}", actor.name);
        actor.roles.push(ActorRole { title: HOSTILE.to_string(), of: HOSTILE.to_string(), evidence: None });
    }
    for statement in &mut record.statements {
        statement.channel = Some(HOSTILE.to_string());
        statement.said = Some(When::inferred("2031-03-14", "2031-03-14", Vec::new()));
    }
    entries(&mut record);
    record
}

/// An engagement, a commitment and a position with the words of the first statement.
fn entries(record: &mut Record) {
    let words: Span = record.statements[0].content[0].clone();
    let other = Actor {
        id: "a90".to_string(),
        name: format!("Kalmere {HOSTILE}"),
        kind: ActorKind::Country,
        roles: Vec::new(),
        mentions: Vec::new(),
    };
    let one = record.actors[0].id.clone();
    record.actors.push(other);
    let when = Some(When::inferred("2031-03-12", "2031-03-12", Vec::new()));
    record.engagements.push(Engagement {
        id: "e1".to_string(),
        kind: EngagementKind::Meeting,
        phase: Phase::Held,
        participants: vec![one.clone(), "a90".to_string()],
        place: Some(HOSTILE.to_string()),
        when: when.clone(),
        moved_from: None,
        evidence: vec![words.clone()],
        confidence: 0.4,
    });
    record.commitments.push(Commitment {
        id: "c1".to_string(),
        by: vec![one.clone()],
        to: vec!["a90".to_string()],
        what: words.clone(),
        due: Some(HOSTILE.to_string()),
        due_on: None,
        condition: Some(HOSTILE.to_string()),
        status: Status::Made,
        told_by: Vec::new(),
        when: when.clone(),
        statement: Some("s1".to_string()),
        evidence: Vec::new(),
        confidence: 0.4,
    });
    record.positions.push(Position {
        id: "p1".to_string(),
        actor: one,
        issue: Issue { text: format!("the dam {HOSTILE}") },
        stance: Stance::Supports,
        statements: vec!["s1".to_string()],
        when,
        evidence: vec![words],
        confidence: 0.4,
    });
}

fn served(records: &[Record]) -> Server {
    let access = Access { token: Some("t0ken".to_string()), ..Access::default() };
    Server::over(records, access, Limits { rate: 0, ..Limits::default() }, "")
}

/// One page of each kind, over whatever the store has.
fn pages(server: &Server) -> Vec<String> {
    let mut pages: Vec<String> = [
        "/",
        "/search?q=pay",
        "/search?q=kind:statement+publisher:courier",
        "/search?q=zebra",
        "/timeline",
        "/commitments",
        "/issues",
        "/issue?issue=dam",
        "/review",
        "/read",
        "/api/v1",
        "/sql?q=SELECT+*+FROM+statements",
        "/sql?q=SELECT+*+FROM+articles",
        "/feed?q=pay",
    ]
    .map(str::to_string)
    .to_vec();
    let found = server.json("/api/v1/search?q=&limit=50");
    for hit in found["hits"].as_array().unwrap() {
        let id = hit["id"].as_str().unwrap();
        pages.push(format!("/entry/{id}"));
        pages.push(format!("/entry/{id}/cite"));
        pages.push(format!("/article/{}", hit["article"]["id"].as_str().unwrap()));
        pages.push(format!("/article/{}/cite", hit["article"]["id"].as_str().unwrap()));
        pages.push(format!("/article/{}/around", hit["article"]["id"].as_str().unwrap()));
        if id.starts_with("en-") {
            pages.push(format!("/engagement/{id}"));
        }
        for part in ["speakers", "participants", "holders", "by"] {
            for who in hit[part].as_array().into_iter().flatten() {
                pages.push(format!("/actor/{}", who["id"].as_str().unwrap()));
            }
        }
    }
    pages.sort();
    pages.dedup();
    pages
}

#[test]
fn every_page_is_there_with_its_heading_and_nothing_from_elsewhere() {
    let server = Server::start();
    for page in pages(&server) {
        let answer = server.get(&page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        assert!(answer.body.len() < 150_000, "{page}: {} bytes", answer.body.len());
        if page.starts_with("/feed") {
            assert!(answer.body.contains("<feed xmlns"), "{page}");
            continue;
        }
        assert_eq!(answer.body.matches("<h1").count(), 1, "{page}");
        assert!(answer.body.contains("<html lang=\"en\">"), "{page}");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
        // A script, a style or a handler within the page would not run under that policy.
        for inline in ["<style", " style=\"", " onclick=", "<script>"] {
            assert!(!answer.body.contains(inline), "{page}: {inline}");
        }
        for source in answer.body.split("src=\"").skip(1) {
            assert!(source.starts_with('/'), "{page}: {}", &source[..60]);
        }
    }
}

#[test]
fn a_page_that_is_not_there_says_so() {
    let server = Server::start();
    for page in
        ["/entry/st-0000000000000000", "/article/nowhere", "/actor/ac-12", "/engagement/en-0000000000000000"]
    {
        let answer = server.ask("GET", page, &[("accept", "text/html")], "");
        assert_eq!(answer.status, 404, "{page}");
        assert!(answer.body.contains("<h1>There is nothing here</h1>"), "{page}");
        assert!(answer.body.contains("<a href=\"/\">What is on record</a>"), "a way on: {page}");
    }
    let answer = server.ask("GET", "/search?q=dam+OR", &[("accept", "text/html")], "");
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("<p dir=\"auto\">OR has nothing behind it.</p>"));
}

#[test]
fn an_empty_store_says_how_it_is_filled() {
    let server = served(&[]);
    let start = server.get("/").body;
    assert!(start.contains("Nothing is on record yet.") && start.contains("<code>onrecord add PAGE</code>"));
    assert!(!start.contains("Try fewer words"));
    for page in ["/timeline", "/commitments", "/issues", "/review", "/read"] {
        let answer = server.get(page);
        assert_eq!(answer.status, 200, "{page}");
        assert!(!answer.body.contains("all as CSV") && !answer.body.contains("below the lines"), "{page}");
    }
    assert!(server.get("/search?q=dam").body.contains("Try fewer words"));
}

#[test]
fn filters_are_in_the_address_and_lead_on() {
    let server = Server::start();
    let page = server.get("/search?q=speaker%3A%22Ada+Lorne%22+dam").body;
    assert!(page.contains("aria-label=\"Take out speaker Ada Lorne\""));
    assert!(page.contains("href=\"/search?q=dam\""), "the chip takes its filter out");
    assert!(page.contains("<mark class=\"own\">dam</mark>"));
}

#[test]
fn hostile_words_stay_words_on_every_page() {
    let server = served(&[hostile(1), hostile(2)]);
    let pages = pages(&server);
    assert!(pages.iter().any(|page| page.starts_with("/engagement/")), "the record has all kinds of entries");
    for page in &pages {
        let answer = server.get(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        assert!(answer.body.len() < 400_000, "{page}: {} bytes", answer.body.len());
        for raw in
            ["<script>", "<img", "<style", "</textarea><style", "href=\"javascript:", "dataset.ran='script'<"]
        {
            assert!(!answer.body.contains(raw), "{page}: {raw}");
        }
    }
    let Some(mut browser) = Browser::start() else { return };
    for page in one_of_each_kind(&pages) {
        for width in [390, 1280] {
            browser.size(width, 900);
            browser.go(&format!("http://{}{page}", server.address));
            assert_eq!(
                browser.eval("document.documentElement.dataset.ran ?? null"),
                Value::Null,
                "{page}: it ran"
            );
            assert_eq!(browser.eval("document.images.length"), 0, "{page}: words became an element");
            let beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(browser.eval(beyond), 0, "{page}: something leaves its box at {width}");
        }
    }
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

/// One page of each kind: those of one kind have one template.
fn one_of_each_kind(pages: &[String]) -> Vec<String> {
    let kind = |page: &String| {
        let parts: Vec<&str> = page.split(['/', '?']).collect();
        // Entries are of kinds of their own.
        format!("{}{}{}", parts[1], parts.get(2).map_or("", |id| &id[..id.len().min(2)]), parts.len())
    };
    let mut kinds: Vec<String> = Vec::new();
    let mut chosen = Vec::new();
    for page in pages.iter().filter(|page| !page.starts_with("/feed")) {
        if !kinds.contains(&kind(page)) {
            kinds.push(kind(page));
            chosen.push(page.clone());
        }
    }
    chosen
}

#[test]
fn a_page_that_is_pasted_is_read_and_not_stored() {
    let server = served(&[]);
    let text = "“The dam will hold,” Ada Lorne said.";
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--b\r\nContent-Disposition: form-data; \
         name=\"page\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n"
    );
    let kind = ("content-type", "multipart/form-data; boundary=b");
    let answer = server.ask("POST", "/read", &[kind], &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("The dam will hold") && answer.body.contains("Ada Lorne"));
    assert_eq!(server.json("/api/v1/search?q=dam")["total"]["entries"], 0);
}

#[test]
fn what_an_outlet_changed_is_shown() {
    let version = |words: &str| sample("https://courier.example/1", &format!("“{words},” Ada Lorne said."));
    let before =
        version("The dam will hold through the winter and the gates of Corran will be shut at night");
    let after = version("The dam will hold through the winter and the gates of Corran will be open at night");
    let server = served(&[before, after]);
    let article = server.get("/article/https%3A%2F%2Fcourier.example%2F1").body;
    let link = article.split("href=\"").skip(1).find(|link| link.contains("/changes")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let page = server.get(&link);
    assert_eq!(page.status, 200, "{link}: {}", page.body);
    assert!(page.body.contains("shut</del>") && page.body.contains("open</ins>"), "{}", page.body);
}

#[test]
fn a_search_is_a_feed() {
    let server = Server::start();
    let answer = server.get("/feed?q=dam");
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(
        answer.body.matches("<entry>").count(),
        answer.body.matches("<title>Ada Lorne: The dam").count()
    );
    assert!(answer.body.contains("<entry>"), "{}", answer.body);
}

#[test]
fn pages_know_the_prefix_that_a_proxy_puts_before_them() {
    let server = Server::with(Access::default(), Limits::default(), "/record");
    let page = server.get("/record/search?q=dam").body;
    for link in page.split("href=\"").skip(1).chain(page.split("action=\"").skip(1)) {
        let is_inside = link.starts_with("/record/") || link.starts_with('#') || link.starts_with("https://");
        assert!(is_inside, "{}", &link[..60.min(link.len())]);
    }
}
