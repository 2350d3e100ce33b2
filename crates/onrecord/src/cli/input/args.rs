//! The flags that say what is read, and how.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::cli::shared::values::{ByteRange, byte_range, iso_date, seconds, size, web_address};

/// What is read, as it is given.
#[derive(Args, Debug)]
pub struct InputsArgs {
    /// Paths, folders, http(s) addresses, or `-` for standard input
    ///
    /// A folder is read with all its subfolders, in the order of its names; hidden files are left out, and so
    /// are files that are no pages, such as images.
    #[arg(required = true, value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Which part of a file to read: where it begins and how long it is, in bytes
    ///
    /// For one record of a web archive, as an index of the archive (CDX) tells its `offset` and `length`.
    #[arg(long, value_name = "OFFSET+LENGTH", value_parser = byte_range)]
    pub range: Option<ByteRange>,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "About the pages")]
pub struct PageArgs {
    /// What the inputs are, where the bytes tell it wrongly
    ///
    /// This speaks of each input as a whole, unpacked if it is gzip: `--as text` reads even an archive as one
    /// text. The pages inside an archive or a feed are told one by one.
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<KindArg>,

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// A web page
    Html,
    /// Text without markup
    Text,
    /// A web archive, perhaps gzipped
    Warc,
    /// An RSS, Atom or JSON feed
    Feed,
}

impl From<KindArg> for crate::InputKind {
    fn from(kind: KindArg) -> crate::InputKind {
        match kind {
            KindArg::Html => crate::InputKind::Html,
            KindArg::Text => crate::InputKind::Text,
            KindArg::Warc => crate::InputKind::Warc,
            KindArg::Feed => crate::InputKind::Feed,
        }
    }
}
