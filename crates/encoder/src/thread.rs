//! One thread for one article: the matrix products would otherwise spread over all cores, while other threads read
//! other articles there.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Does `work` so that it uses one thread.
pub(crate) fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread_local! {
        static POOL: Option<ThreadPool> = ThreadPoolBuilder::new().num_threads(1).build().ok();
    }
    POOL.with(|pool| match pool {
        Some(pool) => pool.install(work),
        None => work(),
    })
}
