"""Scores the dates of entries that a program found: `score_dates.py --shared SHARED FOUND [--list]`.

FOUND holds what `onrecord read --format json` prints for articles of the record's gold, a file an article; of the rest
nothing is asked. Entries are paired with the gold's as `kit/score_record.py` pairs them. Of those paired: how many have the
day that readers give, where they give one; how many have none, where they give none. Of all found, paired or not: how many
tell a day that no words of the article tell. Printed for all articles, then for those of `gold.py`'s fold 0, which the
encoder has not learnt from; the weights that choose an engagement's day have.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from gold import fold_of

# The day that a commitment is due is told as a day by few readers; others give its words, which are left out.
DAY = re.compile(r"\d{4}(-\d\d){0,2}")
KINDS = {"statements": ("said_on", "said"), "engagements": ("on", "when"), "commitments": ("due", "due_on")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("found")
    parser.add_argument("--shared", required=True)
    parser.add_argument("--list", action="store_true", help="list what is wrong")
    args = parser.parse_args()
    sys.path.insert(0, str(Path(args.shared, "kit")))
    import score_record as kit

    everything, unread = Counter(), Counter()
    for path in sorted(Path(args.shared, "gold").glob("record-*/*.json")):
        found = Path(args.found, path.name)
        if not found.exists():
            continue
        gold, found = json.loads(path.read_text()), json.loads(found.read_text())
        counts = Counter(counted(kit, path.stem, gold, found, args.list))
        everything += counts
        unread += counts if fold_of(path.stem) == 0 else Counter()
    for name, counts in (("all articles", everything), ("fold 0", unread)):
        print(f"{name}:")
        for kind in KINDS:
            told = (share(counts, kind, what) for what in ("stated right", "undated stays undated", "without ground"))
            print(f"  {kind:12} {', '.join(told)}")


def counted(kit, name, gold, found, is_listed):
    """What is true of each date, by kind."""
    flat, text = kit.flat(found), found["article"]["text"]
    scores = kit.statement_score, kit.engagement_score, kit.commitment_score
    for (kind, (field, when)), score in zip(KINDS.items(), scores):
        for entry in found[kind]:
            if entry[when]:
                yield kind, "without ground", not has_ground(entry[when], text)
        for i, j in kit.pair(gold.get(kind, []), flat[kind], score):
            wanted, day = gold[kind][i].get(field), (found[kind][j][when] or {}).get("from", "")[:10]
            if wanted and not DAY.fullmatch(wanted):
                continue
            what = "stated right" if wanted else "undated stays undated"
            is_right = bool(day) and (day.startswith(wanted) or wanted.startswith(day)) if wanted else not day
            yield kind, what, is_right
            if is_listed and not is_right:
                words = [span["text"] for span in (found[kind][j][when] or {}).get("evidence", [])]
                print(f"{name} {kind}: gold {wanted}, found {day} by {words}: {flat[kind][j]}")


def has_ground(when, text):
    """Whether words of the article tell the day."""
    spans = when.get("evidence", [])
    return bool(spans) and all(text[span["start"] : span["end"]] == span["text"] != "" for span in spans)


def share(counts, kind, what):
    n_right, n = counts[kind, what, True], counts[kind, what, True] + counts[kind, what, False]
    return f"{what} {n_right / max(n, 1):.3f} of {n}"


if __name__ == "__main__":
    main()
