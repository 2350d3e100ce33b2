//! Feeds that are watched, against a server on this machine.

mod server;

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use server::{Server, answer, not_found, page};

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A store that is not there yet.
fn store(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

fn watch(address: &str, store: &Path, flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(["watch", address, "--every", "1s", "--store"]).arg(store).args(flags).stdin(Stdio::null());
    command
}

/// A feed of two entries: one whose page is there, one whose page is not.
fn feed(stream: &mut TcpStream, port: u16) {
    let entry = |path: &str| {
        format!(
            "<item><title>Entry {path}</title><link>http://127.0.0.1:{port}/{path}</link><pubDate>Mon, 10 Mar 2031 \
             09:00:00 GMT</pubDate><description>&lt;p&gt;“The {path} will stay open,” Mayor Ada Lorne told the \
             council on Monday, and the council believed her.&lt;/p&gt;</description></item>"
        )
    };
    let body = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Verran Courier</title>{}{}</channel></rss>",
        entry("news"),
        entry("gone")
    );
    answer(stream, "200 OK", "Content-Type: application/rss+xml\r\nETag: \"one\"\r\n", body.as_bytes());
}

#[test]
fn a_watched_feed_gives_each_entry_once_and_is_asked_whether_it_changed() {
    let port = Arc::new(Mutex::new(0));
    let known = Arc::clone(&port);
    let server = Server::start(move |path, stream| match path {
        "/feed" => feed(stream, *known.lock().unwrap()),
        "/news" => page(stream),
        _ => not_found(stream),
    });
    *port.lock().unwrap() = server.port;
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("feeds.txt"), format!("# ours\n{}\n", server.address("/feed"))).unwrap();
    let onrecord = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(args).args(["--store", "store.db"]).current_dir(&folder).stdin(Stdio::null());
        let output = command.output().unwrap();
        (output.status.code(), stdout(&output), String::from_utf8(output.stderr).unwrap())
    };
    let once = || onrecord(&["watch", "feeds.txt", "--once", "--every", "1s", "--allow-private"]);
    let added = |n: usize| {
        let checked = onrecord(&["check"]);
        assert!(checked.1.starts_with(&format!("store.db is sound: {n} page")), "{checked:?}");
    };
    let (code, _, told) = once();
    assert_eq!(code, Some(0));
    assert!(told.contains("/gone") && told.contains("404"), "{told}");
    assert!(told.contains("/feed: 1 new article, "), "{told}");
    added(1);
    // What is gone is asked for again, and at the third time the feed's own words are taken.
    for _ in 0..2 {
        thread::sleep(Duration::from_millis(1100));
        once();
    }
    added(2);
    thread::sleep(Duration::from_millis(1100));
    let (code, printed, told) = once();
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    assert!(told.starts_with("note: ") && told.ends_with("/feed: nothing new\n"), "{told}");
    let asked = |path: &str| {
        server.requests().iter().filter(|request| request.starts_with(&format!("GET {path} "))).count()
    };
    assert_eq!((asked("/news"), asked("/gone"), asked("/feed")), (1, 3, 4));
    let last = server.requests().into_iter().rfind(|request| request.starts_with("GET /feed ")).unwrap();
    assert!(last.to_lowercase().contains("if-none-match: \"one\""), "{last}");
}

#[test]
fn a_feed_that_fails_is_told_and_is_not_asked_again_at_once() {
    let server = Server::start(|path, stream| match path {
        "/busy" => answer(stream, "503 Service Unavailable", "Retry-After: 3600\r\n", b""),
        _ => not_found(stream),
    });
    let store = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch-busy.db");
    let _ = std::fs::remove_file(&store);
    let once = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args([
            "watch",
            &server.address("/busy"),
            "--once",
            "--every",
            "1s",
            "--allow-private",
            "--store",
        ]);
        command.arg(&store).output().unwrap()
    };
    let first = once();
    assert_eq!(first.status.code(), Some(1));
    assert!(String::from_utf8(first.stderr).unwrap().contains("answered 503"));
    thread::sleep(Duration::from_millis(2500));
    let second = once();
    assert_eq!(second.status.code(), Some(0));
    let told = stderr(&second);
    assert!(told.contains("is not asked before") && told.contains("it could not be read 1 time"), "{told}");
    assert_eq!(server.requests().iter().filter(|request| request.starts_with("GET /busy ")).count(), 1);
}

#[test]
fn an_entry_that_links_to_no_page_of_the_web_is_noted_and_the_rest_goes_on() {
    let port = Arc::new(Mutex::new(0));
    let known = Arc::clone(&port);
    let server = Server::start(move |path, stream| match path {
        "/feed" => {
            let port = *known.lock().unwrap();
            let links = [
                "file:///etc/passwd".to_string(),
                "javascript:alert(1)".to_string(),
                "data:text/html,x".to_string(),
                "http://[::1".to_string(),
                format!("http://127.0.0.1:{port}/news"),
            ];
            let entry = |link: &String| {
                format!(
                    "<item><title>Of {link}</title><link>{link}</link><description>The bridge stays shut for \
                     now, and the ferry runs.</description></item>"
                )
            };
            let entries: String = links.iter().map(entry).collect();
            let body = format!("<rss version='2.0'><channel><title>Courier</title>{entries}</channel></rss>");
            answer(stream, "200 OK", "Content-Type: application/rss+xml\r\n", body.as_bytes());
        }
        "/news" => page(stream),
        _ => not_found(stream),
    });
    *port.lock().unwrap() = server.port;
    let store = store("watch-schemes.db");
    let flags = ["--once", "--allow-private"];
    let output = watch(&server.address("/feed"), &store, &flags).output().unwrap();
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked") && !told.contains("defect"), "{told}");
    assert_eq!(server.requests().iter().filter(|request| request.starts_with("GET /news ")).count(), 1);
}

#[test]
#[cfg(unix)]
fn ctrl_c_is_not_kept_waiting_by_a_silent_server() {
    let server = Server::start(|path, _stream| {
        if path != "/robots.txt" {
            thread::sleep(Duration::from_secs(30));
        }
    });
    let store = store("watch-silent.db");
    let mut child =
        watch(&server.address("/feed"), &store, &["--allow-private", "--ignore-robots"]).spawn().unwrap();
    while server.requests().is_empty() {
        thread::sleep(Duration::from_millis(20));
    }
    let asked = Instant::now();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
}

const FEED: &str = "<rss version='2.0'><channel><title>Courier</title><item><title>Ferry</title><description>The \
                    ferry runs again, and the bridge stays shut.</description></item></channel></rss>";

#[test]
fn a_feed_that_was_refused_is_asked_as_soon_as_it_may_be() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => answer(stream, "200 OK", "", b"User-agent: *\nDisallow: /"),
        "/feed" => answer(stream, "200 OK", "Content-Type: application/rss+xml\r\n", FEED.as_bytes()),
        _ => not_found(stream),
    });
    let store = store("watch-refused.db");
    let once = |flags: &[&str]| {
        let flags = [&["--once"][..], flags].concat();
        watch(&server.address("/feed"), &store, &flags).output().unwrap()
    };
    assert!(stderr(&once(&[])).contains("hint: --allow-private"));
    assert!(stderr(&once(&["--allow-private"])).contains("hint: --ignore-robots"));
    let read = once(&["--allow-private", "--ignore-robots"]);
    assert_eq!(read.status.code(), Some(0));
    assert!(
        stderr(&read).contains("/feed: 1 new article") || stderr(&read).contains("/feed: nothing new"),
        "{}",
        stderr(&read)
    );
    assert_eq!(server.requests().iter().filter(|request| request.starts_with("GET /feed ")).count(), 1);
}
