#!/usr/bin/env python3
"""Fits the weights by which engagements, commitments and positions are chosen among their candidates, and their dates.

    cargo build --release --workspace --example candidates
    texts.py --shared SHARED FOLDER
    ls FOLDER/*.txt | xargs target/release/examples/candidates > candidates.jsonl
    entries.py --shared SHARED candidates.jsonl [--write]

SHARED is the folder of the gold sets; an article is known by its file's name. Further readings are learnt from: those of
readings.py and of whole.py, of newswire without the articles that gold.py puts into fold 0, which are scored. Their
readers put fewer entries on record, which a feature of its own stands for in each set. Of the readings of the same words
one is kept at most.
Candidates are right where the kit's score_record.py pairs them with an entry of the gold. Weights are a logistic
regression's over the names of features and over the encoder's mean vectors of the candidate's words; of a commitment
those of what binds and of its maker stand behind. The least probability is that of LEAST. Figures are printed for the
folds 0 to 2, each of their articles predicted from the others, then for the folds 3 and 4, which nothing was chosen by.
An article's fold is the FNV-1a hash of its name, modulo 5. A date is right where it fits the gold's of the engagement;
where several are likely enough the likeliest is chosen. The encoder has learnt from most of these articles: printed last
are those of the gold that gold.py puts into fold 0, which it has not, with weights of the other articles, and newswire's.
--write fits on all but newswire's fold 0 and writes crates/analysis/weights/.

Needs scikit-learn.
"""
import argparse
import json
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import whole
from gold import MORE, SETS, fold_of, records
from scipy.sparse import hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

# What every candidate of the further readings has, before the name of their set.
FURTHER = "further readings: "
NEWSWIRE = "newswire"
# How often a feature must be seen to be weighed.
LEAST_SEEN = {"engagements": 3, "commitments": 3, "positions": 4}
RIDGE = {"engagements": 0.2, "commitments": 0.1, "positions": 0.2}
# The probability that a candidate needs. F1 on the folds 0 to 2 is within .01 of its best from .25 to .33 for engagements,
# where the least is taken, since candidates of articles unlike these are less likely; from .2 on for commitments; from .15
# to .3 for positions, where the middle spares readers what is false.
LEAST = {"engagements": 0.25, "commitments": 0.2, "positions": 0.225}
# The probability that an engagement's date needs. Of 609 engagements matched, in five folds over all sets, the dated have
# their day and the undated none in .649 and .433 at .25, .634 and .543 at .35, .600 and .659 at .4, .571 and .738 at .45.
LEAST_DATE = 0.4
# How likely a day within the likeliest month or year need be beside it.
FINER = 0.5
# How large a vector's numbers are beside the features, which are 0 or 1.
SCALE = 0.1


def fold(name):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % 5


class Candidate:
    def __init__(self, named, vector, dates=(), reading=""):
        self.named, self.vector, self.reading = named, np.array(vector, dtype=np.float32), reading
        self.dates = [(day, Candidate(named, [])) for day, named in dates]


class Article:
    """An article's candidates and what its readers put on record; `part` is the set of further readings that it is of."""

    def __init__(self, line, gold, part):
        self.name, self.record, self.gold, self.part = line["name"], line["record"], gold, part
        more = [FURTHER + part] if part else []
        self.features = {id: Candidate(named + more, *rest) for id, named, *rest in line["features"]}
        self.flat = kit.flat({**line["record"], "statements": []})

    @property
    def is_unread(self):
        """Whether the encoder has not learnt from it, being of the gold's fold 0."""
        return fold_of(self.name) == 0


def read_records(shared):
    """Each article's record, by its name, with the set of further readings that it is of, if it is."""
    known = {name: (record, None) for part in SETS for name, record in records(shared, part)}
    known |= {name: (record, MORE) for name, record in records(shared, MORE)}
    for part in whole.SETS:
        known |= {name: (record, part) for name, _, record in whole.records(shared, part)}
    return known


def articles(known, path):
    for line in open(path, encoding="utf-8"):
        line = json.loads(line)
        if line["name"] in known:
            yield Article(line, *known[line["name"]])


@cache
def scorer(kind):
    """The kit's score of a gold entry and one found, which is asked for the same ones many times over."""
    score = {"engagements": kit.engagement_score, "commitments": kit.commitment_score, "positions": kit.position_score}[kind]
    known = {}

    def remembered(one, entry):
        key = id(one), id(entry)
        if key not in known:
            known[key] = score(one, entry)
        return known[key]

    return remembered


def examples(article, kind):
    """Features and rightness of each candidate."""
    gold, found, score = article.gold.get(kind, []), article.flat[kind], scorer(kind)
    if kind == "engagements":
        right = {j for _, j in kit.pair(gold, found, score)}
    else:
        right = {j for j, entry in enumerate(found) if any(score(one, entry) > 0 for one in gold)}
    return [(article.features[entry["id"]], j in right) for j, entry in enumerate(article.record[kind])]


class Weights:
    """A logistic regression over what is true of candidates."""

    def __init__(self, candidates, answers, ridge, least_seen, has_vectors=True):
        seen = Counter(name for one in candidates for name in set(one.named))
        self.known = {name for name, n in seen.items() if n >= least_seen}
        self.names, self.has_vectors = DictVectorizer(), has_vectors
        self.names.fit([self.row(one) for one in candidates])
        if has_vectors:
            width = max(len(one.vector) for one in candidates)
            vectors = self.vectors(candidates, width)
            self.mean, self.spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        solver = "liblinear" if len(set(answers)) == 2 else "lbfgs"
        self.model = LogisticRegression(C=ridge, max_iter=300, tol=3e-3, solver=solver)
        self.model.fit(self.matrix(candidates), answers)

    def row(self, one):
        return {name: 1.0 for name in one.named if name in self.known}

    def vectors(self, candidates, width):
        out = np.zeros((len(candidates), width), dtype=np.float32)
        for row, one in zip(out, candidates):
            if len(one.vector):
                row[:] = one.vector
        return out

    def matrix(self, candidates):
        named = self.names.transform([self.row(one) for one in candidates])
        if not self.has_vectors:
            return narrow(named.tocsr())
        vectors = (self.vectors(candidates, len(self.mean)) - self.mean) / self.spread * SCALE
        return narrow(hstack([named, vectors]).tocsr())

    def probabilities(self, candidates):
        return self.model.predict_proba(self.matrix(candidates)) if candidates else []

    def table(self):
        """Rows of a table of weights for each class of the model: of the names, and of the vector as it comes."""
        names = self.names.get_feature_names_out()
        tables = []
        for bias, weights in zip(self.model.intercept_, self.model.coef_):
            rows = sorted(zip(names, weights), key=lambda pair: pair[0])
            of_vector = []
            if self.has_vectors:
                raw = weights[len(names):] * SCALE / self.spread
                bias -= float(raw @ self.mean)
                of_vector = [("vector", raw)]
            tables.append([("constant", bias)] + rows + of_vector)
        return tables


def narrow(matrix):
    """The same with the indices that liblinear takes."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def chosen(article, kind, probabilities, least):
    """The candidates kept, as the program keeps them: the likelier of those that share words."""
    entries = article.record[kind]
    reading = lambda j: article.features[entries[j]["id"]].reading
    kept = []
    for j in sorted(range(len(entries)), key=lambda j: -probabilities[j]):
        if probabilities[j] < least:
            break
        if kind != "engagements":
            at = lambda j: entries[j]["what"] if kind == "commitments" else entries[j]["evidence"][0]
            is_one = lambda k: kind == "commitments" or entries[k]["actor"] == entries[j]["actor"] or reading(k) != reading(j)
            if any(at(k)["start"] < at(j)["end"] and at(j)["start"] < at(k)["end"] and is_one(k) for k in kept):
                continue
        kept.append(j)
    return kept


def figures(some, kind, probabilities, least, stances=None, dates=None):
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
                if dates:
                    day = dates.best(article.features[article.record[kind][kept[j]]["id"]])
                if on:
                    fields["on", fits(day, on)] += 1
                else:
                    fields["no invented date", not day] += 1
    precision, recall = right / max(n_found, 1), right / max(n_gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return precision, recall, f1, n_gold, fields


def fits(day, on):
    """Whether a day is the gold's, as precise as the less precise."""
    return bool(day) and (day.startswith(on) or on.startswith(day))


def told(result):
    precision, recall, f1, n_gold, fields = result
    names = sorted({name for name, _ in fields})
    shares = [f"{name} {fields[name, True] / (fields[name, True] + fields[name, False]):.2f}" for name in names]
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {n_gold}; of matched: {', '.join(shares)}"


def fitted(some, kind):
    candidates, answers = zip(*[example for article in some for example in examples(article, kind)])
    return Weights(candidates, np.array(answers), RIDGE[kind], LEAST_SEEN[kind])


def predicted(some, kind, weights):
    candidates = [[article.features[entry["id"]] for entry in article.record[kind]] for article in some]
    return [[row[1] for row in weights.probabilities(of_article)] for of_article in candidates]


def cross_validated(some, further, kind):
    """Each article predicted from the others and the further ones, in five parts."""
    part = lambda article: fold(article.name + "x")
    out = [None] * len(some)
    for held in range(5):
        weights = fitted([article for article in some if part(article) != held] + further, kind)
        inside = [idx for idx, article in enumerate(some) if part(article) == held]
        for idx, likely in zip(inside, predicted([some[idx] for idx in inside], kind, weights)):
            out[idx] = likely
    return out


class Stances:
    """The likeliest stance of a position."""

    def __init__(self, some, ridge=0.3):
        candidates, answers = [], []
        for article in some:
            for entry, flat in zip(article.record["positions"], article.flat["positions"]):
                scores = [(kit.position_score(one, flat), one["stance"]) for one in article.gold.get("positions", [])]
                if scores and max(scores)[0] > 0:
                    candidates.append(article.features[entry["id"]])
                    answers.append(max(scores)[1])
        self.weights = Weights(candidates, answers, ridge, 8)

    def best(self, candidate):
        """As the program decides: by what is denied, by the table's words, then by weight; a refusal denies nothing."""
        if "not supported" in candidate.named:
            return "does not support"
        for stance in ("opposes", "supports", "denies"):
            if f"table={stance} negated=false" in candidate.named:
                return stance
        likely = self.weights.probabilities([candidate])[0]
        if "refuses" in candidate.named:
            likely = likely * (self.weights.model.classes_ != "denies")
        return self.weights.model.classes_[int(np.argmax(likely))]

    def table(self):
        classes = self.weights.model.classes_
        return [(f"{stance}:{name}", weight) for stance, rows in zip(classes, self.weights.table()) for name, weight in rows]


class Dates:
    """The likeliest date of an engagement, if it is likely enough."""

    def __init__(self, some, ridge=0.05):
        self.engagements = [pair for article in some for pair in self.paired(article)]
        rows = [(date, fits(day, on or "none")) for one, on in self.engagements for day, date in one.dates]
        candidates, answers = zip(*rows)
        self.weights = Weights(candidates, np.array(answers), ridge, 4, False)
        self.least = LEAST_DATE

    def paired(self, article):
        """The engagements that the gold has, each with its day there."""
        gold, found = article.gold.get("engagements", []), article.flat["engagements"]
        for i, j in kit.pair(gold, found, scorer("engagements")):
            yield article.features[article.record["engagements"][j]["id"]], gold[i].get("on")

    def best(self, one):
        if not one.dates:
            return ""
        likely = [row[1] for row in self.weights.probabilities([date for _, date in one.dates])]
        first = int(np.argmax(likely))
        if likely[first] < self.least:
            return ""
        # As the program takes a day within the likeliest month where it is half as likely.
        whole = one.dates[first][0]
        finer = [j for j, (day, _) in enumerate(one.dates) if day.startswith(whole) and len(day) > len(whole)]
        finer = [j for j in finer if likely[j] >= FINER * likely[first]]
        return one.dates[max(finer, key=lambda j: likely[j])][0] if finer else whole


def write(path, rows, least, about):
    # What weighs less changes no choice.
    lines = []
    for name, weight in rows:
        if name.endswith("vector"):
            lines.append(f"{name}\t{' '.join(f'{one:.3f}' for one in weight)}\n")
        elif abs(weight) >= 0.06 and FURTHER not in name:
            lines.append(f"{name}\t{weight:.2f}\n")
    lines.insert(0, f"least\t{least}\n")
    path.write_text(f"# {about} Made by training/entries.py.\n" + "".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("candidates")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, os.path.join(args.shared, "kit"))
    global kit
    import score_record as kit

    fit(list(articles(read_records(args.shared), args.candidates)), args.write)


def fit(everything, is_written):
    wires = [article for article in everything if article.part == NEWSWIRE and article.is_unread]
    learnt = [article for article in everything if article not in wires]
    further = [article for article in learnt if article.part]
    gold = [article for article in learnt if not article.part]
    known = [article for article in gold if fold(article.name) < 3]
    unseen = [article for article in gold if fold(article.name) >= 3]
    unread = [article for article in gold if article.is_unread]
    others = [article for article in gold if not article.is_unread]
    print(f"{len(known)} articles to choose by, {len(unseen)} to score, {len(further)} to learn from beside them")
    folder = Path(__file__).resolve().parent.parent / "crates/analysis/weights"
    scored = ("folds 3 and 4", known, unseen), ("unread by encoder", others, unread), ("newswire", gold, wires)
    for kind in ("engagements", "commitments", "positions"):
        probabilities = cross_validated(known, further, kind)
        least = LEAST[kind]
        candidates = [[1.0] * len(article.record[kind]) for article in known]
        print(f"{kind}: at least {least}")
        print(f"  {'all candidates':18}", told(figures(known, kind, candidates, 0.0)))
        print(f"  {'cross-validated':18}", told(figures(known, kind, probabilities, least)))
        for name, some, held in scored:
            likely = predicted(held, kind, fitted(some + further, kind))
            stances = Stances(some + further) if kind == "positions" else None
            dates = Dates(some + further) if kind == "engagements" else None
            print(f"  {name:18}", told(figures(held, kind, likely, least, stances, dates)), flush=True)
        if is_written:
            written(folder, kind, learnt, least)


def written(folder, kind, everything, least):
    """Writes the weights that are fitted on all articles."""
    model = everything[0].record["provenance"]["model"]
    about = f"Log-odds by what is true of a candidate (ridge {RIDGE[kind]}), with the encoder {model}."
    rows = fitted(everything, kind).table()[0]
    if kind == "positions":
        rows += Stances(everything).table()
    if kind == "engagements":
        dates = Dates(everything)
        about_dates = "Log-odds by what is true of a date that an engagement may have."
        write(folder / "date.tsv", dates.weights.table()[0], dates.least, about_dates)
    write(folder / f"{kind[:-1]}.tsv", rows, least, about)


if __name__ == "__main__":
    main()
