//! Pages on the web: polite, patient only so long, and never talked into reading this machine's own network.

use std::collections::HashMap;
use std::io::Read;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fmt, io};

use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

use super::address::why_private;
use super::args::WebArgs;
use super::robots::Robots;
use crate::cli::shared::failure::{Failure, io_cause};

/// What the sites see; robots.txt names the program by the part before the slash.
const USER_AGENT: &str =
    concat!("onrecord/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");
const ROBOT_NAME: &str = "onrecord";
const ACCEPT: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,\
                      text/plain;q=0.9,*/*;q=0.5";
const MAX_REDIRECTS: usize = 10;
/// As much of a robots.txt as RFC 9309, section 2.5, asks to be read.
const MAX_ROBOTS: u64 = 512 << 10;
/// The longest pause between two requests that a robots.txt is granted.
const MAX_DELAY: Duration = Duration::from_secs(30);

/// Reads addresses; one for the whole run, shared by all threads.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    timeout: Duration,
    ignore_robots: bool,
    /// What each site's robots.txt asks for; the inner lock makes one thread fetch it while others wait.
    sites: Mutex<HashMap<String, Arc<Mutex<Option<Site>>>>>,
}

/// A page as it comes from the web.
pub struct Fetched {
    /// Its address behind all redirects.
    pub url: String,
    /// Its Content-Type.
    pub content_type: Option<String>,
    /// Its bytes, as they arrive.
    pub body: Box<dyn Read + Send>,
}

/// What came of asking whether a page changed.
pub enum Repolled {
    /// It did not.
    Unchanged,
    /// It did, or the server does not tell.
    Changed {
        fetched: Fetched,
        /// What to show the server the next time.
        etag: Option<String>,
        last_modified: Option<String>,
    },
}

/// What a site's robots.txt asks for, and when it may be asked again.
#[derive(Debug)]
struct Site {
    robots: Robots,
    next_at: Instant,
}

impl Fetcher {
    pub fn new(args: &WebArgs) -> Fetcher {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            // Each hop is looked at here before it is taken.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would connect where it likes; the guard below could not see it.
            .proxy(None)
            .timeout_resolve(Some(args.timeout))
            .timeout_connect(Some(args.timeout))
            .build();
        let guard = Guard { inner: DefaultResolver::default(), allow_private: args.allow_private };
        Fetcher {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
            timeout: args.timeout,
            ignore_robots: args.ignore_robots,
            sites: Mutex::default(),
        }
    }

    /// Asks for `address`, follows its redirects and gives the page's bytes as they arrive.
    pub fn fetch(&self, address: &str) -> Result<Fetched, Failure> {
        let (url, response) = self.ask(address, &[])?;
        Ok(fetched(&url, response))
    }

    /// The same, unless nothing changed since the server gave these validators (RFC 9110, section 13.1).
    pub fn poll(
        &self,
        address: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Result<Repolled, Failure> {
        let conditions = [("if-none-match", etag), ("if-modified-since", last_modified)];
        let conditions: Vec<(&str, &str)> =
            conditions.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let (url, response) = self.ask(address, &conditions)?;
        if response.status() == 304 {
            return Ok(Repolled::Unchanged);
        }
        let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_string());
        let (etag, last_modified) = (header("etag"), header("last-modified"));
        Ok(Repolled::Changed { fetched: fetched(&url, response), etag, last_modified })
    }

    /// The last answer behind all redirects, and where it came from: a page, or 304 where that was asked for.
    fn ask(&self, address: &str, conditions: &[(&str, &str)]) -> Result<(Url, Response<Body>), Failure> {
        let mut deadline = Instant::now() + self.timeout;
        let mut url = Url::parse(address).map_err(|e| Failure::new(address, format!("no address: {e}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            let what = format!("{} addresses are not read", url.scheme());
            return Err(Failure::new(address, what).hint("only http and https addresses are"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            let what = "has a user name or password in it, which would end up in the record";
            return Err(Failure::new(url.host_str().unwrap_or_default(), what)
                .hint("fetch the page by other means and read the file"));
        }
        for _ in 0..=MAX_REDIRECTS {
            // What robots.txt asks to wait is not the page's fault.
            deadline += self.ask_robots(address, &url, deadline)?;
            let response =
                self.get(&url, conditions, deadline).map_err(|e| self.failure(address, &url, &e))?;
            if let Some(target) = redirect(address, &url, &response)? {
                url = target;
                continue;
            }
            if conditions.is_empty() || response.status() != 304 {
                check_status(address, &url, &response)?;
            }
            return Ok((url, response));
        }
        let what = format!("redirects more than {MAX_REDIRECTS} times, at last to {url}");
        Err(Failure::new(address, what).hint("open it in a browser, save the page and read the file"))
    }

    fn get(
        &self,
        url: &Url,
        headers: &[(&str, &str)],
        deadline: Instant,
    ) -> Result<Response<Body>, ureq::Error> {
        let once = || {
            let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            let request = self.agent.get(url.as_str()).config().timeout_global(Some(left)).build();
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).call()
        };
        match once() {
            // Servers close connections that they let others believe are kept (RFC 9112, section 9.3.1).
            Err(ureq::Error::Io(error)) if is_cut_off(&error) => once(),
            answered => answered,
        }
    }

    /// Fails where the site's robots.txt asks programs to stay away; waits where it asks for pauses, and tells
    /// how long.
    fn ask_robots(&self, address: &str, url: &Url, deadline: Instant) -> Result<Duration, Failure> {
        if self.ignore_robots {
            return Ok(Duration::ZERO);
        }
        let asked_at = Instant::now();
        let origin = url.origin().ascii_serialization();
        let site = self.sites.lock().expect("no thread panics").entry(origin.clone()).or_default().clone();
        let mut site = site.lock().expect("no thread panics");
        let queued = asked_at.elapsed();
        let site = match &mut *site {
            Some(site) => site,
            none => none.insert(self.site(address, &origin, deadline + queued)?),
        };
        if !site.robots.is_allowed(&url[url::Position::BeforePath..url::Position::AfterQuery]) {
            let what = format!("{origin}/robots.txt asks programs not to read {url}");
            let failure =
                Failure::new(address, what).hint("--ignore-robots reads it, if you have permission");
            return Err(failure.refused());
        }
        let now = Instant::now();
        let wait = site.next_at.saturating_duration_since(now);
        site.next_at = now + wait + site.robots.delay.unwrap_or_default().min(MAX_DELAY);
        // The site stays locked meanwhile, so that others queue behind this pause.
        std::thread::sleep(wait);
        Ok(queued + wait)
    }

    /// Reads a site's robots.txt (RFC 9309): none means all may be read, a broken server means none may.
    fn site(&self, address: &str, origin: &str, deadline: Instant) -> Result<Site, Failure> {
        let no_address = |e| Failure::new(address, format!("no address: {e}"));
        let mut url = Url::parse(&format!("{origin}/robots.txt")).map_err(no_address)?;
        for _ in 0..=5 {
            let response = self.get(&url, &[], deadline).map_err(|e| self.failure(address, &url, &e))?;
            match redirect(address, &url, &response) {
                Ok(Some(target)) => {
                    url = target;
                    continue;
                }
                Ok(None) => {}
                // One that leads nowhere is as good as none.
                Err(_) => break,
            }
            let status = response.status();
            if status.is_server_error() {
                let what = format!("{url} answered {status}, so nobody knows whether programs may read");
                return Err(
                    Failure::new(address, what).hint("try later, or --ignore-robots if you have permission")
                );
            }
            if !status.is_success() {
                break;
            }
            let mut text = Vec::new();
            let read = response.into_body().into_reader().take(MAX_ROBOTS).read_to_end(&mut text);
            read.map_err(|e| Failure::io(address, &format!("{url} cannot be read"), &e))?;
            if text.len() as u64 == MAX_ROBOTS {
                // The last line may be cut, and would forbid more than it says.
                text.truncate(text.iter().rposition(|byte| *byte == b'\n').unwrap_or(0));
            }
            return Ok(Site::new(Robots::new(ROBOT_NAME, &String::from_utf8_lossy(&text))));
        }
        Ok(Site::new(Robots::default()))
    }

    /// What `error` means for someone who asked for `address`.
    fn failure(&self, address: &str, url: &Url, error: &ureq::Error) -> Failure {
        let host = url.host_str().unwrap_or_default();
        match error {
            ureq::Error::Other(other) if let Some(refused) = other.downcast_ref::<Refused>() => {
                let is_asked = Url::parse(address).is_ok_and(|asked| asked.host_str() == url.host_str());
                let way = if is_asked { String::new() } else { format!("leads to {url}, and ") };
                let ip = refused.ip;
                let is_ip = host.trim_matches(['[', ']']).parse() == Ok(ip);
                let name = if is_ip { ip.to_string() } else { format!("{host} ({ip})") };
                let what = format!("refused: {way}{name} is not on the public internet: {}", refused.why);
                Failure::new(address, what).hint("--allow-private reads such addresses too").refused()
            }
            ureq::Error::Timeout(_) => {
                let what = format!("{host} did not answer within {} s", self.timeout.as_secs_f64());
                Failure::new(address, what).hint("--timeout sets how long to wait")
            }
            ureq::Error::HostNotFound => no_such_host(address, host),
            ureq::Error::Io(e) if is_lookup_error(e) => no_such_host(address, host),
            ureq::Error::Io(e) => Failure::io(address, &format!("{host} cannot be reached"), e),
            ureq::Error::Rustls(e) => {
                let what = format!("no secure connection to {host}: {e}");
                Failure::new(address, what)
                    .hint("the site's certificate is not trusted; is the address right?")
            }
            other => Failure::new(address, format!("{host} gave no answer that can be read: {other}")),
        }
    }
}

impl Site {
    fn new(robots: Robots) -> Site {
        Site { robots, next_at: Instant::now() }
    }
}

fn no_such_host(address: &str, host: &str) -> Failure {
    Failure::new(address, format!("no machine is known by the name {host}"))
        .hint("check the address, and whether this machine is online")
}

/// Whether a connection was closed before anything was answered.
fn is_cut_off(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

/// The system gives failed look-ups as errors of no kind, told only by their words.
fn is_lookup_error(error: &io::Error) -> bool {
    error.to_string().contains("failed to lookup address")
}

/// Where a redirect leads to; `None` for any other answer.
fn redirect(address: &str, url: &Url, response: &Response<Body>) -> Result<Option<Url>, Failure> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location =
        response.headers().get("location").map(|l| String::from_utf8_lossy(l.as_bytes()).into_owned());
    let Some(location) = location else {
        return Err(Failure::new(address, format!("{url} redirects without saying where to")));
    };
    match url.join(&location) {
        Ok(mut target) if matches!(target.scheme(), "http" | "https") => {
            // A page that asks for a name and password is not for everyone.
            let _ = target.set_username("").and_then(|()| target.set_password(None));
            Ok(Some(target))
        }
        _ => Err(Failure::new(address, format!("redirects to {location}, which is no http(s) address"))),
    }
}

fn check_status(address: &str, url: &Url, response: &Response<Body>) -> Result<(), Failure> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let at = if address == url.as_str() { String::new() } else { format!("{url} ") };
    let failure = Failure::new(address, format!("{at}answered {status}"));
    let later =
        response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let failure = Failure { later: later.map(Duration::from_secs), ..failure };
    Err(match status.as_u16() {
        404 | 410 => failure.hint("the page is gone or the address has a slip in it"),
        401 | 402 | 403 | 451 => failure.hint("open it in a browser, save the page and read the file"),
        429 | 503 => failure.hint("the site asks to come back later"),
        _ => failure,
    })
}

fn fetched(url: &Url, response: Response<Body>) -> Fetched {
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let mut url = url.clone();
    url.set_fragment(None);
    Fetched {
        url: url.to_string(),
        content_type: content_type.map(str::to_string),
        body: Box::new(Plainly { inner: response.into_body().into_reader() }),
    }
}

/// A body whose errors are in words for people.
struct Plainly<R> {
    inner: R,
}

impl<R: Read> Read for Plainly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let inner = error.get_ref().and_then(|e| e.downcast_ref::<ureq::Error>());
            let is_timeout =
                error.kind() == io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_)));
            match is_timeout {
                true => io::Error::new(
                    io::ErrorKind::TimedOut,
                    "took too long to arrive; --timeout sets how long to wait",
                ),
                false => io::Error::new(error.kind(), io_cause(&error)),
            }
        })
    }
}

/// Looks names up and lets only public addresses through.
///
/// The connection is made to what this returns and to nothing else, so a name that is looked up twice with
/// two answers ("rebinding") gains nothing.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    allow_private: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut public = self.empty();
        let mut refused = None;
        for address in found.iter() {
            match why_private(address.ip()) {
                None => public.push(*address),
                Some(why) => refused = Some(Refused { ip: address.ip(), why }),
            }
        }
        match refused {
            Some(refused) if public.is_empty() => Err(ureq::Error::Other(Box::new(refused))),
            _ => Ok(public),
        }
    }
}

/// An address that is not on the public internet.
#[derive(Debug)]
struct Refused {
    ip: IpAddr,
    why: &'static str,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not on the public internet: {}", self.ip, self.why)
    }
}

impl std::error::Error for Refused {}
