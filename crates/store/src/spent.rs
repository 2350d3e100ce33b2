//! Where the time of adding goes, for who measures it.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

/// What adding a page consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddingPart {
    /// Compressing the page and writing it.
    Page,
    /// The version with its text and its packed record.
    Version,
    /// Who its actors are.
    Identity,
    /// Rows of statements and of who said them.
    Statements,
    /// Which statements are reports of one.
    Same,
    /// Which articles share their text.
    Story,
    /// Full text.
    Index,
    /// Making it durable.
    Commit,
}

thread_local! {
    static SPENT: RefCell<Vec<(AddingPart, Duration)>> = const { RefCell::new(Vec::new()) };
    static INSIDE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Does something and counts the time for `part`; what is counted for another part within is not counted twice.
pub fn on<T>(part: AddingPart, doing: impl FnOnce() -> T) -> T {
    let before = INSIDE.replace(Duration::ZERO);
    let start = Instant::now();
    let done = doing();
    let whole = start.elapsed();
    let own = whole.saturating_sub(INSIDE.get());
    INSIDE.set(before + whole);
    SPENT.with_borrow_mut(|all| match all.iter_mut().find(|(other, _)| *other == part) {
        Some((_, sum)) => *sum += own,
        None => all.push((part, own)),
    });
    done
}

/// What this thread has spent so far.
pub fn spent() -> Vec<(AddingPart, Duration)> {
    SPENT.with_borrow(Clone::clone)
}
