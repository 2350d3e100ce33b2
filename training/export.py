"""Writes a trained checkpoint as the weights file that `crates/encoder` reads.

    export.py CHECKPOINT.pt HEADS.json VOCAB.txt MODEL_FOLDER [--floats]

CHECKPOINT.pt is a state dict with the names of `network.py`. HEADS.json maps each head or tensor that the program
needs to the labels of its scores, or to [] where it has none: {"tag": ["O", "B-source"], "trans": []}; what it does
not name is left out. VOCAB.txt has one word piece a line.

MODEL_FOLDER gets `weights.safetensors`, and the `sha256` of its `manifest.toml` is set.

Linear maps become integers between -64 and 64 with one scale an output, which no processor's 16-bit sums overflow;
embeddings become integers between -127 and 127 with one scale a row. Biases, norms, positions, features and small
heads stay floats. --floats keeps everything as floats, to tell quantisation from other differences.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

import torch
from safetensors.torch import save_file

WINDOW = 256
HEAD_WIDTH = 32
NETWORK = ("we.", "eln.", "fc.", "fq.", "fp.", "layers.")
SMALL = 1 << 16


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("heads", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--floats", action="store_true")
    options = parser.parse_args()
    state = torch.load(options.checkpoint, map_location="cpu", weights_only=True)
    labels = json.loads(options.heads.read_text())
    tensors = dict(named(state, labels))
    if not options.floats:
        tensors = dict(pair for name, value in tensors.items() for pair in quantized(name, value))
    tensors["vocabulary"] = torch.tensor(list(options.vocabulary.read_bytes()), dtype=torch.uint8)
    notes = {
        "attention_heads": str(state["eln.weight"].shape[0] // HEAD_WIDTH),
        "labels": json.dumps({name: names for name, names in labels.items() if names}),
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    weights = options.folder / "weights.safetensors"
    save_file({name: value.contiguous() for name, value in tensors.items()}, weights, notes)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    sign(options.folder / "manifest.toml", digest)
    print(f"{weights}: {weights.stat().st_size:,} bytes, SHA-256 {digest}")


def named(state, labels):
    """The tensors by their names in the file. The only token type that is used is added to the positions."""
    for name, value in state.items():
        value = value.float()
        if name == "pe.weight":
            yield name, value[:WINDOW] + state["te.weight"][0]
        elif name.startswith(NETWORK):
            yield name, value
        elif name in labels or name.rpartition(".")[0] in labels:
            yield f"head.{name}", value


def quantized(name, value):
    """The tensor as it is written: integers and their scales, or itself."""
    is_linear = value.ndim == 2 and value.numel() >= SMALL and value.shape[0] % 16 == 0
    if name == "we.weight":
        return integers(name, value, 127)
    if name != "pe.weight" and is_linear:
        return integers(name, value, 64)
    return [(name, value)]


def integers(name, value, largest):
    """Rows of integers and a scale for each."""
    scale = value.abs().amax(1).clamp(min=1e-12) / largest
    rounded = (value / scale[:, None]).round().clamp(-largest, largest)
    return [(name, rounded.to(torch.int8)), (f"{name}.scale", scale)]


def sign(manifest, digest):
    """Sets the manifest's `sha256`, and writes a manifest where there is none."""
    text = manifest.read_text() if manifest.exists() else f'name = "{manifest.parent.name}"\nversion = "0"\nsha256 = ""\n'
    manifest.write_text(re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{digest}"', text, count=1))


if __name__ == "__main__":
    main()
