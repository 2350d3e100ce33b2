//! `onrecord completions`: scripts by which shells complete commands and flags.

use clap::Args;
use clap_complete::Shell;

use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::terminal::print;

pub const EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the script that completes `command`.
pub fn run(args: &CompletionsArgs, mut command: clap::Command, color: Color) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "onrecord", &mut script);
    print(&script, color)
}
