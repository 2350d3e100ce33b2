//! What `onrecord correct` can be asked.

use clap::Args;
use onrecord_record::Part;

use crate::cli::shared::signed::SignedArgs;

pub const ABOUT: &str = "\
Change what the machine read: of an entry, an article or an actor

The change is kept beside the machine's reading, with who made it and when. Adding the page again and rebuilding the \
store keep it; `--undo` takes it back. `onrecord search` and `onrecord show` tell the ids; `onrecord review` goes \
through what is least sure.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord correct st-00c0ffee00c0ffee --act promise
  onrecord correct st-00c0ffee00c0ffee --speaker \"Ada Lorne\" --note \"she, not the mayor\"
  onrecord correct st-00c0ffee00c0ffee --content \"We will pay our half\" --date 2031-03-12
  onrecord correct st-00c0ffee00c0ffee --not-on-record
  onrecord correct en-00c0ffee00c0ffee --phase cancelled --participant Ostvia --participant Kalmere
  onrecord correct co-00c0ffee00c0ffee --status kept        (po-… --stance opposes)
  onrecord correct ar-00c0ffee00c0ffee --add \"It will hold\" --speaker \"Ada Lorne\" --act assess
  onrecord correct ar-00c0ffee00c0ffee --reviewed           all that it puts on record is there, and right
  onrecord correct \"Ada Lorn\" --name \"Ada Lorne\" --not-role captain --role \"mayor of Corran\"
  onrecord correct --list
  onrecord correct --undo 3";

#[derive(Args, Debug)]
pub struct CorrectArgs {
    /// An entry's id (st-, en-, co-, po-), an article's (ar-), or an actor's name or id
    #[arg(value_name = "WHAT", required_unless_present_any = ["list", "undo"], conflicts_with_all = ["list", "undo"])]
    pub what: Option<String>,

    /// It is none: no statement, no engagement, no commitment, no position
    #[arg(long, alias = "not-a-statement")]
    pub not_on_record: bool,

    /// Somebody looked at it, and it is right as it stands; of an article: all of it, and nothing is missing
    #[arg(long)]
    pub reviewed: bool,

    #[command(flatten)]
    pub codes: CodeArgs,

    #[command(flatten)]
    pub people: PeopleArgs,

    #[command(flatten)]
    pub words: WordArgs,

    #[command(flatten)]
    pub actor: ActorArgs,

    /// List all corrections, those that were taken back included
    #[arg(long, conflicts_with = "undo")]
    pub list: bool,

    /// Take the corrections of these numbers back
    #[arg(long, value_name = "NUMBER", num_args = 1..)]
    pub undo: Vec<i64>,

    #[command(flatten)]
    pub signed: SignedArgs,
}

/// Codes of an entry.
#[derive(Args, Debug)]
#[command(next_help_heading = "What an entry does, and how it stands")]
pub struct CodeArgs {
    /// Of a statement, what was done by it: assert, announce, promise, deny …
    #[arg(long, value_name = "ACT")]
    pub act: Option<String>,

    /// How it is quoted: direct, mixed, indirect
    #[arg(long, value_name = "KIND")]
    pub quote: Option<String>,

    /// Whether it was said: actual, future, conditional, negated
    #[arg(long, value_name = "MODALITY")]
    pub modality: Option<String>,

    /// What kind of engagement: meeting, call, visit …
    #[arg(long, value_name = "KIND")]
    pub engagement: Option<String>,

    /// How far an engagement is: scheduled, held, cancelled …
    #[arg(long, value_name = "PHASE")]
    pub phase: Option<String>,

    /// How a commitment stands: made, kept, broken …
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,

    /// Of a position: supports, opposes, undecided …
    #[arg(long, value_name = "STANCE")]
    pub stance: Option<String>,
}

impl CodeArgs {
    /// Each field with its code, where one is given.
    pub fn given(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("act", &self.act),
            ("quote", &self.quote),
            ("modality", &self.modality),
            ("engagement", &self.engagement),
            ("phase", &self.phase),
            ("status", &self.status),
            ("stance", &self.stance),
        ];
        all.into_iter().filter_map(|(field, code)| Some((field, code.as_deref()?))).collect()
    }
}

/// Who is what to an entry: names or ids, `new:NAME` for somebody new; several times for several.
#[derive(Args, Debug)]
#[command(
    next_help_heading = "Who it concerns, by name or id, or new:NAME for somebody new; several times for several"
)]
pub struct PeopleArgs {
    /// Who said it
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,

    /// Whom it was said to
    #[arg(long, value_name = "NAME")]
    pub addressee: Vec<String>,

    /// Who relayed it
    #[arg(long, value_name = "NAME")]
    pub via: Vec<String>,

    /// Who met, called, signed
    #[arg(long, value_name = "NAME")]
    pub participant: Vec<String>,

    /// Who is bound by a commitment
    #[arg(long, value_name = "NAME")]
    pub bound: Vec<String>,

    /// Whom they are bound to
    #[arg(long, value_name = "NAME")]
    pub bound_to: Vec<String>,

    /// By whose words a commitment stands so
    #[arg(long, value_name = "NAME")]
    pub told_by: Vec<String>,

    /// Who holds a position
    #[arg(long, value_name = "NAME")]
    pub holder: Vec<String>,

    /// The article does not tell who said it, or who is the part that is named: --nobody=addressee
    #[arg(long, value_name = "PART", num_args = 0..=1, require_equals = true, default_missing_value = "speaker")]
    pub nobody: Vec<Part>,
}

impl PeopleArgs {
    /// Each part with its names, where any are given, or nobody's.
    pub fn given(&self) -> Vec<(Part, Vec<String>)> {
        let all = [
            (Part::Speaker, &self.speaker),
            (Part::Addressee, &self.addressee),
            (Part::Via, &self.via),
            (Part::Participant, &self.participant),
            (Part::By, &self.bound),
            (Part::To, &self.bound_to),
            (Part::ToldBy, &self.told_by),
            (Part::Holder, &self.holder),
        ];
        let named = all.into_iter().filter(|(_, names)| !names.is_empty());
        let named = named.map(|(part, names)| (part, names.clone()));
        named.chain(self.nobody.iter().map(|part| (*part, Vec::new()))).collect()
    }
}

/// Words of the article.
#[derive(Args, Debug)]
#[command(next_help_heading = "Words, as the article has them; empty where it tells none")]
pub struct WordArgs {
    /// What it is about: its own words; several times for several pieces
    #[arg(long, value_name = "WORDS", alias = "words")]
    pub content: Vec<String>,

    /// Of an article: a statement that the machine missed, by its words; several times for several pieces
    #[arg(long, value_name = "WORDS", conflicts_with = "content")]
    pub add: Vec<String>,

    /// When it was: 2031-03-12, 2031-03, 2031-03-12..2031-03-14
    #[arg(long, value_name = "DAYS")]
    pub date: Option<String>,

    /// Medium or occasion of a statement
    #[arg(long, value_name = "WORDS")]
    pub channel: Option<String>,

    /// Where an engagement is
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,

    /// By when a commitment is due
    #[arg(long, value_name = "WORDS")]
    pub due: Option<String>,

    /// On what condition it holds
    #[arg(long, value_name = "WORDS")]
    pub condition: Option<String>,

    /// What a position is on
    #[arg(long, value_name = "WORDS")]
    pub issue: Option<String>,
}

impl WordArgs {
    /// Each field with its words, where any are given.
    pub fn given(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("channel", &self.channel),
            ("place", &self.place),
            ("due", &self.due),
            ("condition", &self.condition),
            ("issue", &self.issue),
        ];
        all.into_iter().filter_map(|(field, words)| Some((field, words.as_deref()?))).collect()
    }
}

/// What an actor is, over all articles.
#[derive(Args, Debug)]
#[command(next_help_heading = "Who an actor is, over all articles")]
pub struct ActorArgs {
    /// What it is called
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// person, organisation, country, group, document, unnamed, author
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// An office or description that it has: `mayor of Corran`; beside one --not-role, what stands in its place
    #[arg(long, value_name = "ROLE")]
    pub role: Vec<String>,

    /// One that articles give it and that it has not
    #[arg(long, value_name = "ROLE")]
    pub not_role: Vec<String>,
}
