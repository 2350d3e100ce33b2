"""What the heads of `reading.py` say of an invented article: the figures that a test of `crates/analysis` holds against.

    reference.py MODEL_FOLDER MINILM
"""

import sys
from types import SimpleNamespace

import torch

import corpora
import details
import gold
import learn
import reading
import speakers
import train
import windows
from cues import Cues
from weights import network_of, reading_of

TEXT = (
    "Ada Roe, the mayor of Port Vale, accused the council of hiding the report.\n"
    "She told reporters on Monday that the dam would be mended by spring."
)
SPANS = (
    ("Ada Roe, the mayor of Port Vale", "accused", "the council of hiding the report"),
    ("She", "told", "the dam would be mended by spring"),
)
NAMES = (("Ada Roe", 0), ("Port Vale", 2))


@torch.no_grad()
def main(model, base):
    document = corpora.Document(TEXT, corpora.words_of(TEXT))
    windows.Pieces(base).annotate(document)
    document.published, document.sentence = None, gold.sentences(document)
    find = lambda words: gold.words_in(document, TEXT.index(words), TEXT.index(words) + len(words))
    path = [0] * len(document.words)
    for name, kind in NAMES:
        start, end = find(name)
        path[start:end] = [2 * kind + 1] + [2 * kind + 2] * (end - start - 1)
    document.names = speakers.Names(document, path)
    document.attributions = [attribution(*map(find, spans)) for spans in SPANS]
    learn.prepare(document, Cues())
    details.prepare(document)
    hidden = train.hidden_whole(network_of(model), document)
    heads = reading_of(model)
    kinds = heads.kinds(hidden, document.attributions, document.rows)
    scored = learn.speaker_scores(heads, hidden, document)
    scores = heads.details(hidden, document, range(len(document.attributions)))
    for n in range(len(document.attributions)):
        acts = torch.softmax(kinds["act"][n], 0)
        best = int(acts.argmax())
        chances = torch.softmax(scored[n], 0).tolist()
        odds = [details.best(scores[n], d)[1] for d in range(len(reading.DETAILS))]
        print(SPANS[n][1], reading.ACTS[best], [round(v, 3) for v in (float(acts[best]), *chances)],
              dict(zip(reading.DETAILS, [round(o, 2) for o in odds])))  # fmt: skip


def attribution(source, cue, content):
    told = SimpleNamespace(source=[source], cue=[cue], content=[content], kind="person", speakers=["Ada Roe"], is_sure=True)
    row = dict(act=None, modality="actual", is_statement=True, start=cue[0])
    return SimpleNamespace(**vars(told), **row, told=dict.fromkeys(gold.DETAILS, []) | {"said_on": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
