//! Which articles make a gold set: those that somebody reviewed, and that are as they were then.

use onrecord_answer::words::count;
use onrecord_store::Corrected;
use serde_json::json;

use crate::cli::render::sanitize::escape_json;
use crate::cli::shared::failure::Failure;

/// What of a store is gold.
#[derive(Default)]
pub struct Gold {
    /// Which articles were reviewed, by whom and when, a line each.
    pub list: String,
    n_read_anew: usize,
}

impl Gold {
    /// Whether an article is gold; it is put on the list.
    pub fn takes(&mut self, corrected: &Corrected) -> bool {
        let Some(by) = &corrected.reviewed else { return false };
        if !by.is_current {
            self.n_read_anew += 1;
            return false;
        }
        let line = json!({"article": corrected.article, "title": corrected.record.article.title,
                          "reviewed_by": by.by, "reviewed": by.made});
        self.list.push_str(&escape_json(line.to_string()));
        self.list.push('\n');
        true
    }

    /// That there is none.
    pub fn is_none(&self, store: &str) -> Failure {
        let what = format!("nobody reviewed any of these articles yet: there is no gold{}", self.left_out());
        Failure::new(store, what).hint("`onrecord review` goes through entries; `onrecord correct ARTICLE --reviewed` says that an article is right as a whole")
    }

    /// What was left out, where anything was.
    pub fn left_out(&self) -> String {
        match self.n_read_anew {
            0 => String::new(),
            n => format!("; {} left out, read anew since somebody reviewed it", count(n, "article")),
        }
    }
}
