#!/usr/bin/env python3
"""Fits the weights by which an event between two actors is told apart into PLOVER's types, and measures them.

    cargo build --release --workspace --example events
    target/release/examples/events < SHARED/data/plover/PLV_train.tsv > events.jsonl
    plover.py events.jsonl [--write]

The table holds sentences whose source and target are marked; the example writes what the program weighs of each: names of
words and the encoder's mean vectors. Weights are a ridge regression's to one type each, the likeliest wins; rare types
weigh more, by the root of how rare they are. Prints macro-F1 and accuracy, cross-validated ten times over two cuts, a
sentence with all its pairs of actors in one part, and how often the type is right by its score.
--write fits on all and writes crates/analysis/weights/event.tsv.

Needs scikit-learn.
"""
import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

N_PARTS, CUTS = 10, (0, 1)
# A word must be seen so often; how large a vector is beside the words, which are 0 or 1; the ridge. Half or double of
# either of the latter gives within .01 of macro-F1.
LEAST_SEEN, SCALE, RIDGE = 2, 0.125, 20.0
# Weights are written in these.
UNIT = 1e-4


class Events:
    """Sentences as rows of a matrix, standardised but for the words."""

    def __init__(self, rows):
        seen = Counter(name for row in rows for name in row["named"])
        self.names = DictVectorizer(sparse=False)
        named = self.names.fit_transform([{n: 1.0 for n in row["named"] if seen[n] >= LEAST_SEEN} for row in rows])
        vectors = np.array([row["vector"] for row in rows])
        self.mean, self.spread = vectors.mean(axis=0), (vectors.std(axis=0) + 1e-6) / SCALE
        self.matrix = np.hstack([named, (vectors - self.mean) / self.spread])
        self.types = sorted({row["event"] for row in rows})
        self.answers = np.array([self.types.index(row["event"]) for row in rows])
        self.sentences = [row["sentence"] for row in rows]

    def fitted(self, chosen):
        """Weights by column and type, and what each type has at least."""
        matrix, answers = self.matrix[chosen], self.answers[chosen]
        n_seen = np.bincount(answers, minlength=len(self.types))
        weights = n_seen[answers] ** -0.5
        weights /= weights.mean()
        wanted = np.eye(len(self.types))[answers]
        constant = weights @ wanted / weights.sum()
        gram = matrix @ matrix.T + RIDGE * np.diag(1 / weights)
        return matrix.T @ np.linalg.solve(gram, wanted - constant), constant

    def cross_validated(self, cut):
        scores = np.zeros((len(self.answers), len(self.types)))
        parts = StratifiedGroupKFold(N_PARTS, shuffle=True, random_state=cut)
        for learnt, held in parts.split(self.matrix, self.answers, self.sentences):
            weights, constant = self.fitted(learnt)
            scores[held] = self.matrix[held] @ weights + constant
        return scores

    def table(self):
        weights, constant = self.fitted(np.arange(len(self.answers)))
        names = self.names.get_feature_names_out()
        of_vector = weights[len(names) :] / self.spread[:, None]
        rows = [("constant", constant - self.mean @ of_vector)]
        rows += sorted(zip(names, weights), key=lambda row: row[0]) + [("vector", row) for row in of_vector]
        cells = lambda row: " ".join(str(round(weight / UNIT)) for weight in row)
        lines = [f"{name}\t{cells(row)}\n" for name, row in rows]
        return f"events\t{' '.join(self.types)}\n" + "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with open(args.events, encoding="utf-8") as file:
        events = Events([json.loads(line) for line in file])
    for cut in CUTS:
        measured(events, events.cross_validated(cut), cut)
    if args.write:
        folder = Path(__file__).resolve().parent.parent / "crates/analysis/weights"
        about = f"# Weights of types of events (ridge {RIDGE}), in ten-thousandths. Made by training/plover.py.\n"
        (folder / "event.tsv").write_text(about + events.table(), encoding="utf-8")


def measured(events, scores, cut):
    found, best = scores.argmax(axis=1), scores.max(axis=1)
    is_right = found == events.answers
    macro = f1_score(events.answers, found, average="macro")
    print(f"cut {cut}: {len(found)} pairs of actors, macro-F1 {macro:.3f}, accuracy {is_right.mean():.3f}")
    for least, most in ((-1.0, 0.3), (0.3, 0.5), (0.5, 0.6), (0.6, 0.8), (0.8, 9.0)):
        inside = (best >= least) & (best < most)
        print(f"  score {least} to {most}: right {is_right[inside].mean():.3f} of {inside.sum()}")


if __name__ == "__main__":
    main()
