//! Which store is meant.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use etcetera::BaseStrategy;
use onrecord_store::{Error, Store, Writer};

use super::failure::Failure;

#[derive(Args, Clone, Debug)]
pub struct StoreArgs {
    /// The store's file [default: onrecord/store.db in your data folder]
    #[arg(long, value_name = "PATH", env = "ONRECORD_STORE", hide_env_values = true, value_hint = clap::ValueHint::FilePath)]
    pub store: Option<PathBuf>,
}

impl StoreArgs {
    /// Opens the store for reading.
    pub fn open(&self) -> Result<Store, Failure> {
        // Nobody may be there to be told.
        let tell = |what: &str| drop(writeln!(std::io::stderr(), "{what}"));
        Ok(Store::open_telling(&self.path()?, tell)?)
    }

    /// Opens the store for writing; makes it where there is none.
    pub fn write(&self) -> Result<Writer, Failure> {
        let path = self.path()?;
        // A path that was named must be in a folder that there is: a slip would leave folders behind.
        if self.store.is_none()
            && let Some(folder) = path.parent()
        {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|e| Failure::io(&folder.display().to_string(), "the folder cannot be made", &e))?;
        }
        Ok(Writer::open(&path)?)
    }

    /// As it was named, else in the user's data folder.
    pub fn path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.store {
            return Ok(path.clone());
        }
        let base = etcetera::choose_base_strategy();
        let base = base.map_err(|_| {
            Failure::new("the store", "nobody's home folder is known").hint("--store PATH names it")
        })?;
        Ok(base.data_dir().join("onrecord").join("store.db"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let failure = Failure::told(error.to_string());
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
