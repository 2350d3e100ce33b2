"""The network: a BERT-like encoder, a linear head per task, a transition layer and a linker.

Starting weights: all-MiniLM-L6-v2 (Apache-2.0), 6 layers of 384. Case, quotation state and paragraph start are
embedded too, from zero, since the pieces are uncased. `crates/encoder` runs the same.
"""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from corpora import DEP, NAMES, POS, TAGS

WIDTH = 384
LINK = 128
HEADS = {"tag": len(TAGS), "name": len(NAMES), "pos": len(POS), "dep": len(DEP)}
DISTANCES = 48


class Layer(nn.Module):
    def __init__(self, dropout, width=WIDTH, n_heads=12):
        super().__init__()
        self.n_heads = n_heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.i, self.f = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask):
        n, length, width = x.shape
        size = width // self.n_heads
        split = lambda y: y.view(n, length, self.n_heads, size).transpose(1, 2).reshape(-1, length, size)
        q, k, v = split(self.q(x) * size**-0.5), split(self.k(x)), split(self.v(x))
        with torch.autocast("cpu", enabled=False):  # a softmax of bfloat16 is close enough, and needs no copies
            mask = mask.to(q.dtype).expand(n, self.n_heads, length, length).reshape(-1, length, length)
            heads = torch.softmax(torch.baddbmm(mask, q, k.transpose(1, 2)), -1) @ v
        heads = heads.view(n, self.n_heads, length, size).transpose(1, 2).reshape(n, length, width)
        x = self.ln1(x + self.o(heads))
        return self.ln2(x + self.drop(self.f(F.gelu(self.i(x)))))


class Network(nn.Module):
    def __init__(self, base=None, n_layers=6, dropout=0.1, width=WIDTH):
        super().__init__()
        self.width = width
        self.we, self.pe, self.te = nn.Embedding(30522, width), nn.Embedding(512, width), nn.Embedding(2, width)
        self.eln = nn.LayerNorm(width, eps=1e-12)
        self.fc, self.fq, self.fp = nn.Embedding(6, width), nn.Embedding(4, width), nn.Embedding(2, width)
        self.layers = nn.ModuleList(Layer(dropout, width) for _ in range(n_layers))
        self.drop = nn.Dropout(dropout)
        for name, n in HEADS.items():
            setattr(self, name, nn.Linear(width, n))
        self.trans = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.begin = nn.Parameter(torch.zeros(len(TAGS)))
        # A span is its first and last word and the mean of its words.
        self.content, self.content_cue = nn.Linear(3 * width, LINK), nn.Linear(3 * width, LINK)
        self.cue_source, self.source = nn.Linear(3 * width, LINK), nn.Linear(3 * width, LINK)
        self.no_cue, self.no_source = nn.Linear(3 * width, 1), nn.Linear(3 * width, 1)
        self.cue_distance, self.source_distance = nn.Embedding(DISTANCES, 1), nn.Embedding(DISTANCES, 1)
        for embedding in (self.fc, self.fq, self.fp, self.cue_distance, self.source_distance):
            nn.init.zeros_(embedding.weight)
        self.we.weight.requires_grad_(False)
        if base:
            self.start_from(base)

    def start_from(self, base):
        loaded = load_file(f"{base}/model.safetensors")
        loaded = {name.removeprefix("bert."): value for name, value in loaded.items()}
        theirs = {
            "we.weight": "embeddings.word_embeddings.weight", "pe.weight": "embeddings.position_embeddings.weight",
            "te.weight": "embeddings.token_type_embeddings.weight",
            "eln.weight": "embeddings.LayerNorm.weight", "eln.bias": "embeddings.LayerNorm.bias",
        }  # fmt: skip
        parts = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "ln1": "attention.output.LayerNorm", "i": "intermediate.dense",
            "f": "output.dense", "ln2": "output.LayerNorm",
        }  # fmt: skip
        for n in range(len(self.layers)):
            for ours, part in parts.items():
                for kind in ("weight", "bias"):
                    theirs[f"layers.{n}.{ours}.{kind}"] = f"encoder.layer.{n}.{part}.{kind}"
        state = self.state_dict()
        for ours, name in theirs.items():
            state[ours].copy_(loaded[name].float())

    def forward(self, batch):
        """Hidden vectors of the first piece of every word: [words of all windows, width]."""
        length = batch["ids"].shape[1]
        x = self.we(batch["ids"]) + self.pe.weight[:length] + self.te.weight[0] + self.marks(batch)
        x = self.drop(self.eln(x))
        for layer in self.layers:
            x = layer(x, batch["mask"])
        return x.reshape(-1, self.width).index_select(0, batch["first"]).float()

    def marks(self, batch):
        """What pieces do not show: case, quotation state, start of a paragraph."""
        return self.fc(batch["case"]) + self.fq(batch["quote"]) + self.fp(batch["para"])

    def spans(self, hidden, spans):
        """[spans, 3·width] from [words, width] and (role, first, behind)."""
        sums = torch.cat([hidden.new_zeros(1, self.width), hidden.cumsum(0)])
        first = torch.tensor([s[1] for s in spans])
        behind = torch.tensor([s[2] for s in spans])
        mean = (sums[behind] - sums[first]) / (behind - first).unsqueeze(1)
        return torch.cat([hidden[first], hidden[behind - 1], mean], 1)

    def links(self, hidden, spans, paragraph):
        """Scores of the cues of each content, [contents, 1 + cues], and of the sources of each cue; the first
        column is "none"."""
        vectors = self.spans(hidden, spans)
        by_role = [[k for k, s in enumerate(spans) if s[0] == role] for role in range(3)]
        sources, cues, contents = by_role
        to_cue = self.no_cue(vectors[contents])
        to_source = self.no_source(vectors[cues])
        if cues and contents:
            buckets = torch.tensor([[distance(spans, k, c, paragraph) for c in cues] for k in contents])
            scores = self.content(vectors[contents]) @ self.content_cue(vectors[cues]).T / LINK**0.5
            to_cue = torch.cat([to_cue, scores + self.cue_distance(buckets).squeeze(-1)], 1)
        if cues and sources:
            buckets = torch.tensor([[distance(spans, k, c, paragraph) for k in sources] for c in cues])
            scores = self.cue_source(vectors[cues]) @ self.source(vectors[sources]).T / LINK**0.5
            to_source = torch.cat([to_source, scores + self.source_distance(buckets).squeeze(-1)], 1)
        return by_role, to_cue, to_source


GAPS = (0, 1, 2, 4, 8, 16, 32)


def distance(spans, dependant, cue, paragraph):
    """Bucket of where a span stands from a cue: side, words between, whether a cue or a paragraph's end is."""
    d, c = spans[dependant], spans[cue]
    is_after = d[1] >= c[1]
    gap = d[1] - c[2] if is_after else c[1] - d[2]
    step = sum(gap > limit for limit in GAPS)
    low, high = (c[2], d[1]) if is_after else (d[2], c[1])
    is_parted = any(s[0] == 1 and s[1] >= low and s[2] <= high for s in spans)
    kind = 2 if paragraph[d[1]] != paragraph[c[1]] else int(is_parted)
    return (is_after * 8 + step) * 3 + kind


def crf_loss(scores, gold, mask, trans, begin):
    """Mean negative log-likelihood a word of tag paths: scores [n, length, k], gold [n, length], mask likewise."""
    n, length, k = scores.shape
    alpha = begin + scores[:, 0]
    for t in range(1, length):
        step = torch.logsumexp(alpha.unsqueeze(2) + trans, 1) + scores[:, t]
        alpha = torch.where(mask[:, t, None], step, alpha)
    total = torch.logsumexp(alpha, 1)
    emitted = (scores.gather(2, gold.unsqueeze(2)).squeeze(2) * mask).sum(1)
    moved = (trans[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1) + begin[gold[:, 0]]
    return (total - emitted - moved).sum() / mask.sum()
