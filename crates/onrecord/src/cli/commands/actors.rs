//! `onrecord actors`: who is who.

use clap::{Args, Subcommand};
use onrecord_store::ask::{Counting, ListPage};
use onrecord_store::{ActorId, Appearance, ArticleId, Store, Who};

use crate::cli::render::sanitize::{escape_json, sanitize};
use crate::cli::shared::Told;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::signed::{SignedArgs, told};
use crate::cli::shared::terminal::print;

pub const ABOUT: &str = "\
Say who is who: why two mentions are one actor, that two actors are one, that one is two

Actors are found by name and role; where two answers fit, nobody is guessed. A merge and a split are corrections: they \
are kept through adding and rebuilding, and can be taken back.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord actors why Daniel Marsh                    in which articles, and why they are taken for one
  onrecord actors merge Blinken \"Antony Blinken\"       the first is the second
  onrecord actors split \"Daniel Marsh\" --article ar-00c0ffee00c0ffee
                                                      there he is somebody else
  onrecord actors split \"Antony Blinken\"               take the merges back";

#[derive(Args, Debug)]
pub struct ActorsArgs {
    #[command(subcommand)]
    pub command: ActorsCommand,
}

#[derive(Debug, Subcommand)]
pub enum ActorsCommand {
    /// In which articles an actor appears, and why it is taken for this one
    Why {
        /// The actor, by name or id
        #[arg(value_name = "ACTOR", required = true)]
        actor: Vec<String>,

        #[command(flatten)]
        signed: SignedArgs,
    },
    /// Say that one actor is another
    Merge {
        /// Who is somebody else, by name or id
        #[arg(value_name = "ACTOR")]
        actor: String,

        /// Whom it is
        #[arg(value_name = "INTO")]
        into: String,

        #[command(flatten)]
        signed: SignedArgs,
    },
    /// Say that an actor is somebody else in one article, or take its merges back
    Split {
        /// The actor, by name or id
        #[arg(value_name = "ACTOR")]
        actor: String,

        /// The article in which it is somebody else
        #[arg(long, value_name = "ARTICLE")]
        article: Option<ArticleId>,

        #[command(flatten)]
        signed: SignedArgs,
    },
}

/// Says why, merges or splits.
pub fn run(args: &ActorsArgs, color: Color) -> Exit {
    match &args.command {
        ActorsCommand::Why { actor, signed } => why(&actor.join(" "), signed, color),
        ActorsCommand::Merge { actor, into, signed } => told(signed, color, || {
            let mut writer = signed.existing()?;
            let (actor, into) = (who(writer.store(), actor)?, who(writer.store(), into)?);
            let made = writer.merge(actor, into, &signed.by(), &signed.note)?;
            writer.commit()?;
            Ok(vec![made])
        }),
        ActorsCommand::Split { actor, article, signed } => told(signed, color, || {
            let mut writer = signed.existing()?;
            let actor = who(writer.store(), actor)?;
            let made = writer.split(actor, *article, &signed.by(), &signed.note)?;
            writer.commit()?;
            Ok(made)
        }),
    }
}

/// The actor of a name or an id.
fn who(store: &Store, name: &str) -> Result<ActorId, Failure> {
    Ok(store.one_called(name)?)
}

fn why(name: &str, signed: &SignedArgs, color: Color) -> Exit {
    let all = match appearances(name, signed) {
        Ok(all) => all,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let text = match signed.format {
        Told::Human => all.iter().map(|(who, seen)| block(who, seen)).collect::<Vec<_>>().join("\n"),
        Told::Jsonl => {
            let line = |one| escape_json(serde_json::to_string(one).expect("plain data")) + "\n";
            all.iter().flat_map(|(_, seen)| seen).map(line).collect()
        }
    };
    print(&text, color)
}

/// Everybody whom `onrecord who` finds by a name, or the one of an id, each with the articles in which it appears.
fn appearances(name: &str, signed: &SignedArgs) -> Result<Vec<(Who, Vec<Appearance>)>, Failure> {
    let store = signed.store.open()?;
    let found = store.who(name, ListPage { limit: 1, offset: 0 }, Counting::Exact)?;
    let all = found.actors.into_iter().map(|tally| tally.who);
    all.map(|who| store.appearances(who.id).map(|seen| (who, seen)).map_err(Failure::from)).collect()
}

/// An actor, and why each of its appearances is taken for it.
fn block(who: &Who, seen: &[Appearance]) -> String {
    let mut text = format!("{} · {}\n", sanitize(&who.name), who.id);
    if seen.is_empty() {
        text += "  no article as it counts now: an earlier version, or a correction\n";
    }
    for one in seen {
        let day = one.published.as_deref().map_or("–", |stamp| stamp.get(..10).unwrap_or(stamp));
        let (title, publisher) = (sanitize(&one.title), sanitize(&one.publisher));
        text += &format!("  {}  {day}  {title}, {publisher}\n", one.article);
        text += &format!("    as “{}”: {}\n", sanitize(&one.name), sanitize(&one.why));
    }
    text
}
