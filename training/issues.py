#!/usr/bin/env python3
"""Fits the weights by which the program finds what a position is on: a noun phrase of the words that show it.

    issues.py --shared SHARED --base MINILM --model FOLDER [--write]

For each word, from its vector of the encoder in FOLDER: which class it is of (CLASSES, by the parts of speech of GUM), a
ridge regression to each, and how likely a reader's words for the issue have it, a logistic regression over the words of
nouns, modifiers and verbs in the evidence of all positions of the gold and the further readings. A word is had where its
stem is. `crates/analysis/src/kinds/position/issue.rs` chooses the phrase. Prints how often classes are right in documents
not learnt from, and how well words of the issue are told from others in articles not learnt from, by folds.
--write writes crates/analysis/weights/issue.tsv.

Needs scikit-learn.
"""
import argparse
import random
import re
from pathlib import Path

import corpora
import numpy as np
import torch
import train
import windows
import whole
from entries import fold
from gold import MORE, SETS, articles
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from weights import network_of

CLASSES = {"noun": "NOUN PROPN", "modifier": "ADJ NUM", "link": "ADP DET CCONJ PART", "verb": "VERB"}
# Classes of words that an issue is told by.
TELLING = ("noun", "modifier", "verb")
N_WORDS, RIDGE, STRENGTH = 70_000, 30.0, 0.003
ENDINGS = ("ing", "ed", "es", "s")


class Encoder:
    def __init__(self, base, model):
        self.pieces, self.network = windows.Pieces(base), network_of(model)

    def vectors(self, document):
        self.pieces.annotate(document)
        return train.hidden_whole(self.network, document).numpy()


class Classes:
    """The class of each word, those of CLASSES and `other` behind them."""

    def __init__(self, vectors, answers):
        self.mean, wanted = vectors.mean(axis=0), np.eye(len(CLASSES) + 1)[answers]
        centred = vectors - self.mean
        gram = centred.T @ centred + RIDGE * np.eye(vectors.shape[1])
        self.weights = np.linalg.solve(gram, centred.T @ (wanted - wanted.mean(axis=0)))
        self.constant = wanted.mean(axis=0) - self.mean @ self.weights

    def of(self, vectors):
        return (vectors @ self.weights + self.constant).argmax(axis=1)


def class_of(part_of_speech):
    parts = [names.split() for names in CLASSES.values()]
    name = corpora.POS[part_of_speech]
    return next((k for k, names in enumerate(parts) if name in names), len(parts))


def parsed(encoder, folder):
    """Vectors and classes of the words of some documents, and which document each is of."""
    documents = list(corpora.dependencies(folder))
    random.Random(0).shuffle(documents)
    vectors, answers, n_words = [], [], 0
    for document in documents:
        known = np.array(document.labels["pos"])
        vectors.append(encoder.vectors(document)[known >= 0])
        answers.append([class_of(part) for part in known[known >= 0]])
        n_words += len(answers[-1])
        if n_words > N_WORDS:
            break
    return np.concatenate(vectors), np.concatenate(answers), np.repeat(range(len(answers)), list(map(len, answers)))


def stem(word):
    word = re.sub(r"['’]s$", "", word.lower())
    return next((word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 3), word)


def shown(encoder, classes, name, text, positions):
    """Vectors of the telling words in the evidence of an article's positions, whether the issue has each, and the fold."""
    document = corpora.Document(text, corpora.words_of(text))
    vectors, telling = None, [list(CLASSES).index(one) for one in TELLING]
    for position in positions:
        start = text.find(position["evidence"])
        if start < 0:
            continue
        vectors = encoder.vectors(document) if vectors is None else vectors
        end, stems = start + len(position["evidence"]), {stem(word) for word in re.findall(r"[\w'’-]+", position["issue"])}
        inside = [k for k, (a, b) in enumerate(document.words) if start <= a and b <= end]
        kinds = classes.of(vectors[inside])
        for k, kind in zip(inside, kinds):
            if kind in telling:
                yield vectors[k], stem(text[slice(*document.words[k])]) in stems, fold(name)


def read(shared):
    for part in (*SETS, MORE, *whole.SETS):
        for name, article, record in articles(shared, part):
            yield name, article.whole, record.get("positions", [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "base", "model"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(args.base, args.model)
    vectors, answers, of = parsed(encoder, Path(args.shared, "data/gum"))
    held = of % 5 == 0
    right = (Classes(vectors[~held], answers[~held]).of(vectors[held]) == answers[held]).mean()
    print(f"{len(answers)} words of GUM, classes right of held out ones {right:.3f}", flush=True)
    classes = Classes(vectors, answers)
    rows = [row for article in read(args.shared) for row in shown(encoder, classes, *article)]
    vectors, had, folds = (np.array(column) for column in zip(*rows))
    spread = vectors.std(axis=0) + 1e-6
    fitted = lambda chosen: LogisticRegression(C=STRENGTH, max_iter=100).fit((vectors / spread)[chosen], had[chosen])
    areas = []
    for one in range(5):
        scores = fitted(folds != one).decision_function((vectors / spread)[folds == one])
        areas.append(roc_auc_score(had[folds == one], scores))
    print(f"{len(had)} words of evidence, {had.mean():.2f} in the issue, area under the curve {np.mean(areas):.3f}")
    if args.write:
        model = fitted(folds >= 0)
        write(classes, model.coef_[0] / spread, model.intercept_[0])


def write(classes, weights, constant):
    """A line for the constants, then one for each number of a word's vector."""
    rows = np.vstack([np.append(classes.constant, constant), np.column_stack([classes.weights, weights])])
    lines = "".join(" ".join(f"{one:.4f}" for one in row) + "\n" for row in rows)
    head = "# By number of a word's vector, the constants first: its classes, and how likely the issue has it. Made by training/issues.py.\n"
    path = Path(__file__).resolve().parent.parent / "crates/analysis/weights/issue.tsv"
    path.write_text(head + f"# {' '.join(CLASSES)} other about\n" + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
