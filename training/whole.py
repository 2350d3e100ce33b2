"""Whole records read for this project, beside the gold: labels to learn from, kept here without their articles' sentences.

    python3 training/whole.py --shared ../shared SET FOLDER

`newswire` is of CoNLL++ train (Reuters, August 1996), `web` of PolNeAR train (the web pages of newspapers, 2015 and 2016).
The command writes `readings/SET.jsonl` anew from FOLDER, which holds a JSON file an article in the form of
`../shared/gold/record-train`. A line of it is an article: where it stands in its set, its statements, a row each with the
values of COLUMNS, and its engagements, commitments and positions. Words of the text are told by where they stand, in
characters of `Article.whole`. `readings/README.md` tells who has read; `score_whole.py` scores a program.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import readings

SETS = ("newswire", "web")
SPANS = ("content", "cue", "source")
COLUMNS = (*SPANS, *"speaker kind act modality addressee channel via said_on sure".split())
GLUED = set(". , ; : ? ! ) ] } % 's 'm 're 've 'll 'd n't ''".split())


@dataclass
class Article:
    title: str | None
    published: str | None
    text: str

    @property
    def whole(self):
        return f"{self.title}\n\n{self.text}" if self.title else self.text


def articles(shared, name):
    """How to come by an article of a set: a function of what its line's `document` says."""
    if name == "newswire":
        return newswire(shared).__getitem__
    return lambda document: of_polnear(shared, document)


def of_polnear(shared, name):
    """An article of PolNeAR train, whose file's name tells its day; its headline is the first line of its text."""
    return Article(None, re.search(r"\d{4}-\d\d-\d\d", name)[0], readings.text_of(shared, name))


def newswire(shared):
    """Each document of CoNLL++'s train part as running text, a sentence a paragraph; its first one is the title."""
    out, sentences, tokens = [], [], []
    for line in [*Path(shared, "data/conllpp/conllpp_train.txt").open(), "", "-DOCSTART-"]:
        word = line.rstrip("\n").split(" ")[0]
        if word and word != "-DOCSTART-":
            tokens.append(word)
        elif tokens:
            sentences, tokens = [*sentences, tokens], []
        if word == "-DOCSTART-" and sentences:
            out.append(article(sentences))
            sentences = []
    return out


def article(sentences):
    days = [re.search(r"\d{4}-\d\d-\d\d", " ".join(tokens)) for tokens in sentences[1:4]]
    published = next((day.group() for day in days if day), None)
    return Article(joined(sentences[0]).rstrip(" ."), published, "\n\n".join(map(joined, sentences[1:])) + "\n")


def joined(tokens):
    """A sentence's tokens with blanks between them as text has them."""
    out, is_open, glues = "", False, True
    for token in tokens:
        glues = glues or token in GLUED or token == '"' and is_open
        out += token if glues else f" {token}"
        is_open ^= token == '"'
        glues = token in ("(", "[", "{", "$") or token == '"' and is_open
    return out


def file_of(name):
    return readings.HERE / f"{name}.jsonl"


def records(shared, name):
    """Each article's name, the article, and its record in the form of the gold."""
    find = articles(shared, name)
    for line in file_of(name).read_text().splitlines():
        record = json.loads(line)
        found = find(record.pop("document"))
        words = lambda ranges: " … ".join(found.whole[start:end] for start, end in ranges) or None
        rows = [dict(zip(COLUMNS, row)) for row in record["statements"]]
        record["statements"] = [row | {span: words(row[span]) for span in SPANS} for row in rows]
        for kind, fields in readings.ENTRIES.items():
            for entry in record[kind]:
                entry |= {field: words(entry[field]) for field in fields if isinstance(entry[field], list)}
        yield record["id"], found, record


def line_of(record, find, name):
    """A record of the gold's form as a line."""
    document = int(record["id"].rpartition("_")[2]) if name == "newswire" else record["id"]
    whole, at = find(document).whole, 0
    rows = []
    for row in record["statements"]:
        content = places(whole, row["content"], at)
        if not content:
            print(f"{record['id']}: not in the text: {row['content']}", file=sys.stderr)
            continue
        cue = places(whole, row["cue"], content[0][0])
        source = places(whole, row["source"], (cue or content)[0][0])
        rows.append([content, cue, source, *(row[column] for column in COLUMNS[3:])])
        at = content[0][0]
    out = {"id": record["id"], "document": document, "statements": rows}
    for kind, fields in readings.ENTRIES.items():
        out[kind] = [e | {field: places(whole, e[field], 0) or e[field] for field in fields} for e in record[kind]]
    return json.dumps(out, ensure_ascii=False)


def places(whole, words, near):
    """Where some words stand next to character `near`, start and end of each piece between ' … '; none if one is missing."""
    out = []
    for piece in words.split(" … ") if words else []:
        found = [m.span() for m in re.finditer(re.escape(piece), whole)]
        if not found:
            return []
        later = [span for span in found if not out or span[0] >= out[-1][1]] or found
        out.append(list(min(later, key=lambda span: abs(span[0] - near))))
    return out


def main(shared, name, folder):
    find = articles(shared, name)
    lines = [line_of(json.loads(path.read_text()), find, name) for path in sorted(Path(folder).glob("*.json"))]
    file_of(name).write_text("".join(f"{line}\n" for line in lines))
    print(f"{len(lines)} articles")


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] != "--shared":
        sys.exit(__doc__)
    main(*sys.argv[2:])
