//! `onrecord stats`: a store in numbers.

use clap::Args;

use crate::cli::ask::answer;
use crate::cli::ask::args::AskArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

#[derive(Args, Debug)]
pub struct StatsArgs {
    #[command(flatten)]
    pub ask: AskArgs,
}

pub fn run(args: &StatsArgs, color: Color) -> Exit {
    answer(&args.ask, color, |store| store.stats(args.ask.limit))
}
