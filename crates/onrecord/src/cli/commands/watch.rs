//! `onrecord watch`: feeds, asked again and again, politely; what is new goes into the store.

use std::borrow::Cow;
use std::io::Read;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::Args;
use onrecord_store::{Feed, Outcome, TRIES, Writer};

use crate::cli::input::args::{PageArgs, WebArgs};
use crate::cli::input::fetch::{Fetched, Fetcher, Polled};
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::{StoreArgs, put};
use crate::cli::shared::values::span;
use crate::{Origin, Page, analyze, model, pages};
use onrecord_answer::words::count;

pub const ABOUT: &str = "\
Ask feeds for news, again and again, and add what is new to a store

Each entry's page is fetched and read; where it cannot be, what the feed itself says is. A feed is asked whether it \
changed rather than for all of it, one that fails is asked less and less often, and robots.txt is respected. What was \
read is remembered in the store: it can be stopped at any time and goes on where it stopped.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord watch https://example.org/feed.xml                 one feed, every 15 minutes
  onrecord watch feeds.txt --every 1h                         a list: one address a line, # for remarks
  onrecord watch subscriptions.opml --once                    what other readers export, once (for cron)";

#[derive(Args, Debug)]
pub struct WatchArgs {
    /// Addresses of feeds, or files that list them: OPML, or one address a line
    #[arg(required = true, value_name = "FEEDS", value_hint = clap::ValueHint::AnyPath)]
    pub feeds: Vec<PathBuf>,

    /// How long to wait between two times: 90s, 15m, 2h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = span)]
    pub every: Duration,

    /// Ask each feed that is due once, then stop
    #[arg(long)]
    pub once: bool,

    #[command(flatten)]
    pub store: StoreArgs,

    #[command(flatten)]
    pub page: PageArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

/// A feed that fails is asked at least so often.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// How long ctrl-C may go unseen.
const TICK: Duration = Duration::from_millis(200);

/// Asks the feeds until somebody stops it.
pub fn run(args: &WatchArgs, color: Color) -> Exit {
    let report = Report::quiet(color);
    let feeds = match feeds(&args.feeds) {
        Ok(feeds) => feeds,
        Err(failure) => {
            return report.failed(&failure);
        }
    };
    let interrupt = Interrupt::listen();
    let watch = Watch {
        fetcher: Fetcher::new(&args.web),
        page: &args.page,
        every: args.every,
        report: &report,
        interrupt: &interrupt,
    };
    loop {
        let round = watch.round(&feeds, &args.store);
        let (n_failed, next) = match round {
            Ok(round) => round,
            Err(failure) => {
                return report.failed(&failure);
            }
        };
        if interrupt.is_asked() {
            return Exit::Interrupted;
        }
        if args.once {
            return match n_failed {
                0 => Exit::Done,
                n if n == feeds.len() => Exit::Failed,
                _ => Exit::SomeFailed,
            };
        }
        while now() < next {
            if interrupt.is_asked() {
                return Exit::Interrupted;
            }
            thread::sleep(TICK);
        }
    }
}

struct Watch<'a> {
    fetcher: Fetcher,
    page: &'a PageArgs,
    every: Duration,
    report: &'a Report,
    interrupt: &'a Interrupt,
}

impl Watch<'_> {
    /// Asks every feed that is due; gives how many failed and when the next is due. The store is free for other
    /// writers between two rounds.
    fn round(&self, feeds: &[String], store: &StoreArgs) -> Result<(usize, i64), Failure> {
        let mut writer = store.write()?;
        let mut n_failed = 0;
        let mut next = now() + seconds_of(LONGEST);
        for address in feeds {
            let mut feed = writer.store().feed(address)?;
            if feed.next <= now() && !self.interrupt.is_asked() {
                match self.poll(address, &mut feed, &mut writer) {
                    Ok(()) => {
                        feed.n_failed = 0;
                        feed.next = now() + seconds_of(self.every);
                    }
                    Err(Trouble::Store(failure)) => return Err(failure),
                    Err(Trouble::Feed(failure)) => {
                        n_failed += 1;
                        feed.n_failed += 1;
                        let pause = self.every * 2_u32.pow(feed.n_failed.min(10));
                        let pause = pause.min(LONGEST).max(failure.later.unwrap_or_default());
                        feed.next = now() + seconds_of(pause);
                        self.report.failure(&failure);
                    }
                }
                writer.put_feed(address, &feed)?;
                writer.commit()?;
            }
            next = next.min(feed.next);
        }
        Ok((n_failed, next))
    }

    /// Asks one feed for news and adds it.
    fn poll(&self, address: &str, feed: &mut Feed, writer: &mut Writer) -> Result<(), Trouble> {
        let polled = self.fetcher.poll(address, feed.etag.as_deref(), feed.last_modified.as_deref());
        let (fetched, etag, last_modified) = match polled.map_err(Trouble::Feed)? {
            Polled::Unchanged => return Ok(()),
            Polled::Changed { fetched, etag, last_modified } => (fetched, etag, last_modified),
        };
        let entries = self.read(address, fetched).map_err(Trouble::Feed)?;
        let links: Vec<String> = entries.iter().map(link).collect();
        let unread = writer.store().unread(&links)?;
        let (mut n_new, mut n_statements) = (0, 0);
        let mut is_whole = true;
        for entry in entries {
            let link = link(&entry);
            let Some(tries) = unread.get(&link) else { continue };
            if self.interrupt.is_asked() {
                is_whole = false;
                break;
            }
            let page = match self.linked(&entry) {
                Ok(page) => page,
                // The feed's own words are better than nothing, once the page was asked for often enough.
                Err(_) if tries + 1 >= TRIES && !entry.article.text.is_empty() => entry,
                Err(failure) => {
                    self.report.failure(&failure);
                    writer.put_entry(&link, tries + 1)?;
                    is_whole = false;
                    continue;
                }
            };
            let kept = page.kept.clone().expect("pages bring their bytes: keep_bytes is set");
            let added = put(writer, &analyze(page, model()), &kept)?;
            writer.put_entry(&link, TRIES)?;
            writer.commit()?;
            if added.outcome != Outcome::Known {
                n_new += 1;
                n_statements += added.n_statements;
            }
        }
        // A feed of which something is still to be read must not be told "unchanged" the next time.
        (feed.etag, feed.last_modified) = if is_whole { (etag, last_modified) } else { (None, None) };
        if n_new > 0 {
            let what =
                format!("{address}: {}, {}", count(n_new, "new article"), count(n_statements, "statement"));
            self.report.note(&what);
        }
        Ok(())
    }

    fn read(&self, address: &str, mut fetched: Fetched) -> Result<Vec<Page>, Failure> {
        let origin = self.origin(address, &fetched);
        let found: Result<Vec<Page>, _> = pages(&mut *fetched.body, &origin).collect();
        let found = found.map_err(Failure::from)?;
        match found.iter().all(|page| page.provenance.container.as_deref() == Some("feed")) {
            true => Ok(found),
            false => {
                Err(Failure::new(address, "is no feed").hint("give the address of an RSS, Atom or JSON feed"))
            }
        }
    }

    /// The page that an entry links to; the entry itself where it links to none.
    fn linked(&self, entry: &Page) -> Result<Page, Failure> {
        let address = &entry.article.url;
        if address.is_empty() {
            return Ok(entry.clone());
        }
        let mut fetched = self.fetcher.fetch(address)?;
        let mut origin = self.origin(address, &fetched);
        origin.published.clone_from(&entry.article.published);
        let page = pages(&mut *fetched.body, &origin).next();
        page.unwrap_or_else(|| unreachable!("an input gives a page or an error")).map_err(Failure::from)
    }

    fn origin(&self, address: &str, fetched: &Fetched) -> Origin {
        Origin {
            input: address.to_string(),
            content_type: fetched.content_type.clone(),
            url: Some(fetched.url.clone()),
            retrieved: Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            max_bytes: self.page.max_size,
            keep_bytes: true,
            ..Origin::default()
        }
    }
}

enum Trouble {
    /// The next feed may do better.
    Feed(Failure),
    /// Nothing can be added at all.
    Store(Failure),
}

impl From<onrecord_store::Error> for Trouble {
    fn from(error: onrecord_store::Error) -> Trouble {
        Trouble::Store(Failure::from(error))
    }
}

/// What tells an entry from others of its feed.
fn link(entry: &Page) -> String {
    match entry.article.url.is_empty() {
        true => entry.input.clone(),
        false => entry.article.url.clone(),
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn seconds_of(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX / 2)
}

/// The addresses of all feeds that are meant, each once.
fn feeds(args: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for arg in args {
        let name = arg.to_string_lossy();
        if !arg.exists() && is_address(&name) {
            all.push(name.into_owned());
            continue;
        }
        let mut text = String::new();
        let read = std::fs::File::open(arg).and_then(|file| file.take(16 << 20).read_to_string(&mut text));
        read.map_err(|error| Failure::io(&name, "cannot be read", &error))?;
        let found =
            if text.trim_start().starts_with('<') { from_opml(&text) } else { from_list(&name, &text)? };
        if found.is_empty() {
            return Err(Failure::new(&name, "lists no feeds").hint("OPML with xmlUrl, or one address a line"));
        }
        all.extend(found);
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|address| seen.insert(address.clone()));
    Ok(all)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// One address a line; what stands behind # is a remark.
fn from_list(name: &str, text: &str) -> Result<Vec<String>, Failure> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, line.split(" #").next().unwrap_or_default().trim()));
    let said = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    said.map(|(number, line)| match is_address(line) {
        true => Ok(line.to_string()),
        false => Err(Failure::new(name, format!("line {number} is no address: {line}"))
            .hint("one http(s) address a line; # begins a remark")),
    })
    .collect()
}

/// Every `xmlUrl` of an outline (OPML 2.0, section "Subscription lists").
fn from_opml(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found = Vec::new();
    // What is broken ends the list; what came before counts.
    while let Ok(event) = reader.read_event() {
        let tag = match event {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => tag,
            quick_xml::events::Event::Eof => break,
            _ => continue,
        };
        for attribute in tag.attributes().flatten() {
            if attribute.key.as_ref().eq_ignore_ascii_case("xmlurl") {
                let raw = &attribute.value;
                let value = quick_xml::escape::unescape(raw).map_or(raw.to_string(), Cow::into_owned);
                found.extend(is_address(&value).then_some(value));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_listed_by_outline_or_line_by_line() {
        let opml = "<?xml version='1.0'?><opml><body><outline text='News'><outline type='rss' \
                    xmlUrl='https://a.example/?x=1&amp;y=2'/><outline xmlURL='ftp://b.example'/></outline></body>";
        assert_eq!(from_opml(opml), ["https://a.example/?x=1&y=2"]);
        let list = "# ours\nhttps://a.example/feed # daily\n\n https://b.example/feed\n";
        assert_eq!(from_list("list", list).unwrap(), ["https://a.example/feed", "https://b.example/feed"]);
        let failure = from_list("list", "https://a.example\nb.example").unwrap_err();
        assert_eq!(failure.what, "list: line 2 is no address: b.example");
    }
}
