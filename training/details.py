"""Teaches the heads that find the words naming an addressee, a channel, a relayer and a day, on vectors that stay as they are.

    python3 training/details.py --shared ../shared --base MINILM --start target/reading.pt --out target/reading.pt \
        [--without FOLD] [--epochs 8]

An article tells the occasion once, and then what was said there: most channels and every other addressee stand in another
sentence than their statement. So all words within REACH of the cue are looked at, with how many sentences they are away
and whether somebody else is quoted there. Wherever the words stand that the readers gave, they are right.
"""

import argparse
import random
import time

import torch

import days
import gold
import learn
import reading
import speakers
import train
import windows
from cues import Cues
from network import Network

REACH = 250
LONGEST = 12
MOST_AT_ONCE = 40  # attributions of an article a step
RATE = 1.5e-3
WARM = 50


def main():
    args = arguments()
    train.settle(args)
    saved = torch.load(args.start)
    network, heads = Network(), reading.Reading(speakers.N_CLUES, len(speakers.FORMS))
    network.load_state_dict({k: v for k, v in saved.items() if not k.startswith("reading.")}, strict=False)
    named = {k.removeprefix("reading."): v for k, v in saved.items() if k.startswith("reading.")}
    heads.load_state_dict({k: v for k, v in named.items() if not k.startswith(("detail", "no_detail"))}, strict=False)
    documents = [d for d in ready(args, network.eval()) if read(d)]
    kept = [d for d in documents if args.without is None or d.fold != args.without]
    teach(args, heads, kept, [d for d in documents if args.without is not None and d.fold == args.without])
    torch.save(saved | {f"reading.{k}": v for k, v in heads.state_dict().items()}, args.out)


def ready(args, network):
    """The gold and the further readings with their vectors, and what is asked of them."""
    pieces, table = windows.Pieces(args.base), Cues()
    documents = gold.read(args.shared, gold.SETS + gold.FURTHER)
    for document in documents:
        pieces.annotate(document)
        document.hidden = learn.hidden_whole(network, document).half().clone()
        prepare(document)
    return documents


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


def teach(args, heads, kept, out):
    parts = ("detail_word", "detail_of", "detail_place", "detail_zone", "detail", "no_detail")
    parameters = [p for part in parts for p in getattr(heads, part).parameters()]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.02)
    n_steps, step, began = args.epochs * len(kept), 0, time.time()
    for epoch in range(args.epochs):
        heads.train()
        total = 0.0
        for document in random.sample(kept, len(kept)):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / WARM) * (1 - step / n_steps) + 1e-6
            step += 1
            losses = losses_of(heads, document)
            if losses:
                loss = torch.stack(losses).mean()
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                total += float(loss.detach())
        print(f"epoch {epoch} {total / len(kept):.4f} {time.time() - began:.0f} s", flush=True)
        if out and (epoch % 2 or epoch == args.epochs - 1):
            score(heads.eval(), out)


def losses_of(heads, document):
    some = read(document)
    some = random.sample(some, min(MOST_AT_ONCE, len(some)))
    scores = heads.details(document.hidden.float(), document, some)
    return [loss for n, s in zip(some, scores) for loss in losses_of_one(s, document.named[n])]


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
                yield (torch.logsumexp(row, 0) - torch.logsumexp(row[columns], 0)) / 8


def best(scores, detail):
    """The span that names a detail best, and how much likelier it is than none, in log-odds."""
    begins, ends = scores[detail], scores[len(reading.DETAILS) + detail]
    table = torch.full((len(begins) - 1, LONGEST), -torch.inf)
    for k in range(min(LONGEST, len(table))):
        table[: len(table) - k, k] = begins[1 : len(begins) - k] + ends[1 + k :]
    at = int(table.argmax())
    first, more = divmod(at, LONGEST)
    return (first, first + more), float(table.view(-1)[at] - begins[0] - ends[0])


@torch.no_grad()
def score(heads, documents):
    """Of those told, how many are right at log-odds over 0; and how many are named where none is told."""
    right, told, untold, n = ({} for _ in range(4))
    for document in documents:
        some = read(document)
        for row, wanted in zip(heads.details(document.hidden.float(), document, some), (document.named[n] for n in some)):
            for detail, name in enumerate(reading.DETAILS):
                (first, last), odds = best(row, detail)
                key = document.set[:3], name
                for counts, value in (
                    (n, 1), (told, wanted[name] is not None), (untold, wanted[name] is None and odds > 0),
                    (right, odds > 0 and wanted[name] is not None and first in wanted[name][0]),
                ):  # fmt: skip
                    counts[key] = counts.get(key, 0) + value
    for key in sorted(n):
        print(f"  {key[0]} {key[1]:10} {right[key]} of {told[key]} right, {untold[key]} of {n[key] - told[key]} invented")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--start", required=True, help="a checkpoint of learn.py")
    parser.add_argument("--out", required=True)
    parser.add_argument("--without", type=int, help="the fold that is left out")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
