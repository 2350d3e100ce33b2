"""Holds the program's vectors against this network's: same weights file, same text.

    parity.py MODEL_FOLDER MINILM TEXT VECTORS_PROGRAM

TEXT has a paragraph a line, none longer than a window (longer ones the program reads in windows that overlap).
VECTORS_PROGRAM is the example `vectors` of crates/encoder: cargo build --release -p onrecord-encoder --example vectors

Both read the weights of MODEL_FOLDER; this network multiplies floats. Weights that `export.py --floats` wrote must give
the same but for rounding (0.001); integers also round what they multiply.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import torch

import corpora
import windows
from train import collate
from weights import network_of


@torch.no_grad()
def main(model, base, text_file, program):
    text = Path(text_file).read_text()
    document = corpora.Document(text, corpora.words_of(text))
    windows.Pieces(base).annotate(document)
    network = network_of(model)
    cut = [windows.window(document, *r) for r in windows.ranges(document)]
    ours = torch.cat([network(collate([w])) for w in cut])
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run([program, model, text_file, out.name], check=True, stdout=subprocess.DEVNULL)
        theirs = torch.frombuffer(bytearray(Path(out.name).read_bytes()), dtype=torch.float32).view(-1, ours.shape[1])
    if ours.shape != theirs.shape:
        sys.exit(f"{len(ours)} words here, {len(theirs)} in the program")
    apart = (ours - theirs).abs()
    scores = [network.tag(vectors).argmax(1) for vectors in (ours, theirs)]
    same = (scores[0] == scores[1]).float().mean()
    print(f"{len(ours)} words: apart by {apart.mean():.5f} in the mean, {apart.max():.5f} at most; same tag {same:.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
