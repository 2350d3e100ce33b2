"""Whom a pronoun or a description stands for, as examples of who speaks: OntoGUM's coreference (Zhu et al. 2021; GUM 11,
CC BY 4.0).

A mention without a name that is the subject of a later verb is read as the source of an attribution whose cue is that verb and
whose content is the rest of its sentence; right are the names of the same entity, or "nobody named" where it has none.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import gold
from corpora import Document, words_of

GENRES = "news interview speech bio court essay letter fiction textbook academic voyage".split()
BRACKET = re.compile(r"\((\d+)(\)?)|(\d+)\)")


@dataclass
class Token:
    """A token of GUM: the word of ours that it begins, or None, its part of speech, relation and head, and its entities."""

    word: int | None
    pos: str
    relation: str
    head: int | None
    entities: str


def documents(shared):
    """A document an article of GENRES, with an attribution a mention; `entity` of each is the number of its entity."""
    folder = Path(shared, "data/gum/coref/ontogum/conllu")
    return [read(path) for genre in GENRES for path in sorted(folder.glob(f"GUM_{genre}_*.conllu"))]


def read(path):
    text, starts, tokens, base = "", [], [], 0
    for line in path.open():
        columns = line.rstrip("\n").split("\t")
        if line.startswith("# newpar\n") and text:
            text = text.rstrip() + "\n"
        elif line.startswith("# sent_id"):
            base = len(tokens)
        elif columns[0].isdigit():
            starts.append(len(text))
            head = base + int(columns[6]) - 1 if columns[6] != "0" else None
            entities = re.search(r"Entity=([^|]*)", columns[9])
            tokens.append(Token(None, columns[3], columns[7], head, entities[1] if entities else ""))
            text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
    document = Document(text, words_of(text))
    words = {start: k for k, (start, _) in enumerate(document.words)}
    for token, start in zip(tokens, starts):
        token.word = words.get(start)
    document.name, document.set, document.published, document.asked = path.stem, "coreference", None, None
    document.sentence = gold.sentences(document)
    document.tokens, document.same = tokens, spans(tokens)
    found = [(attribution(document, *span[:2]), span[2]) for span in document.same]
    document.attributions = [a for a, _ in found if a]
    document.entities = [entity for a, entity in found if a]
    return document


def spans(tokens):
    """The mentions of entities, as (first token, behind the last, entity)."""
    out, begun = [], {}
    for k, token in enumerate(tokens):
        for opened, is_whole, closed in BRACKET.findall(token.entities):
            if opened and not is_whole:
                begun.setdefault(opened, []).append(k)
            elif is_whole or begun.get(closed):
                out.append((k if is_whole else begun[closed].pop(), k + 1, opened or closed))
    return out


def head_of(tokens, start, end):
    return next((k for k in range(start, end) if tokens[k].head is None or not start <= tokens[k].head < end), start)


def attribution(document, start, end):
    """The mention as a source; None where it has a name, is no subject, or has nothing behind its verb."""
    tokens, sentence = document.tokens, document.sentence
    head = head_of(tokens, start, end)
    verb = tokens[head].head
    is_subject = tokens[head].relation.startswith("nsubj") and verb is not None and verb >= end
    if not is_subject or any(t.pos == "PROPN" for t in tokens[start:end]):
        return None
    first, last, cue = tokens[start].word, tokens[end - 1].word, tokens[verb].word
    if None in (first, last, cue) or sentence[cue + 1 : cue + 2] != [sentence[cue]]:
        return None
    behind = next((k for k in range(cue, len(sentence)) if sentence[k] != sentence[cue]), len(sentence))
    return gold.Attribution(source=[(first, last + 1)], cue=[(cue, cue + 1)], content=[(cue + 1, behind)], **gold.UNREAD)


def rights(document):
    """For each attribution which of "nobody", the source's words and the names is right; None where that is not known."""
    tokens, named, nameless = document.tokens, {}, set()
    for start, end, entity in document.same:
        head = head_of(tokens, start, end)
        word = tokens[head].word
        keys = {m.key for m in document.names.mentions if word is not None and m.start <= word < m.end}
        named.setdefault(entity, set()).update(keys)
        if tokens[head].pos == "PROPN" and not keys:
            nameless.add(entity)  # a name that the weights have not found
    out = []
    for entity in document.entities:
        is_named = [int(m.key in named[entity]) for m in document.names.mentions]
        out.append(None if entity in nameless and not any(is_named) else [int(not any(is_named)), 0, *is_named])
    return out
