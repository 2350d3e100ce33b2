"""Windows: whole paragraphs packed up to a number of word pieces, with the features of each piece.

The same as `crates/encoder/src/windows.rs`; `parity.py` compares them.
"""

import random
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 256
PIECES_A_WORD = 8
CLS, SEP, UNK, MASK = 101, 102, 100, 103


class Pieces:
    """Word pieces of words, by the vocabulary of the starting weights."""

    def __init__(self, base):
        self.tokenizer = Tokenizer.from_file(str(Path(base, "tokenizer.json")))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def annotate(self, document):
        """Sets `pieces`, `case`, `quote`, `paragraph` on `document`, a value for each word."""
        text, words = document.text, document.words
        encoded = self.tokenizer.encode_batch([text[s:e] for s, e in words], add_special_tokens=False)
        document.pieces = [(e.ids or [UNK])[:PIECES_A_WORD] for e in encoded]
        document.case = [case(text[s:e]) for s, e in words]
        document.paragraph, document.quote = [], []
        paragraph, is_open, last = 0, 0, 0
        for start, end in words:
            if "\n" in text[last:start]:
                paragraph, is_open = paragraph + 1, 0
            word, state = text[start:end], is_open
            if word == "“":
                is_open, state = 1, 2
            elif word == "”":
                is_open, state = 0, 3
            elif word == '"':
                is_open, state = 1 - is_open, 3 if is_open else 2
            document.paragraph.append(paragraph)
            document.quote.append(state)
            last = end


def case(word):
    """0 lower, 1 mixed, 2 upper, 3 digit first, 4 a mark."""
    if not word[0].isalpha():
        return 3 if word[0].isdigit() else 4
    if word.islower():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


def ranges(document, limit=MAX_PIECES):
    """Word ranges of the document's windows; a paragraph longer than a window is cut."""
    lengths = [len(p) for p in document.pieces]
    n = len(lengths)
    starts = [k for k in range(n) if k == 0 or document.paragraph[k] != document.paragraph[k - 1]] + [n]
    units = []
    for first, behind in zip(starts, starts[1:]):
        count, start = 0, first
        for k in range(first, behind):
            if count + lengths[k] > limit - 2:
                units.append((start, k, count))
                start, count = k, 0
            count += lengths[k]
        units.append((start, behind, count))
    out, filled = [], 0
    for first, behind, count in units:
        if out and filled + count <= limit - 2:
            out[-1] = (out[-1][0], behind)
            filled += count
        else:
            out.append((first, behind))
            filled = count
    return out


def window(document, first, behind, hide=0.0, hide_cues=0.0):
    """One window as lists of equal length, and `first` piece of each word; `hide` masks that share of words."""
    ids, cases, quotes, opens, firsts = [CLS], [5], [0], [0], []
    tags = document.labels.get("tag")
    for k in range(first, behind):
        pieces = document.pieces[k]
        rate = hide_cues if tags and tags[k] in (3, 4) else hide
        if rate and random.random() < rate:
            pieces = [MASK] * len(pieces)
        firsts.append(len(ids))
        ids += pieces
        n = len(pieces)
        starts = k == 0 or document.paragraph[k] != document.paragraph[k - 1]
        cases += [document.case[k]] * n
        quotes += [document.quote[k]] * n
        opens += [int(starts)] * n
    return dict(
        ids=ids + [SEP], case=cases + [5], quote=quotes + [0], para=opens + [0], first=firsts,
        document=document, words=(first, behind),
    )  # fmt: skip
