"""The weights file that `export.py` writes, read back into the network: integers times their scales.

What the file leaves out (token types, which it adds to the positions; positions behind a window; heads that the program
does not need, labels that the file's heads do not have yet) is zero.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file

from network import Network
from reading import Reading
from speakers import FORMS, N_CLUES


def network_of(folder):
    return filled(Network(), tensors(folder, is_reading=False))


def reading_of(folder):
    """The heads of `reading.py`."""
    return filled(Reading(N_CLUES, len(FORMS)), tensors(folder, is_reading=True))


def tensors(folder, is_reading):
    stored = load_file(Path(folder, "weights.safetensors"))
    for name, value in stored.items():
        ours = name.removeprefix("head.")
        if name == "vocabulary" or name.endswith(".scale") or ours.startswith("reading.") != is_reading:
            continue
        scale = stored.get(f"{name}.scale")
        yield ours.removeprefix("reading."), value.float() if scale is None else value.float() * scale[:, None]


def filled(module, named):
    state = {name: torch.zeros_like(value) for name, value in module.state_dict().items()}
    for name, value in named:
        state[name][: len(value)].copy_(value.reshape(-1, *value.shape[1:]))
    module.load_state_dict(state)
    return module.eval()
