"""Heads that read an attribution whose spans are known, on the encoder's word vectors.

What it does (act, modality, statement or thought, whether the article tells its day, channel, addressee, relayer, be it
sentences before), the words that name these, and who its speaker is among the names of the article. A span is the mean of
its words' vectors; the program does the same.
"""

import torch
import torch.nn.functional as F
from torch import nn

from network import WIDTH

ACTS = (
    "assert assess announce ask admit deny decline condole concur request demand propose promise agree reject threaten "
    "accuse criticise oppose praise support regret retract"
).split()
MODALITIES = ("actual", "future", "conditional", "negated")
# What the head of kinds scores: groups of labels, one of each group holds.
KINDS = {
    "act": tuple(ACTS), "modality": MODALITIES, "voice": ("statement", "thought"), "day": ("untold", "told"),
    "channel": ("untold", "told"), "addressee": ("untold", "told"), "via": ("untold", "told"),
}  # fmt: skip
DETAILS = ("addressee", "channel", "via", "day")
ROWS = 2 * (len(ACTS) + 1) + 2  # of the table of cues: none, not found, an act or open, said or thought
HIDDEN, PAIR, CLUES = 192, 128, 32
PLACES, ZONES = 64, 72


class Reading(nn.Module):
    def __init__(self, n_clues, n_forms, dropout=0.3, width=WIDTH):
        super().__init__()
        n_kinds = sum(map(len, KINDS.values()))
        self.weigh = nn.Linear(width, 1)
        self.kind_in, self.kind = nn.Linear(6 * width, HIDDEN), nn.Linear(HIDDEN, n_kinds)
        self.row = nn.Embedding(ROWS, HIDDEN)
        self.detail_word, self.detail_of = nn.Linear(width, PAIR), nn.Linear(3 * width, PAIR)
        self.detail_place, self.detail_zone = nn.Embedding(PLACES, PAIR), nn.Embedding(ZONES, PAIR)
        self.detail, self.no_detail = nn.Linear(PAIR, 2 * len(DETAILS)), nn.Linear(PAIR, len(DETAILS))
        self.asker, self.named = nn.Linear(3 * width, PAIR), nn.Linear(2 * width, PAIR)
        self.clue_in, self.clue = nn.Linear(n_clues, CLUES), nn.Linear(CLUES, 1)
        self.unnamed_in, self.unnamed = nn.Linear(3 * width + n_forms, CLUES), nn.Linear(CLUES, 2)
        self.drop = nn.Dropout(dropout)
        for embedding in (self.row, self.detail_place, self.detail_zone):
            nn.init.zeros_(embedding.weight)

    def kinds(self, hidden, attributions, rows):
        """Scores of the labels of KINDS, [attributions, labels]; `rows` are the table's."""
        vectors = torch.stack([self.of_kind(hidden, a) for a in attributions])
        inner = torch.relu(self.kind_in(self.drop(vectors)) + self.row(rows))
        scores = self.kind(self.drop(inner))
        return dict(zip(KINDS, scores.split([len(v) for v in KINDS.values()], 1)))

    def of_kind(self, hidden, a):
        cue, content, source = (words(hidden, ranges) for ranges in (a.cue, a.content, a.source))
        weights = torch.softmax(self.weigh(content).squeeze(1), 0)
        parts = [first(cue), mean(cue), content[0], mean(content), weights @ content, mean(source)]
        return torch.cat(parts)

    def details(self, hidden, document, some):
        """For each of `some` attributions, scores of first and last words of each detail, [2·DETAILS, 1 + near]; the first
        column is "none"."""
        of_words = self.detail_word(self.drop(hidden))
        out = []
        for n in some:
            a, near = document.attributions[n], document.near[n]
            parts = [mean(words(hidden, ranges)) for ranges in (a.cue, a.source, a.content)]
            of = self.detail_of(self.drop(torch.cat(parts)))
            stands = self.detail_place(document.places[n]) + self.detail_zone(document.zones[n])
            inner = torch.relu(of_words[near.start : near.stop] + of + stands)
            none = self.no_detail(torch.relu(of)).repeat(2)
            out.append(torch.cat([none.unsqueeze(1), self.detail(inner).T], 1))
        return out

    def speakers(self, hidden, a, mentions, clues, form):
        """Scores of "nobody named", of the source's own words, and of each mention, [2 + mentions]; `mentions` are the
        vectors that `of_mentions` makes."""
        cue = words(hidden, a.cue)
        parts = [mean(words(hidden, a.source or a.cue)), mean(cue), hidden[a.content[0][0]]]
        asker = self.drop(torch.cat(parts))
        unnamed = self.unnamed(torch.relu(self.unnamed_in(torch.cat([asker, form]))))
        if not len(mentions):
            return unnamed
        scores = self.named(self.drop(mentions)) @ self.asker(asker) / PAIR**0.5
        return torch.cat([unnamed, scores + self.clue(torch.relu(self.clue_in(clues))).squeeze(1)])


def of_mentions(hidden, mentions):
    """Of each mention the vector of its first word and the mean of its words, [mentions, 2·width]; for a whole article at
    once, since each slice of `hidden` costs a gradient of its size."""
    starts, ends = (torch.tensor([getattr(m, side) for m in mentions], dtype=torch.long) for side in ("start", "end"))
    sums = F.pad(hidden.cumsum(0), (0, 0, 1, 0))
    means = (sums.index_select(0, ends) - sums.index_select(0, starts)) / (ends - starts).unsqueeze(1)
    return torch.cat([hidden.index_select(0, starts), means], 1)


def words(hidden, ranges):
    parts = [hidden[start:end] for start, end in ranges]
    return torch.cat(parts) if parts else hidden[:0]


def mean(vectors):
    return vectors.mean(0) if len(vectors) else vectors.new_zeros(vectors.shape[1])


def first(vectors):
    return vectors[0] if len(vectors) else vectors.new_zeros(vectors.shape[1])


def loss_of_kinds(scores, wanted, weights):
    """`wanted` holds for each group of KINDS a label each or -100."""
    total = 0.0
    for group, weight in weights.items():
        gold = torch.tensor(wanted[group])
        if (gold >= 0).any():
            smooth = 0.05 if group == "act" else 0.0
            total = total + weight * F.cross_entropy(scores[group], gold, ignore_index=-100, label_smoothing=smooth)
    return total
