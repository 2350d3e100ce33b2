//! A store for browsers, programs and assistants.
//!
//! In: a store's path, and what the program around this can do beside asking it ([`Program`]). Out: web pages, a JSON API
//! under `/api/v1` and a server for assistants (MCP), all of which ask one list of questions, so that they never disagree.
//!
//! Read it downwards: `routes.rs` lists what there is; a [`Question`] says what can be asked
//! and what is answered; `questions/` has one file for each; `views/` shows answers as pages; `give` chooses between page and JSON.

mod api;
mod assets;
mod error;
#[cfg(test)]
mod filled;
mod give;
mod kept;
mod mcp;
mod media;
mod numbers;
mod operations;
mod options;
mod pool;
mod problem;
mod program;
mod question;
mod questions;
mod ready;
mod route;
mod routes;
mod server;
mod site;
mod state;
mod views;

pub use error::Error;
pub use mcp::assist;
pub use operations::log::{LogFormat, LogLevel, log_to_stderr};
pub use options::{Access, Limits, Options};
pub use problem::Problem;
pub use program::{BoxedLikeness, Given, Program, Unreadable};
pub use question::{Asked, Parameter, Question};
pub use server::serve;
