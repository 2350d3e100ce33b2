//! `onrecord serve` and `onrecord mcp`, as a browser, a program and an assistant meet them.

#![cfg(feature = "serve")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

fn onrecord(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("ONRECORD_STORE").env_remove("ONRECORD_TOKEN").env_remove("ONRECORD_READ_TOKEN");
    command
}

/// The store of invented articles, made once.
fn aldra() -> &'static str {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let store = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve-aldra.db");
        for ending in ["", "-wal", "-shm", ".lock"] {
            let _ = std::fs::remove_file(format!("{}{ending}", store.display()));
        }
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra").display().to_string();
        let output = onrecord(&["add", &pages, "--store", store.to_str().unwrap()]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        store
    });
    store.to_str().unwrap()
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(args: &[&str]) -> Server {
        let mut child =
            onrecord(&[&["serve", aldra(), "--bind", "127.0.0.1:0"], args].concat()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line:?} tells no address")).trim().to_string();
        Server { child, address }
    }

    /// Head and body of an answer.
    fn get(&self, path: &str) -> (String, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    fn ask(&self, request: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_string(), body.to_string())
    }

    fn json(&self, path: &str) -> Value {
        let (head, body) = self.get(path);
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}\n{body}");
        serde_json::from_str(&body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_api_answers_what_the_command_line_answers() {
    let server = Server::start(&[]);
    let id = server.json("/api/v1/search?q=kind:engagement")["hits"][0]["id"].as_str().unwrap().to_string();
    let compare = format!("/api/v1/engagements/{id}/compare");
    for (path, args) in [
        ("/api/v1/search?q=act:promise&count=exact", &["search", "act:promise"][..]),
        ("/api/v1/timeline?q=speaker:halvorsen&limit=3", &["timeline", "speaker:halvorsen", "-n", "3"]),
        ("/api/v1/actors?name=idris+vale", &["who", "idris vale"]),
        ("/api/v1/commitments?by=halvorsen", &["commitments", "--by", "halvorsen"]),
        ("/api/v1/positions?issue=the+dam", &["positions", "the dam"]),
        (&compare, &["compare", &id]),
        ("/api/v1/stats", &["stats"]),
    ] {
        let output = onrecord(&[args, &["--format", "json", "--store", aldra()]].concat()).output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut answered = server.json(path);
        answered.as_object_mut().unwrap().shift_remove("next_cursor").unwrap();
        assert_eq!(answered, told, "{path}");
    }
}

#[test]
fn the_least_sure_are_reviewed_first() {
    let review = Server::start(&[]).json("/api/v1/review?q=kind:statement&limit=1000");
    let sure: Vec<f64> =
        review["entries"].as_array().unwrap().iter().map(|one| one["confidence"].as_f64().unwrap()).collect();
    assert!(sure.len() > 10 && sure.is_sorted(), "{sure:?}");
    assert_eq!(review["total"], sure.len());
}

#[test]
fn a_page_is_read_with_the_programs_own_model_and_private_addresses_are_refused() {
    let server = Server::start(&[]);
    let page = "<article><h1>Dam</h1><p>“The dam will hold,” said Mayor Ada Lorne on Monday.</p></article>";
    let post = |path: &str, body: &str| {
        let (host, length) = (&server.address, body.len());
        server.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ))
    };
    let (_, body) = post("/api/v1/read", page);
    let read: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(read["records"][0]["statements"][0]["content"][0]["text"], "The dam will hold,", "{body}");
    for address in [format!("http://{}/", server.address), "http://169.254.169.254/latest/".to_string()] {
        let (head, body) = post(&format!("/api/v1/read?address={address}"), "");
        assert!(
            head.starts_with("HTTP/1.1 422") && body.contains("not on the public internet"),
            "{head}\n{body}"
        );
        assert!(!body.contains("--allow-private"), "{body}");
    }
}

#[cfg(unix)]
#[test]
fn a_server_that_is_asked_to_stop_stops() {
    let mut server = Server::start(&["--log-level", "info", "--log", "json"]);
    server.json("/api/v1/stats");
    let stop = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(stop.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let mut log = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered = lines.iter().find(|line| line["path"] == "/api/v1/stats").unwrap();
    assert_eq!(answered["status"], 200);
}

#[test]
fn what_cannot_be_served_is_told() {
    let told = |args: &[&str]| {
        let output = onrecord(args).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, what) = told(&["serve", "no-such-store.db"]);
    assert_eq!(code, 1);
    assert!(what.contains("there is no store here"), "{what}");
    let (code, what) = told(&["serve", aldra(), "--bind", "0.0.0.0:0"]);
    assert_eq!(code, 2);
    assert!(what.contains("--read-token") && what.contains("--open"), "{what}");
    let server = Server::start(&[]);
    let (code, what) = told(&["serve", aldra(), "--bind", &server.address]);
    assert_eq!(code, 1);
    assert!(what.contains("cannot listen at") && what.contains("in use"), "{what}");
}

/// Lines of JSON-RPC, and those of the answer by their ids.
fn assisted(requests: &[Value]) -> Vec<Value> {
    let mut child = onrecord(&["mcp", aldra()]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut answers = Vec::new();
    for request in requests {
        writeln!(input, "{request}").unwrap();
        if request.get("id").is_some() {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            answers.push(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}")));
        }
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    answers
}

fn call(id: u32, tool: &str, arguments: Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

#[test]
fn an_assistant_is_answered_with_words_places_and_addresses() {
    let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } });
    let answers = assisted(&[
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }),
        call(3, "search", json!({ "q": "speaker:halvorsen act:promise", "limit": 1 })),
        call(4, "who", json!({ "name": "Idris Vale" })),
        call(5, "positions", json!({ "issue": "the dam" })),
        call(6, "commitments", json!({ "by": "halvorsen" })),
        call(7, "read", json!({ "text": "“The dam will hold,” said Mayor Ada Lorne on Monday." })),
        call(8, "search", json!({ "q": "dam OR" })),
        call(9, "search", json!({ "limit": 5000 })),
    ]);
    let names: Vec<&str> = answers[1]["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["search", "who", "show", "article", "positions", "commitments", "compare", "read"]);
    for answer in &answers[2..6] {
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert_ne!(result["isError"], true, "{text}");
        assert!(text.contains(" characters ") && text.contains("https://"), "{text}");
    }
    let hit = &answers[2]["result"]["structuredContent"]["hits"][0];
    let text = answers[2]["result"]["content"][0]["text"].as_str().unwrap();
    assert!(
        text.contains(hit["id"].as_str().unwrap()) && text.contains(hit["content"].as_str().unwrap()),
        "{text}"
    );
    assert!(text.contains("with cursor "), "{text}");
    assert!(answers[6]["result"]["content"][0]["text"].as_str().unwrap().contains("The dam will hold,"));
    for (answer, said) in
        [(&answers[7], "OR has nothing behind it"), (&answers[8], "limit must be from 1 to 1000")]
    {
        assert_eq!(answer["result"]["isError"], true);
        assert!(answer["result"]["content"][0]["text"].as_str().unwrap().contains(said), "{answer}");
    }
}
