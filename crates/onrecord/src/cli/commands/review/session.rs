//! One entry after the other, until there are none or somebody has enough.

use std::io;

use console::Key;
use onrecord_answer::corrected;
use onrecord_answer::words::count;
use onrecord_store::ask::query::Query;
use onrecord_store::ask::{Counting, ListPage, Shown, ShownEntry};
use onrecord_store::{Correction, EntryId, Store, Writer};

use super::desk::Desk;
use super::verdict::{KEYS, Verdict, asked, change, verdict};
use crate::cli::ask::to_review;
use crate::cli::render::rich::Sheet;
use crate::cli::render::sanitize::sanitize;
use crate::cli::shared::failure::Failure;

/// Somebody who reviews.
pub struct Session<'s, D> {
    pub store: &'s Store,
    pub desk: D,
    pub query: Query,
    /// Who signs.
    pub by: String,
    pub width: usize,
    pub color: bool,
    /// What is to be looked at later.
    pub passed: Vec<EntryId>,
    /// What was decided, the last last.
    pub made: Vec<Correction>,
}

/// Why an entry is left.
enum Left {
    ForNext,
    ForGood,
}

impl<D: Desk> Session<'_, D> {
    /// Goes through all of it; gives what to say at the end.
    pub fn run(&mut self) -> Result<String, Failure> {
        loop {
            let Some((id, n_left)) = self.next()? else { return self.told() };
            match self.decide(id, n_left) {
                Ok(Left::ForNext) => {}
                Ok(Left::ForGood) => return self.told(),
                // Whoever presses ctrl-C or closes the terminal has enough.
                Err(Stop::Desk(error)) if error.kind() == io::ErrorKind::Interrupted => return self.told(),
                Err(Stop::Desk(error)) => return Err(Failure::io("the terminal", "cannot be asked", &error)),
                Err(Stop::Failed(failure)) => return Err(failure),
            }
        }
    }

    /// The least sure that is neither decided nor put off, and how many are left.
    fn next(&self) -> Result<Option<(EntryId, usize)>, Failure> {
        let page = ListPage { limit: self.passed.len() + 1, offset: 0 };
        let unsure = self.store.unsure(&self.query, page, Counting::Exact)?;
        let next = unsure.entries.iter().find(|entry| !self.passed.contains(&entry.id));
        Ok(next.map(|entry| (entry.id, unsure.total)))
    }

    fn decide(&mut self, id: EntryId, n_left: usize) -> Result<Left, Stop> {
        loop {
            let Shown::Entry(shown) = self.store.show(&id.to_string(), ListPage { limit: 1, offset: 0 })?
            else {
                return Ok(Left::ForNext);
            };
            let mut sheet = Sheet::new(self.width, self.color);
            to_review(&shown, n_left, &mut sheet);
            self.desk.show(&format!("\n{}{KEYS}\n", sheet.finish()))?;
            let verdict = self.verdict()?;
            match verdict {
                Verdict::Enough => return Ok(Left::ForGood),
                Verdict::Later => {
                    self.passed.push(id);
                    return Ok(Left::ForNext);
                }
                Verdict::Undo => {
                    self.undo()?;
                    return Ok(Left::ForNext);
                }
                _ => {}
            }
            let is_kept = self.keep(verdict, &shown)?;
            // What was mended may need more; it is left by a verdict on the whole.
            let is_whole = matches!(verdict, Verdict::Right | Verdict::None | Verdict::Article);
            if is_kept && is_whole {
                return Ok(Left::ForNext);
            }
        }
    }

    fn verdict(&mut self) -> Result<Verdict, Stop> {
        loop {
            let key: Key = self.desk.key()?;
            match verdict(&key) {
                Some(verdict) => return Ok(verdict),
                // Whoever tries a key wants to know which there are.
                None => self.desk.show(&format!("{KEYS}\n"))?,
            }
        }
    }

    /// Keeps a verdict at once; whether it was one.
    fn keep(&mut self, verdict: Verdict, shown: &ShownEntry) -> Result<bool, Stop> {
        let (id, kind) = (shown.entry.id, shown.entry.kind());
        let answer = match asked(verdict, kind) {
            Some(asked) => self.desk.line(&asked)?,
            None => "-".to_string(),
        };
        if answer.is_empty() {
            return Ok(false);
        }
        let by = self.by.clone();
        let article = shown.entry.article.id;
        let made = self.write(|writer| match change(verdict, kind, &answer) {
            Some(change) => writer.correct(id, &change, &by, ""),
            None => writer.review(article, &by, ""),
        })?;
        Ok(made)
    }

    fn undo(&mut self) -> Result<(), Stop> {
        let Some(last) = self.made.last().map(|made| made.id) else {
            self.desk.show("nothing was decided yet\n")?;
            return Ok(());
        };
        if self.write(|writer| writer.undo(last))? {
            // What was taken back, and that it was.
            self.made.truncate(self.made.len() - 2);
        }
        Ok(())
    }

    /// Opens the store for one change, so that others may write between two of them. What cannot be done is told, and the
    /// entry is asked about again.
    fn write(
        &mut self,
        change: impl FnOnce(&mut Writer) -> onrecord_store::Result<Correction>,
    ) -> Result<bool, Stop> {
        let made = Writer::open(self.store.path()).and_then(|mut writer| {
            let made = change(&mut writer)?;
            writer.commit()?;
            Ok(made)
        });
        match made {
            Ok(made) => {
                self.desk.show(&format!("→ {}\n", sanitize(&corrected(&made))))?;
                self.made.push(made);
                Ok(true)
            }
            Err(error) if error.is_unfit() || error.is_not_found() || error.is_locked() => {
                // In the midst of a review nobody wonders which store it is.
                let (told, store) = (error.to_string(), format!("{}: ", self.store.path().display()));
                let told = told.strip_prefix(&store).unwrap_or(&told);
                self.desk.show(&format!("! {}\n", sanitize(told)))?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn told(&self) -> Result<String, Failure> {
        let left = self.store.unsure(&self.query, ListPage { limit: 0, offset: 0 }, Counting::Exact)?.total;
        let decided = count(self.made.len(), "verdict");
        Ok(match left {
            0 => format!("{decided}; nothing is left to be looked at\n"),
            left => format!("{decided}; {left} left: the same command goes on\n"),
        })
    }
}

/// Why nobody is asked any more.
enum Stop {
    Desk(io::Error),
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Desk(error)
    }
}

impl From<onrecord_store::Error> for Stop {
    fn from(error: onrecord_store::Error) -> Stop {
        Stop::Failed(error.into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use onrecord_store::ask::query::parse;
    use onrecord_store::{NewPage, sample};

    use super::*;

    /// Presses keys, types lines and remembers what was shown.
    struct Script {
        keys: VecDeque<char>,
        lines: VecDeque<&'static str>,
        shown: String,
    }

    impl Desk for Script {
        fn show(&mut self, text: &str) -> io::Result<()> {
            self.shown.push_str(text);
            Ok(())
        }

        fn key(&mut self) -> io::Result<Key> {
            self.keys.pop_front().map(Key::Char).ok_or_else(|| io::ErrorKind::Interrupted.into())
        }

        fn line(&mut self, asked: &str) -> io::Result<String> {
            self.shown.push_str(asked);
            Ok(self.lines.pop_front().unwrap_or_default().to_string())
        }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let mut writer = Writer::open(&path).unwrap();
        let text = "“The gates hold,” Ada Roe said. “They leak,” Kit Lund said. “They rust,” Kit Lund said.";
        let mut record = sample("https://courier.example/1", text);
        for (idx, statement) in record.statements.iter_mut().enumerate() {
            statement.confidence = 0.2 + 0.1 * idx as f64;
        }
        writer.add(&NewPage { record: &record, bytes: b"page", origin: "{}" }).unwrap();
        writer.commit().unwrap();
        drop(writer);
        let store = Store::open(&path).unwrap();
        (folder, store)
    }

    fn reviewed(store: &Store, keys: &str, lines: &[&'static str]) -> (String, String) {
        let mut session = Session {
            store,
            desk: Script {
                keys: keys.chars().collect(),
                lines: lines.iter().copied().collect(),
                shown: String::new(),
            },
            query: parse("").unwrap(),
            by: "ada".to_string(),
            width: 80,
            color: false,
            passed: Vec::new(),
            made: Vec::new(),
        };
        let told = session.run().map_err(|failure| failure.what).unwrap();
        (told, session.desk.shown)
    }

    fn kept(store: &Store) -> Vec<String> {
        let standing = store.corrections().unwrap().into_iter().filter(|one| one.undone.is_none());
        standing.map(|one| format!("{} {}", one.what, one.named)).collect()
    }

    #[test]
    fn each_key_is_a_verdict_and_the_next_run_goes_on() {
        let (_folder, store) = store();
        // The first is right, the second is later, and then enough.
        let (told, shown) = reviewed(&store, "xy q", &[]);
        assert_eq!(told, "1 verdict; 2 left: the same command goes on\n");
        assert!(shown.find("gates hold").unwrap() < shown.find("They leak").unwrap(), "{shown}");
        assert_eq!(kept(&store), ["reviewed "]);
        // A name that is nobody's is told, and asked for again.
        let (told, shown) = reviewed(&store, "ssy", &["Nobody Known", "Ada Roe"]);
        assert!(shown.contains("! ") && shown.contains("nobody here is called “Nobody Known”"), "{shown}");
        assert_eq!(told, "2 verdicts; 1 left: the same command goes on\n");
        let (told, _) = reviewed(&store, "n", &[]);
        assert_eq!(told, "1 verdict; nothing is left to be looked at\n");
        assert_eq!(kept(&store), ["reviewed ", "speaker Ada Roe", "reviewed ", "not_on_record "]);
    }

    #[test]
    fn the_last_verdict_is_taken_back_by_one_key() {
        let (_folder, store) = store();
        let (told, _) = reviewed(&store, "nuyq", &[]);
        assert_eq!(told, "1 verdict; 2 left: the same command goes on\n");
        assert_eq!(kept(&store), ["reviewed "]);
    }

    #[test]
    fn a_whole_article_is_right_by_one_key() {
        let (_folder, store) = store();
        let (told, _) = reviewed(&store, "r", &[]);
        assert_eq!(told, "1 verdict; nothing is left to be looked at\n");
    }
}
