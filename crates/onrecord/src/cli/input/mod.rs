//! What is read: files, folders, archives, standard input, the web.

mod address;
pub mod args;
pub mod fetch;
pub mod list;
pub mod read;
mod robots;
#[cfg(feature = "serve")]
pub mod serving;
