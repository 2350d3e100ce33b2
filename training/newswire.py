"""Whole records of newswire, beside the gold: 180 articles of CoNLL++ (Reuters, August 1996) that nothing has learnt from.

    python3 training/newswire.py --shared ../shared --score target/release/onrecord [--list]
    python3 training/newswire.py --shared ../shared --write FOLDER

`--score` reads each article with the program and scores its records by `kit/score_record.py`; `--write` makes
`readings/newswire.jsonl` anew from FOLDER, which holds a JSON file an article in the form of `../shared/gold/record-train`.
A line of it is an article: the number of its document in `data/conllpp/conllpp_train.txt`, its statements, a row each
with the values of COLUMNS, and its engagements, commitments and positions. Words of the text are told by where they
stand, in characters of `Article.whole`. `readings/README.md` tells who has read.
"""

import argparse
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from readings import ENTRIES

HERE = Path(__file__).parent / "readings" / "newswire.jsonl"
SPANS = ("content", "cue", "source")
COLUMNS = (*SPANS, *"speaker kind act modality addressee channel via said_on sure".split())
GLUED = set(". , ; : ? ! ) ] } % 's 'm 're 've 'll 'd n't ''".split())


@dataclass
class Article:
    title: str
    published: str | None
    text: str

    @property
    def whole(self):
        return f"{self.title}\n\n{self.text}"


def articles(shared):
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


def records(shared):
    """Each article's name, the article, and its record in the form of the gold."""
    documents = articles(shared)
    for line in HERE.read_text().splitlines():
        record = json.loads(line)
        found = documents[record.pop("document")]
        words = lambda ranges: " … ".join(found.whole[start:end] for start, end in ranges) or None
        rows = [dict(zip(COLUMNS, row)) for row in record["statements"]]
        record["statements"] = [row | {span: words(row[span]) for span in SPANS} for row in rows]
        for kind, fields in ENTRIES.items():
            for entry in record[kind]:
                entry |= {field: words(entry[field]) for field in fields if isinstance(entry[field], list)}
        yield record["id"], found, record


def line_of(record, documents):
    """A record of the gold's form as a line."""
    number = int(record["id"].rpartition("_")[2])
    whole, at = documents[number].whole, 0
    rows = []
    for row in record["statements"]:
        content = places(whole, row["content"], at)
        cue = places(whole, row["cue"], content[0][0])
        source = places(whole, row["source"], (cue or content)[0][0])
        rows.append([content, cue, source, *(row[column] for column in COLUMNS[3:])])
        at = content[0][0]
    out = {"id": record["id"], "document": number, "statements": rows}
    for kind, fields in ENTRIES.items():
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


def score(shared, program, lists):
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "gold"), Path(folder, "found")
        gold.mkdir(), found.mkdir()
        for name, article, record in records(shared):
            text = Path(folder, f"{name}.txt")
            text.write_text(article.text)
            command = [program, "read", "--as", "text", "--format", "json", "--title", article.title, text]
            command += ["--published", article.published] if article.published else []
            Path(found, f"{name}.json").write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
            Path(gold, f"{name}.json").write_text(json.dumps(record))
        subprocess.run(["python3", Path(shared, "kit/score_record.py"), gold, found, *lists], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--score", metavar="PROGRAM")
    parser.add_argument("--write", metavar="FOLDER")
    parser.add_argument("--list", action="store_true", help="list what is missed and what is wrong")
    args = parser.parse_args()
    if args.write:
        documents = articles(args.shared)
        lines = [line_of(json.loads(path.read_text()), documents) for path in sorted(Path(args.write).glob("*.json"))]
        HERE.write_text("".join(f"{line}\n" for line in lines))
        print(f"{len(lines)} articles")
    if args.score:
        score(args.shared, args.score, ["--list"] if args.list else [])


if __name__ == "__main__":
    main()
