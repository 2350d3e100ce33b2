"""Averages a checkpoint of `learn.py` with the weights that it went on from: more of what those knew is kept.

    mix.py CHECKPOINT.pt FOLDER SHARE OUT.pt

SHARE is that of the checkpoint, 0 to 1. The heads of `reading.py` are averaged where FOLDER has them, and else stay as
they are; so do those for syntax, which no weights file holds. Source: Wortsman et al. 2022, "Robust fine-tuning of
zero-shot models".
"""

import sys
from pathlib import Path

import torch
from safetensors import safe_open

from weights import network_of, reading_of

UNKNOWN = ("pos.", "dep.")


def main(checkpoint, folder, share, out):
    share, before = float(share), dict(network_of(folder).state_dict())
    if has_reading(folder):
        before |= {f"reading.{name}": value for name, value in reading_of(folder).state_dict().items()}
    learnt = torch.load(checkpoint, map_location="cpu", weights_only=True)
    for name, value in learnt.items():
        if name in before and not name.startswith(UNKNOWN):
            value.mul_(share).add_(before[name], alpha=1 - share)
    torch.save(learnt, out)


def has_reading(folder):
    with safe_open(Path(folder, "weights.safetensors"), "pt") as file:
        return any(name.startswith("head.reading.") for name in file.keys())


if __name__ == "__main__":
    main(*sys.argv[1:])
