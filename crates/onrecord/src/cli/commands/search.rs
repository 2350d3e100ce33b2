//! `onrecord search`: statements that a query finds.

use onrecord_store::ask::Counting;

use crate::cli::ask::answer_query;
use crate::cli::ask::args::QueryArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const ABOUT: &str = "\
Find statements in a store

A query is words that must all be there in any of their forms, in the statement or as its speaker's name; more is asked \
by operators and fields. Between quotation marks words are meant as they stand. Punctuation is never an error. The best come first once there is a whole word; beginnings of words and fields \
alone give the newest first. The same statement in many articles is one result, with how often it \
was reported.";

pub const EXAMPLES: &str = "\
Queries:
  pay \"water pledge\" pledg*            pay, pays, paid …; these words as they stand; a beginning
  dam OR river, dam NOT river          any of them, one without the other (-river is the same)
  (dam OR river) pledge                parentheses; OR binds least
  river NEAR/5 dam                     at most five words between
  speaker:halvorsen to:vale            who said it, to whom
  actor:ostvia                         said, heard, relayed or named in it
  act:deny,reject quote:direct         what was done by it; direct, mixed, indirect
  kind:engagement phase:cancelled      statement, engagement, commitment, position
  confidence:>0.8                      how sure the reading is
  said:2031-03..2031-05                days, months, years; 2031.. and ..2031 are open
  published:2031-03 publisher:courier  when and where it was reported
  dam versions:all                     what only earlier versions of articles said, too
  about:\"Corran Dam\"                   in its words or in the article's headline
  speaker:(vale OR halvorsen) -act:ask fields take several values and are denied

Examples:
  onrecord search 'speaker:halvorsen act:promise'
  onrecord search '\"water pledge\"' --explain
  onrecord search act:deny --format csv --limit 1000 > denials.csv

Acts: assert, assess, announce, ask, admit, deny, decline, condole, concur, request, demand,
propose, promise, agree, reject, threaten, accuse, criticise, oppose, praise, support, regret,
retract.

Exit codes: 0 done, also where nothing is found; 1 failed; 2 wrong usage, a wrong query included.";

pub fn run(args: &QueryArgs, color: Color) -> Exit {
    answer_query(args, color, |store, query| store.search(query, args.ask.page(), Counting::Exact))
}
