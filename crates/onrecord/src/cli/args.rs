//! Every flag, defined once: parsing, help and completions follow from here.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::ask::args as ask;
use super::{correct, demo, doctor, export, watch};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Start here:
  onrecord read examples/summit.html            who said what, for people
  onrecord read page.html --format json         the same for programs
  onrecord read page.html --stage page          the article, and what was set apart from it
  onrecord read https://example.org/news/1      a page on the web
  onrecord add saved/                           keep the record of many pages in a store

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was read.";

/// Reads the news and keeps the record: who said what, tied to the exact characters it came from.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// When to colour what is printed; `auto` colours on a terminal unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages and print what each puts on record
    #[command(long_about = READ_ABOUT, after_help = READ_EXAMPLES)]
    Read(Box<ReadArgs>),

    /// Read pages into a store, to be asked later
    #[command(long_about = ADD_ABOUT, after_help = ADD_EXAMPLES)]
    Add(Box<AddArgs>),

    /// Prove a store: every span, id and index
    #[command(long_about = CHECK_ABOUT)]
    Check(CheckArgs),

    /// Read the pages of a store again, with the model of this program
    #[command(long_about = REBUILD_ABOUT)]
    Rebuild(RebuildArgs),

    /// Ask feeds for news, again and again, and add what is new to a store
    #[command(long_about = watch::ABOUT, after_help = watch::EXAMPLES)]
    Watch(Box<watch::WatchArgs>),

    /// Change what the machine read of a statement
    #[command(long_about = correct::CORRECT_ABOUT, after_help = correct::CORRECT_EXAMPLES)]
    Correct(correct::CorrectArgs),

    /// Say who is who: why, merge, split
    #[command(long_about = correct::ACTORS_ABOUT, after_help = correct::ACTORS_EXAMPLES)]
    Actors(correct::ActorsArgs),

    /// Make a store of example articles, and show what to ask it
    #[command(long_about = demo::ABOUT)]
    Demo,

    /// Say what is there: program, model, store, free space
    #[command(long_about = doctor::ABOUT)]
    Doctor(doctor::DoctorArgs),

    /// Write what a store holds in the form of other programs
    #[command(long_about = export::ABOUT, after_help = export::EXAMPLES)]
    Export(export::ExportArgs),

    /// Find statements in a store
    #[command(long_about = ask::SEARCH_ABOUT, after_help = ask::SEARCH_EXAMPLES)]
    Search(ask::SearchArgs),

    /// All about one actor: names, offices, statements, positions, whom it met
    #[command(long_about = ask::WHO_ABOUT, after_help = ask::WHO_EXAMPLES)]
    Who(ask::NamedArgs),

    /// Statements in the order in which they were made
    #[command(long_about = ask::TIMELINE_ABOUT, after_help = ask::TIMELINE_EXAMPLES)]
    Timeline(ask::SearchArgs),

    /// One statement, article or actor with where it comes from
    #[command(after_help = ask::SHOW_EXAMPLES)]
    Show(ask::NamedArgs),

    /// The articles that belong beside one: copies, the same statements, the same people
    #[command(after_help = ask::RELATED_EXAMPLES)]
    Related(ask::NamedArgs),

    /// What a store holds, in numbers
    Stats(ask::StatsArgs),

    /// Print the JSON Schema of what `read --format json` prints
    Schema(SchemaArgs),

    /// Print a script that completes onrecord's commands and flags in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const READ_ABOUT: &str = "\
Read pages and print what each puts on record

A page is a web page (HTML), a plain text, a web archive (WARC, perhaps gzipped) or a feed (RSS, Atom, JSON Feed); what \
it is is told from its bytes. Its article is set apart from menus, adverts and other furniture, and each \
statement in it is printed with its speaker and the exact words.";

const READ_EXAMPLES: &str = "\
Examples:
  onrecord read page.html                             one page, for people
  onrecord read saved/ --format jsonl > record.jsonl  a folder, one record a line
  onrecord read crawl.warc.gz --format jsonl          every page of a web archive
  curl -s https://example.org/news/1 | onrecord read - --url https://example.org/news/1
  onrecord read notes.txt --published 2031-03-12      a text that does not say when it appeared
  onrecord read page.html --stage page                the article's blocks, and what was set apart
  onrecord read page.html --format text | wc -w       how long the article is
  onrecord read page.html --min-confidence 0.8        statements nine in ten of which are right

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was read.";

const ADD_ABOUT: &str = "\
Read pages into a store, to be asked later

The store is one SQLite file. Adding goes on where it stopped: a page that is there already is passed over, a page \
that changed is kept as a new version of its article. The bytes of the pages are kept too, so that `onrecord \
rebuild` can read them again. What is reported as added survives whatever happens.";

const ADD_EXAMPLES: &str = "\
Examples:
  onrecord add saved/ crawl.warc.gz            folders and archives
  onrecord add https://example.org/news/1      a page on the web
  onrecord add saved/ --store aldra.db         a store of your choice
  onrecord add saved/ --format jsonl           one line a page, as soon as it is safe

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was added.";

const CHECK_ABOUT: &str = "\
Prove a store: every span, id and index

Every page's bytes are compared with their hash, every statement with its article's text, every id is looked up, and \
every index is compared with the data. Exit codes: 0 the store is sound, 1 it is not or cannot be read.";

const REBUILD_ABOUT: &str = "\
Read the pages of a store again, with the model of this program

Versions that this very program and model made are left as they are. Ids stay where the words stay; corrections \
are kept. It can be stopped at any time and goes on where it stopped.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Paths, folders, http(s) addresses, or `-` for standard input
    ///
    /// A folder is read with all its subfolders, in the order of its names; hidden files are left out, and so
    /// are files that are no pages, such as images.
    #[arg(required = true, value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// How many inputs to read at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    #[command(flatten)]
    pub output: OutputArgs,

    #[command(flatten)]
    pub page: PageArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

#[derive(Args, Debug)]
pub struct AddArgs {
    /// Paths, folders, http(s) addresses, or `-` for standard input
    ///
    /// A folder is read with all its subfolders, in the order of its names; hidden files are left out, and so
    /// are files that are no pages, such as images.
    #[arg(required = true, value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub store: StoreArgs,

    /// How many inputs to read at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,

    #[command(flatten)]
    pub page: PageArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,
}

#[derive(Args, Debug)]
pub struct RebuildArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// Read again even what this program and model made
    #[arg(long)]
    pub all: bool,

    /// How many pages to read at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

#[derive(Args, Clone, Debug)]
pub struct StoreArgs {
    /// The store's file [default: onrecord/store.db in your data folder]
    #[arg(long, value_name = "PATH", env = "ONRECORD_STORE", hide_env_values = true, value_hint = clap::ValueHint::FilePath)]
    pub store: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Format,

    /// How far to go: to the statements, or only to the article and what was set apart
    #[arg(long, value_name = "STAGE", default_value = "record")]
    pub stage: Stage,

    /// Leave out statements and thoughts that are less likely to be right than this: 0 to 1
    ///
    /// The confidence of a statement is the probability that people who read the page would put the same words on
    /// record and name the same speakers. On news that was held against such readings three of four statements are
    /// right; of those at 0.5 and over four of five, at 0.8 and over nine of ten, at 0.9 and over nineteen of twenty.
    /// A note counts what was left out. What stood inside a statement that was left out is told as inside the next
    /// one around it, if there is one; ids and actors stay as they are.
    #[arg(long, value_name = "P", default_value = "0", value_parser = probability)]
    pub min_confidence: f64,

    /// Read the statements of articles in any language, as if they were in English
    ///
    /// Only English is read otherwise: a note names the language of what is not, and how sure that is. How
    /// well other languages are read was not measured, and their `confidence` is not to be trusted.
    #[arg(long)]
    pub any_language: bool,

    /// How wide to print, in columns [default: the terminal's width, at most 100; 80 without a terminal]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "About the pages")]
pub struct PageArgs {
    /// What the inputs are, where the bytes tell it wrongly
    ///
    /// This speaks of each input as a whole, unpacked if it is gzip: `--as text` reads even an archive as one
    /// text. The pages inside an archive or a feed are told one by one.
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<InputKind>,

    /// The headline of a page that does not say it
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,

    /// When the page was published: 2031-03-12 or 2031-03-12T14:05:00+01:00
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub published: Option<String>,

    /// The page's address
    #[arg(long, value_name = "ADDRESS", value_parser = web_address)]
    pub url: Option<String>,

    /// How large one page may be: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    pub max_size: u64,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Addresses")]
pub struct WebArgs {
    /// How long one address may take, in seconds, redirects and body included
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: Duration,

    /// Read pages that their site's robots.txt asks programs not to read
    #[arg(long)]
    pub ignore_robots: bool,

    /// Read addresses on this machine and on private networks too
    #[arg(long)]
    pub allow_private: bool,
}

#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// The stage whose output to describe
    #[arg(long, value_name = "STAGE", default_value = "record")]
    pub stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the headline, then each statement with its speaker
    Human,
    /// One object, indented; several inputs or pages make an array
    Json,
    /// JSON Lines: one record a line, as soon as it is read
    Jsonl,
    /// Markdown: statements as block quotations, each with its source in the sentence that names it
    Markdown,
    /// The article's text alone
    Text,
}

/// How to tell what became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Told {
    /// For people: a summary
    Human,
    /// JSON Lines: one object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The article with its blocks, and what was set apart
    Page,
    /// What the article puts on record
    Record,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// A web page
    Html,
    /// Text without markup
    Text,
    /// A web archive, perhaps gzipped
    Warc,
    /// An RSS, Atom or JSON feed
    Feed,
}

impl From<InputKind> for crate::Kind {
    fn from(kind: InputKind) -> crate::Kind {
        match kind {
            InputKind::Html => crate::Kind::Html,
            InputKind::Text => crate::Kind::Text,
            InputKind::Warc => crate::Kind::Warc,
            InputKind::Feed => crate::Kind::Feed,
        }
    }
}

/// An ISO 8601 day, or a day with a time and perhaps a zone, behind `T` or a blank. Words behind the day that
/// are no time are left out.
fn iso_date(text: &str) -> Result<String, String> {
    let moment = text.replacen(' ', "T", 1);
    let is_moment = moment.contains('T')
        && (moment.parse::<jiff::Timestamp>().is_ok() || moment.parse::<jiff::civil::DateTime>().is_ok());
    if is_moment {
        return Ok(moment);
    }
    let day = text.split_once(' ').map_or(text, |(day, _)| day);
    if day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok() {
        return Ok(day.to_string());
    }
    Err("not a date such as 2031-03-12 or 2031-03-12T14:05:00+01:00".to_string())
}

fn web_address(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(text.to_string()),
        _ => Err("not an address such as https://example.org/news/1".to_string()),
    }
}

/// A number of bytes such as `1048576`, `1024K`, `1M`.
fn size(text: &str) -> Result<u64, String> {
    let trimmed = text.trim_end_matches(['B', 'b']).trim_end_matches('i');
    let (digits, shift) = match trimmed.char_indices().last() {
        Some((at, 'K' | 'k')) => (&trimmed[..at], 10),
        Some((at, 'M' | 'm')) => (&trimmed[..at], 20),
        Some((at, 'G' | 'g')) => (&trimmed[..at], 30),
        _ => (trimmed, 0),
    };
    let bytes = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    // Half the range is left free so that limits can be added to.
    match bytes {
        Some(n) if n > 0 && n <= u64::MAX / 2 => Ok(n),
        _ => Err("not a size such as 500K, 20M or 1G".to_string()),
    }
}

fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "not a number from 0 to 1 such as 0.8".to_string())
}

/// A number of seconds such as `60` or `1.5s`.
pub fn seconds(text: &str) -> Result<Duration, String> {
    match text.trim_end_matches('s').parse::<f64>() {
        Ok(n) if n > 0.0 && n <= 86_400.0 => Ok(Duration::from_secs_f64(n)),
        _ => Err("not a number of seconds between 0 and 86400".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("10"), Ok(10));
        assert_eq!(size("2K"), Ok(2048));
        assert_eq!(size("3MiB"), Ok(3 << 20));
        assert_eq!(size("1G"), Ok(1 << 30));
        for wrong in ["", "0", "-1", "M", "1.5M", "99999999999G", "1é"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_are_days_or_moments() {
        for right in ["2031-03-12", "2031-03-12T14:05:00+01:00", "2031-03-12T14:05Z", "2031-03-12T14:05"] {
            assert_eq!(iso_date(right).as_deref(), Ok(right));
        }
        assert_eq!(iso_date("2031-03-12 14:05:09.488+00:00").as_deref(), Ok("2031-03-12T14:05:09.488+00:00"));
        assert_eq!(iso_date("2031-03-12 14:05:09").as_deref(), Ok("2031-03-12T14:05:09"));
        assert_eq!(iso_date("2031-03-12 (check with the text)").as_deref(), Ok("2031-03-12"));
        for wrong in ["", "yesterday", "2031-03-12T99", "2031-02-30", "12.3.2031", "2031-03", "20310312"] {
            assert!(iso_date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_probability_is_from_0_to_1() {
        assert_eq!(probability("0.8"), Ok(0.8));
        assert_eq!(probability("0"), Ok(0.0));
        assert_eq!(probability("1"), Ok(1.0));
        for wrong in ["", "80%", "-0.1", "1.01", "NaN", "inf"] {
            assert!(probability(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_has_a_scheme_that_is_fetched() {
        assert!(web_address("https://example.org/1").is_ok());
        assert!(web_address("example.org/1").is_err());
        assert!(web_address("javascript:alert(1)").is_err());
    }
}
