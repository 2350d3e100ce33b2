"""Corpora as documents: a text, its words, and what each set annotates on them.

A document's words are the runs of letters and digits and the single marks of its text, as
`crates/encoder` splits them. Sets annotated on words of their own (CoNLL, Universal Dependencies) are put back
into text first, so that one splitter serves all.
"""

import bisect
import glob
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

WORD = re.compile(r"\w+|[^\w\s]")
ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
POS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X").split()
DEP = (
    "acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det discourse dislocated expl "
    "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root "
    "vocative xcomp"
).split()
# CrossNER's finer classes in CoNLL's four.
CROSSNER = {
    "politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip


@dataclass
class Document:
    """A text with its words `[start, end)` in code points, and a label or -100 for each word in `labels`."""

    text: str
    words: list
    labels: dict = field(default_factory=dict)
    spans: list = field(default_factory=list)  # (role, first word, behind the last, attribution)
    taught: object = None  # [words, tags], where `train.py` asked teachers
    asked: object = None  # what `ask.py` keeps, where `learn.py` is given it
    attributions: list = field(default_factory=list)


def words_of(text):
    return [(m.start(), m.end()) for m in WORD.finditer(text)]


def polnear(data, part, kit):
    """Attributions of PolNeAR's `part`: BIO labels, shorter spans over longer ones, and the spans themselves."""
    with tempfile.TemporaryDirectory() as folder:
        gold, texts = Path(folder, "gold"), Path(folder, "texts")
        script = Path(kit, "convert_polnear.py")
        command = [sys.executable, script, Path(data, "polnear", part), "-o", gold, "--texts-out", texts]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        texts = {row["id"]: row["text"] for row in map(json.loads, open(texts))}
        rows = list(map(json.loads, open(gold)))
    out = []
    for row in rows:
        document = Document(texts[row["id"]], words_of(texts[row["id"]]))
        document.row = row
        starts, ends = zip(*document.words)
        for number, attribution in enumerate(row["attributions"]):
            for role in ROLES:
                for start, end in attribution[role]:
                    first, behind = bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)
                    if behind > first:
                        document.spans.append((role, first, behind, number))
        document.labels["tag"] = bio(document, document.spans, TAGS)
        out.append(document)
    return out


def bio(document, spans, names):
    labels = [0] * len(document.words)
    for role, first, behind, *_ in sorted(spans, key=lambda s: s[1] - s[2]):
        labels[first] = names.index("B-" + role)
        labels[first + 1 : behind] = [names.index("I-" + role)] * (behind - first - 1)
    return labels


def conll(path, column, kinds=None, per_document=12):
    """Names in CoNLL's columns; `per_document` sentences make a document, a paragraph each."""
    sentences = []
    for chunk in re.split(r"\n\s*\n", Path(path).read_text()):
        rows = [line.split() for line in chunk.splitlines() if line.strip()]
        rows = [row for row in rows if row[0] != "-DOCSTART-" and len(row) > column]
        if rows:
            sentences.append([(row[0], row[column]) for row in rows])
    for at in range(0, len(sentences), per_document):
        text, spans = "", []
        for sentence in sentences[at : at + per_document]:
            open_span = None
            for token, label in sentence:
                glue = "" if token in ",.;:!?)%'s" or token.startswith("'") else " "
                text += glue if text and not text.endswith(("\n", "(")) else ""
                start = len(text)
                text += token
                kind = label[2:] if kinds is None else kinds.get(label[2:], "MISC")
                if label.startswith("I-") and open_span and open_span[0] == kind:
                    open_span[2] = len(text)
                elif label != "O":
                    open_span = [kind, start, len(text)]
                    spans.append(open_span)
                else:
                    open_span = None
            text += "\n"
        document = Document(text, words_of(text))
        starts, ends = zip(*document.words)
        worded = [(k, bisect.bisect_right(ends, s), bisect.bisect_left(starts, e)) for k, s, e in spans]
        document.labels["name"] = bio(document, [w for w in worded if w[2] > w[1]], NAMES)
        yield document


def dependencies(folder):
    """Parts of speech and relations of Universal Dependencies; a word takes its token's when it begins it."""
    for path in sorted(glob.glob(f"{folder}/**/*.conllu", recursive=True)):
        text, marks = "", []
        for line in open(path):
            if line.startswith("# newpar") and text:
                text += "\n"
            if not line[:1].isdigit():
                continue
            row = line.rstrip("\n").split("\t")
            if "." in row[0]:
                continue
            if "-" in row[0]:
                continue
            if row[3] in POS:
                marks.append((len(text), POS.index(row[3]), DEP.index(row[7].split(":")[0])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        document = Document(text, words_of(text))
        at = {start: (pos, dep) for start, pos, dep in marks}
        none = (-100, -100)
        document.labels["pos"] = [at.get(start, none)[0] for start, _ in document.words]
        document.labels["dep"] = [at.get(start, none)[1] for start, _ in document.words]
        if document.words:
            yield document
