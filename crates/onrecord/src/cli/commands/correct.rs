//! `onrecord correct`: what people know better of a statement, kept beside what the machine read.

use clap::Args;
use onrecord_record::Part;
use onrecord_store::{Change, EntryId};

use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::signed::{SignedArgs, told};

pub const ABOUT: &str = "\
Change what the machine read of a statement

The change is kept beside the machine's reading, with who made it and when. Adding the page again and rebuilding the \
store keep it; `--undo` takes it back. `onrecord search` and `onrecord show` tell the statements' ids.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord correct st-00c0ffee00c0ffee --act promise
  onrecord correct st-00c0ffee00c0ffee --speaker \"Ada Lorne\" --note \"she, not the mayor\"
  onrecord correct st-00c0ffee00c0ffee --not-a-statement
  onrecord correct --list
  onrecord correct --undo 3";

#[derive(Args, Debug)]
pub struct CorrectArgs {
    /// The statement's id
    #[arg(value_name = "STATEMENT", required_unless_present_any = ["list", "undo"], conflicts_with_all = ["list", "undo"])]
    pub statement: Option<EntryId>,

    /// What was done by saying it: assert, announce, promise, deny …
    #[arg(long, value_name = "ACT")]
    pub act: Option<String>,

    /// How it is quoted: direct, mixed, indirect
    #[arg(long, value_name = "KIND")]
    pub quote: Option<String>,

    /// Who said it, by name or id, or new:NAME for somebody new; several times for several
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,

    /// Whom it was said to, by name or id; several times for several
    #[arg(long, value_name = "NAME")]
    pub addressee: Vec<String>,

    /// The article does not tell who said it
    #[arg(long, conflicts_with = "speaker")]
    pub nobody: bool,

    /// It is none
    #[arg(long)]
    pub not_a_statement: bool,

    /// List all corrections, those that were taken back included
    #[arg(long, conflicts_with = "undo")]
    pub list: bool,

    /// Take the correction of this number back
    #[arg(long, value_name = "NUMBER")]
    pub undo: Option<i64>,

    #[command(flatten)]
    pub signed: SignedArgs,
}

/// Corrects, lists or takes back.
pub fn run(args: &CorrectArgs, color: Color) -> Exit {
    let changes = changes(args);
    if args.statement.is_some() && changes.is_empty() {
        let what =
            "say what to change: --act, --quote, --speaker, --addressee, --nobody or --not-a-statement";
        return Exit::Misused(what.to_string());
    }
    let signed = &args.signed;
    told(signed, color, || {
        if args.list {
            return Ok(signed.store.open()?.corrections()?);
        }
        let mut writer = signed.existing()?;
        let mut made = Vec::new();
        if let Some(number) = args.undo {
            made.push(writer.undo(number)?);
        }
        for (change, statement) in changes.iter().zip(args.statement.iter().cycle()) {
            made.push(writer.correct(*statement, change, &signed.by(), &signed.note)?);
        }
        writer.commit()?;
        Ok(made)
    })
}

fn changes(args: &CorrectArgs) -> Vec<Change> {
    let speakers = (args.nobody || !args.speaker.is_empty())
        .then(|| Change::Actors(Part::Speaker, args.speaker.clone()));
    let addressees =
        (!args.addressee.is_empty()).then(|| Change::Actors(Part::Addressee, args.addressee.clone()));
    let code = |field: &str, code: &Option<String>| {
        code.as_ref().map(|code| Change::Code(field.to_string(), code.clone()))
    };
    let all = [
        code("act", &args.act),
        code("quote", &args.quote),
        speakers,
        addressees,
        args.not_a_statement.then_some(Change::NotOnRecord),
    ];
    all.into_iter().flatten().collect()
}
