"""Asks a teacher once of every article that may be learnt from, marked or not, and keeps what it says.

    python3 training/ask.py --shared ../shared --base MINILM --model crates/encoder/models/news \\
        --teacher target/teacher.pt --out target/taught.pt

`target/teacher.pt` is made by `learn.py --teacher`. OUT holds for each article's name probabilities in half precision: of the
tags [words, TAGS] and of each group of KINDS [attributions, labels]. `learn.py --taught` learns them beside the labels (Hinton
et al. 2015, "Distilling the knowledge in a neural network").
"""

import argparse

import torch

import learn
import reading
import speakers
import teacher
import train
from weights import network_of


@torch.inference_mode()
def main():
    args = arguments()
    train.settle(args)
    saved = torch.load(args.teacher)
    network = teacher.Teacher().eval()
    heads = reading.Reading(speakers.N_CLUES, len(speakers.FORMS), width=teacher.WIDTH).eval()
    network.load_state_dict({k: v for k, v in saved.items() if not k.startswith("reading.")})
    heads.load_state_dict({k.removeprefix("reading."): v for k, v in saved.items() if k.startswith("reading.")})
    reader = network_of(args.model)
    marked = learn.prepared(args, reader)
    unmarked = learn.unmarked(args, reader, marked)
    torch.save({d.name: asked(network, heads, d) for d in marked + unmarked}, args.out)


def asked(network, heads, document):
    """What the teacher says of an article: probabilities of tags, and of the kinds of its attributions."""
    hidden = train.hidden_whole(network, document)
    out = {"tags": torch.softmax(network.tag(hidden), -1).half()}
    if document.attributions:
        kinds = heads.kinds(hidden, document.attributions, document.rows)
        out["kinds"] = {group: torch.softmax(scores, -1).half() for group, scores in kinds.items()}
    return out


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--shared", "--base", "--model", "--teacher", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--limit", type=int, help="so many articles of either kind only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
