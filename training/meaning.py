"""Makes the vectors of word pieces that `crates/encoder/src/meaning.rs` adds up to what a phrase means.

    meaning.py BASE MODEL_FOLDER

BASE is the folder of all-MiniLM-L6-v2, a sentence encoder, as `training/README.md` finds it. Every piece of its vocabulary
is read alone, its vector is the mean of its last layer, and of all vectors the 64 directions that differ most are kept.
A piece counts by the logarithm of its rank in the vocabulary, which is in the order of frequency: "the" next to nothing.

Source: model2vec, <https://github.com/MinishLab/model2vec>, whose distillation this follows.
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy
import torch
from safetensors.torch import save_file

WIDTH = 64
# The pieces before this one are marks, and letters alone.
FIRST_BY_FREQUENCY = 1996
BATCH = 512


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    torch.set_flush_denormal(True)
    vectors = principal(alone(options.base)) * weights()[:, None]
    scale = numpy.maximum(numpy.abs(vectors).max(1), 1e-12) / 127
    rows = numpy.rint(vectors / scale[:, None]).astype(numpy.int8)
    file = options.folder / "vectors.safetensors"
    options.folder.mkdir(parents=True, exist_ok=True)
    save_file({"rows": torch.tensor(rows), "scale": torch.tensor(scale.astype(numpy.float32))}, file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest = options.folder / "manifest.toml"
    manifest.write_text(re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{digest}"', manifest.read_text()))
    print(f"{file}: {file.stat().st_size:,} bytes, SHA-256 {digest}")


def alone(base):
    """The mean vector of each piece between the two marks that begin and end a text. Shape [pieces, 384]."""
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModel.from_pretrained(base).eval()
    found = []
    with torch.inference_mode():
        for ids in torch.arange(tokenizer.vocab_size).split(BATCH):
            start, end = (torch.full_like(ids, one) for one in (tokenizer.cls_token_id, tokenizer.sep_token_id))
            text = torch.stack([start, ids, end], 1)
            found.append(model(input_ids=text, attention_mask=torch.ones_like(text)).last_hidden_state.mean(1))
    return torch.cat(found).numpy()


def principal(vectors):
    """The vectors in the directions in which they differ most. Shape [pieces, WIDTH]."""
    vectors = vectors - vectors.mean(0)
    directions = numpy.linalg.svd(vectors[FIRST_BY_FREQUENCY:], full_matrices=False)[2]
    return vectors @ directions[:WIDTH].T


def weights(n_pieces=30522):
    """How much each piece counts, 0 to 1."""
    rank = numpy.maximum(numpy.arange(n_pieces) - FIRST_BY_FREQUENCY + 1, 1)
    return numpy.log(1 + rank) / numpy.log(n_pieces)


if __name__ == "__main__":
    main()
