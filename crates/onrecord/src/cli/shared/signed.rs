//! What corrections are signed with, and how they are told.

use clap::Args;
use onrecord_answer::corrected;
use onrecord_store::{Correction, Writer};

use crate::cli::render::sanitize::{escape_json, sanitize};
use crate::cli::shared::Told;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::print;

#[derive(Args, Debug)]
pub struct SignedArgs {
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub note: String,

    /// Who says so [default: the name that you are logged in by]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,

    #[command(flatten)]
    pub store: StoreArgs,
}

impl SignedArgs {
    /// Who says so.
    pub fn by(&self) -> String {
        signer(self.by.as_deref())
    }

    /// The store for writing, if there is one: correcting makes none.
    pub fn existing(&self) -> Result<Writer, Failure> {
        self.store.open()?;
        self.store.write()
    }
}

/// Who signs: as was asked, else by the name that one is logged in by.
pub fn signer(asked: Option<&str>) -> String {
    let from = |name: &str| std::env::var(name).ok().filter(|name| !name.is_empty());
    let asked = asked.map(str::to_string);
    asked
        .or_else(|| from("USER"))
        .or_else(|| from("LOGNAME"))
        .or_else(|| from("USERNAME"))
        .unwrap_or_default()
}

/// Makes corrections and tells of them.
pub fn told(
    args: &SignedArgs,
    color: Color,
    make: impl FnOnce() -> Result<Vec<Correction>, Failure>,
) -> Exit {
    let made = match make() {
        Ok(made) => made,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let text: String = match args.format {
        Told::Human if made.is_empty() => "nothing was corrected yet\n".to_string(),
        Told::Human => made.iter().map(line).collect(),
        Told::Jsonl => {
            let line = |one| escape_json(serde_json::to_string(one).expect("plain data")) + "\n";
            made.iter().map(line).collect()
        }
    };
    print(&text, color)
}

/// `3  st-…  act: promise, where the machine read assert  (ada, 2031-03-14)`.
fn line(one: &Correction) -> String {
    format!("{}\n", sanitize(&format!("{}  {}  {}", one.id, one.target, corrected(one))))
}
