"""The words that name an addressee, a channel, a relayer and a day: what the heads for them are given, and their loss.

An article tells the occasion once, and then what was said there: most channels and every other addressee stand in another
sentence than their statement. So all words within REACH of the cue are looked at, with how many sentences they are away
and whether somebody else is quoted there. Wherever the words stand that the readers gave, they are right.
"""

import random

import torch

import days
import gold
import reading

REACH = 250
LONGEST = 12
MOST_AT_ONCE = 30  # attributions of an article a step


def prepare(document):
    """For each attribution: the words looked at, where they stand, and which are right."""
    speak = [{name.lower() for name in a.speakers} for a in document.attributions]
    own = [sentences_of(document, a) for a in document.attributions]
    told_in = {}
    for n, mine in enumerate(own):
        for sentence in mine:
            told_in.setdefault(sentence, []).append(n)
    document.near = [near(document, a) for a in document.attributions]
    document.places, document.zones, document.named = [], [], []
    inside = {k for a in document.attributions for start, end in a.content for k in range(start, end)}
    for n, a in enumerate(document.attributions):
        whose = lambda s: 0 if s in own[n] else 3 if s not in told_in else 1 if any(speak[o] & speak[n] for o in told_in[s]) else 2
        sides = {s: 4 * apart(s, own[n]) + whose(s) for s in {document.sentence[k] for k in document.near[n]}}
        document.places.append(torch.tensor(places(a, document.near[n])))
        document.zones.append(torch.tensor([2 * sides[document.sentence[k]] + (k in inside) for k in document.near[n]]))
        document.named.append({detail: named(document, a, document.near[n], detail) for detail in reading.DETAILS})


def sentences_of(document, a):
    return {document.sentence[k] for r in (a.cue + a.content + a.source)[:4] for k in (r[0], r[1] - 1)}


def near(document, a):
    return range(max(0, a.start - REACH), min(len(document.words), a.start + REACH))


def apart(sentence, own):
    """How many sentences away, in steps: 0 its own, 1 to 4 before, 5 to 8 behind."""
    n = max(min(own) - sentence, sentence - max(own), 0)
    step = sum(n > limit for limit in (0, 1, 3, 9))
    return step + 4 * (sentence > max(own))


def places(a, near):
    """Where each word stands: distance and side from the cue, and in which part of the attribution."""
    at = a.start
    end = a.cue[-1][1] if a.cue else at
    out = []
    for k in near:
        gap = k - end + 1 if k >= end else at - k if k < at else 0
        side = 0 if gap == 0 else sum(gap > step for step in (1, 2, 4, 8, 16, 32)) + 1
        side = side + 8 * (k >= end)
        parts = (a.cue, a.source, a.content)
        part = next((1 + n for n, ranges in enumerate(parts) if any(s <= k < e for s, e in ranges)), 0)
        out.append(side * 4 + part)
    return out


def named(document, a, near, detail):
    """The first and the last words of every place near that names a detail; None where the readers give none."""
    told = a.told.get("said_on" if detail == "day" else detail)
    if not told:
        return None
    if detail == "day":
        word = lambda k: document.text[slice(*document.words[k])].lower()
        found = [(k, k + 1) for k in near if days.gives(word(k), told, days.published(document))]
    else:
        is_near = lambda o: near.start <= o[0] and o[1] <= near.stop and o[1] - o[0] <= LONGEST
        found = [o for words in told for o in gold.occurrences(document, words) if is_near(o)]
        found = found or [o for words in told for o in gold.spoken_of(document, words) if is_near(o)]
    return [first - near.start for first, _ in found], [behind - 1 - near.start for _, behind in found]


def loss_of(heads, parts):
    """The mean loss over details, first and last words, of articles with their vectors."""
    losses = []
    for document, hidden in parts:
        some = read(document)
        some = random.sample(some, min(MOST_AT_ONCE, len(some)))
        for n, scores in zip(some, heads.details(hidden, document, some)):
            losses += losses_of_one(scores, document.named[n])
    return torch.stack(losses).mean() if losses else torch.zeros(())


def read(document):
    """The attributions that somebody has read."""
    return [n for n, a in enumerate(document.attributions) if a.is_statement is not None]


def losses_of_one(scores, named):
    """Minus the logarithm of the chance of all that is right, for first and last words; nothing where no word near is."""
    for detail, name in enumerate(reading.DETAILS):
        right = named[name]
        for edge in (0, 1):
            row = scores[edge * len(reading.DETAILS) + detail]
            columns = [0] if right is None else [1 + k for k in right[edge]]
            if columns:
                yield torch.logsumexp(row, 0) - torch.logsumexp(row[columns], 0)


def best(scores, detail):
    """The span that names a detail best, and how much likelier it is than none, in log-odds."""
    begins, ends = scores[detail], scores[len(reading.DETAILS) + detail]
    table = torch.full((len(begins) - 1, LONGEST), -torch.inf)
    for k in range(min(LONGEST, len(table))):
        table[: len(table) - k, k] = begins[1 : len(begins) - k] + ends[1 + k :]
    at = int(table.argmax())
    first, more = divmod(at, LONGEST)
    return (first, first + more), float(table.view(-1)[at] - begins[0] - ends[0])


def outcomes(heads, hidden, document):
    """Of each attribution read and each detail: its name, whether the words found are right, whether any are found, and
    whether the readers tell it."""
    some = read(document)
    for n, scores in zip(some, heads.details(hidden, document, some)):
        for detail, name in enumerate(reading.DETAILS):
            (first, _), odds = best(scores, detail)
            right = document.named[n][name]
            yield name, odds > 0 and right is not None and first in right[0], odds > 0, right is not None
