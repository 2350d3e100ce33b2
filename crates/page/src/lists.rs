//! Words that the rules of pages ask for, each list once.

use std::sync::LazyLock;

/// Names the lists: the variant, its name in the table, and what its words are.
macro_rules! lists {
    ($($variant:ident $name:literal $about:literal,)+) => {
        /// A list of `wordings/lists.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum WordList {
            $(#[doc = $about] $variant,)+
        }

        impl WordList {
            const ALL: &'static [WordList] = &[$(WordList::$variant),+];

            /// Its name in the table.
            const fn as_str(self) -> &'static str {
                match self {
                    $(WordList::$variant => $name,)+
                }
            }
        }
    };
}

lists! {
    Role "role" "What somebody does for an outlet, behind the name.",
    BylineOpener "byline-opener" "Words that open a byline, in the languages of many outlets; each ends where the name begins.",
    BylineJoint "byline-joint" "What stands between the names of a byline.",
    NoName "no-name" "Words that no name of a person has.",
    NameParticle "name-particle" "Small words within the names of people, in many languages.",
    SectionWord "section-word" "Words that names of sections have and names of people have not.",
    HidingClass "hiding-class" "Classes that hide an element.",
    UnseenClass "unseen-class" "What classes of inline elements hold that leave their words to machines that read pages out.",
    TownOpener "town-opener" "Words that names of towns begin with.",
    Credential "credential" "Degrees and titles behind a name, as they are written.",
    Newsroom "newsroom" "Words of the names of newsrooms, as they are written.",
    AuthorPath "author-path" "What addresses of the pages of writers hold.",
    NoOutlet "no-outlet" "What links to front pages say that is no name, without its blanks.",
    Asking "asking" "First or last words of a linked sentence that asks to be followed.",
    Writer "writer" "What writers are, in the first sentence of a biography.",
    Contact "contact" "How a biography tells to reach somebody, as it is written.",
    NoBiography "no-biography" "What an article says of a journalist and no biography does.",
    Supplied "supplied" "Words that open a line on who supplied the text.",
    Pictured "pictured" "Words that open a line, or end one, on who took a picture.",
    PictureLibrary "picture-library" "Ends of captions: agencies and picture libraries.",
    Filed "filed" "How pictures that were kept are marked.",
    BeforePhotographer "before-photographer" "Words before a photographer’s name, behind what the picture shows.",
    BesideArticle "beside-article" "Keys of scripts under which a page tells of its article, but not the article.",
    Live "live" "What titles of live blogs hold.",
}

const TABLE: &str = include_str!("../wordings/lists.tsv");

/// The words of each list, by its place in [`WordList::ALL`].
static WORDS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let words = |list: &WordList| {
        let row = rows().find(|[name, ..]| *name == list.as_str());
        let [_, _, words, ..] = row.unwrap_or_else(|| panic!("lists.tsv has no row {}", list.as_str()));
        words.split('|').collect()
    };
    WordList::ALL.iter().map(words).collect()
});

/// List, where its words stand, words, example, counter-example.
fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    let rows = TABLE.lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let mut cells = row.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

impl WordList {
    /// Its words, in the order of the table.
    pub fn words(self) -> &'static [&'static str] {
        &WORDS[self as usize]
    }

    /// Whether a word is one of them as it is written.
    pub fn has(self, word: &str) -> bool {
        self.words().contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_a_word_of_its_example_and_none_of_what_it_must_not_have() {
        let names: Vec<&str> = rows().map(|[name, ..]| name).collect();
        assert_eq!(names, WordList::ALL.iter().map(|list| list.as_str()).collect::<Vec<_>>());
        for (list, [name, stands, _, example, not]) in WordList::ALL.iter().zip(rows()) {
            let is_in = |word: &&str, text: &str| match stands {
                "whole" => text.split(' ').any(|own| own == *word),
                "opens" => text.starts_with(*word),
                "ends" => text.ends_with(*word),
                "holds" => text.contains(*word),
                _ => panic!(
                    "{name}: words stand `whole`, or a text `opens`, `ends` or `holds` them, not {stands:?}"
                ),
            };
            let has = |text: &str| {
                let lower = text.to_lowercase();
                let is_cased = list.words().iter().any(|word| word.contains(char::is_uppercase));
                list.words().iter().any(|word| is_in(word, if is_cased { text } else { &lower }))
            };
            assert!(has(example), "{name}: {example}");
            assert!(!has(not), "{name}: {not}");
        }
    }
}
