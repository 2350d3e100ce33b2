//! One thread for one article: the matrix products would otherwise spread over all cores, while other threads read
//! other articles there.

use std::cell::RefCell;
use std::process;
use std::rc::Rc;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The pool of a thread, and the process that made it.
struct Own {
    pool: Option<Rc<ThreadPool>>,
    process: u32,
}

impl Own {
    fn new() -> Own {
        Own {
            pool: ThreadPoolBuilder::new().num_threads(1).build().ok().map(Rc::new),
            process: process::id(),
        }
    }
}

/// Does `work` so that it uses one thread.
pub(crate) fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread_local! {
        static OWN: RefCell<Own> = RefCell::new(Own::new());
    }
    let pool = OWN.with_borrow_mut(|own| {
        // A process that was forked off has the pool's memory, but not its thread, so nothing can be done with it.
        if own.process != process::id() {
            std::mem::forget(std::mem::replace(own, Own::new()));
        }
        own.pool.clone()
    });
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
