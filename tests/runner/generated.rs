//! Invented articles in any number, for what must be measured or broken at size. Each is made from the seed and its
//! number alone: the same everywhere, in any order.
//!
//! Words follow Zipf's law over a made-up vocabulary behind the commonest English words, and so do the names of
//! whoever speaks. One article in twenty is another outlet's copy of an earlier one.

mod dice;
mod paper;
mod words;

use std::ops::Range;

use onrecord_record::{Quote, Record};

pub use dice::Dice;
use dice::Zipf;
use paper::Publisher;

const STATEMENTS: usize = 12;
const PUBLISHERS: usize = 40;
const PERSONS: usize = 3000;
const BODIES: usize = 800;
const VOCABULARY: usize = 100_000;
/// Of an article's cast, behind its persons.
const BODY: usize = 4;
const UNNAMED: usize = 5;

/// Whoever and whatever the articles speak of.
pub struct World {
    seed: u64,
    words: Vec<String>,
    word: Zipf,
    persons: Vec<Person>,
    person: Zipf,
    bodies: Vec<String>,
    body: Zipf,
    publishers: Vec<Publisher>,
}

/// An article as it is added to a store.
pub struct Generated {
    /// What the machine would have read.
    pub record: Record,
    /// The page.
    pub bytes: Vec<u8>,
}

#[derive(Clone)]
struct Person {
    name: String,
    last: String,
    title: &'static str,
    of: String,
}

/// What an outlet prints.
struct Copy {
    title: String,
    persons: Vec<Person>,
    body: String,
    paragraphs: Vec<Paragraph>,
    /// Days since the first article.
    day: i32,
}

struct Paragraph {
    text: String,
    said: Option<Said>,
}

/// A statement in a paragraph, by ranges of the paragraph's bytes.
struct Said {
    speaker: usize,
    quote: Quote,
    content: Range<usize>,
    source: Range<usize>,
    cue: Range<usize>,
    /// Where the speaker's office is stated.
    office: Option<Range<usize>>,
    /// Where a body is named in the content.
    about: Option<(Range<usize>, String)>,
}

impl World {
    /// The world of a seed: as many words as a language has, pages as large as news pages are.
    pub fn new(seed: u64) -> World {
        World::of(seed, VOCABULARY, 1.0)
    }

    /// One that is made at once, with little around its articles.
    pub fn small(seed: u64) -> World {
        World::of(seed, 1000, 0.02)
    }

    fn of(seed: u64, n_words: usize, around: f64) -> World {
        let mut dice = Dice::new(seed);
        let words = words::vocabulary(n_words, &mut dice);
        let bodies: Vec<String> = (0..BODIES).map(|_| words::body(&mut dice)).collect();
        let (word, body) = (Zipf::new(n_words, 2.7), Zipf::new(BODIES, 5.0));
        let mut persons = Vec::new();
        for _ in 0..PERSONS {
            let (first, last) = (words::first_name(&mut dice), words::last_name(&mut dice));
            let (title, of) = (dice.pick(&words::TITLES), bodies[body.draw(&mut dice)].clone());
            persons.push(Person { name: format!("{first} {last}"), last, title, of });
        }
        let some = |n: usize, dice: &mut Dice| some(&words, &word, n, dice);
        let publishers = (0..PUBLISHERS).map(|idx| Publisher::new(idx, around, &some, &mut dice)).collect();
        World { seed, words, word, persons, person: Zipf::new(PERSONS, 20.0), bodies, body, publishers }
    }

    /// The article of a number.
    pub fn article(&self, idx: usize) -> Generated {
        let mut dice = self.dice("desk", idx);
        let publisher = &self.publishers[dice.below(PUBLISHERS)];
        let is_copy = idx > 0 && dice.chance(0.05);
        let mut copy = self.copy(if is_copy { idx - 1 - dice.below(idx.min(50)) } else { idx });
        if is_copy {
            // Desks cut from the end.
            copy.paragraphs.truncate(copy.paragraphs.len() - 1 - dice.below(3));
        }
        publisher.print(idx, &copy, is_copy, &mut dice)
    }

    /// A word as people look for it: as often as texts have it, the commonest left out.
    pub fn word(&self, nth: usize) -> &str {
        let mut dice = self.dice("word", nth);
        loop {
            let idx = self.word.draw(&mut dice);
            if idx >= words::COMMON.len() {
                return &self.words[idx];
            }
        }
    }

    /// A person's name as people look for it.
    pub fn name(&self, nth: usize) -> &str {
        &self.persons[self.person.draw(&mut self.dice("name", nth))].name
    }

    fn dice(&self, of: &str, nth: usize) -> Dice {
        let of = of.bytes().fold(self.seed, |hash, byte| (hash << 8) ^ (hash >> 56) ^ u64::from(byte));
        Dice::new(of ^ (nth as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// `n` words, each as often as texts have it.
    fn some(&self, n: usize, dice: &mut Dice) -> String {
        some(&self.words, &self.word, n, dice)
    }

    fn copy(&self, idx: usize) -> Copy {
        let mut dice = self.dice("copy", idx);
        let mut persons: Vec<usize> = Vec::new();
        while persons.len() < BODY {
            let one = self.person.draw(&mut dice);
            if persons.iter().all(|other| self.persons[*other].last != self.persons[one].last) {
                persons.push(one);
            }
        }
        let mut copy = Copy {
            title: capital(&self.some(9, &mut dice)),
            persons: persons.iter().map(|one| self.persons[*one].clone()).collect(),
            body: self.bodies[self.body.draw(&mut dice)].clone(),
            paragraphs: Vec::new(),
            day: i32::try_from(dice.below(5 * 365)).expect("five years"),
        };
        let mut is_introduced = [false; BODY];
        for nth in 0..STATEMENTS {
            let paragraph = self.statement(&copy, &mut is_introduced, &mut dice);
            copy.paragraphs.push(paragraph);
            if nth % 3 != 2 {
                let (one, two) = (10 + dice.below(14), 8 + dice.below(14));
                let (one, two) = (self.some(one, &mut dice), self.some(two, &mut dice));
                let text = format!("{}. {}.", capital(&one), capital(&two));
                copy.paragraphs.push(Paragraph { text, said: None });
            }
        }
        copy
    }

    fn statement(&self, copy: &Copy, is_introduced: &mut [bool; BODY], dice: &mut Dice) -> Paragraph {
        // The first of the cast speaks most.
        let speaker = match dice.below(20) {
            0 => UNNAMED,
            1 | 2 => BODY,
            n => [0, 0, 0, 1, 1, 2, 3][n % 7],
        };
        let (source, office) = match copy.persons.get(speaker) {
            Some(person) if !std::mem::replace(&mut is_introduced[speaker], true) => {
                (person.name.clone(), Some(format!("{} of {}", person.title, person.of)))
            }
            Some(person) => (person.last.clone(), None),
            None if speaker == BODY => (copy.body.clone(), None),
            None => ("a senior official".to_string(), None),
        };
        let stated = office.as_ref().map(|office| format!(", {office},")).unwrap_or_default();
        let n_words = 8 + dice.below(24);
        let mut content = self.some(n_words, dice);
        let about = dice.chance(0.3).then(|| self.bodies[self.body.draw(dice)].clone());
        if let Some(about) = &about {
            content = format!("{content} {about} {}", self.some(3, dice));
        }
        let cue = dice.pick(&words::CUES);
        let quote = [Quote::Direct, Quote::Direct, Quote::Mixed, Quote::Indirect][dice.below(4)];
        let front = match quote {
            Quote::Direct => format!("“{},” {source}{stated} {cue}.", capital(&content)),
            _ => format!("{source}{stated} {cue} that {content}."),
        };
        let text = capital(&front);
        let n = content.len();
        let at = if quote == Quote::Direct { "“".len() } else { text.len() - n - ".".len() };
        let source_at = if quote == Quote::Direct { at + n + ",” ".len() } else { 0 };
        let source_end = source_at + source.len();
        let cue_at = source_end + stated.len() + " ".len();
        let office_at = source_end + ", ".len();
        let about = about.map(|name| {
            let start = at + content.find(&name).expect("the content names it");
            (start..start + name.len(), name)
        });
        let said = Said {
            speaker,
            quote,
            content: at..at + n,
            source: source_at..source_end,
            cue: cue_at..cue_at + cue.len(),
            office: office.map(|office| office_at..office_at + office.len()),
            about,
        };
        Paragraph { text, said: Some(said) }
    }
}

fn some(words: &[String], zipf: &Zipf, n: usize, dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..n).map(|_| words[zipf.draw(dice)].as_str()).collect();
    words.join(" ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
