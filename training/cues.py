"""What the table of cues says of a cue's words: `crates/language/en/cues.tsv`, looked up as the program does."""

import re
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "crates/language/en"
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("'s", ""))  # fmt: skip
# A word may hold apostrophes and hyphens, as those of the program's rules do.
WORD = re.compile(r"\w+(?:['-]\w+)*")


def rows(name):
    lines = (LEXICON / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class Cues:
    """Looks up cues: the row that tells most, by its act, then by its length, then the first."""

    def __init__(self):
        self.irregular = {form: lemma for lemma, forms in rows("irregular.tsv") for form in forms.split("|")}
        self.by_first = {}
        for cue, act, kind, *_ in rows("cues.tsv"):
            pattern = cue.split(" ")
            self.by_first.setdefault(pattern[0], []).append((pattern, act, kind == "think"))

    def find(self, text):
        """(act or "-", whether it is a thought), or None where the table has no such cue."""
        words = [Word(word, self) for word in WORD.findall(text.replace("’", "'"))]
        found = []
        for k, word in enumerate(words):
            for lemma in word.lemmas:
                for pattern, act, is_thought in self.by_first.get(lemma, ()):
                    if self.matches(pattern, words[k:]):
                        told = 0 if act == "-" else 1 if act == "announce" else 2
                        literal = sum(any(w.lower == p for w in words) for p in pattern)
                        found.append(((told, len(pattern), literal, -k), (act, is_thought)))
        return max(found)[1] if found else None

    def matches(self, pattern, words):
        at, k = 0, 0
        while k < len(pattern):
            if pattern[k] == "...":
                after = pattern[k + 1]
                at = next((n for n in range(at, min(len(words), at + 5)) if after in words[n].lemmas), None)
                if at is None:
                    return False
            elif at < len(words) and pattern[k] in words[at].lemmas:
                at += 1
            else:
                return False
            k += 1
        return True


class Word:
    def __init__(self, word, cues):
        self.lower = word.lower()
        self.lemmas = [] if word == "May" else lemmas(self.lower, cues.irregular)


def lemmas(form, irregular):
    """The words that a form may belong to, the form itself first."""
    out = [form]
    if form in irregular:
        out.append(irregular[form])
    form = form.removesuffix("n't")
    for ending, instead in ENDINGS:
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        out.append(stem + instead)
        if ending in ("ed", "ing") and not instead and stem[-1] == stem[-2]:
            out.append(stem[:-1])
    return out
