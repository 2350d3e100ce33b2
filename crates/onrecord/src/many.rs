//! Many inputs at once, their pages in the order of the inputs.
//!
//! In: inputs, and what is to be made of each of their pages ([`Work`]). Out: what was made, in the order of the inputs
//! and of the pages in them ([`Many`]). A worker takes the next input as soon as it is free. While it reads an archive
//! of many pages, it hands pages on to workers that have nothing to do. What was made waits in a short queue of the
//! input's own until all earlier inputs are told of, so neither many inputs nor one long archive fill the memory; a worker
//! whose queue is full does pages of the others until there is room.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, select};

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
        // Without room, something is handed on only where a worker waits for it.
        let ((inputs_to, inputs_at), (idle, pages)) = (bounded::<Opened<W>>(0), bounded::<PageJob<W>>(0));
        // Its length bounds how far reading runs ahead of telling.
        let (order, queues) = bounded::<Receiver<Slot<W::Told>>>(2 * n_workers);
        thread::spawn(move || {
            for input in inputs {
                let (queue, slots) = bounded(QUEUE.max(n_workers));
                // When nobody listens any more, nothing need be read.
                if order.send(slots).is_err() || inputs_to.send(Opened { input, queue }).is_err() {
                    return;
                }
            }
        });
        let work = Arc::new(work);
        for _ in 0..n_workers {
            let hands = Hands { idle: idle.clone(), pages: pages.clone(), work: Arc::clone(&work) };
            let inputs = inputs_at.clone();
            thread::spawn(move || hands.work_off(&inputs));
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

/// An input to be read, and where to tell of it.
struct Opened<W: Work> {
    input: W::Input,
    queue: Sender<Slot<W::Told>>,
}

/// A page of an input that another worker reads.
struct PageJob<W: Work> {
    page: Box<Page>,
    origin: Arc<Origin>,
    slot: Sender<W::Told>,
}

impl<W: Work> PageJob<W> {
    fn done_by(self, work: &W) {
        let _ = self.slot.send(made(*self.page, &self.origin, work));
    }
}

/// A worker: it takes `pages` of others where it waits, and hands its own on through `idle`.
struct Hands<W: Work> {
    idle: Sender<PageJob<W>>,
    pages: Receiver<PageJob<W>>,
    work: Arc<W>,
}

impl<W: Work> Hands<W> {
    /// Reads inputs until there are no more, and pages of others for as long as those read.
    fn work_off(self, inputs: &Receiver<Opened<W>>) {
        loop {
            select! {
                recv(inputs) -> next => match next {
                    Ok(Opened { input, queue }) => self.read_all(&input, &queue),
                    Err(_) => break,
                },
                recv(self.pages) -> page => page.into_iter().for_each(|page| page.done_by(&*self.work)),
            }
        }
        // Its own end of `idle` would keep the others' waiting from ending.
        let Hands { idle, pages, work } = self;
        drop(idle);
        pages.iter().for_each(|page| page.done_by(&*work));
    }

    fn read_all(&self, input: &W::Input, queue: &Sender<Slot<W::Told>>) {
        // A defect of ours costs this input, not the run.
        let read = catch_unwind(AssertUnwindSafe(|| self.read(input, queue)));
        if read.is_err() {
            let _ = queue.send(Slot::Ready(self.work.defect(&self.work.name(input))));
        }
    }

    fn read(&self, input: &W::Input, queue: &Sender<Slot<W::Told>>) {
        let (mut bytes, origin) = match self.work.open(input) {
            Ok((bytes, origin)) => (bytes, Arc::new(origin)),
            Err(told) => {
                let _ = self.tell(Slot::Ready(told), queue);
                return;
            }
        };
        for page in pages(&mut *bytes, &origin) {
            let slot = match page {
                Ok(page) => self.handed_on(page, &origin),
                Err(error) => Slot::Ready(self.work.failed(input, error)),
            };
            if self.tell(slot, queue).is_err() {
                return;
            }
        }
    }

    /// Puts a slot into an input's queue; does pages of others while that is full. Fails where nobody listens any more.
    fn tell(&self, slot: Slot<W::Told>, queue: &Sender<Slot<W::Told>>) -> Result<(), Gone> {
        loop {
            select! {
                send(queue, slot) -> sent => return sent.map_err(|_| Gone),
                recv(self.pages) -> page => page.into_iter().for_each(|page| page.done_by(&*self.work)),
            }
        }
    }

    /// Hands a page on to a worker that waits for one; makes something of it here where none does.
    fn handed_on(&self, page: Page, origin: &Arc<Origin>) -> Slot<W::Told> {
        // A page alone in its input is not worth a walk.
        if page.provenance.container.is_none() {
            return Slot::Ready(made(page, origin, &*self.work));
        }
        let (slot, later) = bounded(1);
        match self.idle.try_send(PageJob { page: Box::new(page), origin: Arc::clone(origin), slot }) {
            Ok(()) => Slot::Later(later),
            Err(not_taken) => Slot::Ready(made(*not_taken.into_inner().page, origin, &*self.work)),
        }
    }
}

/// Nobody listens any more.
struct Gone;

/// What is made of a page; a defect of ours costs this page alone.
fn made<W: Work>(page: Page, origin: &Origin, work: &W) -> W::Told {
    let name = page.input.clone();
    let made = catch_unwind(AssertUnwindSafe(|| work.make(page, origin)));
    made.unwrap_or_else(|_| work.defect(&name))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::*;

    /// An archive of so many pages that have its number in their headline.
    fn archive(number: usize, n_pages: usize) -> (Box<dyn Read>, Origin) {
        let page =
            format!("<title>Page {number}</title><article><p>The dam holds, the mayor said.</p></article>");
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        let bytes = record.repeat(n_pages).into_bytes();
        (Box::new(std::io::Cursor::new(bytes)), Origin::named("dam.warc"))
    }

    /// Tells of each page by its headline, and of each input that cannot be opened by its number.
    struct Titles;

    impl Work for Titles {
        type Input = usize;
        type Told = String;

        fn open(&self, input: &usize) -> Result<(Box<dyn Read>, Origin), String> {
            if *input == 3 {
                return Err("none of 3".to_string());
            }
            Ok(archive(*input, 3))
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

    /// Takes a while over each page of the first archive, and tells how many of these were made at that moment.
    struct Slow(AtomicUsize);

    impl Work for Slow {
        type Input = usize;
        type Told = usize;

        fn open(&self, input: &usize) -> Result<(Box<dyn Read>, Origin), usize> {
            Ok(archive(*input, 40))
        }

        fn make(&self, page: Page, _: &Origin) -> usize {
            if page.article.title != "Page 0" {
                return 0;
            }
            let n_at_once = 1 + self.0.fetch_add(1, SeqCst);
            thread::sleep(Duration::from_millis(5));
            self.0.fetch_sub(1, SeqCst);
            n_at_once
        }

        fn failed(&self, _: &usize, error: Error) -> usize {
            panic!("{error}")
        }

        fn defect(&self, name: &str) -> usize {
            panic!("a defect of {name}")
        }

        fn name(&self, input: &usize) -> String {
            input.to_string()
        }
    }

    #[test]
    fn a_worker_whose_queue_is_full_does_pages_of_the_archive_before() {
        let mut pages = Many::start(0..2, 2, Slow(AtomicUsize::new(0)));
        let mut told = Vec::new();
        while told.len() < 80 {
            match pages.next(Duration::from_secs(60)) {
                Next::Told(n_at_once) => told.push(n_at_once),
                Next::InputDone => {}
                end => panic!("{end:?} after {} pages", told.len()),
            }
        }
        // The second archive's worker has filled its queue long before the first archive's last pages.
        assert!(told[20..40].contains(&2), "{told:?}");
    }
}
