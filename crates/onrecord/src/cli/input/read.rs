//! What each input is read by, and what the caller is told of it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::time::Duration;

use super::args::PageArgs;
use super::fetch::Fetcher;
use super::list::{Input, Place};
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::many::{Many, Next, Work};
use crate::{Origin, Page};

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
    let mut pages = Many::start(inputs, n_jobs, reader);
    loop {
        if interrupt.is_asked() {
            return End::Interrupted;
        }
        let event = match pages.next(TICK) {
            Next::Told(event) => event,
            Next::InputDone => Event::InputDone,
            Next::Done => return End::Done,
            Next::Waiting => continue,
        };
        if let Err(error) = tell(event) {
            return End::Stopped(error);
        }
    }
}

impl<T, F> Work for Reader<F>
where
    T: Send + 'static,
    F: Fn(Page, &Origin) -> T + Send + Sync + 'static,
{
    type Input = Input;
    type Told = Event<T>;

    fn open(&self, input: &Input) -> Result<(Box<dyn Read>, Origin), Event<T>> {
        self.opened(input).map_err(Event::Failed)
    }

    fn make(&self, page: Page, origin: &Origin) -> Event<T> {
        Event::Page((self.make)(page, origin))
    }

    fn failed(&self, input: &Input, error: crate::Error) -> Event<T> {
        match Failure::from(error) {
            failure if failure.is_no_page && input.is_found => Event::PassedOver,
            failure => Event::Failed(failure),
        }
    }

    fn defect(&self, name: &str) -> Event<T> {
        Event::Failed(defect_of(name))
    }

    fn name(&self, input: &Input) -> String {
        input.name.clone()
    }
}

impl<F> Reader<F> {
    /// Opens an input, and tells what is known of it beside its bytes.
    fn opened(&self, input: &Input) -> Result<(Box<dyn Read>, Origin), Failure> {
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
            Place::Part(path, range) => {
                let failed = |e| Failure::io(&input.name, "cannot be opened", &e);
                let mut file = File::open(path).map_err(failed)?;
                file.seek(SeekFrom::Start(range.offset)).map_err(failed)?;
                origin.starts_at = range.offset;
                Box::new(file.take(range.length))
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
    if name.is_empty() {
        return defect;
    }
    Failure { what: format!("{name}: {}", defect.what), ..defect }
}
