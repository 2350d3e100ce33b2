"""Who may be an attribution's speaker: the names of its article, and what tells them apart beside the vectors.

A clue is a yes or no; each of the program's clues stands at the same place.
"""

import re

import torch

from cues import rows

FORMS = ("none", "he", "she", "it", "they", "own", "who", "name", "the", "other")
PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "it": "it", "its": "it", "they": "they",
    "them": "they", "their": "they", "i": "own", "we": "own", "me": "own", "us": "own", "my": "own", "our": "own",
    "who": "who", "which": "who", "that": "who",
}  # fmt: skip
DEFINITE = ("the", "his", "her", "their", "its", "this", "that", "these", "those")
MALE, FEMALE = ("mr", "sir", "lord", "king"), ("mrs", "ms", "miss", "lady", "queen")
STEPS = (1, 3, 6, 12, 25, 50, 100)
KINDS = ("PER", "ORG", "LOC", "MISC")


class Mention:
    def __init__(self, start, end, kind, text):
        self.start, self.end, self.kind, self.text = start, end, kind, text
        self.key, self.sex = None, 0


class Names:
    """The mentions of names in an article, and who of them is the same."""

    def __init__(self, document, path):
        text, words = document.text, document.words
        self.sexes = sexes()
        spans = []
        for k, label in enumerate(path):
            if label % 2 == 1 or label and not (spans and spans[-1][1] == k and spans[-1][2] == (label - 1) // 2):
                spans.append([k, k + 1, (label - 1) // 2])
            elif label:
                spans[-1][1] = k + 1
        self.mentions = [Mention(a, b, kind, text[words[a][0] : words[b - 1][1]]) for a, b, kind in spans]
        self.mentions = [m for m in self.mentions if any(c.isalpha() for c in m.text)]
        self.merge(document)

    def merge(self, document):
        """Gives each mention the key of its entity: the first of the longer names that end or begin with its words."""
        keys = []
        for m in sorted(self.mentions, key=lambda m: (-len(m.text.split()), m.start)):
            mine = parts(m.text)
            for key, kind in keys:
                is_person = kind == "PER" or KINDS[m.kind] == "PER"
                short = mine == key or is_person and mine and (mine == key[-len(mine) :] or len(mine) == 1 and mine[0] == key[0])
                if short:
                    m.key = key
                    break
            else:
                m.key = mine
                keys.append((mine, KINDS[m.kind]))
        known = {}
        for m in self.mentions:
            before = document.text[max(0, document.words[m.start][0] - 6) : document.words[m.start][0]].lower()
            title = re.sub(r"[^a-z ]", "", before).split()[-1:] or [""]
            sex = 1 if title[0] in MALE else 2 if title[0] in FEMALE else 0
            if not sex and KINDS[m.kind] == "PER" and len(m.key) > 1:
                sex = self.sexes.get(m.key[0], 0)
            known[m.key] = known.get(m.key) or sex
        for m in self.mentions:
            m.sex = known[m.key]


def sexes():
    return {name: 1 if sex == "m" else 2 for sex, names in rows("first-names.tsv") for name in names.split("|")}


def parts(text):
    return tuple(re.findall(r"[\w'-]+", text.lower().replace("’", "'").removesuffix("'s"))) or ("",)


def form(document, a, names):
    """How the source is worded."""
    if not a.source:
        return "none"
    start, end = a.source[0][0], a.source[-1][1]
    text = [document.text[slice(*document.words[k])].lower() for k in range(start, min(end, start + 3))]
    if text[0] in PRONOUNS and (len(text) == 1 or text[0] != "that" and end - start == 1):
        return PRONOUNS[text[0]]
    if any(start <= m.start and m.end <= end for m in names.mentions):
        return "name"
    return "the" if text[0] in DEFINITE else "other"


def clues(document, attributions, names, speakers):
    """For each attribution the clues of every mention, [mentions, N_CLUES]; `speakers` are the keys of each one's
    speakers, of whom only those before are looked at."""
    paragraph, sentence = document.paragraph, document.sentence
    counts, firsts = {}, {}
    for k, m in enumerate(names.mentions):
        counts[m.key] = counts.get(m.key, 0) + 1
        firsts.setdefault(sentence[m.start], k)
    order = sorted(range(len(attributions)), key=lambda n: attributions[n].start)
    out, spoke = [None] * len(attributions), {}
    for turn, n in enumerate(order):
        a = attributions[n]
        at = a.source[0][0] if a.source else a.start
        f = FORMS.index(form(document, a, names))
        ranks = {}
        for m in reversed(names.mentions):
            if m.start < at:
                ranks.setdefault(m.key, len(ranks))
        found = []
        for k, m in enumerate(names.mentions):
            row = [0] * N_CLUES
            gap = m.start - at
            bucket = sum(abs(gap) >= step for step in STEPS)
            row[bucket + 8 * (gap >= 0)] = 1
            apart = min(7, max(0, paragraph[at] - paragraph[m.start])) if gap < 0 else 8 + (paragraph[m.start] != paragraph[at])
            row[16 + apart] = 1
            row[26 + min(5, ranks.get(m.key, 5))] = 1
            ago = turn - spoke[m.key] if m.key in spoke else 0
            row[32 + (0 if not ago else 1 if ago == 1 else 2 if ago == 2 else 3 if ago < 6 else 4)] = 1
            row[37 + min(3, (counts[m.key] - 1) // 2)] = 1
            row[41] = sentence[m.start] == sentence[at]
            row[42] = any(s <= m.start < e for s, e in a.content)
            row[43] = any(s <= m.start < e for s, e in a.source)
            row[44] = any(o.key == m.key and s <= o.start < e for s, e in a.source for o in names.mentions)
            row[45] = firsts[sentence[m.start]] == k
            row[46] = document.text[document.words[m.end - 1][1] :][:2] in ("’s", "'s")
            row[47] = m.start < 25
            row[48] = any(s <= m.start < e for other in attributions if other is not a for s, e in other.content)
            row[49] = any(s <= m.start < e for other in attributions if other is not a for s, e in other.source)
            row[50 + (f * 4 + m.kind) * 3 + m.sex] = 1
            found.append(row)
        out[n] = torch.tensor(found, dtype=torch.uint8).reshape(len(found), N_CLUES)
        for key in speakers[n]:
            spoke[key] = turn
    return out


N_CLUES = 50 + len(FORMS) * 4 * 3


def same_name(a, b):
    """Names agree when, without titles and case, one's words contain the other's: as the scorer has it."""
    a, b = ({w for w in parts(n)} - TITLES or set(parts(n)) for n in (a, b))
    return a <= b or b <= a


TITLES = set("mr mrs ms miss dr sir lord lady sen senator rep gov governor president prime minister king queen pope general gen the".split())


def wanted(document, a, names):
    """Which of "nobody", the source's words and the mentions is right, [2 + mentions]; None where that is not known."""
    right = [0] * (2 + len(names.mentions))
    if not a.is_sure or a.kind in ("none", "author"):
        return None
    if not a.speakers:
        right[0] = 1
        return right
    for speaker in a.speakers:
        strict = [k for k, m in enumerate(names.mentions) if is_of(m, speaker)]
        strict = strict or [k for k, m in enumerate(names.mentions) if same_name(m.text, speaker)]
        for k in strict:
            right[2 + k] = 1
    source = " ".join(document.text[document.words[s][0] : document.words[e - 1][1]] for s, e in a.source)
    if source and parts(source)[-1] == parts(a.speakers[0])[-1] and same_name(source, a.speakers[0]):
        right[1] = 1
    return right if any(right) else None


def is_of(mention, speaker):
    mine, whole = parts(mention.text), parts(speaker)
    return mine == whole or set(mine) <= set(whole) and mine[-1] == whole[-1] or mention.key == whole
