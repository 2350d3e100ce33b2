"""A larger network to learn from: all-mpnet-base-v2 with the heads of `network.py`, taught by `learn.py --teacher`.

Its starting weights are in the folder with model.safetensors of all-mpnet-base-v2 (Apache-2.0; 12 layers of 768; Song et al.
2020, "MPNet"), whose word pieces are those of MiniLM. `ask.py` asks it.
"""

import math

import torch
from safetensors.torch import load_file
from torch import nn

import windows
from network import Layer, Network

WIDTH, N_LAYERS = 768, 12
BUCKETS, FURTHEST = 32, 128
# MPNet's vocabulary begins with four marks of its own; its mask is the last.
SHIFT, MASK = 4, 30526
OWN = {0: 1, windows.CLS: 0, windows.SEP: 2, windows.MASK: MASK}
FIRST_PLACE = 2  # of the embeddings of places, behind that for filling
EPSILON = 1e-5


class Teacher(Network):
    """`Network` on MPNet's layers; the first `n_frozen` of them and the embeddings of pieces stay as they are."""

    def __init__(self, folder=None, dropout=0.1, n_frozen=0):
        super().__init__(n_layers=0, dropout=dropout, width=WIDTH)
        self.we, self.pe, self.te = nn.Embedding(MASK + 1, WIDTH), nn.Embedding(512 + FIRST_PLACE, WIDTH), None
        self.layers = nn.ModuleList(Layer(dropout, WIDTH) for _ in range(N_LAYERS))
        self.bias = nn.Embedding(BUCKETS, self.layers[0].n_heads)
        for norm in [self.eln] + [norm for layer in self.layers for norm in (layer.ln1, layer.ln2)]:
            norm.eps = EPSILON
        if folder:
            self.start_from(folder)
        frozen = [self.we, self.pe, self.bias, *self.layers[:n_frozen]] + [self.eln] * bool(n_frozen)
        for part in frozen:
            part.requires_grad_(False)

    def start_from(self, folder):
        loaded, state = load_file(f"{folder}/model.safetensors"), self.state_dict()
        for name, theirs in names():
            state[name].copy_(loaded[theirs])

    def forward(self, batch):
        ids = batch["ids"] + SHIFT
        for piece, own in OWN.items():
            ids[batch["ids"] == piece] = own
        length = ids.shape[1]
        x = self.we(ids) + self.pe.weight[FIRST_PLACE : FIRST_PLACE + length] + self.marks(batch)
        x = self.drop(self.eln(x))
        mask = batch["mask"] + self.bias(buckets(length)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, mask)
        return x.reshape(-1, WIDTH).index_select(0, batch["first"]).float()


def buckets(length):
    """For each pair of places the bucket of how far the second stands from the first (Raffel et al. 2020, T5)."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    apart = torch.arange(length)[:, None] - torch.arange(length)
    far = exact + (torch.log(apart.abs().clamp(1) / exact) / math.log(FURTHEST / exact) * (half - exact)).long()
    return half * (apart < 0) + torch.where(apart.abs() < exact, apart.abs(), far.clamp(max=half - 1))


def names():
    """Our names of MPNet's tensors, and theirs."""
    parts = {
        "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
        "ln1": "attention.LayerNorm", "i": "intermediate.dense", "f": "output.dense", "ln2": "output.LayerNorm",
    }  # fmt: skip
    yield "we.weight", "embeddings.word_embeddings.weight"
    yield "pe.weight", "embeddings.position_embeddings.weight"
    yield "bias.weight", "encoder.relative_attention_bias.weight"
    for kind in ("weight", "bias"):
        yield f"eln.{kind}", f"embeddings.LayerNorm.{kind}"
        for n in range(N_LAYERS):
            for ours, theirs in parts.items():
                yield f"layers.{n}.{ours}.{kind}", f"encoder.layer.{n}.{theirs}.{kind}"
