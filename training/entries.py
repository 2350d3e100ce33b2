#!/usr/bin/env python3
"""Fits the weights by which engagements, commitments and positions are chosen among their candidates.

    cargo build --release -p onrecord-analysis --features embedded-model --example candidates
    target/release/examples/candidates ARTICLE... > candidates.jsonl
    entries.py SHARED candidates.jsonl [--write]

SHARED is the folder of the gold sets; an article is known by its file's name. Candidates are right where the kit's
score_record.py pairs them with an entry of the gold. Weights are a logistic regression's over the names of features,
its ridge and the least probability those that give the best F1 within the folds 0 to 2, each of their articles
predicted from the others; then figures are printed for the folds 3 and 4, which nothing was chosen by. An article's
fold is the FNV-1a hash of its name, modulo 5. --write fits on all folds and writes crates/analysis/weights/.

Needs scikit-learn.
"""
import json
import os
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

SETS = ["record-train", "record-dev", "polnear-train"]
# How often a feature must be seen to be weighed.
LEAST_SEEN = {"engagements": 3, "commitments": 3, "positions": 4}
RIDGES = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0]


def fold(name):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % 5


class Article:
    def __init__(self, line, gold):
        self.name, self.record, self.gold = line["name"], line["record"], gold
        self.features = dict(line["features"])
        self.flat = kit.flat({**line["record"], "statements": []})


def articles(shared, path):
    for line in open(path, encoding="utf-8"):
        line = json.loads(line)
        files = [Path(shared, "gold", part, line["name"] + ".json") for part in SETS]
        file = next((file for file in files if file.exists()), None)
        if file:
            yield Article(line, json.loads(file.read_text(encoding="utf-8")))


def scorer(kind):
    return {"engagements": kit.engagement_score, "commitments": kit.commitment_score, "positions": kit.position_score}[kind]


def examples(article, kind):
    """Features and rightness of each candidate."""
    gold, found, score = article.gold.get(kind, []), article.flat[kind], scorer(kind)
    if kind == "engagements":
        right = {j for _, j in kit.pair(gold, found, score)}
    else:
        right = {j for j, entry in enumerate(found) if any(score(one, entry) > 0 for one in gold)}
    return [(article.features[entry["id"]], j in right) for j, entry in enumerate(article.record[kind])]


class Weights:
    def __init__(self, rows, answers, ridge, least_seen):
        seen = Counter(name for names in rows for name in set(names))
        self.known = {name for name, n in seen.items() if n >= least_seen}
        self.vectors = DictVectorizer()
        matrix = self.vectors.fit_transform([self.row(names) for names in rows]).toarray()
        self.model = LogisticRegression(C=ridge, max_iter=400, tol=1e-3).fit(matrix, answers)

    def row(self, names):
        return {name: 1.0 for name in names if name in self.known}

    def probabilities(self, rows):
        if not rows:
            return []
        return self.model.predict_proba(self.vectors.transform([self.row(names) for names in rows]).toarray())

    def table(self):
        """Name and weight of every feature, for each class of the model."""
        names = self.vectors.get_feature_names_out()
        return [
            [("constant", bias)] + sorted(zip(names, weights), key=lambda pair: pair[0])
            for bias, weights in zip(self.model.intercept_, self.model.coef_)
        ]


def chosen(article, kind, probabilities, least):
    """The candidates kept, as the program keeps them: the likelier of those that share words."""
    entries = article.record[kind]
    kept = []
    for j in sorted(range(len(entries)), key=lambda j: -probabilities[j]):
        if probabilities[j] < least:
            break
        if kind != "engagements":
            at = lambda j: entries[j]["what"] if kind == "commitments" else entries[j]["evidence"][0]
            whose = lambda j: kind == "commitments" or entries[j]["actor"]
            if any(at(k)["start"] < at(j)["end"] and at(j)["start"] < at(k)["end"] and whose(k) == whose(j) for k in kept):
                continue
        kept.append(j)
    return kept


def figures(some, kind, probabilities, least, stances=None):
    right = n_gold = n_found = 0
    fields = Counter()
    for article, likely in zip(some, probabilities):
        kept = chosen(article, kind, likely, least)
        gold, found = article.gold.get(kind, []), [article.flat[kind][j] for j in kept]
        pairs = kit.pair(gold, found, scorer(kind))
        right, n_gold, n_found = right + len(pairs), n_gold + len(gold), n_found + len(found)
        for i, j in pairs:
            for field in ("phase", "status", "stance"):
                if field in gold[i]:
                    value = found[j][field]
                    if stances and field == "stance":
                        value = stances.best(article.features[article.record[kind][kept[j]]["id"]])
                    fields[field, value == gold[i][field]] += 1
            if kind == "engagements":
                day, on = (found[j]["on"] or "")[:10], gold[i].get("on")
                if on:
                    fields["on", bool(day) and (day.startswith(on) or on.startswith(day))] += 1
                else:
                    fields["no invented date", not day] += 1
    precision, recall = right / max(n_found, 1), right / max(n_gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return precision, recall, f1, n_gold, fields


def told(result):
    precision, recall, f1, n_gold, fields = result
    names = sorted({name for name, _ in fields})
    shares = [f"{name} {fields[name, True] / (fields[name, True] + fields[name, False]):.2f}" for name in names]
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {n_gold}; of matched: {', '.join(shares)}"


def fitted(some, kind, ridge):
    rows, answers = zip(*[example for article in some for example in examples(article, kind)])
    return Weights(rows, np.array(answers), ridge, LEAST_SEEN[kind])


def predicted(some, kind, weights):
    rows = [[article.features[entry["id"]] for entry in article.record[kind]] for article in some]
    return [[row[1] for row in weights.probabilities(names)] for names in rows]


def cross_validated(some, kind, ridge):
    """Each article predicted from the others, in five parts."""
    part = lambda article: fold(article.name + "x")
    out = [None] * len(some)
    for held in range(5):
        weights = fitted([article for article in some if part(article) != held], kind, ridge)
        inside = [idx for idx, article in enumerate(some) if part(article) == held]
        for idx, likely in zip(inside, predicted([some[idx] for idx in inside], kind, weights)):
            out[idx] = likely
    return out


def best(some, kind):
    """Ridge and least probability of the best F1."""
    tried = []
    for ridge in RIDGES:
        probabilities = cross_validated(some, kind, ridge)
        for least in np.arange(0.05, 0.7, 0.025):
            tried.append((figures(some, kind, probabilities, least)[2], ridge, round(float(least), 3)))
    f1, ridge, least = max(tried)
    return ridge, least


class Stances:
    """The likeliest stance of a position."""

    def __init__(self, some, ridge=0.3):
        rows, answers = [], []
        for article in some:
            for entry, flat in zip(article.record["positions"], article.flat["positions"]):
                scores = [(kit.position_score(one, flat), one["stance"]) for one in article.gold.get("positions", [])]
                if scores and max(scores)[0] > 0:
                    rows.append(article.features[entry["id"]])
                    answers.append(max(scores)[1])
        self.weights = Weights(rows, answers, ridge, 8)

    def best(self, names):
        return self.weights.model.classes_[int(np.argmax(self.weights.probabilities([names])[0]))]

    def table(self):
        classes = self.weights.model.classes_
        return [(f"{stance}:{name}", weight) for stance, rows in zip(classes, self.weights.table()) for name, weight in rows]


def write(path, rows, least, about):
    # What weighs less changes no choice.
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in rows if abs(weight) >= 0.06]
    lines.insert(0, f"least\t{least}\n")
    path.write_text(f"# {about} Made by training/entries.py.\n" + "".join(lines), encoding="utf-8")


def main(shared, path, is_written):
    sys.path.insert(0, os.path.join(shared, "kit"))
    global kit
    import score_record as kit

    all_of_them = list(articles(shared, path))
    known = [article for article in all_of_them if fold(article.name) < 3]
    unseen = [article for article in all_of_them if fold(article.name) >= 3]
    print(f"{len(known)} articles to choose by, {len(unseen)} to score")
    folder = Path(__file__).resolve().parent.parent / "crates/analysis/weights"
    for kind in ("engagements", "commitments", "positions"):
        ridge, least = best(known, kind)
        stances = Stances(known) if kind == "positions" else None
        everything = [[1.0] * len(article.record[kind]) for article in known]
        print(f"{kind}: ridge {ridge}, at least {least}")
        print("  all candidates   ", told(figures(known, kind, everything, 0.0)))
        print("  cross-validated  ", told(figures(known, kind, cross_validated(known, kind, ridge), least)))
        weights = fitted(known, kind, ridge)
        print("  folds 3 and 4    ", told(figures(unseen, kind, predicted(unseen, kind, weights), least, stances)))
        if is_written:
            weights = fitted(all_of_them, kind, ridge)
            rows = weights.table()[0] + (Stances(all_of_them).table() if stances else [])
            about = f"Log-odds by what is true of a candidate (ridge {ridge}), and the probability it needs at least."
            write(folder / f"{kind[:-1]}.tsv", rows, least, about)


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    main(arguments[0], arguments[1], "--write" in sys.argv)
