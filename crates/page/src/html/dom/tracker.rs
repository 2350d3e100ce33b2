//! Between the tokenizer and the tree builder: where each token stood, and the bounds.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

use super::arena::{Arena, Handle, Pending};

/// Depth at which further start tags are ignored. The deepest of 1,294 news pages has 43 levels, browsers
/// stop at 512, and every start tag may cost a look at all of them.
const MAX_DEPTH: u16 = 256;

/// Unclosed formatting elements (`<b>`, `<font>` …) that are kept as such; the rest become `<span>`.
const MAX_FORMATTING: u32 = 96;

/// So many bytes of text are joined before they go to the tree.
const MAX_WAITING: usize = 4096;

/// Stands between tokenizer and tree builder: knows where each token stood and keeps the bounds.
pub struct Tracker<'s> {
    pub builder: TreeBuilder<Handle, Arena<'s>>,
    input: Rc<BufferQueue>,
    /// Where in the source the piece being read ends.
    piece_end: Cell<usize>,
    /// How far the tokens passed on so far reach.
    seen: Cell<usize>,
    /// What of the piece before was read without a token: a reference at its end waits for what follows.
    held: Cell<(usize, usize)>,
    /// Characters that stand in the source as they are and wait for more: the tokenizer hands on each line
    /// feed, and each `<` that opens nothing, by itself.
    waiting: RefCell<Option<Pending>>,
    /// Start tags ignored for depth whose end tags are still to come.
    dropped: Cell<u32>,
    /// Formatting elements opened and not yet closed.
    formatting: Cell<u32>,
}

impl<'s> Tracker<'s> {
    /// Watches what is read from `input` into `builder`.
    pub fn new(builder: TreeBuilder<Handle, Arena<'s>>, input: Rc<BufferQueue>) -> Tracker<'s> {
        Tracker {
            builder,
            input,
            piece_end: Cell::new(0),
            seen: Cell::new(0),
            held: Cell::new((0, 0)),
            waiting: RefCell::new(None),
            dropped: Cell::new(0),
            formatting: Cell::new(0),
        }
    }

    /// Says which piece of the source is read next.
    pub fn begin(&self, piece: &Range<usize>) {
        self.held.set((self.seen.get(), self.piece_end.get()));
        self.seen.set(piece.start);
        self.piece_end.set(piece.end);
    }

    /// How far into the source the tokenizer has read.
    fn position(&self) -> usize {
        let Some(front) = self.input.pop_front() else { return self.piece_end.get() };
        // A character reference that came to nothing is pushed back as a buffer of its own.
        let rest = if self.input.is_empty() { 0 } else { self.queued() };
        let left = front.len() + rest;
        self.input.push_front(front);
        self.piece_end.get().saturating_sub(left)
    }

    fn queued(&self) -> usize {
        let mut buffers = Vec::new();
        while let Some(buffer) = self.input.pop_front() {
            buffers.push(buffer);
        }
        let total = buffers.iter().map(|b| b.len()).sum();
        for buffer in buffers {
            self.input.push_back(buffer);
        }
        total
    }

    fn characters(&self, text: StrTendril) {
        let source = self.builder.sink.tree.borrow().source;
        let mut range = self.seen.get()..self.position().max(self.seen.get());
        let (held_start, held_end) = self.held.take();
        if range.is_empty() && held_start < held_end {
            range = held_start..held_end;
        }
        // The line feed of a carriage return's pair is read, and dropped, with what comes after it.
        if source[range.clone()].starts_with('\n') && source[..range.start].ends_with('\r') {
            range.start += 1;
        }
        let held = &source[range.clone()];
        // The tokenizer may have looked ahead, or passed over `</>`, which leaves no token; a reference stands
        // for more than it decodes to.
        let is_reference = held.starts_with('&') && (!text.starts_with('&') || is_ampersand(held));
        let found = match held.starts_with(&*text) {
            _ if is_reference => None,
            true => Some(0),
            false => held.find(&*text),
        };
        let literal = found.is_some();
        if let Some(at) = found {
            range = range.start + at..range.start + at + text.len();
        }
        self.seen.set(range.end.max(self.seen.get()));
        let mut waiting = self.waiting.borrow_mut();
        if let Some(Pending { range: before, text: words, literal: true }) = &mut *waiting
            && literal
            && before.end == range.start
            && words.len() < MAX_WAITING
        {
            before.end = range.end;
            words.push_tendril(&text);
            return;
        }
        if let Some(before) = waiting.replace(Pending { range, text, literal }) {
            self.pass_on(before);
        }
    }

    /// Gives the tree the characters that waited for more.
    fn flush(&self) {
        if let Some(characters) = self.waiting.take() {
            self.pass_on(characters);
        }
    }

    fn pass_on(&self, characters: Pending) {
        let text = characters.text.clone();
        self.builder.sink.pending.borrow_mut().push(characters);
        // Only tags make the tree builder answer; of lines it knows to tell errors, which nobody reads.
        let _ = self.builder.process_token(Token::CharacterTokens(text), 0);
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        self.seen.set(self.position());
        let arena = &self.builder.sink;
        match tag.kind {
            TagKind::StartTag => {
                if arena.depth() >= MAX_DEPTH && !is_void(&tag.name) {
                    self.dropped.set(self.dropped.get() + 1);
                    arena.note("tags nested deeper than 256 levels were ignored");
                    return TokenSinkResult::Continue;
                }
                if is_formatting(&tag.name) {
                    if self.formatting.get() >= MAX_FORMATTING {
                        tag.name = local_name!("span");
                    } else {
                        self.formatting.set(self.formatting.get() + 1);
                    }
                }
            }
            TagKind::EndTag => {
                if self.dropped.get() > 0 {
                    self.dropped.set(self.dropped.get() - 1);
                    return TokenSinkResult::Continue;
                }
                if is_formatting(&tag.name) {
                    self.formatting.set(self.formatting.get().saturating_sub(1));
                }
                arena.leave(&tag.name);
            }
        }
        let result = self.builder.process_token(Token::TagToken(tag), line);
        // A tag settles what becomes of the characters before it; what was not placed was dropped.
        arena.pending.borrow_mut().clear();
        result
    }
}

impl TokenSink for Tracker<'_> {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let arena = &self.builder.sink;
        if arena.is_full() && !matches!(token, Token::EOFToken) {
            arena.note("the page has more tags than are read; the rest of it was left out");
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => {
                self.characters(text);
                return TokenSinkResult::Continue;
            }
            // Errors come before the characters they are about.
            Token::ParseError(_) => return TokenSinkResult::Continue,
            _ => self.flush(),
        }
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) => {
                self.seen.set(self.position());
                TokenSinkResult::Continue
            }
            other => {
                self.seen.set(self.position());
                self.builder.process_token(other, line)
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.flush();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether `text`, which begins with `&`, begins with a reference to that character.
fn is_ampersand(text: &str) -> bool {
    let Some(number) = text.strip_prefix("&#") else {
        return text.starts_with("&amp") || text.starts_with("&AMP");
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let n_digits = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    u32::from_str_radix(&digits[..n_digits], radix) == Ok('&'.into())
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}
