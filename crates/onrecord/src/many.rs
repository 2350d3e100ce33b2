//! Many inputs at once, their pages in the order of the inputs.
//!
//! In: inputs, and what is to be made of each of their pages ([`Work`]). Out: what was made, in the order of the inputs
//! and of the pages in them ([`Many`]). A worker takes the next input as soon as it is free. While it reads an archive
//! of many pages, it hands pages on to workers that have nothing to do. What was made waits in a short queue of the
//! input's own until all earlier inputs are told of, so neither many inputs nor one long archive fill the memory.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::{Error, Origin, Page, pages};

/// How much of one input waits to be told of; one for each worker where there are more.
const QUEUE: usize = 4;

/// What the workers do; they share it.
pub trait Work: Send + Sync + 'static {
    /// Something that holds pages.
    type Input: Send + 'static;
    /// What is told of a page, or of what could not be read.
    type Told: Send + 'static;

    /// Opens an input, and tells what is known of it beside its bytes.
    ///
    /// # Errors
    /// What is told where it cannot be opened.
    fn open(&self, input: &Self::Input) -> Result<(Box<dyn Read>, Origin), Self::Told>;

    /// Makes something of a page.
    fn make(&self, page: Page, origin: &Origin) -> Self::Told;

    /// Tells of a page, or the whole of an input, that could not be read.
    fn failed(&self, input: &Self::Input, error: Error) -> Self::Told;

    /// Tells of a panic of ours over the input or page of this name; an empty one where it is not known.
    fn defect(&self, name: &str) -> Self::Told;

    /// An input's name.
    fn name(&self, input: &Self::Input) -> String;
}

/// What comes next.
#[derive(Debug)]
pub enum Next<T> {
    /// Something about the input that is read.
    Told(T),
    /// There is no more of this input.
    InputDone,
    /// There are no more inputs.
    Done,
    /// Nothing came in the time that was given.
    Waiting,
}

/// What is told of the inputs, in their order.
pub struct Many<W: Work> {
    queues: Receiver<Receiver<Slot<W::Told>>>,
    /// That of the input which is told of.
    queue: Option<Receiver<Slot<W::Told>>>,
    /// Where the next of it will come from.
    later: Option<Receiver<W::Told>>,
    work: Arc<W>,
}

impl<W: Work> Many<W> {
    /// Starts `n_workers` threads that read `inputs`; these are taken as they are needed, on a thread of their own.
    ///
    /// When this is dropped the threads end, each with the page that it is at.
    pub fn start<I>(inputs: I, n_workers: usize, work: W) -> Many<W>
    where
        I: IntoIterator<Item = W::Input> + Send + 'static,
    {
        // Without room, a job is handed on only where a worker waits for one.
        let (idle, jobs) = mpsc::sync_channel::<Job<W>>(0);
        // Its length bounds how far reading runs ahead of telling.
        let (order, queues) = mpsc::sync_channel::<Receiver<Slot<W::Told>>>(2 * n_workers);
        thread::spawn(move || {
            for input in inputs {
                let (queue, slots) = mpsc::sync_channel(QUEUE.max(n_workers));
                // When nobody listens any more, nothing need be read.
                let job = Job::Input { input, queue, idle: idle.clone() };
                if order.send(slots).is_err() || idle.send(job).is_err() {
                    return;
                }
            }
        });
        let (jobs, work) = (Arc::new(Mutex::new(jobs)), Arc::new(work));
        for _ in 0..n_workers {
            let (jobs, work) = (Arc::clone(&jobs), Arc::clone(&work));
            thread::spawn(move || {
                while let Some(job) = taken(&jobs) {
                    job.done_by(&*work);
                }
            });
        }
        Many { queues, queue: None, later: None, work }
    }

    /// What comes next; each step to it waits no longer than `patience`.
    pub fn next(&mut self, patience: Duration) -> Next<W::Told> {
        use RecvTimeoutError::{Disconnected, Timeout};
        if self.queue.is_none() {
            match self.queues.recv_timeout(patience) {
                Ok(queue) => self.queue = Some(queue),
                Err(Timeout) => return Next::Waiting,
                Err(Disconnected) => return Next::Done,
            }
        }
        if let (None, Some(queue)) = (&self.later, &self.queue) {
            match queue.recv_timeout(patience) {
                Ok(Slot::Ready(told)) => return Next::Told(told),
                Ok(Slot::Later(later)) => self.later = Some(later),
                Err(Timeout) => return Next::Waiting,
                Err(Disconnected) => {
                    self.queue = None;
                    return Next::InputDone;
                }
            }
        }
        match self.later.as_ref().map(|later| later.recv_timeout(patience)) {
            None | Some(Err(Timeout)) => Next::Waiting,
            Some(told) => {
                self.later = None;
                Next::Told(told.unwrap_or_else(|_| self.work.defect("")))
            }
        }
    }
}

impl<W: Work> std::fmt::Debug for Many<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Many").finish_non_exhaustive()
    }
}

/// What stands in an input's queue: something that is told, or where it will come from.
enum Slot<T> {
    Ready(T),
    Later(Receiver<T>),
}

/// What a worker does next.
enum Job<W: Work> {
    /// Read an input; pages may be handed on through `idle`.
    Input { input: W::Input, queue: SyncSender<Slot<W::Told>>, idle: SyncSender<Job<W>> },
    /// Make something of a page of an input that another worker reads.
    Page { page: Box<Page>, origin: Arc<Origin>, slot: SyncSender<W::Told> },
}

/// The next job; the workers take turns at waiting for one.
fn taken<T>(jobs: &Mutex<Receiver<T>>) -> Option<T> {
    jobs.lock().ok()?.recv().ok()
}

impl<W: Work> Job<W> {
    fn done_by(self, work: &W) {
        match self {
            Job::Input { input, queue, idle } => {
                // A defect of ours costs this input, not the run.
                let read = catch_unwind(AssertUnwindSafe(|| read(&input, work, &queue, &idle)));
                if read.is_err() {
                    let _ = queue.send(Slot::Ready(work.defect(&work.name(&input))));
                }
            }
            Job::Page { page, origin, slot } => {
                let _ = slot.send(made(*page, &origin, work));
            }
        }
    }
}

/// Reads one input.
fn read<W: Work>(input: &W::Input, work: &W, queue: &SyncSender<Slot<W::Told>>, idle: &SyncSender<Job<W>>) {
    let (mut bytes, origin) = match work.open(input) {
        Ok((bytes, origin)) => (bytes, Arc::new(origin)),
        Err(told) => {
            let _ = queue.send(Slot::Ready(told));
            return;
        }
    };
    for page in pages(&mut *bytes, &origin) {
        let slot = match page {
            Ok(page) => handed_on(page, &origin, work, idle),
            Err(error) => Slot::Ready(work.failed(input, error)),
        };
        if queue.send(slot).is_err() {
            return;
        }
    }
}

/// Hands a page on to a worker that waits for one; makes something of it here where none does.
fn handed_on<W: Work>(
    page: Page,
    origin: &Arc<Origin>,
    work: &W,
    idle: &SyncSender<Job<W>>,
) -> Slot<W::Told> {
    // A page alone in its input is not worth a walk.
    if page.provenance.container.is_none() {
        return Slot::Ready(made(page, origin, work));
    }
    let (slot, later) = mpsc::sync_channel(1);
    match idle.try_send(Job::Page { page: Box::new(page), origin: Arc::clone(origin), slot }) {
        Ok(()) => Slot::Later(later),
        Err(
            TrySendError::Full(Job::Page { page, .. }) | TrySendError::Disconnected(Job::Page { page, .. }),
        ) => Slot::Ready(made(*page, origin, work)),
        Err(_) => Slot::Ready(work.defect("")),
    }
}

/// What is made of a page; a defect of ours costs this page alone.
fn made<W: Work>(page: Page, origin: &Origin, work: &W) -> W::Told {
    let name = page.input.clone();
    let made = catch_unwind(AssertUnwindSafe(|| work.make(page, origin)));
    made.unwrap_or_else(|_| work.defect(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells of each page by its headline, and of each input that cannot be opened by its number.
    struct Titles;

    impl Work for Titles {
        type Input = usize;
        type Told = String;

        fn open(&self, input: &usize) -> Result<(Box<dyn Read>, Origin), String> {
            if *input == 3 {
                return Err("none of 3".to_string());
            }
            let page = format!(
                "<title>Page {input}</title><article><p>The dam holds, the mayor said.</p></article>"
            );
            let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
            let record = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
                http.len()
            );
            let bytes = record.repeat(3).into_bytes();
            Ok((Box::new(std::io::Cursor::new(bytes)), Origin::named("dam.warc")))
        }

        fn make(&self, page: Page, _: &Origin) -> String {
            assert!(page.article.title != "Page 5", "a defect");
            page.article.title
        }

        fn failed(&self, _: &usize, error: Error) -> String {
            error.to_string()
        }

        fn defect(&self, name: &str) -> String {
            format!("defect of {name}")
        }

        fn name(&self, input: &usize) -> String {
            input.to_string()
        }
    }

    #[test]
    fn order_is_that_of_the_inputs_whoever_reads_them() {
        let told = |n_workers| {
            let mut pages = Many::start(0..8, n_workers, Titles);
            let mut told = Vec::new();
            loop {
                match pages.next(Duration::from_secs(60)) {
                    Next::Told(one) => told.push(one),
                    Next::InputDone => {}
                    Next::Done => return told,
                    Next::Waiting => panic!("nothing came: {told:?}"),
                }
            }
        };
        let alone = told(1);
        assert_eq!(alone.len(), 7 * 3 + 1);
        assert_eq!((&*alone[0], &*alone[9], &*alone[13]), ("Page 0", "none of 3", "defect of dam.warc"));
        assert_eq!(told(4), alone);
    }
}
