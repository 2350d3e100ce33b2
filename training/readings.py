"""Further readings of PolNeAR's articles, beside the gold: labels to learn from, kept here without their articles' sentences.

    python3 training/readings.py --shared ../shared FOLDER

writes `readings/polnear.jsonl` anew from FOLDER, which holds a JSON file an article in the form of
`../shared/gold/polnear-train`. A line of it is an article: its attributions by PolNeAR's ids, a row each with the values of
COLUMNS, and its engagements, commitments and positions, whose evidence is told by where it stands, in characters of the
article's text. `records` gives them back in the gold's form. `readings/README.md` tells who has read, and how well.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent / "readings"
COLUMNS = "id speaker kind statement act modality addressee channel via said_on sure".split()
# Which words of an entry are told by where they stand; a condition may also be told in the reader's words.
ENTRIES = {"engagements": ("evidence",), "commitments": ("what", "evidence", "condition"), "positions": ("evidence",)}


def records(shared):
    """Each article's name and its record, in the form of the gold; words that the text holds are cut from it."""
    for line in (HERE / "polnear.jsonl").read_text().splitlines():
        record = json.loads(line)
        text = text_of(shared, record["name"])
        record["attributions"] = [dict(zip(COLUMNS, row)) for row in record["attributions"]]
        for kind, fields in ENTRIES.items():
            for entry in record[kind]:
                entry |= {field: text[slice(*entry[field])] for field in fields if isinstance(entry[field], list)}
        yield record["name"], record


def text_of(shared, name):
    return Path(shared, "data/polnear/train/text", f"{name}.txt").open(newline="").read()


def line_of(shared, record):
    """A record of the gold's form as a line; entries whose words the text does not hold are left out."""
    text = text_of(shared, record["name"])
    out = {"name": record["name"], "attributions": [[a[c] for c in COLUMNS] for a in record["attributions"]]}
    for kind, fields in ENTRIES.items():
        placed = [entry | {field: place(text, entry[field]) or entry[field] for field in fields} for entry in record[kind]]
        out[kind] = [entry for entry in placed if isinstance(entry["evidence"], list)]
    return json.dumps(out, ensure_ascii=False)


def place(text, words):
    """Where some words stand first, whatever blanks are between them: start and end in characters, or None."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text) if words else None
    return list(found.span()) if found else None


def main(shared, folder):
    files = sorted(Path(folder).glob("*.json"))
    lines = [line_of(shared, json.loads(path.read_text())) for path in files]
    (HERE / "polnear.jsonl").write_text("".join(f"{line}\n" for line in lines))
    print(f"{len(lines)} articles")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "--shared":
        sys.exit(__doc__)
    main(sys.argv[2], sys.argv[3])
