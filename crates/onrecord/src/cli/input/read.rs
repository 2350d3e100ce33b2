//! Many pages at once, their records in the order of the inputs.
//!
//! A worker takes the next input as soon as it is free. While it reads an archive of many pages, it hands pages on to
//! workers that have nothing to do. What was read waits in a short queue of the input's own until all earlier inputs are
//! told of, so neither many inputs nor one long archive fill the memory.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::args::PageArgs;
use super::fetch::Fetcher;
use super::list::{Input, Place};
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::{Origin, Page, pages};

/// How many records of one input wait to be told of; one for each worker where there are more.
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
            let Ok(slot) = receive(&queue, interrupt) else { return End::Interrupted };
            let is_last = slot.is_none();
            let event = match slot {
                None => Event::InputDone,
                Some(Slot::Ready(event)) => event,
                Some(Slot::Later(event)) => match receive(&event, interrupt) {
                    Ok(Some(event)) => event,
                    Ok(None) => Event::Failed(Failure::defect()),
                    Err(()) => return End::Interrupted,
                },
            };
            if let Err(error) = tell(event) {
                return End::Stopped(error);
            }
            if is_last {
                break;
            }
        }
    }
}

/// What stands in an input's queue: an event, or where it will come from.
enum Slot<T> {
    Ready(Event<T>),
    Later(Receiver<Event<T>>),
}

/// What a worker does next.
enum Job<T> {
    /// Read an input; pages may be handed on through `idle`.
    Input { input: Input, queue: SyncSender<Slot<T>>, idle: SyncSender<Job<T>> },
    /// Make something of a page of an input that another worker reads.
    Page { page: Box<Page>, origin: Arc<Origin>, slot: SyncSender<Event<T>> },
}

/// Starts the threads; each input's events come through a queue of its own, the queues in the inputs' order. The threads
/// end when there is neither an input nor a page left.
fn start<T, F>(inputs: Vec<Input>, n_jobs: usize, reader: Reader<F>) -> Receiver<Receiver<Slot<T>>>
where
    T: Send + 'static,
    F: Fn(Page, &Origin) -> T + Send + Sync + 'static,
{
    // Without room, a job is handed on only where a worker waits for one.
    let (idle, jobs) = mpsc::sync_channel::<Job<T>>(0);
    // Its length bounds how far reading runs ahead of printing.
    let (order, queues) = mpsc::sync_channel::<Receiver<Slot<T>>>(2 * n_jobs);
    thread::spawn(move || {
        for input in inputs {
            let (queue, slots) = mpsc::sync_channel(QUEUE.max(n_jobs));
            // When nobody listens any more, nothing need be read.
            let job = Job::Input { input, queue, idle: idle.clone() };
            if order.send(slots).is_err() || idle.send(job).is_err() {
                return;
            }
        }
    });
    let jobs = Arc::new(Mutex::new(jobs));
    let reader = Arc::new(reader);
    for _ in 0..n_jobs {
        let (jobs, reader) = (Arc::clone(&jobs), Arc::clone(&reader));
        thread::spawn(move || {
            while let Some(job) = next(&jobs) {
                match job {
                    Job::Input { input, queue, idle } => reader.read_guarded(&input, &queue, &idle),
                    Job::Page { page, origin, slot } => {
                        let _ = slot.send(reader.made(*page, &origin));
                    }
                }
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
    fn read_guarded<T>(&self, input: &Input, queue: &SyncSender<Slot<T>>, idle: &SyncSender<Job<T>>)
    where
        F: Fn(Page, &Origin) -> T,
    {
        if catch_unwind(AssertUnwindSafe(|| self.read(input, queue, idle))).is_err() {
            let _ = queue.send(Slot::Ready(Event::Failed(defect_of(&input.name))));
        }
    }

    fn read<T>(&self, input: &Input, queue: &SyncSender<Slot<T>>, idle: &SyncSender<Job<T>>)
    where
        F: Fn(Page, &Origin) -> T,
    {
        let (mut bytes, origin) = match self.open(input) {
            Ok((bytes, origin)) => (bytes, Arc::new(origin)),
            Err(failure) => {
                let _ = queue.send(Slot::Ready(Event::Failed(failure)));
                return;
            }
        };
        for page in pages(&mut *bytes, &origin) {
            let slot = match page {
                Ok(page) => self.slot(page, &origin, idle),
                Err(error) => Slot::Ready(match Failure::from(error) {
                    failure if failure.is_no_page && input.is_found => Event::PassedOver,
                    failure => Event::Failed(failure),
                }),
            };
            if queue.send(slot).is_err() {
                return;
            }
        }
    }

    /// Hands a page on to a worker that waits for one; makes something of it here where none does.
    fn slot<T>(&self, page: Page, origin: &Arc<Origin>, idle: &SyncSender<Job<T>>) -> Slot<T>
    where
        F: Fn(Page, &Origin) -> T,
    {
        // A page alone in its input is not worth a walk.
        if page.provenance.container.is_none() {
            return Slot::Ready(self.made(page, origin));
        }
        let (slot, later) = mpsc::sync_channel(1);
        let job = Job::Page { page: Box::new(page), origin: Arc::clone(origin), slot };
        match idle.try_send(job) {
            Ok(()) => Slot::Later(later),
            Err(
                TrySendError::Full(Job::Page { page, .. })
                | TrySendError::Disconnected(Job::Page { page, .. }),
            ) => Slot::Ready(self.made(*page, origin)),
            Err(_) => Slot::Ready(Event::Failed(Failure::defect())),
        }
    }

    /// What is made of a page; a defect of ours costs this page alone.
    fn made<T>(&self, page: Page, origin: &Origin) -> Event<T>
    where
        F: Fn(Page, &Origin) -> T,
    {
        let name = page.input.clone();
        let made = catch_unwind(AssertUnwindSafe(|| (self.make)(page, origin)));
        made.map_or_else(|_| Event::Failed(defect_of(&name)), Event::Page)
    }

    /// Opens an input, and tells what is known of it beside its bytes.
    fn open(&self, input: &Input) -> Result<(Box<dyn Read>, Origin), Failure> {
        let mut origin = Origin {
            input: input.name.clone(),
            kind: self.page.kind.map(crate::InputKind::from),
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

/// A panic of ours over one input or page.
fn defect_of(name: &str) -> Failure {
    let defect = Failure::defect();
    Failure { what: format!("{name}: {}", defect.what), ..defect }
}
