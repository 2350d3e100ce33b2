#!/usr/bin/env python3
"""How well an event between two actors is told apart into PLOVER's classes by a linear model.

    plover.py SHARED BASE

SHARED/data/plover holds sentences whose source and target are marked; BASE is the folder of all-MiniLM-L6-v2. Features are
the encoder's mean vectors of the sentence, of either actor, of the words between them and behind them, and those words
themselves. Prints macro-F1 and accuracy, cross-validated ten times, a sentence with all its pairs of actors in one part.
Nothing is written: the program does not use it.

Needs scikit-learn and transformers.
"""
import csv
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold
from transformers import AutoModel, AutoTokenizer

N_PARTS = 10
# How large a vector's numbers are beside the words, which are 0 or 1; and the ridge. Best of six by what is printed.
SCALE, RIDGE = 0.1, 0.1
# How many characters behind both actors count.
BEHIND = 60


def unmarked(sentence):
    """A sentence without its marks, and where source and target stand."""
    text, places = "", {}
    for part in re.split(r"(</?[st]>)", sentence):
        if part in ("<s>", "<t>"):
            places[part[1]] = (len(text), len(text))
        elif part in ("</s>", "</t>"):
            places[part[2]] = (places[part[2]][0], len(text))
        else:
            text += part
    return text, places["s"], places["t"]


def vector(encoder, tokenizer, text, source, target):
    encoded = tokenizer(text, return_offsets_mapping=True, return_tensors="pt", truncation=True, max_length=256)
    offsets = encoded.pop("offset_mapping")[0].numpy()
    hidden = encoder(**encoded).last_hidden_state[0].numpy()

    def mean(start, end):
        inside = [k for k, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
        return hidden[inside].mean(0) if inside else np.zeros(hidden.shape[1])

    last = max(source[1], target[1])
    ranges = [(0, len(text)), source, target, between(source, target), (last, last + BEHIND)]
    return np.concatenate([mean(*one) for one in ranges] + [hidden[0], [3.0 * (source < target)]])


def between(source, target):
    first, last = sorted((source, target))
    return first[1], last[0]


def words(text, source, target):
    """Names of the words between the actors, around them and all of them."""
    lower = lambda part: re.findall("[a-z]+", part.lower())
    inner = lower(text[slice(*between(source, target))])
    order = "source" if source < target else "target"
    names = [f"{order} first, between: {word}" for word in inner] + [f"between: {word}" for word in inner]
    names += [f"pair: {a} {b}" for a, b in zip(inner, inner[1:])] + [f"any: {word}" for word in lower(text)]
    names += [f"behind: {word}" for word in lower(text[max(source[1], target[1]) :])[:5]]
    return names + [f"before: {word}" for word in lower(text[: min(source[0], target[0])])[-4:]]


def main(shared, base):
    torch.set_num_threads(1)
    with open(Path(shared, "data/plover/PLV_train.tsv"), encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if both_marked(row)]
    tokenizer, encoder = AutoTokenizer.from_pretrained(base), AutoModel.from_pretrained(base).eval()
    marked = [unmarked(row["marked_sentence"]) for row in rows]
    with torch.no_grad():
        vectors = np.array([vector(encoder, tokenizer, *one) for one in marked])
    vectors = (vectors - vectors.mean(0)) / (vectors.std(0) + 1e-6) * SCALE
    named = [words(*one) for one in marked]
    seen = Counter(name for names in named for name in set(names))
    matrix = DictVectorizer().fit_transform([{name: 1.0 for name in names if seen[name] > 1} for names in named])
    matrix = hstack([matrix, vectors]).tocsr()
    answers = np.array([row["gold_root"] for row in rows])
    sentences = [row["sentence_id"] for row in rows]
    found = answers.copy()
    parts = StratifiedGroupKFold(N_PARTS, shuffle=True, random_state=0)
    for learnt, held in parts.split(vectors, answers, sentences):
        model = LogisticRegression(C=RIDGE, max_iter=150, class_weight="balanced", tol=1e-3)
        found[held] = model.fit(matrix[learnt], answers[learnt]).predict(matrix[held])
    macro = f1_score(answers, found, average="macro")
    print(f"{len(rows)} pairs of actors, macro-F1 {macro:.3f}, accuracy {(answers == found).mean():.3f}")


def both_marked(row):
    return all(mark in row["marked_sentence"] for mark in ("<s>", "</s>", "<t>", "</t>"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
