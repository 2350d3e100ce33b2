"""The gold set as examples over words: where each attribution's spans are, and what its readers said of it.

`read` gives a document an article, with its attributions. A record quotes an article's words; `located` finds where they
stand. Word ranges are half-open. Folds are by article: the hash of its name.
"""

import bisect
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import readings
import whole
from corpora import ROLES, Document, words_of

N_FOLDS = 5
ABBREVIATION = re.compile(r"^(mr|mrs|ms|dr|sen|rep|gov|gen|col|lt|sgt|st|jr|sr|jan|feb|aug|sept|oct|nov|dec|no|vs|prof|capt|[a-z])$", re.I)


@dataclass
class Attribution:
    """One attribution. `source`, `cue` and `content` are lists of word ranges; `told` is what the readers say to whom,
    where, by way of whom and when it was said."""

    source: list
    cue: list
    content: list
    act: str | None
    modality: str | None
    is_statement: bool | None
    speakers: list
    kind: str
    is_sure: bool = True
    told: dict = field(default_factory=dict)

    @property
    def start(self):
        first = self.cue or self.content or self.source
        return first[0][0]


DETAILS = ("addressee", "channel", "via")
# What is known of a marked attribution that nobody read.
UNREAD = dict(act=None, modality=None, is_statement=None, speakers=[], kind="none", is_sure=False)
SETS = ("record-train", "record-dev", "polnear-train")
# The sets read for this project, learnt from too: attributions of `readings.py`, never left out, and whole records.
MORE = "polnear-more"
FURTHER = (MORE, *whole.SETS)


def read(shared, sets=SETS):
    """Every article of the named sets, in order of name; those of MORE are of no fold."""
    return [document for name in sets for document in of_set(shared, name)]


def of_set(shared, name):
    for stem, article, record in articles(shared, name):
        make = polnear_document if name.startswith("polnear") else record_document
        document = make(shared, stem, article, record)
        if name == "web":
            add_thoughts(shared, stem, document)
        document.name, document.set, document.record = stem, name, record
        document.fold = None if name == MORE else fold_of(stem)
        yield document


def articles(shared, name):
    """The name, the article and the record of each article of a set."""
    if name in whole.SETS:
        yield from whole.records(shared, name)
        return
    for stem, record in records(shared, name):
        article = whole.of_polnear(shared, stem) if name.startswith("polnear") else article_of(shared, name, stem)
        yield stem, article, record


def records(shared, name):
    """The name and the record of each article of a set of the gold, or of MORE."""
    if name == MORE:
        return readings.records(shared)
    files = sorted(Path(shared, "gold", name).glob("*.json"))
    return ((path.stem, json.loads(path.read_text())) for path in files)


def article_of(shared, set_name, name):
    path = Path(shared, "gold", set_name.replace("record", "articles"), f"{name}.txt")
    head, _, text = path.open(newline="").read().partition("\n\n")
    heads = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return whole.Article(heads.get("TITLE"), heads.get("PUBLISHED"), text)


def fold_of(name):
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % N_FOLDS


def unread(article):
    """An article with its title before it, as the program reads them, and no attributions yet."""
    document = Document(article.whole, words_of(article.whole))
    document.published = article.published
    document.sentence = sentences(document)
    document.attributions = []
    return document


def record_document(_shared, _name, article, record):
    document, at = unread(article), 0
    for row in record["statements"]:
        spans = located(document, row, at)
        if not spans["content"]:
            continue
        at = spans["content"][0][0]
        document.attributions.append(attribution(document, row, spans, True))
    return document


def add_thoughts(shared, name, document):
    """Adds what PolNeAR marks and the record has not: thoughts nearly always. Whether it is one is not known."""
    mine = {k for a in document.attributions for start, end in a.cue + a.content for k in range(start, end)}
    for spans in polnear_spans(shared, name, document).values():
        words = {k for start, end in spans["cue"] + spans["content"] for k in range(start, end)}
        if spans["content"] and not words & mine:
            document.attributions.append(Attribution(**spans, **UNREAD))


def polnear_spans(shared, name, document):
    annotation = sorted(Path(shared, "data/polnear/train/attributions").glob(f"{name}_*.ann"))[0]
    return brat(document, annotation.open(newline="").read())


def polnear_document(shared, name, article, record):
    document = unread(article)
    spans = polnear_spans(shared, name, document)
    for row in record["attributions"]:
        mine = spans.get(row["id"])
        if mine and mine["content"]:
            document.attributions.append(attribution(document, row, mine, row["statement"]))
    return document


def attribution(document, row, spans, is_statement):
    out = Attribution(
        **spans, act=row["act"], modality=row["modality"], is_statement=is_statement, kind=row["kind"],
        speakers=as_list(row["speaker"]), is_sure=row.get("sure", True),
    )  # fmt: skip
    for detail in DETAILS:
        out.told[detail] = as_list(row[detail])
    out.told["said_on"] = row["said_on"]
    return out


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def brat(document, lines):
    """The spans of each attribution, by its id."""
    pieces, out = {}, {}
    for line in lines.splitlines():
        columns = line.split("\t")
        if len(columns) < 2:
            continue
        if line.startswith("T") and " " in columns[1]:
            ranges = columns[1].split(" ", 1)[1].split(";")
            pieces[columns[0]] = [words_in(document, *map(int, r.split())) for r in ranges]
        elif line.startswith("E"):
            spans = {role: [] for role in ROLES}
            for part in columns[1].split():
                kind, _, target = part.partition(":")
                role = next((r for r in ROLES if kind.lower().startswith(r)), None)
                if role and target in pieces:
                    spans[role] += [p for p in pieces[target] if p[1] > p[0]]
            out[columns[0]] = {role: sorted(ranges) for role, ranges in spans.items()}
    return out


def words_in(document, start, end):
    """The words that touch the characters `start` to `end`."""
    if not hasattr(document, "bounds"):
        document.bounds = ([s for s, _ in document.words], [e for _, e in document.words])
    starts, ends = document.bounds
    return bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)


def sentences(document):
    """The number of each word's sentence; a line's end ends one, and so does a mark before a capital."""
    out, number = [], 0
    text, words = document.text, document.words
    for k, (start, end) in enumerate(words):
        if k and is_boundary(text, words, k):
            number += 1
        out.append(number)
    return out


def is_boundary(text, words, k):
    between = text[words[k - 1][1] : words[k][0]]
    if "\n" in between:
        return True
    back = k - 1
    while back > 0 and text[slice(*words[back])] in "”\"’')":
        back -= 1
    mark = text[slice(*words[back])]
    if mark not in ".!?" or not between or text[slice(*words[k])][0].islower() or text[slice(*words[k])] == ",":
        return False
    before = text[slice(*words[back - 1])] if back else ""
    return not (mark == "." and back == k - 1 and ABBREVIATION.match(before) and before != "I")


def located(document, row, at):
    """Where a record's words stand: its content's occurrence with its cue and source closest by, in order of the text."""
    content = (row["content"] or "").split(" … ")
    best = None
    for first in occurrences(document, content[0]) or [None]:
        if first is None:
            break
        ranges, end = [first], first[1]
        for piece in content[1:]:
            later = [o for o in occurrences(document, piece) if o[0] >= end]
            if later:
                ranges.append(later[0])
                end = later[0][1]
        cue, cue_gap = closest(document, row["cue"], ranges, ranges)
        source, source_gap = closest(document, row["source"], cue or ranges, ranges)
        cost = cue_gap + source_gap + (5 if first[0] < at else 0)
        if best is None or cost < best[0]:
            best = cost, dict(content=ranges, cue=cue, source=source)
    return best[1] if best else dict(content=[], cue=[], source=[])


def closest(document, words, near, apart):
    """The occurrence of `words` next to the ranges `near`, outside of `apart` if there is one."""
    if not words:
        return [], 0
    pieces = words.split(" … ")
    found = occurrences(document, pieces[0])
    if not found:
        return [], 60
    gap = lambda a: min(max(0, b[0] - a[1], a[0] - b[1]) for b in near)
    inside = lambda a: any(b[0] <= a[0] and a[1] <= b[1] for b in apart)
    best = min(found, key=lambda a: gap(a) + 15 * inside(a))
    ranges = [best]
    for piece in pieces[1:]:
        later = [o for o in occurrences(document, piece) if o[0] >= ranges[-1][1]]
        ranges += later[:1]
    return ranges, gap(best) + 15 * inside(best)


def occurrences(document, words):
    """Word ranges of every place where `words` stand in the text, whatever the kind of quotation mark."""
    if not hasattr(document, "plain"):
        document.plain = plain(document.text)
    needle, out, at = plain(words.strip()), [], 0
    while needle and (at := document.plain.find(needle, at)) >= 0:
        end = at + len(needle)
        is_whole = not (document.plain[at - 1 : at].isalnum() and needle[0].isalnum()) and not (
            document.plain[end : end + 1].isalnum() and needle[-1].isalnum()
        )
        if is_whole:
            out.append(words_in(document, at, end))
        at += 1
    return out


def plain(text):
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def spoken_of(document, words):
    """Places of these words or, where there are none, of their last word with a capital, or of their last word."""
    found = occurrences(document, words)
    parts = re.findall(r"\w[\w'’.-]*", words)
    return found or [o for part in parts[-1:] for o in occurrences(document, part)]
