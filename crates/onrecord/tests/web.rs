//! Addresses, against a server on this machine that answers as it is told.

mod server;

use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use server::{PAGE, Server, answer, not_found, page, redirect};

fn read(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).arg("read").args(args).stdin(Stdio::null()).output().unwrap()
}

fn read_local(args: &[&str]) -> Output {
    read(&[args, &["--allow-private"]].concat())
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What went wrong, without the address that changes from run to run.
fn failure(output: &Output, server: &Server) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(output), "");
    String::from_utf8(output.stderr.clone()).unwrap().replace(&format!("127.0.0.1:{}", server.port), "HOST")
}

#[test]
fn a_page_is_read_with_a_clear_user_agent() {
    let server = Server::start(|path, stream| if path == "/news" { page(stream) } else { not_found(stream) });
    let output = read_local(&[&server.address("/news"), "--format", "json"]);
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"]["title"], "Bridge reopens");
    assert!(record["provenance"]["retrieved"].as_str().unwrap().ends_with('Z'));
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /robots.txt "), "{requests:?}");
    let agent = format!("user-agent: onrecord/{} (+https://", env!("CARGO_PKG_VERSION"));
    assert!(requests.iter().all(|request| request.to_lowercase().contains(&agent)), "{requests:?}");
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let server = Server::start(|_, stream| page(stream));
    let message = failure(&read(&[&server.address("/")]), &server);
    assert_eq!(
        message,
        "error: http://HOST/: refused: 127.0.0.1 is not on the public internet: loopback\n\
         hint: --allow-private reads such addresses too\n"
    );
    // Neither other spellings of the address nor a name that stands for it get through.
    for host in
        ["localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "169.254.169.254"]
    {
        let output = read(&[&format!("http://{host}:{}/", server.port)]);
        assert_eq!(output.status.code(), Some(1), "{host}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("refused: "), "{host}: {message}");
    }
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn redirects_are_followed_and_the_last_address_is_the_pages() {
    let server = Server::start(|path, stream| match path {
        "/a" => redirect(stream, "/b?x=1"),
        "/b?x=1" => redirect(stream, "c"),
        "/c" => page(stream),
        _ => not_found(stream),
    });
    let output = read_local(&[&server.address("/a"), "--format", "json"]);
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"]["url"], server.address("/c"));
    assert_eq!(record["input"], server.address("/a"));
}

#[test]
fn a_redirect_loop_ends() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => not_found(stream),
        path => redirect(stream, &format!("{path}x")),
    });
    let message = failure(&read_local(&[&server.address("/")]), &server);
    assert!(
        message.starts_with("error: http://HOST/: redirects more than 10 times, at last to http://HOST/xxx"),
        "{message}"
    );
    assert_eq!(server.requests().len(), 1 + 11);
}

#[test]
fn a_redirect_to_another_scheme_is_not_taken() {
    for target in ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)"] {
        let server = Server::start(move |path, stream| match path {
            "/robots.txt" => not_found(stream),
            _ => redirect(stream, target),
        });
        let message = failure(&read_local(&[&server.address("/")]), &server);
        assert!(
            message.contains(&format!("redirects to {target}, which is no http(s) address")),
            "{message}"
        );
    }
}

#[test]
fn a_slow_server_is_not_waited_for() {
    // One never begins, the other never ends.
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => not_found(stream),
        "/silent" => thread::sleep(Duration::from_secs(20)),
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
            while stream.write_all(b"x").is_ok() {
                thread::sleep(Duration::from_millis(50));
            }
        }
    });
    for (path, words) in [("/silent", "did not answer within 0.5 s"), ("/drip", "took too long to arrive")] {
        let begin = Instant::now();
        let message = failure(&read_local(&[&server.address(path), "--timeout", "0.5"]), &server);
        assert!(message.contains(words) && message.contains("--timeout"), "{message}");
        assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    }
}

#[test]
fn a_body_over_the_limit_is_not_read_to_its_end() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => not_found(stream),
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        }
    });
    let message = failure(&read_local(&[&server.address("/"), "--max-size", "64K"]), &server);
    assert!(message.contains("hint: --max-size"), "{message}");
}

#[test]
fn robots_txt_is_respected() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => answer(stream, "200 OK", "", b"User-agent: *\nDisallow: /private/\n"),
        _ => page(stream),
    });
    assert_eq!(read_local(&[&server.address("/news")]).status.code(), Some(0));
    let message = failure(&read_local(&[&server.address("/private/1")]), &server);
    assert_eq!(
        message,
        "error: http://HOST/private/1: http://HOST/robots.txt asks programs not to read http://HOST/private/1\n\
         hint: --ignore-robots reads it, if you have permission\n"
    );
    assert!(!server.requests().iter().any(|request| request.contains("/private/")));
    assert_eq!(read_local(&[&server.address("/private/1"), "--ignore-robots"]).status.code(), Some(0));
}

#[test]
fn a_pause_that_robots_txt_asks_for_is_made() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => answer(stream, "200 OK", "", b"User-agent: *\nCrawl-delay: 0.4\n"),
        _ => page(stream),
    });
    let begin = Instant::now();
    // The pause is not taken off the time that a page may take.
    let output = read_local(&[
        &server.address("/1"),
        &server.address("/2"),
        &server.address("/3"),
        "--timeout",
        "0.5",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(begin.elapsed() >= Duration::from_millis(800), "{:?}", begin.elapsed());
}

#[test]
fn a_password_in_an_address_is_neither_sent_nor_printed() {
    let server = Server::start(|_, stream| page(stream));
    let message = failure(&read_local(&[&server.address("/").replace("//", "//ada:secret@")]), &server);
    assert!(
        message.contains("has a user name or password in it") && !message.contains("secret"),
        "{message}"
    );
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn a_redirect_into_what_robots_txt_closes_is_not_taken() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => answer(stream, "200 OK", "", b"User-agent: onrecord\nDisallow: /private/\n"),
        "/open" => redirect(stream, "/private/1"),
        _ => page(stream),
    });
    let message = failure(&read_local(&[&server.address("/open")]), &server);
    assert!(message.contains("asks programs not to read"), "{message}");
}

#[test]
fn a_robots_txt_that_the_server_fails_to_give_closes_the_site() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => answer(stream, "503 Service Unavailable", "", b""),
        _ => page(stream),
    });
    let message = failure(&read_local(&[&server.address("/")]), &server);
    assert!(message.contains("robots.txt answered 503"), "{message}");
}

#[test]
fn robots_txt_is_asked_for_once_a_site() {
    let server =
        Server::start(|path, stream| if path == "/robots.txt" { not_found(stream) } else { page(stream) });
    let addresses: Vec<String> = (0..12).map(|n| server.address(&format!("/{n}"))).collect();
    let mut args: Vec<&str> = addresses.iter().map(String::as_str).collect();
    args.extend(["--jobs", "6", "--format", "jsonl"]);
    let output = read_local(&args);
    let inputs: Vec<String> = stdout(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["input"].as_str().unwrap().to_string()
        })
        .collect();
    assert_eq!(inputs, addresses);
    let robots = server.requests().iter().filter(|request| request.contains("/robots.txt")).count();
    assert_eq!(robots, 1);
}

#[test]
fn the_charset_of_the_header_is_used() {
    // "café" in windows-1252, which is not UTF-8.
    let body = PAGE.replace("by a goat", "from the caf\u{1}").replace('\u{1}', "#");
    let body: Vec<u8> = body.bytes().map(|b| if b == b'#' { 0xe9 } else { b }).collect();
    let server = Server::start(move |path, stream| match path {
        "/robots.txt" => not_found(stream),
        _ => answer(stream, "200 OK", "Content-Type: text/html; charset=\"windows-1252\"\r\n", &body),
    });
    let output = read_local(&[&server.address("/"), "--format", "json"]);
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // Decoding is the page stage's; that the header reaches it is ours.
    if record["provenance"]["charset_from"] == "header" {
        assert!(record["article"]["text"].as_str().unwrap().contains("café"));
    }
}

#[test]
fn what_the_server_answers_is_told() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => not_found(stream),
        "/gone" => not_found(stream),
        "/closed" => answer(stream, "403 Forbidden", "", b""),
        "/moved" => redirect(stream, "/gone"),
        _ => answer(stream, "500 Internal Server Error", "", b""),
    });
    let told = |path: &str| failure(&read_local(&[&server.address(path)]), &server);
    assert_eq!(
        told("/gone"),
        "error: http://HOST/gone: answered 404 Not Found\nhint: the page is gone or the address has a slip in it\n"
    );
    assert!(told("/closed").contains("hint: open it in a browser, save the page and read the file"));
    assert!(told("/moved").contains("http://HOST/moved: http://HOST/gone answered 404 Not Found"));
    assert_eq!(told("/broken"), "error: http://HOST/broken: answered 500 Internal Server Error\n");
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let server = Server {
        port: TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port(),
        requests: Arc::default(),
    };
    let message = failure(&read_local(&[&server.address("/")]), &server);
    assert_eq!(message, "error: http://HOST/: 127.0.0.1 cannot be reached: connection refused\n");
}

#[test]
fn a_robots_txt_of_many_rules_costs_little() {
    let rules: String = (0..20_000).map(|n| format!("Disallow: /closed/{n}/*/x\n")).collect();
    let server = Server::start(move |path, stream| match path {
        "/robots.txt" => answer(stream, "200 OK", "", format!("User-agent: *\n{rules}").as_bytes()),
        _ => page(stream),
    });
    assert_eq!(read_local(&[&server.address("/news")]).status.code(), Some(0));
    let message = failure(&read_local(&[&server.address("/closed/7/a/x")]), &server);
    assert!(message.contains("asks programs not to read"), "{message}");
}
