"""Teaches the encoder to read: goes on from the weights that the program carries, with the heads of `reading.py`.

    python3 training/learn.py --shared ../shared --base MINILM --model crates/encoder/models/news --out target/reading \
        [--without FOLD] [--epochs 7]

It learns from the gold and from the further readings; records of the gold come four times in an epoch, newswire twice. `--without` leaves a fold
of both out, and scores it at the end and before; OUT.articles then names its articles. A run that was stopped goes on from
OUT.state. What the weights knew of spans and names is kept by learning it again: PolNeAR's spans, and the scores that they
gave before on these articles. `--teacher` teaches a larger network by the same loop, whose answers (`ask.py`) are
learnt by `--taught`, also on articles that nobody has marked.
"""

import argparse
import copy
import json
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import coreference
import corpora
import details
import gold
import reading
import speakers
import train
import whole
import windows
from cues import Cues
from teacher import Teacher
from weights import network_of, reading_of

WEIGHTS = {"act": 1.0, "modality": 0.3, "voice": 0.6, "day": 0.3, "channel": 0.3, "addressee": 0.3, "via": 0.2}
DETAILS = 1.0  # weight of the words that name these


def main():
    args = arguments()
    train.settle(args)
    network = network_of(args.model)
    documents = prepared(args, network)
    same = referring(args, network) if args.coreference else []
    is_out = lambda d: args.without is not None and d.fold == args.without
    kept = [d for d in documents if not is_out(d)]
    sides = sides_of(args, network, documents, [d for d in (retold(document) for document in kept) if d])
    if args.teacher:
        network = Teacher(args.teacher, args.dropout, args.freeze)
    heads = reading.Reading(speakers.N_CLUES, len(speakers.FORMS), width=network.width)
    if args.go_on:
        network.load_state_dict(network_of(args.go_on).state_dict())
        heads.load_state_dict(reading_of(args.go_on).state_dict())
    network.train(), heads.train()
    for layer in network.layers:
        layer.drop.p = args.dropout
    network.drop.p = args.dropout
    learn(args, network, heads, kept, (sides, same), [d for d in documents if is_out(d)])


def sides_of(args, network, documents, again):
    """What is learnt beside the gold: PolNeAR's other articles, contents by themselves, and, where a teacher has been
    asked of them, articles that nobody has marked."""
    pieces, more = windows.Pieces(args.base), unmarked(args, network, documents)
    for document in again:
        pieces.annotate(document)
    if not args.taught:
        return [d for d in more if d.spans] + again
    taught = torch.load(args.taught)
    for document in documents + more:
        document.asked = taught.get(document.name)
    return [d for d in more if d.spans or d.asked] + again


def unmarked(args, network, marked):
    """The articles that may be learnt from and are in no set of `marked`: PolNeAR's with their spans, and newswire with those
    that the network finds. What their attributions do, only a teacher tells."""
    names, pieces, table = {d.name for d in marked}, windows.Pieces(args.base), Cues()
    out = corpora.polnear(Path(args.shared, "data"), "train", Path(args.shared, "kit"))
    for document in out:
        document.name = document.row["id"]
    for number, article in enumerate(whole.newswire(args.shared)):
        document = corpora.Document(article.whole, corpora.words_of(article.whole))
        document.name = f"wire_{number:04d}"
        out.append(document)
    out = [d for d in out if d.name not in names and d.words][: args.limit]
    for document in out:
        pieces.annotate(document)
        found = by_spans(document) if document.spans else by_network(network, document)
        document.attributions = [gold.Attribution(**spans, **gold.UNREAD) for spans in found if spans["content"]]
        document.right = [None] * len(document.attributions)
        describe(document, table)
    return out


def by_spans(document):
    """The attributions that PolNeAR marks in an article, as ranges by role."""
    out = {}
    for role, start, end, number in document.spans:
        out.setdefault(number, {role: [] for role in corpora.ROLES})[role].append((start, end))
    return list(out.values())


def by_network(network, document):
    """The attributions that a network finds in an article, as ranges by role."""
    found = train.predict(network.eval(), document)
    ranges = lambda spans: [span[1:] for span in spans if span]
    return [dict(source=ranges([source]), cue=ranges([cue]), content=ranges(contents)) for source, cue, contents in found]


def prepared(args, network):
    """The gold with what each head is to say of it, and what the weights said before."""
    table, pieces = Cues(), windows.Pieces(args.base)
    documents = gold.read(args.shared, gold.SETS + gold.FURTHER)
    for document in documents[: args.limit]:
        pieces.annotate(document)
        batch = [windows.window(document, *bounds) for bounds in windows.ranges(document)]
        with torch.inference_mode():
            hidden = train.hidden_of(network.eval(), batch)
            document.tags_before = torch.softmax(network.tag(hidden), -1).clone()
            document.names_before = torch.softmax(network.name(hidden), -1).clone()
        document.names = speakers.Names(document, document.names_before.argmax(1).tolist())
        prepare(document, table)
        details.prepare(document)
    return documents[: args.limit]


def referring(args, network):
    """The articles of `coreference.py`, with the clues of who each mention stands for."""
    table, pieces, documents = Cues(), windows.Pieces(args.base), coreference.documents(args.shared)
    for document in documents[: args.limit]:
        pieces.annotate(document)
        with torch.inference_mode():
            path = network.eval().name(train.hidden_whole(network, document)).argmax(1).tolist()
        document.names = speakers.Names(document, path)
        document.right = coreference.rights(document)
        complete(document, table)
    return documents[: args.limit]


def prepare(document, table):
    attributions = document.attributions
    document.spans = spans_of(document)
    document.labels["tag"] = corpora.bio(document, document.spans, corpora.TAGS)
    document.right = [speakers.wanted(document, a, document.names) for a in attributions]
    complete(document, table)


def describe(document, table):
    """What the heads of kinds are given of each attribution, and the labels of what it does."""
    document.rows = torch.tensor([row_of(document, a, table) for a in document.attributions])
    document.wanted = [wanted(a) for a in document.attributions]


def complete(document, table):
    """What all heads are given of each attribution, and the labels of what it does."""
    attributions = document.attributions
    describe(document, table)
    keys = [speaking(document, a, r) for a, r in zip(attributions, document.right)]
    document.clues = speakers.clues(document, attributions, document.names, keys)
    document.forms = [speakers.FORMS.index(speakers.form(document, a, document.names)) for a in attributions]


def speaking(document, a, right):
    return {m.key for m, is_right in zip(document.names.mentions, right[2:]) if is_right} if right else set()


def spans_of(document):
    """Spans for the tags: quotation marks belong to what they enclose, as PolNeAR has it."""
    out = []
    for number, a in enumerate(document.attributions):
        out += [("source", *r, number) for r in a.source] + [("cue", *r, number) for r in a.cue]
        out += [("content", *marked(document, r), number) for r in a.content]
    return out


def marked(document, span):
    start, end = span
    word = lambda k: document.text[slice(*document.words[k])] if 0 <= k < len(document.words) else ""
    if word(start - 1) in ("“", '"') and document.paragraph[start - 1] == document.paragraph[start]:
        start -= 1
        if word(end) in (",", ".", "?", "!") and word(end + 1) in ("”", '"'):
            end += 1
    if word(end) in ("”", '"') and document.paragraph[end] == document.paragraph[end - 1]:
        end += 1
    return start, end


def row_of(document, a, table):
    """The row of the embedding for what the table of cues says of it."""
    words = " ".join(document.text[document.words[s][0] : document.words[e - 1][1]] for s, e in a.cue)
    found = table.find(words) if words else None
    if not found:
        return int(bool(words))
    act, is_thought = found
    return 2 + 2 * (0 if act == "-" else 1 + reading.ACTS.index(act)) + is_thought


def wanted(a):
    """The label of each group of KINDS; -100 unknown."""
    if a.is_statement is None:
        return dict.fromkeys(WEIGHTS, -100)
    return {
        "act": reading.ACTS.index(a.act) if a.act in reading.ACTS else -100,
        "modality": reading.MODALITIES.index(a.modality) if a.modality in reading.MODALITIES else -100,
        "voice": int(not a.is_statement),
        "day": int(bool(a.told["said_on"])),
    } | {detail: int(bool(a.told[detail])) for detail in gold.DETAILS}  # fmt: skip


def retold(document):
    """Contents read by themselves, a line each: those that hold an attribution, and as many that do not."""
    attributions = document.attributions
    inside = lambda b, r: b.cue and all(r[0] <= s and e <= r[1] for s, e in b.cue + b.content + b.source)
    holders = [(a, [b for b in attributions if b is not a and inside(b, a.content[0])]) for a in attributions]
    full = [(a, inner) for a, inner in holders if inner]
    bare = [(a, inner) for a, inner in holders if not inner and a.content[0][1] - a.content[0][0] > 6]
    chosen = full + random.sample(bare, min(len(bare), len(full)))
    out, text = corpora.Document("", []), ""
    where = []
    for a, inner in chosen:
        start, end = document.words[a.content[0][0]][0], document.words[a.content[0][1] - 1][1]
        where.append((len(text) - start, a.content[0], inner))
        text += document.text[start:end].replace("\n", " ") + "\n"
    out.text, out.words = text, corpora.words_of(text)
    at = {start: k for k, (start, _) in enumerate(out.words)}
    for number, (shift, _, inner) in enumerate(where):
        for b in inner:
            number += 1000
            for role in corpora.ROLES:
                for start, end in getattr(b, role):
                    first, last = (at.get(document.words[k][0] + shift) for k in (start, end - 1))
                    if first is not None and last is not None:
                        out.spans.append((role, first, last + 1, number))
    out.labels["tag"] = corpora.bio(out, out.spans, corpora.TAGS)
    return out if out.words else None


def learn(args, network, heads, kept, beside, out):
    average = copy.deepcopy(torch.nn.ModuleList([network, heads])).eval()
    learnt = torch.nn.ModuleList([network, heads])
    is_new = lambda name: bool(args.teacher) and not name.startswith(("layers.", "pe."))  # its heads know nothing yet
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    slow = [p for name, p in named if not is_new(name)]
    fast = [p for name, p in named if is_new(name)] + list(heads.parameters())
    groups = [dict(params=slow, lr=args.rate, base=args.rate), dict(params=fast, lr=1e-3, base=1e-3)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    kept = kept + 3 * [d for d in kept if d.set.startswith("record")] + [d for d in kept if d.set == "newswire"]
    per_epoch = -(-len(kept) // args.size)
    n_steps, step, epoch, began = per_epoch * args.epochs, 0, 0, time.time()
    if args.start:
        saved = torch.load(args.start, weights_only=False)
        learnt.load_state_dict(saved["learnt"]), average.load_state_dict(saved["average"])
    state = Path(f"{args.out}.state")
    if state.exists():
        saved = torch.load(state, weights_only=False)
        learnt.load_state_dict(saved["learnt"]), average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        step, epoch = saved["step"], saved["epoch"]
        random.setstate(saved["random"]), torch.set_rng_state(saved["torch"])
    elif args.without is not None:
        print("before", spans_score(network.eval(), out), flush=True)
        network.train()
    shown = {}
    for epoch in range(epoch, args.epochs):
        order = random.sample(kept, len(kept))
        for at in range(0, len(order), args.size):
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(1, (step + 1) / 40) * (1 - step / n_steps) + 1e-7
            side = [d for part, n in zip(beside, (args.beside, int(bool(beside[1])))) for d in random.sample(part, n)]
            side.sort(key=lambda d: not d.labels)
            losses = losses_of(network, heads, order[at : at + args.size], side, args)
            total = sum(losses.values())
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(learnt.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(0.995, step / (step + 10))
            with torch.no_grad():
                for a, b in zip(average.parameters(), learnt.parameters()):
                    a.lerp_(b, 1 - keep)
            for name, loss in losses.items():
                shown.setdefault(name, []).append(float(loss.detach()))
            if step % 20 == 0:
                means = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in shown.items())
                print(f"epoch {epoch} step {step}/{n_steps} {means} {time.time() - began:.0f} s", flush=True)
                shown = {}
        saved = dict(learnt=learnt.state_dict(), average=average.state_dict(), optimizer=optimizer.state_dict(), step=step,
                     epoch=epoch + 1, random=random.getstate(), torch=torch.get_rng_state())  # fmt: skip
        torch.save(saved, state)
        if out and (epoch % args.every == args.every - 1 or epoch == args.epochs - 1):
            print(f"epoch {epoch}", spans_score(average[0], out), reading_score(average, out), flush=True)
    Path(f"{args.out}.articles").write_text("".join(f"{d.name}\n" for d in out))
    torch.save(average[0].state_dict() | {f"reading.{k}": v for k, v in average[1].state_dict().items()}, f"{args.out}.pt")
    note = {"settings": vars(args), "steps": step, "seconds": round(time.time() - began), "torch": torch.__version__}
    Path(f"{args.out}.json").write_text(json.dumps(note, indent=1, default=str) + "\n")


def losses_of(network, heads, documents, side, args):
    """One pass over whole articles, and what each head makes of them."""
    limit = random.randint(112, windows.MAX_PIECES)  # one for all of a step, so that little is filled up
    cut = [cut_of(d, args, limit) for d in documents + side]
    hidden = train.hidden_of(network, [w for part in cut for w in part])
    parts = hidden.split([len(d.words) for d in documents + side])
    spanned = documents + [d for d in side if d.labels]
    n_spanned = sum(len(d.words) for d in spanned)
    batch = [w for part in cut[: len(spanned)] for w in part]
    losses = train.attribution_losses(network, hidden[:n_spanned], batch, with_found=True)
    losses = {"tag": losses["tag"], "link": 0.15 * losses["link"]}
    main = torch.cat(parts[: len(documents)])
    taught = torch.cat([d.tags_before for d in documents])
    named = torch.cat([d.names_before for d in documents])
    if args.keep:
        losses["kept"] = args.keep * F.cross_entropy(network.tag(main), taught)
    losses["name"] = 0.5 * F.cross_entropy(network.name(main), named)
    if args.trust:
        losses |= teachers_losses(network, list(zip(documents + side, parts)), args.trust)
    losses["details"] = DETAILS * details.loss_of(heads, list(zip(documents, parts)))
    return losses | reading_losses(heads, list(zip(documents + side, parts)))


def teachers_losses(network, parts, trust):
    """How far the tags are from what a teacher says of them; nothing without one."""
    known = [(hidden, d.asked["tags"]) for d, hidden in parts if d.asked]
    if not known:
        return {}
    hidden, tags = (torch.cat(each) for each in zip(*known))
    return {"taught": trust * F.cross_entropy(network.tag(hidden), tags.float())}


def cut_of(document, args, limit):
    return [windows.window(document, *bounds, args.hide, 0.0) for bounds in windows.ranges(document, limit)]


def reading_losses(heads, parts):
    kinds, wanted, named, taught = [], {g: [] for g in WEIGHTS}, [], []
    for document, hidden in parts:
        if not document.attributions:
            continue
        kinds.append(heads.kinds(hidden, document.attributions, document.rows))
        if document.asked:
            taught.append(taught_kinds(kinds[-1], document.asked["kinds"]))
        for n in range(len(document.attributions)):
            for group in WEIGHTS:
                wanted[group].append(document.wanted[n][group])
        if any(document.right):
            speaking = speaker_scores(heads, hidden, document)
            named += [speaker_loss(scores, right) for scores, right in zip(speaking, document.right) if right]
    scores = {g: torch.cat([k[g] for k in kinds]) for g in WEIGHTS}
    losses = {"kinds": reading.loss_of_kinds(scores, wanted, WEIGHTS), "speaker": 0.5 * torch.stack(named).mean()}
    return losses | ({"taught kinds": torch.stack(taught).mean()} if taught else {})


def taught_kinds(kinds, told):
    """How far the kinds of an article's attributions are from what a teacher says of them."""
    return sum(weight * F.cross_entropy(kinds[group], told[group].float()) for group, weight in WEIGHTS.items())


def speaker_scores(heads, hidden, document):
    """For each attribution the scores of who speaks, [2 + mentions]."""
    mentions = reading.of_mentions(hidden, document.names.mentions)
    forms = F.one_hot(torch.tensor(document.forms), len(speakers.FORMS)).float()
    each = zip(document.attributions, document.clues, forms)
    return [heads.speakers(hidden, a, mentions, clues.float(), form) for a, clues, form in each]


def speaker_loss(scores, right):
    is_right = torch.tensor(right, dtype=torch.bool)
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[is_right], 0)


def spans_score(network, documents):
    """F1 of contents found on the record's articles, by the record's scorer, no rules; and on those of PolNeAR."""
    from_kit()
    import score_record as kit

    out = {}
    for name in ("record", "polnear", *whole.SETS):
        hit = n_gold = n_found = 0
        for document in documents:
            if not document.set.startswith(name):
                continue
            say = lambda ranges: " ".join(document.text[document.words[s][0] : document.words[e - 1][1]] for s, e in ranges)
            mine = [say(a.content) for a in document.attributions]
            found = [say([c[1:] for c in contents]) for _, _, contents in train.predict(network, document)]
            pairs = kit.pair(mine, found, lambda a, b: (lambda d: d if d >= 0.5 else 0)(kit.dice(a, b)))
            hit, n_gold, n_found = hit + len(pairs), n_gold + len(mine), n_found + len(found)
        out[name] = f"{2 * hit / max(1, n_gold + n_found):.3f} (P {hit / max(1, n_found):.3f} R {hit / max(1, n_gold):.3f})"
    return out


def from_kit():
    path = str(Path(arguments().shared, "kit"))
    if path not in sys.path:
        sys.path.insert(0, path)


def reading_score(average, documents):
    """Shares right on gold spans, apart for the record's articles and PolNeAR's."""
    from collections import Counter

    network, heads = average
    out = Counter()
    for document in documents:
        if not document.attributions:
            continue
        name = document.set[:3]
        hidden = train.hidden_whole(network, document)
        with torch.inference_mode():
            kinds = heads.kinds(hidden, document.attributions, document.rows)
            for group, scores in kinds.items():
                for n, best in enumerate(scores.argmax(1).tolist()):
                    gold_label = document.wanted[n][group]
                    if gold_label >= 0:
                        out[name, group, "n"] += 1
                        out[name, group] += best == gold_label
            for detail, is_right, is_found, is_told in details.outcomes(heads, hidden, document):
                out[name, f"F1 of {detail}", "n"] += is_found + is_told
                out[name, f"F1 of {detail}"] += 2 * is_right
            scored = speaker_scores(heads, hidden, document)
            for n in range(len(document.attributions)):
                if document.right[n]:
                    right = is_right_speaker(scored[n], document, n)
                    for key in ("speaker", "speaker " + speakers.FORMS[document.forms[n]]):
                        out[name, key, "n"] += 1
                        out[name, key] += right
    keys = sorted(k[:2] for k in out if len(k) == 3)
    return "\n".join([""] + [f"  {k[0]} {k[1]:20} {out[k] / max(1, out[*k, 'n']):.3f} of {out[*k, 'n']}" for k in keys])


def is_right_speaker(scores, document, n):
    """Whether the likeliest entity, its mentions taken together, is the gold's."""
    chances = torch.softmax(scores, 0).tolist()
    right, total = document.right[n], {}
    for mention, chance in zip(document.names.mentions, chances[2:]):
        total[mention.key] = total.get(mention.key, 0.0) + chance
    total["nobody"], total["own"] = chances[:2]
    best = max(total, key=total.get)
    if best == "nobody":
        return bool(right[0])
    if best == "own":
        return bool(right[1])
    return any(r and m.key == best for r, m in zip(right[2:], document.names.mentions))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--without", type=int, help="the fold that is left out")
    parser.add_argument("--go-on", help="a folder of weights with these heads to go on from; `--model` is what is kept")
    parser.add_argument("--start", help="the state of another run to go on from; the rate is warmed up again")
    parser.add_argument("--teacher", metavar="MPNET", help="teach the network of `teacher.py` instead, from this folder")
    parser.add_argument("--freeze", type=int, default=0, help="so many of its lower layers stay as they are")
    parser.add_argument("--coreference", action="store_true", help="learn whom mentions stand for too, an article a step")
    parser.add_argument("--taught", help="what a teacher said, by `ask.py`: learnt too")
    parser.add_argument("--trust", type=float, default=1.0, help="weight of the teacher's tags, beside its kinds")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--size", type=int, default=3, help="articles a step")
    parser.add_argument("--beside", type=int, default=2, help="articles a step of what is learnt beside the gold")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.03, help="share of words masked")
    parser.add_argument("--keep", type=float, default=0.3, help="weight of what the weights said before")
    parser.add_argument("--every", type=int, default=3, help="epochs between scores")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
