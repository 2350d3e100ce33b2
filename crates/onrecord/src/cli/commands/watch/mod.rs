//! `onrecord watch`: feeds, asked again and again, politely; what is new goes into the store.

mod list;
mod web;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::Args;
use onrecord_answer::words::{count, date};
use onrecord_store::{Outcome, TRIES, WatchedFeed, Writer};

use crate::cli::input::args::{PageArgs, WebArgs};
use crate::cli::input::fetch::Fetcher;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::values::span;
use crate::keep::put;
use crate::{Page, analyze, model};
use list::feeds;
use web::{FeedReader, News};

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
        Err(failure) => return report.failed(&failure),
    };
    let interrupt = Interrupt::listen();
    let reader = FeedReader { fetcher: Fetcher::new(&args.web), max_bytes: args.page.max_size };
    let watch = Watch { reader: Arc::new(reader), args, report: &report, interrupt: &interrupt };
    loop {
        let (n_failed, next) = match watch.round(&feeds) {
            Ok(round) => round,
            Err(failure) => return report.failed(&failure),
        };
        if args.once && !interrupt.is_asked() {
            return match n_failed {
                0 => Exit::Done,
                n if n == feeds.len() => Exit::Failed,
                _ => Exit::SomeFailed,
            };
        }
        while now() < next && !interrupt.is_asked() {
            thread::sleep(TICK);
        }
        if interrupt.is_asked() {
            return Exit::Interrupted;
        }
    }
}

struct Watch<'a> {
    reader: Arc<FeedReader>,
    args: &'a WatchArgs,
    report: &'a Report,
    interrupt: &'a Interrupt,
}

/// Why a feed was not read to its end.
enum Trouble {
    /// The next feed may do better.
    Feed(Failure),
    /// Nothing can be added at all.
    Store(Failure),
    /// Somebody asked to stop.
    Interrupted,
}

impl From<onrecord_store::Error> for Trouble {
    fn from(error: onrecord_store::Error) -> Trouble {
        Trouble::Store(Failure::from(error))
    }
}

impl Watch<'_> {
    /// Asks every feed that is due; gives how many failed and when the next is due. The store is free for other
    /// writers between two rounds.
    fn round(&self, feeds: &[String]) -> Result<(usize, i64), Failure> {
        let mut writer = self.args.store.write()?;
        let mut n_failed = 0;
        let mut next = now() + seconds_of(LONGEST);
        for address in feeds {
            let mut feed = writer.store().feed(address)?;
            if feed.next > now() {
                self.tell_not_due(address, &feed);
                next = next.min(feed.next);
                continue;
            }
            match self.poll(address, &mut feed, &mut writer) {
                Ok(()) => (feed.n_failed, feed.next) = (0, now() + seconds_of(self.args.every)),
                Err(Trouble::Interrupted) => break,
                Err(Trouble::Store(failure)) => return Err(failure),
                Err(Trouble::Feed(failure)) => {
                    n_failed += 1;
                    self.report.failure(&failure);
                    self.put_off(&mut feed, &failure);
                }
            }
            writer.put_feed(address, &feed)?;
            writer.commit()?;
            // What this run refuses is asked for again by the next, which may have a flag that lets it.
            next = next.min(feed.next.max(now() + seconds_of(self.args.every)));
        }
        Ok((n_failed, next))
    }

    /// Says that a feed is not asked, where somebody may wonder why.
    fn tell_not_due(&self, address: &str, feed: &WatchedFeed) {
        if !self.args.once && feed.n_failed == 0 {
            return;
        }
        let at = jiff::Timestamp::from_second(feed.next)
            .map_or_else(|_| String::new(), |at| date(&at.to_string()));
        let why = match feed.n_failed {
            0 => String::new(),
            n => format!(": it could not be read {}", count(n, "time")),
        };
        self.report.note(&format!("{address} is not asked before {at}{why}"));
    }

    /// A feed that fails is asked less and less often; one that this program refused, as soon as it may be let.
    fn put_off(&self, feed: &mut WatchedFeed, failure: &Failure) {
        if failure.is_refused {
            feed.next = now();
            return;
        }
        feed.n_failed += 1;
        let pause = self.args.every * 2_u32.pow(feed.n_failed.min(10));
        let pause = pause.min(LONGEST).max(failure.later.unwrap_or_default());
        feed.next = now() + seconds_of(pause);
    }

    /// Asks one feed for news and adds it.
    fn poll(&self, address: &str, feed: &mut WatchedFeed, writer: &mut Writer) -> Result<(), Trouble> {
        let News::Changed { entries, etag, last_modified } = self.news(address, feed)? else {
            self.tell_added(address, &Added::default());
            return Ok(());
        };
        let links: Vec<String> = entries.iter().map(link).collect();
        let unread = writer.store().unread(&links)?;
        let mut added = Added::default();
        let mut is_whole = true;
        for entry in entries.into_iter().filter(says_something) {
            let Some(tries) = unread.get(&link(&entry)) else { continue };
            match self.add(entry, *tries, writer, &mut added) {
                Ok(is_read) => is_whole &= is_read,
                Err(Trouble::Interrupted) => {
                    is_whole = false;
                    break;
                }
                Err(trouble) => return Err(trouble),
            }
        }
        // A feed of which something is still to be read must not be told "unchanged" the next time.
        (feed.etag, feed.last_modified) = if is_whole { (etag, last_modified) } else { (None, None) };
        self.tell_added(address, &added);
        Ok(())
    }

    /// Says what came of a feed; that nothing did, only where it is asked once and somebody may wonder.
    fn tell_added(&self, address: &str, added: &Added) {
        let (articles, statements) = (added.n_articles, count(added.n_statements, "statement"));
        match articles {
            0 if self.args.once => self.report.note(&format!("{address}: nothing new")),
            0 => {}
            _ => self.report.note(&format!("{address}: {}, {statements}", count(articles, "new article"))),
        }
    }

    fn news(&self, address: &str, feed: &WatchedFeed) -> Result<News, Trouble> {
        let (reader, address) = (Arc::clone(&self.reader), address.to_string());
        let (etag, last_modified) = (feed.etag.clone(), feed.last_modified.clone());
        let poll = move || reader.poll(&address, etag.as_deref(), last_modified.as_deref());
        self.interrupt.unless_asked(poll).ok_or(Trouble::Interrupted)?.map_err(Trouble::Feed)
    }

    /// Adds an entry's page; gives whether there is nothing left to be read of it.
    fn add(&self, entry: Page, tries: u32, writer: &mut Writer, added: &mut Added) -> Result<bool, Trouble> {
        if self.interrupt.is_asked() {
            return Err(Trouble::Interrupted);
        }
        let (link, is_asked_for) = (link(&entry), is_on_the_web(&entry.article.url));
        let page = match self.linked(&entry)? {
            // A list or an error page in an article's place tells less than the feed does.
            Ok(page) if page.no_article.is_some() && !entry.article.text.is_empty() => entry,
            Ok(page) => page,
            // The feed's own words are better than nothing, once the page was asked for often enough.
            Err(_) if tries + 1 >= TRIES && !entry.article.text.is_empty() => entry,
            Err(failure) => {
                self.report.failure(&failure);
                writer.put_entry(&link, tries + 1)?;
                writer.commit()?;
                return Ok(false);
            }
        };
        let Some(kept) = page.kept.clone() else { return Ok(false) };
        let outcome = put(writer, &analyze(page, model()), &kept)?;
        writer.put_entry(&link, TRIES)?;
        // What cost a request is never asked for twice; what the feed itself says is kept with the feed.
        if is_asked_for {
            writer.commit()?;
        }
        if outcome.outcome != Outcome::Known {
            added.n_articles += 1;
            added.n_statements += outcome.n_statements;
        }
        Ok(true)
    }

    /// The page that an entry links to; the entry itself where it links to none.
    fn linked(&self, entry: &Page) -> Result<Result<Page, Failure>, Trouble> {
        let (address, published) = (entry.article.url.clone(), entry.article.published.clone());
        if !address.is_empty() && !is_on_the_web(&address) {
            let what = format!("{}: links to {address}, which is no page on the web", entry.input);
            self.report.note(&format!("{what}; what the feed says of it is read"));
        }
        if !is_on_the_web(&address) {
            return Ok(Ok(entry.clone()));
        }
        let reader = Arc::clone(&self.reader);
        let read = move || reader.linked(&address, published);
        self.interrupt.unless_asked(read).ok_or(Trouble::Interrupted)
    }
}

/// What a feed gave.
#[derive(Default)]
struct Added {
    n_articles: usize,
    n_statements: usize,
}

/// Whether there is anything to be read of an entry: words, or a page that it links to.
fn says_something(entry: &Page) -> bool {
    !entry.article.url.is_empty() || !entry.article.text.is_empty()
}

/// What tells an entry from others of its feed.
fn link(entry: &Page) -> String {
    match entry.article.url.is_empty() {
        true => entry.input.clone(),
        false => entry.article.url.clone(),
    }
}

fn is_on_the_web(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn seconds_of(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX / 2)
}
