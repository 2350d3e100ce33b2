//! Closed lists of words, each once, by name.

use std::collections::HashSet;

use crate::table::{list, rows};

/// Names the lists: the variant, its name in the table, and what its words are.
macro_rules! lists {
    ($($variant:ident $name:literal $about:literal,)+) => {
        /// A list of words that rules ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum List {
            $(#[doc = $about] $variant,)+
        }

        impl List {
            /// Every list.
            pub const ALL: &'static [List] = &[$(List::$variant),+];

            /// Its name in the table.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(List::$variant => $name,)+
                }
            }
        }
    };
}

lists! {
    Small "small" "Words that are no part of a name even where a sentence begins with them.",
    Abbreviation "abbreviation" "What a full stop stands behind that ends no sentence.",
    Particle "particle" "Small words within the names of persons.",
    SecondParticle "second-particle" "Small words behind a particle.",
    Determiner "determiner" "What begins a noun phrase.",
    Possessive "possessive" "Determiners that tell whose it is.",
    Pronoun "pronoun" "What stands for somebody or something.",
    Own "own" "Words for who speaks and who is spoken to.",
    Personal "personal" "Words for who or what was named before.",
    Coordination "coordination" "What joins two speakers.",
    NounEnd "noun-end" "Words behind which a noun phrase has named its head.",
    Portfolio "portfolio" "What ministers and committees mind.",
    Folk "folk" "Several whom bodies are named after, beside the plurals of what people are.",
    TradeName "trade-name" "Words for what somebody is that are surnames as well.",
    Byname "byname" "What those who are told of are called in place of their names.",
    PublicBody "public-body" "Words of the names of bodies of the state and of politics.",
    OwnNoun "own-noun" "Nouns for bodies that have such a noun in their names.",
    Leader "leader" "Those who lead, where a country has one of each.",
    Count "count" "How many there are, which tells nobody apart.",
    Pair "pair" "Words for two.",
    GroupHead "group-head" "Nouns for groups that their description tells from others.",
    OfficeHead "office-head" "Nouns for members of a body that their description tells from others.",
    Side "side" "What makes another place of a place.",
    Outlet "outlet" "Words of the names of those who publish and broadcast.",
    Credit "credit" "What stands before the name of an agency under a picture.",
    OpeningPreposition "opening-preposition" "Prepositions that open a phrase before the subject.",
    GoverningPreposition "governing-preposition" "Prepositions whose object is no subject.",
    VerbParticle "verb-particle" "What belongs to a verb before a name.",
    BeforeName "before-name" "What stands before a name and is no title.",
    Unfinished "unfinished" "Words behind which a name or a description goes on.",
    TitleOpener "title-opener" "What begins a title, even behind another.",
    Adverb "adverb" "What stands between a subject and its verb.",
    OpeningAdverb "opening-adverb" "What stands before a subject.",
    ClauseOpener "clause-opener" "Words behind which another clause has its own subject.",
    BehindName "behind-name" "What follows the name of who said it.",
    Making "making" "Verbs whose subject makes a statement that follows.",
    TitleSmall "title-small" "Small words within the title of a work.",
    SentenceOpener "sentence-opener" "What opens a clause before its sentence.",
    Telling "telling" "Verbs of telling somebody.",
    Hearer "hearer" "Words for who is told.",
    Binding "binding" "Verbs of what one would do or not.",
    Auxiliary "auxiliary" "Verbs before the verb that is done.",
    Suffered "suffered" "What makes of a verb something that its subject suffers.",
    Quoting "quoting" "Verbs of quoting somebody.",
    Staff "staff" "Bodies that are called by the name of who leads them.",
    PhraseStop "phrase-stop" "What ends a noun phrase: a particle of the verb, a date or another clause.",
    VerbGroup "verb-group" "Auxiliaries and adverbs before a verb.",
    Medium "medium" "Nouns for what carries words.",
    Platform "platform" "Services that people post on.",
    Document "document" "Nouns for sources that are themselves written or counted.",
    Issuing "issuing" "Verbs of giving out what carries words.",
    TellingLemma "telling-lemma" "Verbs whose object hears it.",
    SpokenLemma "spoken-lemma" "Verbs of what is said or written to somebody.",
    Audience "audience" "Nouns for those who are told things, which need no article.",
    Event "event" "Occasions that people speak at.",
    OtherTense "other-tense" "Verbs that tell of no past.",
    Grammar "grammar" "Words that hold a sentence together and tell nothing of what it is about.",
    Landmark "landmark" "What a name of something built or of the land ends with, which does nothing itself.",
    Pledge "pledge" "Nouns for what somebody is bound by.",
    Open "open" "Words before a verb whose act has not come about.",
    Not "not" "Words before a verb whose act did not come about.",
    BeforeVerb "before-verb" "What may stand between the subject of a deed and its verb.",
    PartyEnd "party-end" "Words behind which a phrase that names somebody does not go on.",
    BeforeParty "before-party" "Words behind which a phrase that names a subject begins.",
    LightVerb "light-verb" "Verbs that tell no more than that their noun came about: held talks, paid a visit.",
    VerbMark "verb-mark" "Words behind which a word that may be a noun is a verb.",
    Press "press" "Those who ask and write, and take no part in what they write of.",
    NounMark "noun-mark" "Words behind which a word that may be a verb is a noun.",
    GoingOn "going-on" "Words behind which “meeting” is a verb.",
    Subject "subject" "Pronouns in the form that a subject has.",
    ShortFuture "short-future" "Pronouns with “will” or “would” in one word.",
    Future "future" "Verbs before what is to come.",
    OtherSubject "other-subject" "Words that go on, behind a comma, with something other than what is promised.",
    Circumstance "circumstance" "Words behind which stands when, why or whether something is to be done.",
    ActEnd "act-end" "Words that may go on with another act, or with when and how, behind one that is promised.",
    BeforeDate "before-date" "Words that lead to a date.",
    Again "again" "Words that say that a promise was made before.",
    Breaking "breaking" "Words that say that a promise was not kept.",
    Keeping "keeping" "Words that say that a promise was kept.",
    BeforeDeed "before-deed" "What stands before the verb of what is promised.",
    Filler "filler" "Words at the head of a sentence that tell nothing of what it is about.",
    IssueEnd "issue-end" "Words that end a short phrase for an issue.",
    Disapproving "disapproving" "Words for what whoever uses them is against.",
    DenyingAuxiliary "denying-auxiliary" "Words in the group of a verb that deny it.",
    OtherClause "other-clause" "Words behind which a date is of another clause than the cue.",
    DateBound "date-bound" "Words that make of a date a bound of something else.",
    DateOwner "date-owner" "Words that make of a date a part of the noun behind it.",
    ChannelPreposition "channel-preposition" "What stands before the noun for what carries words.",
    ChannelDeterminer "channel-determiner" "What begins the phrase of what carries words.",
    ChannelEnd "channel-end" "Prepositions that end the phrase of what carries words.",
    OnMedium "on-medium" "Nouns for what one speaks on: on a call; not “comment on his remarks”.",
    MediumWith "medium-with" "Nouns for what is had with somebody, who tells it apart.",
    MediumOn "medium-on" "Nouns for what stands on a platform, which tells it apart.",
    Finite "finite" "Verbs that make of some words a clause.",
    Answering "answering" "Verbs for what somebody declines to do who will not speak.",
    QuestionWord "question-word" "Words that open what is asked about, not what is asked for.",
    NoVerb "no-verb" "Words that end as verbs of the past do and are none.",
    Told "told" "Participles of what is done to a hearer: was asked, were told.",
    Addressed "addressed" "Nouns for what is addressed to somebody.",
    Hearing "hearing" "Words that begin the phrase for who is spoken to.",
    ClauseMark "clause-mark" "Words between a cue and a date or a noun that open a clause of their own.",
    CueNounMark "cue-noun-mark" "Words behind which a cue is a noun.",
    NotNarrated "not-narrated" "Verbs before a cue whose statement is not the next thing that was said.",
    More "more" "Words that tell a statement as more of the one before.",
    Before "before" "Words that put a statement before the time that the article tells of.",
    NounInLy "noun-in-ly" "Nouns that end as adverbs do.",
    Aside "aside" "Words at the end of a source that belong to its verb.",
    WithOthers "with-others" "Words behind “and” for others of whom no more is known: Roe and her team.",
    Definite "definite" "What begins the description of somebody who is known.",
    Naming "naming" "Words before a name that stands in quotation marks.",
    Rank "rank" "What tells an office from another of its kind: a prime minister is no other minister.",
    Government "government" "Those who act for a country, which is what their words are put down to.",
    Accused "accused" "Participles of what is done to whoever is blamed.",
    Asking "asking" "Verbs of asking, whose answer somebody else gives.",
    Kin "kin" "Words for somebody's relative, whose office is not their own.",
    OfficeSmall "office-small" "Words of an office that offices of others have as well.",
    NoForm "no-form" "Words that end as forms of others do and are none.",
}

/// The lists of a language, by their place in [`List::ALL`].
#[derive(Debug)]
pub struct Lists {
    ordered: Vec<Vec<&'static str>>,
    sets: Vec<HashSet<&'static str>>,
}

impl Lists {
    /// Reads a table: list, words.
    ///
    /// # Panics
    /// When a list has no row.
    pub fn new(table: &'static str) -> Lists {
        let words = |named: &List| {
            let row = rows::<2>(table).find(|[name, _]| *name == named.as_str());
            let [_, words] = row.unwrap_or_else(|| panic!("lists.tsv has no row {}", named.as_str()));
            list(words).collect()
        };
        let ordered: Vec<Vec<&str>> = List::ALL.iter().map(words).collect();
        let sets = ordered.iter().map(|words| words.iter().copied().collect()).collect();
        Lists { ordered, sets }
    }

    /// Whether a word is one of a list, as it is written.
    pub fn has(&self, list: List, word: &str) -> bool {
        self.sets[list as usize].contains(word)
    }

    /// The words of a list, in the order of the table.
    pub fn words(&self, list: List) -> impl Iterator<Item = &'static str> {
        self.ordered[list as usize].iter().copied()
    }
}
