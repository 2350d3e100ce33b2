//! Many inputs at once, their records in the order of the inputs.
//!
//! A worker takes the next input as soon as it is free. What it reads waits in a short queue of the input's own
//! until all earlier inputs are told of, so neither many inputs nor one long archive fill the memory.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::args::PageArgs;
use super::fetch::Fetcher;
use super::list::{Input, Place};
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::{Origin, Page, pages};

/// How many records of one input wait to be told of.
const QUEUE: usize = 4;
/// How long ctrl-C may go unseen.
const TICK: Duration = Duration::from_millis(100);

/// What the caller is told, in the order of the inputs.
#[derive(Debug)]
pub enum Event<T> {
    /// What was made of a page.
    Page(T),
    /// An input, or one page of it, could not be read.
    Failed(Failure),
    /// A file of a folder that is no page.
    PassedOver,
    /// There is no more of this input.
    InputDone,
}

/// Why a run ended.
#[derive(Debug)]
pub enum End {
    Done,
    Interrupted,
    /// What was told could not be passed on.
    Stopped(io::Error),
}

/// What every input is read by.
#[derive(Debug)]
pub struct Reader<F> {
    pub page: PageArgs,
    pub fetcher: Fetcher,
    /// Whether pages bring their bytes along.
    pub keep_bytes: bool,
    /// What to make of a page of an origin; the reading threads do it.
    pub make: F,
}

/// Reads `inputs` with `n_jobs` threads and tells of each page in the order of the inputs.
///
/// After [`End::Interrupted`] and [`End::Stopped`] threads may be left that wait for a slow input; they end
/// with the process.
pub fn run<T, F>(
    inputs: Vec<Input>,
    n_jobs: usize,
    reader: Reader<F>,
    interrupt: &Interrupt,
    mut tell: impl FnMut(Event<T>) -> io::Result<()>,
) -> End
where
    T: Send + 'static,
    F: Fn(Page, &Origin) -> T + Send + Sync + 'static,
{
    let queues = start(inputs, n_jobs, reader);
    loop {
        let Ok(queue) = receive(&queues, interrupt) else { return End::Interrupted };
        let Some(queue) = queue else { return End::Done };
        loop {
            let Ok(event) = receive(&queue, interrupt) else { return End::Interrupted };
            let is_last = event.is_none();
            if let Err(error) = tell(event.unwrap_or(Event::InputDone)) {
                return End::Stopped(error);
            }
            if is_last {
                break;
            }
        }
    }
}

/// Starts the threads; each input's events come through a queue of its own, the queues in the inputs' order.
fn start<T, F>(inputs: Vec<Input>, n_jobs: usize, reader: Reader<F>) -> Receiver<Receiver<Event<T>>>
where
    T: Send + 'static,
    F: Fn(Page, &Origin) -> T + Send + Sync + 'static,
{
    let n_jobs = n_jobs.min(inputs.len()).max(1);
    let (work, taken) = mpsc::sync_channel::<(Input, SyncSender<Event<T>>)>(0);
    // Its length bounds how far reading runs ahead of printing.
    let (order, queues) = mpsc::sync_channel::<Receiver<Event<T>>>(2 * n_jobs);
    thread::spawn(move || {
        for input in inputs {
            let (events, queue) = mpsc::sync_channel(QUEUE);
            // When nobody listens any more, nothing need be read.
            if order.send(queue).is_err() || work.send((input, events)).is_err() {
                return;
            }
        }
    });
    let taken = Arc::new(Mutex::new(taken));
    let reader = Arc::new(reader);
    for _ in 0..n_jobs {
        let (taken, reader) = (Arc::clone(&taken), Arc::clone(&reader));
        thread::spawn(move || {
            while let Some((input, events)) = next(&taken) {
                reader.read_guarded(&input, &events);
            }
        });
    }
    queues
}

fn next<T>(taken: &Mutex<Receiver<T>>) -> Option<T> {
    taken.lock().ok()?.recv().ok()
}

/// The next of a queue, `None` at its end, an error after ctrl-C.
fn receive<T>(queue: &Receiver<T>, interrupt: &Interrupt) -> Result<Option<T>, ()> {
    loop {
        if interrupt.is_asked() {
            return Err(());
        }
        match queue.recv_timeout(TICK) {
            Ok(item) => return Ok(Some(item)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

impl<F> Reader<F> {
    /// Reads one input; a defect of ours costs this input, not the run.
    fn read_guarded<T>(&self, input: &Input, events: &SyncSender<Event<T>>)
    where
        F: Fn(Page, &Origin) -> T,
    {
        if catch_unwind(AssertUnwindSafe(|| self.read(input, events))).is_err() {
            let failure = Failure::new(&input.name, "onrecord has a defect that this input meets")
                .hint("please report it, with the lines above and the input if you can share it");
            let _ = events.send(Event::Failed(failure));
        }
    }

    fn read<T>(&self, input: &Input, events: &SyncSender<Event<T>>)
    where
        F: Fn(Page, &Origin) -> T,
    {
        let (mut bytes, origin) = match self.open(input) {
            Ok(opened) => opened,
            Err(failure) => {
                let _ = events.send(Event::Failed(failure));
                return;
            }
        };
        for page in pages(&mut *bytes, &origin) {
            let event = match page {
                Ok(page) => Event::Page((self.make)(page, &origin)),
                Err(error) => match Failure::from(error) {
                    failure if failure.is_no_page && input.is_found => Event::PassedOver,
                    failure => Event::Failed(failure),
                },
            };
            if events.send(event).is_err() {
                return;
            }
        }
    }

    /// Opens an input, and tells what is known of it beside its bytes.
    fn open(&self, input: &Input) -> Result<(Box<dyn Read>, Origin), Failure> {
        let mut origin = Origin {
            input: input.name.clone(),
            kind: self.page.kind.map(crate::Kind::from),
            title: self.page.title.clone(),
            published: self.page.published.clone(),
            url: self.page.url.clone(),
            max_bytes: self.page.max_size,
            keep_bytes: self.keep_bytes,
            ..Origin::default()
        };
        let bytes: Box<dyn Read> = match &input.place {
            Place::Stdin => Box::new(io::stdin().lock()),
            Place::File(path) => {
                let file = File::open(path).map_err(|e| Failure::io(&input.name, "cannot be opened", &e));
                Box::new(file?)
            }
            Place::Web(address) => {
                let fetched = self.fetcher.fetch(address)?;
                origin.content_type = fetched.content_type;
                origin.url.get_or_insert(fetched.url);
                let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
                origin.retrieved = Some(now.to_string());
                fetched.body
            }
            Place::Nowhere(failure) => return Err(failure.clone()),
        };
        Ok((bytes, origin))
    }
}
