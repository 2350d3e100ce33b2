//! `onrecord serve`: a store in a browser, for programs and for assistants.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use onrecord_serve::{Access, Error, Limits, LogFormat, LogLevel, Options, log_to_stderr, serve};

use crate::cli::commands::demo;
use crate::cli::input::serving::Serving;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::print;
use crate::cli::shared::values::{seconds, size};

pub const ABOUT: &str = "\
Show a store in a browser, and answer programs

Web pages to search, browse and cite; a JSON API under /api/v1, described at /api/v1/openapi.json; a server for assistants \
(MCP) at /mcp. Everybody on this machine may read; only whoever has a token may correct. Whoever adds to the store \
meanwhile is seen at the next request. Ctrl-C or SIGTERM stops it once those who are being answered are.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord serve                                     the default store, at http://127.0.0.1:7777/
  onrecord serve --demo                              a store of invented articles
  onrecord serve news.db --token-file token.txt      whoever has the token may correct
  onrecord serve news.db --bind 0.0.0.0:7777 --read-token-file readers.txt --host record.example
  onrecord serve --prefix /record --behind-proxy     behind https://example.org/record/

Exit codes: 0 stopped, 1 failed, 2 wrong usage.";

#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The store's file; the same as --store
    #[arg(value_name = "STORE", conflicts_with = "store", value_hint = clap::ValueHint::FilePath)]
    pub path: Option<PathBuf>,

    #[command(flatten)]
    pub store: StoreArgs,

    /// Serve a store of invented articles, made for this
    #[arg(long, conflicts_with_all = ["path", "store"])]
    pub demo: bool,

    /// Where to listen: address and port; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7777")]
    pub bind: SocketAddr,

    /// What stands before every path, for a proxy that passes on a part of a site
    #[arg(long, value_name = "PATH", default_value = "", hide_default_value = true, value_parser = prefix)]
    pub prefix: String,

    #[command(flatten)]
    pub access: AccessArgs,

    #[command(flatten)]
    pub limits: LimitArgs,

    #[command(flatten)]
    pub log: LogArgs,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Who may ask")]
pub struct AccessArgs {
    /// Whoever has this may correct the record; without one nobody may
    #[arg(long, value_name = "TOKEN", env = "ONRECORD_TOKEN", hide_env_values = true)]
    pub token: Option<String>,

    /// The same, from a file
    #[arg(long, value_name = "FILE", conflicts_with = "token", value_hint = clap::ValueHint::FilePath)]
    pub token_file: Option<PathBuf>,

    /// Only whoever has this may read; a browser asks for it as a password
    #[arg(long, value_name = "TOKEN", env = "ONRECORD_READ_TOKEN", hide_env_values = true)]
    pub read_token: Option<String>,

    /// The same, from a file
    #[arg(long, value_name = "FILE", conflicts_with = "read_token", value_hint = clap::ValueHint::FilePath)]
    pub read_token_file: Option<PathBuf>,

    /// Let everybody on the network read: needed to listen beyond this machine without a token for reading
    #[arg(long)]
    pub open: bool,

    /// A site whose scripts may ask, with its scheme (https://…); several times for several
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub cors: Vec<String>,

    /// A name that the server goes by; several times for several [default: those of this machine; any beyond it]
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,

    /// A proxy stands before it, and tells who asks by X-Forwarded-For
    #[arg(long)]
    pub behind_proxy: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "How much")]
pub struct LimitArgs {
    /// How long an answer may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,

    /// How large a page may be that is handed in to be read: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "4M", value_parser = size)]
    pub max_size: u64,

    /// How many requests a second one address may make; 0 for any number
    #[arg(long, value_name = "N", default_value = "100")]
    pub rate: u32,

    /// How many questions are answered at once [default: two for each processor, 4 to 16]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub at_once: Option<u16>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Logs, on standard error")]
pub struct LogArgs {
    /// How log lines look
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub log: LogLook,

    /// What is logged: faults only, what is odd, or each request as well, without what was asked
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub log_level: LogDepth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogLook {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogDepth {
    /// Faults
    Error,
    /// And what is odd
    Warn,
    /// And each request
    Info,
    /// And what the libraries tell
    Debug,
}

/// Serves until somebody asks it to stop.
pub fn run(args: &ServeArgs, color: Color) -> Exit {
    let report = Report::quiet(color);
    let access = match access(&args.access) {
        Ok(access) => access,
        Err(failure) => return report.failed(&failure),
    };
    if !args.bind.ip().is_loopback() && access.read_token.is_none() && !args.access.open {
        let what =
            "everybody who reaches this address could read: --read-token names who may, --open lets them all";
        return Exit::Misused(what.to_string());
    }
    args.log.begin();
    match served(args, access, color) {
        Ok(()) => Exit::Done,
        Err(failure) => report.failed(&failure),
    }
}

fn served(args: &ServeArgs, access: Access, color: Color) -> Result<(), Failure> {
    let store = store(args)?;
    let options = Options {
        store: store.clone(),
        bind: args.bind,
        prefix: args.prefix.clone(),
        access,
        limits: args.limits.limits(),
    };
    let ready = |address: SocketAddr| {
        let text = format!("{} is at http://{address}{}/\n", store.display(), args.prefix);
        print(&text, color);
    };
    serve(options, Arc::new(Serving::new()?), ready).map_err(|error| match error {
        Error::Store(error) => Failure::from(error),
        Error::Io { doing, error } => Failure::io(&doing, "", &error),
    })
}

fn store(args: &ServeArgs) -> Result<PathBuf, Failure> {
    if args.demo {
        return Ok(demo::store()?.0);
    }
    match &args.path {
        Some(path) => Ok(path.clone()),
        None => args.store.path(),
    }
}

fn access(args: &AccessArgs) -> Result<Access, Failure> {
    let token = |given: &Option<String>, file: &Option<PathBuf>| match (given, file) {
        (Some(token), _) => some_token(token, "the token"),
        (None, Some(file)) => read_token(file),
        (None, None) => Ok(None),
    };
    Ok(Access {
        token: token(&args.token, &args.token_file)?,
        read_token: token(&args.read_token, &args.read_token_file)?,
        origins: args.cors.clone(),
        hosts: args.host.clone(),
        behind_proxy: args.behind_proxy,
    })
}

fn read_token(file: &Path) -> Result<Option<String>, Failure> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| Failure::io(&name, "cannot be read", &error))?;
    some_token(text.trim(), &name)
}

/// A token that may be sent in a header; an empty one would let everybody in.
fn some_token(token: &str, name: &str) -> Result<Option<String>, Failure> {
    match !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(Some(token.to_string())),
        false => Err(Failure::new(name, "is no token: letters, digits and signs without blanks")
            .hint("`openssl rand -hex 32` makes one")),
    }
}

impl LimitArgs {
    fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            time: self.timeout,
            upload: usize::try_from(self.max_size).unwrap_or(usize::MAX),
            rate: self.rate,
            at_once: self.at_once.map_or(usual.at_once, usize::from),
        }
    }
}

impl LogArgs {
    /// Logs from now on.
    pub fn begin(&self) {
        let level = match self.log_level {
            LogDepth::Error => LogLevel::Error,
            LogDepth::Warn => LogLevel::Warn,
            LogDepth::Info => LogLevel::Info,
            LogDepth::Debug => LogLevel::Debug,
        };
        let format = match self.log {
            LogLook::Text => LogFormat::Text,
            LogLook::Json => LogFormat::Json,
        };
        log_to_stderr(format, level);
    }
}

/// `/record`, however it was written.
fn prefix(text: &str) -> Result<String, String> {
    let inner = text.trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/');
    match inner {
        "" => Ok(String::new()),
        inner if inner.chars().all(is_plain) && !inner.contains("//") => Ok(format!("/{inner}")),
        _ => Err("not a path such as /record".to_string()),
    }
}

/// `https://example.org`, as browsers name a site.
fn origin(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none() => {
            Ok(url.origin().ascii_serialization())
        }
        _ => Err("not a site such as https://example.org".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_begins_with_a_slash_and_ends_without() {
        for (text, read) in [("", ""), ("/", ""), ("record", "/record"), ("/a/b/", "/a/b")] {
            assert_eq!(prefix(text).as_deref(), Ok(read));
        }
        assert!(prefix("/a//b").is_err() && prefix("/a?b").is_err() && prefix("/{a}").is_err());
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(origin("https://example.org/").as_deref(), Ok("https://example.org"));
        assert!(origin("https://example.org/news").is_err() && origin("*").is_err());
    }

    #[test]
    fn an_empty_token_is_none() {
        assert!(some_token("", "t").is_err() && some_token("a b", "t").is_err());
        assert_eq!(some_token("c0ffee", "t").unwrap().as_deref(), Some("c0ffee"));
    }
}
