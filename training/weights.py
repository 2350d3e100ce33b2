"""The weights file that `export.py` writes, read back into the network: integers times their scales.

What the file leaves out (token types, which it adds to the positions; positions behind a window; heads that the program
does not need) is zero.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file

from network import Network


def network_of(folder):
    stored = load_file(Path(folder, "weights.safetensors"))
    network = Network()
    state = {name: torch.zeros_like(value) for name, value in network.state_dict().items()}
    for name, value in stored.items():
        if name == "vocabulary" or name.endswith(".scale"):
            continue
        scale = stored.get(f"{name}.scale")
        value = value.float() if scale is None else value.float() * scale[:, None]
        state[name.removeprefix("head.")][: len(value)].copy_(value.reshape(-1, *value.shape[1:]))
    network.load_state_dict(state)
    return network.eval()
