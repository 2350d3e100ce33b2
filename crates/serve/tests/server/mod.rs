//! A server on a free port of this machine, over a small store, and somebody who asks it.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use onrecord_record::{Block, Furniture, FurnitureRole, Record, Role, SourceRange};
use onrecord_serve::{Access, BoxedLikeness, Given, Limits, Options, Program, Unreadable, serve};
use onrecord_store::{KeptSource, NewPage, Writer, sample};
use serde_json::Value;
use tempfile::TempDir;

/// A server that ends with the test, and its store.
pub struct Server {
    pub address: SocketAddr,
    folder: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Reads quotations only, and knows no meaning: what the server makes of a program is tested, not the program.
struct Quotations;

impl Program for Quotations {
    fn version(&self) -> &str {
        "test"
    }

    fn read(&self, page: &Given) -> Result<Vec<Record>, Unreadable> {
        match String::from_utf8(page.bytes.clone()) {
            Ok(text) => Ok(vec![sample(page.address.as_deref().unwrap_or("page"), &text)]),
            Err(_) => Err(Unreadable { what: "page: not text".to_string(), hint: None }),
        }
    }

    fn fetch(&self, address: &str, _: usize) -> Result<Given, Unreadable> {
        Err(Unreadable { what: format!("refused: {address}"), hint: None })
    }

    fn furniture(&self, kept: KeptSource) -> Result<Vec<Furniture>, Unreadable> {
        // Tests add an address and the text: of both there is something around the article.
        let text = String::from_utf8_lossy(&kept.bytes).into_owned();
        let piece = |role| Furniture { role, text: text.clone(), source: SourceRange::default() };
        Ok(vec![piece(FurnitureRole::Navigation), piece(FurnitureRole::Other)])
    }

    fn likeness(&self) -> Result<BoxedLikeness<'_>, Unreadable> {
        Ok(Box::new(|one, other| if one == other { 1.0 } else { 0.0 }))
    }
}

pub const PAGES: [(&str, &str); 3] = [
    (
        "https://courier.example/1",
        "Dam talks. “The dam will hold through the coming winter, whatever the people of Kalmere say about its gates,” Ada Lorne the mayor of Verran said. “We will pay,” Idris Vale said.",
    ),
    (
        "https://ledger.example/2",
        "River news. “The river is low,” Mira Halvorsen said. “Nobody warned us,” Ada Lorne said.",
    ),
    (
        "https://post.example/3",
        "Wire copy. “The dam will hold through the coming winter, whatever the people of Kalmere say about its gates,” Ada Lorne said. “Kalmere owes us,” Oren Marsh said.",
    ),
];

/// Those pages with a block of text each, in three months.
pub fn dated() -> Vec<Record> {
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

impl Server {
    pub fn start() -> Server {
        Server::with(Access::default(), Limits::default(), "")
    }

    pub fn with(access: Access, limits: Limits, prefix: &str) -> Server {
        let records: Vec<Record> = PAGES.iter().map(|(address, text)| sample(address, text)).collect();
        Server::over(&records, access, limits, prefix)
    }

    /// A server over a store of these records.
    pub fn over(records: &[Record], access: Access, limits: Limits, prefix: &str) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.db");
        let mut writer = Writer::open(&store).unwrap();
        for record in records {
            let bytes = format!("{}\n{}", record.article.url, record.article.text);
            writer.add(&NewPage { record, bytes: bytes.as_bytes(), origin: "{}" }).unwrap();
        }
        writer.commit().unwrap();
        drop(writer);
        let (told, address) = mpsc::channel();
        let options = Options {
            store,
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            prefix: prefix.to_string(),
            access,
            limits,
        };
        std::thread::spawn(move || {
            serve(options, Arc::new(Quotations), |address| told.send(address).unwrap()).unwrap();
        });
        let address = address.recv_timeout(Duration::from_secs(30)).unwrap();
        Server { address, folder }
    }

    /// Adds a record to the store, as somebody does while it is served.
    pub fn add(&self, record: &Record, bytes: &str) {
        let mut writer = Writer::open(&self.folder.path().join("store.db")).unwrap();
        writer.add(&NewPage { record, bytes: bytes.as_bytes(), origin: "{}" }).unwrap();
        writer.commit().unwrap();
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// The answer in JSON, where all goes well.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let agent = ureq::Agent::new_with_config(
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build(),
        );
        let request =
            ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let mut response = agent.run(request.body(body.to_string()).unwrap()).unwrap();
        let header = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().iter().map(header).collect(),
            body: response.body_mut().read_to_string().unwrap(),
        }
    }
}
