//! Records to standard output: what stands between them, and what happens when it is closed or full.

use std::io::{self, Write};

use crate::cli::record::{Format, Look, human};

/// A record, ready to be printed.
#[derive(Debug)]
pub struct PrintedRecord {
    /// The input's name.
    pub input: String,
    /// The record in the chosen format.
    pub text: String,
    /// Whether the input may hold many pages.
    pub is_container: bool,
}

/// Where records go. Each is passed on whole, as soon as it is there.
#[derive(Debug)]
pub struct Output<W: Write> {
    out: W,
    look: Look,
    /// Whether the arguments speak of one input.
    is_single: bool,
    n_shown: usize,
    is_array: bool,
    /// Whose record was printed last.
    input: String,
}

impl<W: Write> Output<W> {
    pub fn new(out: W, look: Look, is_single: bool) -> Output<W> {
        Output { out, look, is_single, n_shown: 0, is_array: !is_single, input: String::new() }
    }

    pub fn n_shown(&self) -> usize {
        self.n_shown
    }

    /// Prints one record.
    pub fn put(&mut self, shown: &PrintedRecord) -> io::Result<()> {
        let before = match self.look.format {
            Format::Json => self.before_json(shown),
            Format::Jsonl => String::new(),
            Format::Human => self.before_human(shown),
            Format::Markdown => self.between("\n---\n\n"),
            Format::Text => self.between("\n\n"),
        };
        let mut text = shown.text.as_str();
        if self.is_array && self.look.format == Format::Json {
            // The comma or bracket comes before the next.
            text = text.trim_end();
        }
        self.n_shown += 1;
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints what belongs behind the last record.
    pub fn finish(&mut self) -> io::Result<()> {
        if self.look.format == Format::Json && self.is_array {
            let end = if self.n_shown == 0 { "[]\n" } else { "\n]\n" };
            self.out.write_all(end.as_bytes())?;
        }
        self.out.flush()
    }

    /// A single input prints one object; several inputs, an archive or a feed print an array, even of one.
    fn before_json(&mut self, shown: &PrintedRecord) -> String {
        self.is_array |= shown.is_container;
        match (self.is_array, self.n_shown) {
            (false, _) => "",
            (true, 0) => "[\n",
            (true, _) => ",\n",
        }
        .to_string()
    }

    fn before_human(&mut self, shown: &PrintedRecord) -> String {
        let gap = self.between("\n");
        if self.is_single || self.input == shown.input {
            let is_next_page = self.n_shown > 0;
            return if is_next_page {
                gap + &human::rule("next page", self.look.width, self.look.color)
            } else {
                gap
            };
        }
        self.input = shown.input.clone();
        gap + &human::rule(&shown.input, self.look.width, self.look.color)
    }

    fn between(&self, gap: &str) -> String {
        if self.n_shown == 0 { String::new() } else { gap.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::record::Stage;

    fn printed(format: Format, is_single: bool, shown: &[(&str, &str, bool)]) -> String {
        let look = Look { format, stage: Stage::Record, width: 40, color: false, is_terminal: false };
        let mut bytes = Vec::new();
        let mut output = Output::new(&mut bytes, look, is_single);
        for (input, text, is_container) in shown {
            let shown = PrintedRecord {
                input: input.to_string(),
                text: format!("{text}\n"),
                is_container: *is_container,
            };
            output.put(&shown).unwrap();
        }
        output.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn json_is_one_object_or_one_array() {
        assert_eq!(printed(Format::Json, true, &[("a", "{}", false)]), "{}\n");
        assert_eq!(printed(Format::Json, true, &[("a", "{}", true)]), "[\n{}\n]\n");
        assert_eq!(
            printed(Format::Json, false, &[("a", "{}", false), ("b", "{}", false)]),
            "[\n{},\n{}\n]\n"
        );
        assert_eq!(printed(Format::Json, false, &[]), "[]\n");
        assert_eq!(printed(Format::Json, true, &[]), "");
    }

    #[test]
    fn json_lines_need_nothing_between() {
        assert_eq!(printed(Format::Jsonl, false, &[("a", "{}", false), ("b", "{}", false)]), "{}\n{}\n");
    }

    #[test]
    fn articles_of_several_inputs_are_headed_by_their_names() {
        let shown = [("a", "A", false), ("b", "B", true), ("b", "C", true)];
        let text = printed(Format::Human, false, &shown);
        assert_eq!(text, "── a ──\n\nA\n\n── b ──\n\nB\n\n── next page ──\n\nC\n");
        assert_eq!(printed(Format::Human, true, &shown[..1]), "A\n");
    }
}
