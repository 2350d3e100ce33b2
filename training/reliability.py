"""Holds the confidences of statements against gold, and fits the coefficients that make them probabilities.

    reliability.py SHARED FOLDER STATEMENT×4 SPEAKER×4

FOLDER holds what onrecord made of the gold sets: `folds`, records of articles that the weights have not learnt from,
with their gold in `folds-gold`, as `cargo xtask score folds` leaves them, and `speakers`, PolNeAR dev, as `cargo xtask
score reliability` writes it; that command also gives the coefficients in use (`STATEMENT` and `SPEAKER` in
`crates/analysis/src/confidence.rs`).

Prints tables of ten bins for `confidence` (found with its speakers) and `speaker_confidence` (the speakers of what is
found), as they are and with each article predicted by coefficients fitted on all the others, how many named speakers
are wrong where either is .9 and over, and the coefficients that all the articles give. Expected calibration error
(ECE) is the mean over statements of the distance between a bin's mean confidence and its share right; a perfectly
calibrated confidence would show an ECE above 0 too by chance, so that figure stands beside it. Standard library only.
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
OWN = {"i", "we", "me", "us", "my", "our"}


def main(shared, folder, *coefficients):
    coefficients = [float(c) for c in coefficients]
    statement, speaker = coefficients[:4], coefficients[4:]
    sys.path.insert(0, os.path.join(shared, "kit"))
    sets = {"records of folds": record(folder), "PolNeAR dev, speakers": speakers(shared, folder)}
    rows = [row for of_set in sets.values() for row in of_set]
    for row in rows:
        row["statement"] = weighed(row["confidence"] / row["speaker"], statement, row["features"], logit(0.01), logit(0.995))
        row["choice"] = weighed(row["speaker"], speaker, row["speaker_features"], logit(0.05), logit(0.9995))
        if row["speaker_features"][0]:
            row["choice"][1] = 0.0
    for article in sorted({row["article"] for row in rows}):
        others = [row for row in rows if row["article"] != article]
        found, right = fits(others)
        for row in rows:
            if row["article"] == article:
                row["held_out speaker"] = sigmoid(dot(right, row["choice"]))
                row["held_out"] = sigmoid(dot(found, row["statement"])) * row["held_out speaker"]
    for name, of_set in sets.items():
        if of_set:
            tables(name, of_set, "confidence", "speaker")
            tables(f"{name}, each article predicted from the others", of_set, "held_out", "held_out speaker")
    tables("both, each article predicted from the others", rows, "held_out", "held_out speaker")
    table("PolNeAR dev: content and source overlap gold's by half", spans(shared, folder))
    for name, fitted in zip(("statement", "speaker"), fits(rows)):
        print(f"coefficients from all, {name}:", ", ".join(f"{c:.3f}" for c in fitted))


def fits(rows):
    """Coefficients for being a statement, and for the speakers of those that are."""
    found = fit([(row["statement"], row["is_found"]) for row in rows])
    return found, fit([(row["choice"], row["is_right"]) for row in rows if row["is_found"]])


def weighed(probability, coefficients, features, least, most):
    """What the coefficients weigh: 1, the log-odds that the program gave, and the features."""
    rest = dot([coefficients[0], *coefficients[2:]], [1.0, *features])
    return [1.0, min(max((logit(probability) - rest) / coefficients[1], least), most), *features]


def tables(name, rows, whole, speaker):
    table(f"{name}: found with its speakers", [(r[whole], r["is_right"]) for r in rows])
    found = [r for r in rows if r["is_found"]]
    table(f"{name}: speakers of those found", [(r[speaker], r["is_right"]) for r in found])
    for key in (whole, speaker):
        sure = [r for r in found if r[key] >= 0.9 and not r["features"][1]]
        print(f"named speakers wrong where it is .9 and over: {sum(not r['is_right'] for r in sure)} of {len(sure)} ({key})\n")


def record(folder):
    """What score_record.py counts as STATEMENT found, and found with its speaker."""
    import score_record as kit

    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "folds-gold/*.json"))):
        name = os.path.basename(path)
        gold, found = read(path), read(os.path.join(folder, "folds", name))
        flat = kit.flat(found)["statements"]
        pairs = {j: i for i, j in kit.pair(gold["statements"], flat, kit.statement_score)}
        for j, statement in enumerate(found["statements"]):
            right = j in pairs and kit.same_names(
                kit.as_list(gold["statements"][pairs[j]]["speaker"]), flat[j]["speaker"]
            )
            rows.append(row(name, statement, found, j in pairs, right))
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
            rows.append(row(article, guess, found, gold is not None, right))
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


def row(article, statement, record, is_found, is_right):
    """What crates/analysis/src/confidence.rs weighs, but for the encoder's scores."""
    name = {actor["id"]: actor["name"] for actor in record["actors"]}
    who = statement["speakers"]
    unnamed = float(not who or not all(name.get(id) for id in who))
    source = ((statement["source"] or {}).get("text") or "").lower()
    has_no_choice = float(len(who) > 1 or source in OWN)
    return {
        "article": article, "confidence": statement["confidence"], "speaker": statement["speaker_confidence"],
        "features": [float(statement["quote"] != "indirect"), unnamed], "speaker_features": [has_no_choice, unnamed],
        "is_found": bool(is_found), "is_right": bool(is_right),
    }  # fmt: skip


def fit(examples):
    """Logistic regression by Newton's method; the ridge is on what is neither the constant nor the score."""
    n = len(examples[0][0])
    weights = [0.0] * n
    ridge = [1e-6, 1e-2] + [RIDGE] * (n - 2)
    for _ in range(12):
        slope = [r * w for r, w in zip(ridge, weights)]
        bend = [[ridge[a] if a == b else 0.0 for b in range(n)] for a in range(n)]
        for x, is_right in examples:
            p = sigmoid(dot(weights, x))
            for a in range(n):
                slope[a] += (p - is_right) * x[a]
                for b in range(n):
                    bend[a][b] += p * (1 - p) * x[a] * x[b]
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
