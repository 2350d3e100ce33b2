//! One thread for one article: the matrix products would otherwise spread over all cores, while other threads read
//! other articles there.

use std::cell::{Cell, RefCell};
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

/// Does `work` so that its matrix products use one thread. Each of them sees to that by itself; done within `work` they
/// stay on its thread, instead of going to another one and back each.
pub fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread_local! {
        static OWN: RefCell<Own> = RefCell::new(Own::new());
        static IS_ALONE: Cell<bool> = const { Cell::new(false) };
    }
    if IS_ALONE.get() {
        return work();
    }
    let pool = OWN.with_borrow_mut(|own| {
        // A process that was forked off has the pool's memory, but not its thread, so nothing can be done with it.
        if own.process != process::id() {
            std::mem::forget(std::mem::replace(own, Own::new()));
        }
        own.pool.clone()
    });
    let Some(pool) = pool else { return work() };
    pool.install(|| {
        IS_ALONE.set(true);
        work()
    })
}
