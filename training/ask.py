"""Asks a teacher once of every article that may be learnt from, marked or not, and keeps what it says.

    python3 training/ask.py --shared ../shared --base MINILM --teacher target/teacher.pt --out target/taught.pt

`target/teacher.pt` is made by `learn.py --teacher`. OUT holds for each article's name probabilities in half precision: of the
tags [words, TAGS] and, where attributions are marked, of their acts [attributions, ACTS]. `learn.py --taught` learns them beside
the labels (Hinton et al. 2015, "Distilling the knowledge in a neural network").
"""

import argparse

import torch

import gold
import learn
import reading
import speakers
import teacher
import train
import windows
from cues import Cues


@torch.inference_mode()
def main():
    args = arguments()
    train.settle(args)
    saved = torch.load(args.teacher)
    network, heads = teacher.Teacher().eval(), reading.Reading(speakers.N_CLUES, len(speakers.FORMS), width=teacher.WIDTH).eval()
    network.load_state_dict({k: v for k, v in saved.items() if not k.startswith("reading.")})
    heads.load_state_dict({k.removeprefix("reading."): v for k, v in saved.items() if k.startswith("reading.")})
    pieces, table, out = windows.Pieces(args.base), Cues(), {}
    marked = gold.read(args.shared, gold.SETS + gold.FURTHER)
    for document in marked + learn.unmarked(args.shared, marked):
        pieces.annotate(document)
        if getattr(document, "attributions", None):
            document.rows = torch.tensor([learn.row_of(document, a, table) for a in document.attributions])
        out[document.name] = asked(network, heads, document)
    torch.save(out, args.out)


def asked(network, heads, document):
    """What the teacher says of an article: probabilities of tags, and of the acts of its attributions."""
    hidden = learn.hidden_whole(network, document)
    out = {"tags": torch.softmax(network.tag(hidden), -1).half()}
    if getattr(document, "attributions", None):
        acts = heads.kinds(hidden, document.attributions, document.rows)["act"]
        out["acts"] = torch.softmax(acts, -1).half()
    return out


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--shared", "--base", "--teacher", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
