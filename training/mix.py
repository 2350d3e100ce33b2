"""Averages a checkpoint of `learn.py` with the weights that it went on from: more of what those knew is kept.

    mix.py CHECKPOINT.pt FOLDER SHARE OUT.pt

SHARE is that of the checkpoint, 0 to 1. The heads of `reading.py` stay as they are; so do those for syntax, which the
weights file of FOLDER does not hold. Source: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models".
"""

import sys

import torch

from weights import network_of

KEPT = ("reading.", "pos.", "dep.")


def main(checkpoint, folder, share, out):
    share, before = float(share), network_of(folder).state_dict()
    learnt = torch.load(checkpoint, map_location="cpu", weights_only=True)
    for name, value in learnt.items():
        if not name.startswith(KEPT):
            value.mul_(share).add_(before[name], alpha=1 - share)
    torch.save(learnt, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
