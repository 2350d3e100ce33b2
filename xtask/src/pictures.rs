//! `cargo xtask pictures [PROGRAM]`: the pictures of web pages that the README shows, of the example store.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Name and path of each.
const PICTURES: [(&str, &str); 3] = [
    ("search", "/search?q=dam%20kind%3Astatement"),
    ("article", "/article/https%3A%2F%2Fkalmerepost.example%2Fcapital%2F2031%2F03%2F14%2Fostvia-half-a-dam"),
    ("person", "/actor?name=Idris%20Vale"),
];

/// What GitHub's pages show without a scroll bar, as wide as a laptop's window.
const SIZE: &str = "--window-size=1280,860";

/// A picture is loaded by whoever opens the README.
const MOST_BYTES: u64 = 200_000;

const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Makes them.
pub fn make(args: &[String]) -> Result<(), String> {
    let program = args.first().map_or("target/release/onrecord", String::as_str);
    let browser = BROWSERS.iter().find(|path| Path::new(path).exists());
    let browser = browser.ok_or("no Chromium here: Debian has it as the package chromium")?;
    let folder = PathBuf::from("docs/pictures");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut server = Server::start(program)?;
    let address = server.address()?;
    for (name, path) in PICTURES {
        let picture = folder.join(format!("{name}.png"));
        take(browser, &format!("{address}{path}"), &picture)?;
        let size = picture.metadata().map_err(|error| format!("{}: {error}", picture.display()))?.len();
        println!("{} {size} bytes", picture.display());
        if size > MOST_BYTES {
            return Err(format!("{} has {size} bytes, and may have {MOST_BYTES}", picture.display()));
        }
    }
    Ok(())
}

fn take(browser: &str, address: &str, picture: &Path) -> Result<(), String> {
    let profile = std::env::temp_dir().join(format!("onrecord-pictures-{}", std::process::id()));
    let run = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--hide-scrollbars", SIZE])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--screenshot={}", picture.display()))
        .arg(address)
        .stderr(Stdio::null())
        .status();
    let _ = std::fs::remove_dir_all(profile);
    match run {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{browser} {address}: {status}")),
        Err(error) => Err(format!("{browser}: {error}")),
    }
}

/// A server of the example store, which ends with this.
struct Server(Child);

impl Server {
    fn start(program: &str) -> Result<Server, String> {
        let started = Command::new(program)
            .args(["serve", "--demo", "--bind", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        started.map(Server).map_err(|error| format!("{program}: {error}; build it first, or name another"))
    }

    /// The address that it tells once it can be asked.
    fn address(&mut self) -> Result<String, String> {
        let told = self.0.stdout.take().ok_or("the server tells nothing")?;
        for line in BufReader::new(told).lines() {
            let line = line.map_err(|error| error.to_string())?;
            if let Some(at) = line.find("http://") {
                let address = line[at..].split_whitespace().next().unwrap_or_default();
                return Ok(address.trim_end_matches('/').to_string());
            }
        }
        Err("the server ended before it could be asked".to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
