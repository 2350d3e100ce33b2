"""Holds the `confidence` of statements against gold, and fits the coefficients that make it a probability.

    reliability.py SHARED FOLDER C0 C1 C2 C3

FOLDER holds what onrecord made of the gold sets, `record` and `speakers`, as `cargo xtask score reliability` writes
it; that command also gives the coefficients in use (`COEFFICIENTS` in `crates/analysis/src/confidence.rs`).

Prints a table of ten bins for the confidence as it is, another with each article predicted by coefficients fitted on
all the others, and the coefficients that all the articles give. Expected calibration error (ECE) is the mean over
statements of the distance between a bin's mean confidence and its share right; a perfectly calibrated confidence
would show an ECE above 0 too by chance, so that figure stands beside it. Standard library only.
"""

import glob
import json
import math
import os
import random
import re
import sys

N_BINS = 10
RIDGE = 1.0


def main(shared, folder, *coefficients):
    coefficients = [float(c) for c in coefficients]
    sys.path.insert(0, os.path.join(shared, "kit"))
    sets = {"record-dev": record(shared, folder), "PolNeAR dev, speakers": speakers(shared, folder)}
    rows = [row for of_set in sets.values() for row in of_set]
    for name, of_set in sets.items():
        table(f"{name}: found with its speaker", [(r["confidence"], r["right"]) for r in of_set])
    table("PolNeAR dev: content and source overlap gold's by half", spans(shared, folder))

    # The score that the confidence was made of; what the coefficients weigh.
    for row in rows:
        rest = sum(c * f for c, f in zip([coefficients[0], *coefficients[2:]], [1.0, *row["features"]]))
        odds = (logit(row["confidence"]) - rest) / coefficients[1]
        row["x"] = [1.0, min(max(odds, logit(0.01)), logit(0.995)), *row["features"]]
    for row in rows:
        row["held_out"] = None
    for article in sorted({row["article"] for row in rows}):
        others = fit([row for row in rows if row["article"] != article])
        for row in rows:
            if row["article"] == article:
                row["held_out"] = sigmoid(dot(others, row["x"]))
    for name, of_set in sets.items():
        table(f"{name}: each article predicted from the others", [(r["held_out"], r["right"]) for r in of_set])
    table("both: each article predicted from the others", [(r["held_out"], r["right"]) for r in rows])
    print("coefficients from all:", ", ".join(f"{c:.3f}" for c in fit(rows)))


def record(shared, folder):
    """What score_record.py counts as STATEMENT found with its speaker."""
    import score_record as kit

    rows = []
    for path in sorted(glob.glob(os.path.join(shared, "gold/record-dev/*.json"))):
        name = os.path.basename(path)
        gold, found = read(path), read(os.path.join(folder, "record", name))
        flat = kit.flat(found)["statements"]
        pairs = {j: i for i, j in kit.pair(gold["statements"], flat, kit.statement_score)}
        for j, statement in enumerate(found["statements"]):
            right = j in pairs and kit.same_names(
                kit.as_list(gold["statements"][pairs[j]]["speaker"]), flat[j]["speaker"]
            )
            rows.append(row(name, statement, found, right))
    return rows


def speakers(shared, folder):
    """What score_speakers.py counts as right end to end, and what is found beside; gold that is not sure is left out."""
    import score_speakers as kit

    by_article, rows = {}, []
    for line in open(os.path.join(shared, "gold/speakers-dev.jsonl"), encoding="utf-8"):
        gold = json.loads(line)
        by_article.setdefault(gold["id"], []).append(gold)
    for article, golds in sorted(by_article.items()):
        part = os.path.join(shared, "data/polnear/dev")
        text = text_of(os.path.join(part, "text", article + ".txt"))
        paths = sorted(glob.glob(glob.escape(os.path.join(part, "attributions", article)) + "_[0-9a-f]*.ann"))
        first = next(p for p in paths if re.fullmatch(re.escape(article) + r"_[0-9a-f]{4}\.ann", os.path.basename(p)))
        content = kit.contents(text_of(first), text)
        golds = [gold for gold in golds if content.get(gold["attribution"])]
        found = read(os.path.join(folder, "speakers", article + ".json"))
        name = {actor["id"]: actor["name"] for actor in found["actors"]}
        guesses = found["statements"] + found["thoughts"]
        texts = [" ".join(piece["text"] for piece in guess["content"]) for guess in guesses]
        half = lambda a, b: (lambda d: d if d >= 0.5 else 0)(kit.dice(a, b))
        pairs = {j: golds[i] for i, j in kit.pair([content[g["attribution"]] for g in golds], texts, half)}
        for j, guess in enumerate(guesses):
            gold = pairs.get(j)
            if gold and not gold.get("sure", True):
                continue
            names = [name[id] for id in guess["speakers"] if name.get(id)]
            right = gold is not None and kit.same_names(kit.as_list(gold["speaker"]), names)
            rows.append(row(article, guess, found, right))
    return rows


def spans(shared, folder):
    """(confidence, whether score_attribution.py's `half` finds it) of all attributions of PolNeAR dev."""
    import score_attribution as kit

    gold = {r["id"]: r for r in map(json.loads, open(os.path.join(folder, "polnear/gold.jsonl")))}
    texts = {r["id"]: r["text"] for r in map(json.loads, open(os.path.join(folder, "polnear/texts.jsonl")))}
    out = []
    for article, of_gold in gold.items():
        text, found = texts[article], read(os.path.join(folder, "speakers", article + ".json"))
        at = kit.units(text, False)
        words = lambda pieces: frozenset(at[i] for start, end in pieces for i in range(start, end) if at[i] >= 0)
        pieces = lambda m: [[p["start"], p["end"]] for p in (m.get("fragments") or [m] if m else [])]
        golds = [(words(g["content"]), words(g["source"])) for g in of_gold["attributions"]]
        guesses = [
            (words([[c["start"], c["end"]] for c in g["content"]]), words(pieces(g["source"])), g["confidence"])
            for g in found["statements"] + found["thoughts"]
        ]
        ranked = []
        for i, g in enumerate(golds):
            for j, p in enumerate(guesses):
                if all(2 * len(a & b) >= max(len(a), len(b)) for a, b in zip(g, p)):
                    ranked.append((len(g[0] & p[0]) / max(len(g[0]), len(p[0]), 1), -i, -j))
        taken, right = set(), set()
        for _, i, j in sorted(ranked, reverse=True):
            if i not in taken and j not in right:
                taken.add(i)
                right.add(j)
        out += [(p[2], -j in right) for j, p in enumerate(guesses)]
    return out


def row(article, statement, record, right):
    """What `features` in crates/analysis/src/confidence.rs tells, but for the score."""
    name = {actor["id"]: actor["name"] for actor in record["actors"]}
    is_named = statement["speakers"] and all(name.get(id) for id in statement["speakers"])
    features = [float(statement["quote"] != "indirect"), float(not is_named)]
    return {"article": article, "confidence": statement["confidence"], "features": features, "right": bool(right)}


def fit(rows):
    """Logistic regression by Newton's method; the ridge is on what is neither the constant nor the score."""
    n = len(rows[0]["x"])
    weights = [0.0] * n
    ridge = [1e-6, 1e-2] + [RIDGE] * (n - 2)
    for _ in range(30):
        slope = [r * w for r, w in zip(ridge, weights)]
        bend = [[ridge[a] if a == b else 0.0 for b in range(n)] for a in range(n)]
        for row in rows:
            p = sigmoid(dot(weights, row["x"]))
            for a in range(n):
                slope[a] += (p - row["right"]) * row["x"][a]
                for b in range(n):
                    bend[a][b] += p * (1 - p) * row["x"][a] * row["x"][b]
        weights = [w - s for w, s in zip(weights, solve(bend, slope))]
    return weights


def solve(matrix, vector):
    """Gauss with pivots."""
    rows = [line + [value] for line, value in zip(matrix, vector)]
    n = len(rows)
    for at in range(n):
        best = max(range(at, n), key=lambda k: abs(rows[k][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for k in range(n):
            if k != at:
                rows[k] = [a - rows[k][at] * b for a, b in zip(rows[k], rows[at])]
    return [line[-1] for line in rows]


def table(title, pairs):
    print(f"{title}: {len(pairs)}, right {share([right for _, right in pairs]):.3f}")
    print(f"{'bin':>9} {'n':>5} {'confidence':>11} {'right':>6}")
    for k, inside in bins(pairs):
        mean, right = share([p for p, _ in inside]), share([right for _, right in inside])
        print(f"{k / N_BINS:.1f} – {(k + 1) / N_BINS:.1f} {len(inside):5} {mean:11.3f} {right:6.3f}")
    draw = random.Random(1)
    chance = share([ece([(p, draw.random() < p) for p, _ in pairs]) for _ in range(200)])
    brier = share([(p - right) ** 2 for p, right in pairs])
    print(f"ECE {ece(pairs):.3f} (by chance alone {chance:.3f}), Brier {brier:.3f}, AUC {auc(pairs):.3f}\n")


def bins(pairs):
    for k in range(N_BINS):
        inside = [(p, right) for p, right in pairs if min(N_BINS - 1, int(p * N_BINS)) == k]
        if inside:
            yield k, inside


def ece(pairs):
    gaps = [abs(sum(p for p, _ in inside) - sum(right for _, right in inside)) for _, inside in bins(pairs)]
    return sum(gaps) / len(pairs)


def auc(pairs):
    """How often a right one is surer than a wrong one."""
    rights, wrongs = [p for p, right in pairs if right], [p for p, right in pairs if not right]
    return share([(a > b) + (a == b) / 2 for a in rights for b in wrongs])


def share(values):
    return sum(values) / len(values) if values else 0.0


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def logit(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def text_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
