//! The API as a program meets it.

mod server;

use std::time::Duration;

use onrecord_serve::{Access, Limits};
use serde_json::{Value, json};
use server::Server;

fn writable() -> Server {
    let access = Access { token: Some("c0ffee".to_string()), ..Access::default() };
    Server::with(access, Limits::default(), "")
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_search_gives_exact_words_with_where_they_stand() {
    let server = Server::start();
    let found = server.json("/api/v1/search?q=river");
    assert_eq!((&found["schema_version"], &found["query"]), (&json!("1"), &json!("river")));
    let hit = &found["hits"][0];
    assert_eq!(hit["content"], "The river is low,");
    let (start, end) = (hit["start"].as_u64().unwrap() as usize, hit["end"].as_u64().unwrap() as usize);
    let text: String = server::PAGES[1].1.chars().skip(start).take(end - start).collect();
    assert_eq!(text, "The river is low,");
    assert_eq!(hit["article"]["address"], "https://ledger.example/2");
}

#[test]
fn copies_are_one_hit_with_both_counts() {
    let found = Server::start().json("/api/v1/search?q=%22dam+will+hold%22");
    assert_eq!((&found["total"]["entries"], &found["total"]["reports"]), (&json!(1), &json!(2)));
    assert_eq!(found["hits"][0]["copies"]["reports"], 2);
}

#[test]
fn cursors_lead_through_a_list_once() {
    let server = Server::start();
    let all = ids(&server.json("/api/v1/search")["hits"]);
    let (mut seen, mut path) = (Vec::new(), "/api/v1/search?limit=2".to_string());
    loop {
        let page = server.json(&path);
        seen.extend(ids(&page["hits"]));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/search?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!((seen.len(), &seen), (5, &all));
    let cursor = server.json("/api/v1/search?limit=2")["next_cursor"].as_str().unwrap().to_string();
    for path in ["/api/v1/search?q=dam", "/api/v1/timeline?"] {
        let answer = server.get(&format!("{path}&cursor={cursor}"));
        assert_eq!(answer.status, 404, "{path}: a cursor of another question is no cursor");
    }
}

#[test]
fn what_is_known_is_not_sent_again() {
    let server = Server::start();
    let first = server.get("/api/v1/stats");
    let tag = first.header("etag").unwrap().to_string();
    let again = server.ask("GET", "/api/v1/stats", &[("if-none-match", &tag)], "");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let other = server.ask("GET", "/api/v1/stats?limit=1", &[("if-none-match", &tag)], "");
    assert_eq!(other.status, 200);
}

#[test]
fn problems_say_what_is_wrong_and_where() {
    let server = Server::start();
    let wrong = server.get("/api/v1/search?q=dam+OR");
    assert_eq!((wrong.status, wrong.header("content-type")), (400, Some("application/problem+json")));
    assert_eq!(wrong.json()["at"], json!([4, 6]));
    for (path, status, said) in [
        ("/api/v1/search?querry=dam", 400, "querry"),
        ("/api/v1/search?limit=0", 400, "limit must be from 1 to 1000"),
        ("/api/v1/search?limit=many", 400, "limit must be a whole number"),
        ("/api/v1/search?limit=1&limit=2", 400, "twice"),
        ("/api/v1/search?cursor=ffffffffffff", 404, "cursor"),
        ("/api/v1/actors", 400, "name is missing"),
        ("/api/v1/entries/st-00c0ffee00c0ffee", 404, "st-00c0ffee00c0ffee"),
        ("/api/v1/entries/nothing", 404, "nothing"),
        ("/api/v1/nothing", 404, "nothing at this address"),
        ("/api/v1/commitments?as_of=2031-02-30", 400, "as_of"),
        ("/api/v1/commitments?status=eaten", 400, "eaten"),
        ("/api/v1/commitments?status=", 400, "status"),
        ("/api/v1/commitments?as_of=", 400, "as_of"),
        ("/api/v1/search?limit=", 400, "limit must be a whole number"),
        ("/api/v1/export?what=records&format=csv", 404, "a record is no flat row"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.json()["detail"].as_str().unwrap().contains(said), "{path}: {}", answer.body);
        assert!(
            !answer.body.contains("store.db"),
            "where the store is is nobody's business: {}",
            answer.body
        );
    }
    assert_eq!(server.ask("PUT", "/api/v1/search", &[], "").status, 405);
    // Forms send the fields that nobody filled in, and any text may be none.
    for path in ["/search?q=&limit=&cursor=", "/commitments?as_of=&status=&by=", "/api/v1/search?q=&cursor="]
    {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn one_question_is_a_page_or_json() {
    let server = Server::start();
    let page = server.ask("GET", "/search?q=river", &[("accept", "text/html,*/*;q=0.5")], "");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body.contains("<mark class=\"own\">river</mark>"));
    let data = server.ask("GET", "/search?q=river", &[("accept", "application/json")], "");
    assert_eq!(data.json(), server.json("/api/v1/search?q=river"));
    let wrong = server.ask("GET", "/search?q=dam+OR", &[("accept", "text/html")], "");
    assert_eq!((wrong.status, wrong.header("content-type")), (400, Some("text/html; charset=utf-8")));
}

#[test]
fn pages_may_run_nothing_that_is_not_ours() {
    let policy = Server::start().get("/");
    let policy = policy.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[test]
fn whoever_comes_from_elsewhere_gets_a_page_with_its_style() {
    let server = Server::start();
    let page = |from: &str| {
        let headers = [("accept", "text/html"), ("sec-fetch-site", from)];
        server.ask("GET", "/search?q=river", &headers, "").body
    };
    // What is kept for one is not given to the other.
    for _ in 0..2 {
        let (first, later) = (page("none"), page("same-origin"));
        assert!(first.contains("<style>") && !first.contains("rel=\"stylesheet\""));
        assert!(later.contains("rel=\"stylesheet\"") && !later.contains("<style>"));
        let (style, rest) = first.split_once("<style>").unwrap().1.split_once("</style>").unwrap();
        assert!(style.contains("@media print") && later.ends_with(rest));
    }
}

#[test]
fn the_description_tells_of_every_path() {
    let described = Server::start().json("/api/v1/openapi.json");
    assert_eq!(described["openapi"], "3.1.0");
    for path in [
        "/search",
        "/entries/{id}",
        "/articles/{id}/related",
        "/read",
        "/corrections/{id}",
        "/export",
        "/sql",
    ] {
        assert!(described["paths"][path].is_object(), "{path}");
    }
    let text = described.to_string();
    for part in text.split("\"#/components/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(
            described.pointer(&format!("/components/{name}")).is_some(),
            "{name} is referred to, and not there"
        );
    }
}

#[test]
fn sql_reads_and_does_nothing_else() {
    let server = Server::start();
    let sql = |text: &str| {
        let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        server.get(&format!("/api/v1/sql?q={query}"))
    };
    let told = sql("SELECT count(*) AS n, 'a' || NULL FROM _entry");
    assert_eq!(told.json()["columns"][0], "n");
    assert_eq!(told.json()["rows"], json!([[6, null]]));
    // The full-text index is asked as the store asks it.
    assert_eq!(
        sql("SELECT count(*) FROM _entry_text WHERE _entry_text MATCH 'river'").json()["rows"],
        json!([[1]])
    );
    for forbidden in [
        "DELETE FROM _entry",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "ATTACH '/tmp/x.db' AS x",
        "PRAGMA query_only = 0",
        "PRAGMA journal_mode = DELETE",
        "VACUUM INTO '/tmp/y.db'",
        "SELECT 1; DELETE FROM _entry",
        "SELECT load_extension('x')",
        "SELECT zeroblob(100000000)",
        "SELECT ?1",
        "no SQL at all",
        "",
    ] {
        let answer = sql(forbidden);
        assert_eq!(answer.status, 400, "{forbidden}: {}", answer.body);
    }
    let many =
        sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 1000");
    assert_eq!((many.json()["rows"].as_array().unwrap().len(), &many.json()["is_cut"]), (100, &json!(true)));
}

#[test]
fn what_takes_too_long_is_given_up() {
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let server = Server::with(Access::default(), limits, "");
    let endless = "WITH+RECURSIVE+n(i)+AS+(SELECT+1+UNION+ALL+SELECT+i%2B1+FROM+n)+SELECT+max(i)+FROM+n";
    let answer = server.get(&format!("/api/v1/sql?q={endless}"));
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")), "{}", answer.body);
    assert_eq!(server.get("/healthz").body, "ok\n");
}

#[test]
fn an_export_is_whole_however_long() {
    let server = Server::start();
    let lines = server.get("/api/v1/export");
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    let rows: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 6);
    let table = server.get("/api/v1/export?format=csv&q=river");
    assert!(table.header("content-disposition").unwrap().contains("attachment"));
    assert_eq!(table.body.lines().count(), 2);
    assert!(table.body.starts_with("id,"), "{}", table.body);
    assert_eq!(server.get("/api/v1/export?what=articles").body.lines().count(), 3);
    assert_eq!(server.get("/api/v1/export?excel=true").body, lines.body, "speaks of CSV alone");
}

#[test]
fn the_record_is_changed_only_with_the_token() {
    let server = writable();
    let id = server.json("/api/v1/search?q=river")["hits"][0]["id"].as_str().unwrap().to_string();
    let wanted =
        json!({ "target": id, "codes": { "act": "admit" }, "by": "ada", "note": "she does" }).to_string();
    let json = ("content-type", "application/json");
    let post =
        |headers: &[(&str, &str)], body: &str| server.ask("POST", "/api/v1/corrections", headers, body);
    assert_eq!(post(&[json], &wanted).status, 401);
    assert_eq!(post(&[json, ("authorization", "Bearer c0ffef")], &wanted).status, 401);
    // A browser sends a password by itself, also for another site's page.
    assert_eq!(post(&[json, ("authorization", "Basic YTpjMGZmZWU=")], &wanted).status, 401);
    let leave = ("authorization", "Bearer c0ffee");
    assert_eq!(post(&[json, leave, ("origin", "https://evil.example")], &wanted).status, 403);
    assert_eq!(post(&[("content-type", "text/plain"), leave], &wanted).status, 415);
    assert_eq!(post(&[json, leave], "{\"target\": 3").status, 400);
    assert_eq!(
        post(&[json, leave], &json!({ "target": id, "codes": { "act": "sing" } }).to_string()).status,
        400
    );

    let made = post(&[json, leave], &wanted);
    assert_eq!(made.status, 201, "{}", made.body);
    let number = made.json()["corrections"][0]["id"].clone();
    let shown = server.json(&format!("/api/v1/entries/{id}"));
    assert_eq!((&shown["act"], &shown["is_corrected"]), (&json!("admit"), &json!(true)));
    assert_eq!(server.json("/api/v1/corrections")["corrections"][0]["by"], "ada");
    let review = || ids(&server.json("/api/v1/review")["entries"]);
    assert!(!review().contains(&id), "somebody has decided about it");

    let path = format!("/api/v1/corrections/{number}");
    assert_eq!(server.ask("DELETE", &path, &[], "").status, 401);
    assert_eq!(server.ask("DELETE", &path, &[leave], "").status, 200);
    assert_eq!(server.json(&format!("/api/v1/entries/{id}"))["act"], "assert");
    assert!(review().contains(&id));
    assert_eq!(server.ask("DELETE", &path, &[leave], "").status, 404);
}

#[test]
fn everything_that_is_read_can_be_mended() {
    let server = writable();
    let headers = [("content-type", "application/json"), ("authorization", "Bearer c0ffee")];
    let mend = |wanted: Value| server.ask("POST", "/api/v1/corrections", &headers, &wanted.to_string());
    let hit = server.json("/api/v1/search?q=river")["hits"][0].clone();
    let id = hit["id"].as_str().unwrap();
    let made = mend(json!({ "target": id, "words": [{ "text": "river is low" }], "when": "2031-03",
                            "texts": { "channel": "River news" }, "actors": { "addressee": ["new:Nora Byrne"] } }));
    assert_eq!(
        (made.status, made.json()["corrections"].as_array().unwrap().len()),
        (201, 4),
        "{}",
        made.body
    );
    let shown = server.json(&format!("/api/v1/entries/{id}"));
    assert_eq!((&shown["content"], &shown["channel"]), (&json!("river is low"), &json!("River news")));
    assert_eq!(
        (&shown["said"]["from"], &shown["addressees"][0]["name"]),
        (&json!("2031-03"), &json!("Nora Byrne"))
    );
    // What does not fit changes nothing, not even what fits beside it.
    let half =
        mend(json!({ "target": id, "codes": { "act": "deny" }, "words": [{ "text": "no words of it" }] }));
    assert_eq!((half.status, &server.json(&format!("/api/v1/entries/{id}"))["act"]), (400, &json!("assert")));

    let article = hit["article"]["id"].as_str().unwrap();
    let added =
        mend(json!({ "target": article, "add": [{ "text": "River news" }], "codes": { "act": "announce" } }));
    assert_eq!(added.status, 201, "{}", added.body);
    let new = added.json()["corrections"][0]["target"].as_str().unwrap().to_string();
    assert_eq!(server.json(&format!("/api/v1/entries/{new}"))["act"], "announce");
    assert_eq!(mend(json!({ "target": article, "reviewed": true, "by": "ada" })).status, 201);
    assert_eq!(server.json(&format!("/api/v1/articles/{article}"))["reviewed"]["by"], "ada");

    let actor = hit["speakers"][0]["id"].as_str().unwrap();
    assert_eq!(
        mend(json!({ "target": actor, "name": "Mira Halvorsen-Byrne", "kind": "organisation" })).status,
        201
    );
    let known = server.json(&format!("/api/v1/actors/{actor}"));
    assert_eq!(known["dossier"]["name"], "Mira Halvorsen-Byrne", "{known}");
    for odd in [
        json!({ "target": actor, "codes": { "act": "deny" } }),
        json!({ "target": article, "name": "Somebody" }),
        json!({ "target": id, "add": [{ "text": "River" }] }),
        json!({ "target": id }),
        json!({ "target": "nothing", "reviewed": true }),
    ] {
        assert_eq!(mend(odd.clone()).status, 400, "{odd}");
    }
}

#[test]
fn what_stands_around_an_article_is_set_aside_and_not_lost() {
    let server = Server::start();
    let around = server.json("/api/v1/articles/https%3A%2F%2Fledger.example%2F2/around");
    assert_eq!(around["article"]["address"], "https://ledger.example/2");
    assert_eq!(around["furniture"][0]["role"], "navigation");
    assert_eq!(server.get("/api/v1/articles/nowhere/around").status, 404);
}

#[test]
fn without_a_token_nobody_changes_anything() {
    let answer = Server::start().ask("DELETE", "/api/v1/corrections/1", &[("authorization", "Bearer ")], "");
    assert_eq!(answer.status, 403);
}

#[test]
fn readers_may_have_to_show_a_token() {
    let access = Access {
        read_token: Some("read".to_string()),
        token: Some("write".to_string()),
        ..Access::default()
    };
    let server = Server::with(access, Limits::default(), "");
    let asked = server.get("/api/v1/stats");
    assert_eq!(asked.status, 401);
    assert!(asked.header("www-authenticate").unwrap().contains("Basic"));
    for leave in ["Bearer read", "Bearer write", "Basic YW55Ym9keTpyZWFk"] {
        assert_eq!(
            server.ask("GET", "/api/v1/stats", &[("authorization", leave)], "").status,
            200,
            "{leave}"
        );
    }
    assert_eq!(server.get("/metrics").status, 401);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn another_name_that_leads_here_is_refused() {
    let server = Server::start();
    let answer = server.ask("GET", "/api/v1/stats", &[("host", "rebound.example")], "");
    assert_eq!(answer.status, 421, "{}", answer.body);
    assert_eq!(server.ask("GET", "/api/v1/stats", &[("host", "localhost:1234")], "").status, 200);
    let access = Access { hosts: vec!["record.example".to_string()], ..Access::default() };
    let named = Server::with(access, Limits::default(), "");
    assert_eq!(named.ask("GET", "/api/v1/stats", &[("host", "record.example")], "").status, 200);
}

#[test]
fn only_sites_that_are_named_may_ask_by_script() {
    let access = Access { origins: vec!["https://desk.example".to_string()], ..Access::default() };
    let server = Server::with(access, Limits::default(), "");
    let asked = |origin| server.ask("GET", "/api/v1/stats", &[("origin", origin)], "");
    let allowed = "access-control-allow-origin";
    assert_eq!(asked("https://desk.example").header(allowed), Some("https://desk.example"));
    assert_eq!(asked("https://evil.example").header(allowed), None);
}

#[test]
fn a_page_is_read_and_not_stored() {
    let server = Server::start();
    let before = server.json("/api/v1/stats")["articles"].clone();
    let text = "Gates. “The gates stay shut,” Ada Lorne said.";
    let read = server.ask(
        "POST",
        "/api/v1/read?address=https://a.example/9",
        &[("content-type", "text/plain")],
        text,
    );
    assert_eq!(read.status, 200, "{}", read.body);
    let record = &read.json()["records"][0];
    assert_eq!(record["statements"][0]["content"][0]["text"], "The gates stay shut,");
    assert_eq!(record["article"]["url"], "https://a.example/9");
    assert_eq!(server.json("/api/v1/stats")["articles"], before);
    // What the program refuses to fetch is told, with its words.
    let refused = server.ask("POST", "/api/v1/read?address=http://10.0.0.1/", &[], "");
    assert_eq!((refused.status, &refused.json()["detail"]), (422, &json!("refused: http://10.0.0.1/")));
    for path in ["/api/v1/read", "/api/v1/read?address=", "/api/v1/read?address=file:///etc/passwd"] {
        assert_eq!(server.ask("POST", path, &[], "").status, 400, "{path}");
    }
    assert_eq!(server.ask("POST", "/api/v1/read?address=", &[], text).status, 400, "no address at all");
}

#[test]
fn a_page_comes_as_a_form_too() {
    let form = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n“We wait,” Idris Vale said.\r\n--x--\r\n";
    let kind = ("content-type", "multipart/form-data; boundary=x");
    let read = Server::start().ask("POST", "/api/v1/read", &[kind], form);
    assert_eq!(read.json()["records"][0]["statements"][0]["content"][0]["text"], "We wait,");
}

#[test]
fn what_is_too_much_is_refused() {
    let limits = Limits { upload: 1000, rate: 2, ..Limits::default() };
    let server = Server::with(Access::default(), limits, "");
    let large = server.ask("POST", "/api/v1/read", &[("content-type", "text/plain")], &"a".repeat(1001));
    assert_eq!(large.status, 413, "{}", large.body);
    for (n_chars, status) in [(4_000, 200), (4_001, 400)] {
        let query = "%C3%A5".repeat(n_chars);
        assert_eq!(server.get(&format!("/api/v1/search?q={query}")).status, status, "{n_chars}");
    }
    let statuses: Vec<u16> = (0..12).map(|_| server.get("/api/v1/stats").status).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[test]
fn a_prefix_stands_before_every_path() {
    let server = Server::with(Access::default(), Limits::default(), "/record");
    assert_eq!(server.get("/record/api/v1/stats").status, 200);
    assert_eq!(server.get("/api/v1/stats").status, 404);
    assert_eq!(server.json("/record/api/v1/openapi.json")["servers"][0]["url"], "/record/api/v1");
    let page = server.get("/record/search").body;
    assert!(page.contains("/record/assets/") && !page.contains("\"/assets/"), "{page}");
}

#[test]
fn numbers_are_there_for_prometheus() {
    let server = Server::start();
    server.get("/api/v1/entries/st-00c0ffee00c0ffee");
    server.get("/nothing/of/the/sort");
    let text = server.get("/metrics").body;
    assert!(
        text.contains("onrecord_requests_total{route=\"/api/v1/entries/{id}\",status=\"404\"} 1"),
        "{text}"
    );
    assert!(text.contains("route=\"none\",status=\"404\"} 1"), "{text}");
}

#[test]
fn an_assistant_asks_over_http() {
    let server = Server::start();
    let ask = |body: Value| {
        let headers =
            [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
        server.ask("POST", "/mcp", &headers, &body.to_string())
    };
    let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let begun = ask(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello }));
    assert_eq!(begun.json()["result"]["serverInfo"]["name"], "onrecord", "{}", begun.body);
    let call = json!({ "name": "search", "arguments": { "q": "river" } });
    let told = ask(json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call }));
    let text = told.json()["result"]["content"][0]["text"].as_str().unwrap_or_default().to_string();
    assert!(
        text.contains("“The river is low,”") && text.contains("https://ledger.example/2"),
        "{}",
        told.body
    );
}
